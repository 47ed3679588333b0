"""The task list of a statement, and the page of each section."""

import re

import pytest
from django.urls import reverse

from institution import autosave, once
from kpis.models import Promise
from sls import workflow
from sls.models import Section, Service
from sls.tasks import who_is_writing
from tests import factories
from tests.sls.sending import seen_draft, send
from tests.sls.writing import last_year_approved, section_of, write


@pytest.fixture
def statement(house):
    return house.draft()


# The task list


def states(page: str) -> list[str]:
    """The words of the tags of the task list, in page order."""
    tasks = re.findall(r'<li class="task">.*?</li>', page, re.DOTALL)
    return [
        re.search(r'class="tag \w+">.*?</svg>([^<]+)<', task, re.DOTALL)[1].strip()
        for task in tasks
    ]


def test_statement_edit_shows_how_far_each_part_is(house, statement, sign_in):
    url = reverse("sls:statement_edit", args=[statement.pk])
    client = sign_in(house.contributor)
    page = client.get(url).content.decode()
    assert states(page) == ["Not started"] * 5 + ["Optional"]
    assert "A1 “What we do” is still empty." in page
    assert "Section B needs at least one key performance indicator." in page
    write(statement, "Ours.", by=house.head)
    page = client.get(url).content.decode()
    assert states(page)[:2] == ["Complete", "Not started"]
    assert "1 of 5 needed parts written" in page
    listed = sign_in(house.reviewer).get(reverse("sls:statement_list")).content.decode()
    assert '<td data-label="Parts written">1 of 5</td>' in listed


def test_saving_an_empty_part_writes_nothing_but_what_is_carried_over_is_read(
    house, statement, sign_in
):
    section = workflow.save_text(section_of(statement), by=house.head, text="", version=1)
    assert (section.version, section.updated_by) == (1, None)
    carried = section_of(
        workflow.start(
            factories.make_requirement(house.finance, house.year), by=house.head_elsewhere
        )
    )
    workflow.add_row(carried, Service(name="Desk"), by=house.head_elsewhere)
    Section.objects.filter(pk=carried.pk).update(updated_by=None)
    carried.refresh_from_db()
    workflow.save_text(carried, by=house.head_elsewhere, text="", version=carried.version)
    assert Section.objects.get(pk=carried.pk).updated_by == house.head_elsewhere


def test_statement_edit_says_what_changed_since_last_year(house, sign_in):
    statement = workflow.start(
        house.requirement, by=house.head, begin_from=last_year_approved(house)
    )
    write(statement, "Something new.", by=house.head)
    page = sign_in(house.head).get(reverse("sls:statement_edit", args=[statement.pk]))
    tasks = re.findall(r'<li class="task">.*?</li>', page.content.decode(), re.DOTALL)
    assert "Changed since 2025-26" in tasks[0]
    assert "The same as in 2025-26" in tasks[1]
    assert "Carried over. Read it through and save it." in tasks[1]


def test_statement_edit_says_what_carrying_over_left_out_and_that_nobody_has_saved_it(
    house, sign_in
):
    statement = workflow.start(
        house.requirement, by=house.head, begin_from=last_year_approved(house)
    )
    moved = Promise.objects.filter(academic_year=house.year).update(rationale="As if moved.")
    assert moved == 1
    client = sign_in(house.head)
    url = reverse("sls:statement_edit", args=[statement.pk])
    task = re.findall(r'<li class="task">.*?</li>', client.get(url).content.decode(), re.DOTALL)[4]
    assert "As in 2025-26, but for what does not carry over." in task
    assert "Changed since" not in task
    checked = client.get(reverse("sls:statement_check", args=[statement.pk])).content.decode()
    assert re.search(r"Nobody has saved these parts since they were carried over: [^.]*B1", checked)


def test_statement_edit_of_a_returned_statement_opens_only_what_was_asked_for(house, sign_in):
    statement = house.returned(key="availability", text="Which days?")
    page = sign_in(house.head).get(reverse("sls:statement_edit", args=[statement.pk]))
    page = page.content.decode()
    assert "The quality office asks for changes" in page
    assert "Asked for, unclear: Which days?" in page
    assert states(page) == ["Locked", "Changes asked", "Locked", "Locked", "Locked", "Locked"]
    assert reverse("sls:section_reopen", args=[statement.pk, "summary"]) in page
    assert f'href="{section_of(statement).get_absolute_url()}"' not in page
    write(statement, "On weekdays.", by=house.head, key="availability")
    page = sign_in(house.contributor).get(reverse("sls:statement_edit", args=[statement.pk]))
    page = page.content.decode()
    assert states(page)[1] == "Changes made"
    assert reverse("sls:section_reopen", args=[statement.pk, "summary"]) not in page


def test_statement_edit_says_who_is_writing_where(house, statement, sign_in):
    place = section_of(statement).get_absolute_url()
    autosave.keep(house.contributor, place, {"text": ["mine"]}, shown=autosave.NO_DRAFT)
    url = reverse("sls:statement_edit", args=[statement.pk])
    assert (
        "Contributor</strong> is writing here now" in sign_in(house.head).get(url).content.decode()
    )
    own = sign_in(house.contributor).get(url).content.decode()
    assert "is writing here now" not in own


def test_who_is_writing_is_known_for_every_page_of_a_section(house, statement):
    """Also for that of a row or a KPI, and not for a comment on the whole."""
    of = [statement.pk]
    pages = {
        "head": reverse("sls:section_reopen", args=[*of, "summary"]),
        "contributor": reverse("sls:row_add", args=[*of, "summary", "services"]),
        "reviewer": reverse("sls:kpi_add", args=of),
        "lead": reverse("sls:comment_add", args=of) + "#comment-summary",
        "signatory": reverse("sls:section_edit", args=[statement.pk + 1, "summary"]),
    }
    for name, page in pages.items():
        autosave.keep(house.cast[name], page, {"text": ["mine"]}, shown=autosave.NO_DRAFT)
    writing = who_is_writing(statement, besides=house.outsider)
    assert {key: sorted(names) for key, names in writing.items() if key} == {
        "summary": ["Contributor", "Head"], "kpis": ["Reviewer"],
    }  # fmt: skip


def test_statement_edit_refuses_those_who_do_not_write(house, statement, sign_in):
    url = reverse("sls:statement_edit", args=[statement.pk])
    assert sign_in(house.head_elsewhere).get(url).status_code == 404
    assert sign_in(house.reviewer).get(url).status_code == 403
    submitted = workflow.submit(factories.fill_in(statement, by=house.head), by=house.head)
    answer = sign_in(house.head).get(reverse("sls:statement_edit", args=[submitted.pk]))
    assert answer.status_code == 403
    assert "The head can take it back." in answer.content.decode()


# One section


def test_section_edit_saves_and_goes_on_to_the_next_part(house, statement, sign_in):
    section = section_of(statement)
    answer = send(
        sign_in(house.contributor), section.get_absolute_url(),
        text="  Ours.\r\n\r\n\r\nAnd more.\x00 ", version="1", then="next",
    )  # fmt: skip
    assert answer.url == section_of(statement, "availability").get_absolute_url()
    section.refresh_from_db()
    assert (section.text, section.version) == ("Ours.\n\nAnd more.", 2)
    assert section.updated_by == house.contributor


def test_section_edit_goes_on_past_closed_parts_and_in_the_end_to_the_checking(house, sign_in):
    statement = house.returned(key="availability")
    answer = send(
        sign_in(house.head), section_of(statement, "availability").get_absolute_url(),
        text="On weekdays.", version=str(section_of(statement, "availability").version),
        then="next",
    )  # fmt: skip
    assert answer.url == reverse("sls:statement_check", args=[statement.pk])


WAYS = [
    ("list", "statement_edit", []),
    ("", "statement_edit", []),
    ("add services", "row_add", ["summary", "services"]),
    ("change services 7", "row_edit", ["summary", "services", 7]),
    ("remove services 7", "row_remove", ["summary", "services", 7]),
    ("add stakeholders", "statement_edit", []),
    ("change services x", "section_edit", ["summary"]),
    ("nonsense", "statement_edit", []),
]


def test_section_edit_saves_first_and_then_goes_where_the_button_says(house, statement, sign_in):
    client, url = sign_in(house.head), section_of(statement).get_absolute_url()
    for version, (then, name, rest) in enumerate(WAYS, start=1):
        typed = {"text": f"Typed before {version}.", "version": str(version), "then": then}
        assert send(client, url, **typed).url == reverse(f"sls:{name}", args=[statement.pk, *rest])
        assert section_of(statement).text == typed["text"]


def test_section_edit_shows_guidance_last_year_and_the_request(house, sign_in):
    last_year_approved(house, "We lend **books**.")
    statement = house.returned(key="summary", kind="out_of_date", text="That desk has closed.")
    page = sign_in(house.contributor).get(section_of(statement).get_absolute_url())
    page = page.content.decode()
    assert "Say <strong>what we do</strong>." in page
    assert "What you said in 2025-26" in page
    assert "We lend <strong>books</strong>." in page
    assert "asks for a change: out of date" in page
    assert "That desk has closed." in page
    request = section_of(statement).change_requests.get()
    assert reverse("sls:request_answer", args=[request.pk]) in page
    assert "about 150 will usually do" in page


def test_section_edit_shows_what_was_said_but_no_note_among_reviewers(house, statement, sign_in):
    section = section_of(statement)
    advice = workflow.ask_advice(statement, by=house.head, message="Is this clear?")
    workflow.answer_advice(advice, by=house.reviewer, comments={"summary": "Name the desk."})
    submitted = workflow.submit(factories.fill_in(statement, by=house.head), by=house.head)
    workflow.add_comment(
        submitted, by=house.reviewer, text="Watch this one.", section=section, internal=True
    )
    workflow.withdraw(submitted, by=house.head)
    page = sign_in(house.head).get(section.get_absolute_url()).content.decode()
    assert "Name the desk." in page
    assert "Watch this one." not in page


def test_section_edit_too_long_a_text_stays_on_the_page_with_a_sentence(house, statement, sign_in):
    text = "long " * 12_000
    url = section_of(statement).get_absolute_url()
    page = send(sign_in(house.head), url, text=text, version="1").content.decode()
    assert "The most is 50,000" in page or "the most is 50,000" in page
    assert "<title>Error: " in page
    assert text.strip() in page
    assert section_of(statement).text == ""


def test_section_edit_counts_a_form_sent_twice_once(house, statement, sign_in):
    url, client = section_of(statement).get_absolute_url(), sign_in(house.head)
    typed = {"_once": once.new_token(), "text": "Once.", "version": "1", "then": "list"}
    assert client.post(url, typed).url == client.post(url, typed).url
    assert section_of(statement).version == 2
    assert section_of(statement).history.count() == 2


def test_section_edit_restores_what_was_typed_and_forgets_it_once_saved(house, statement, sign_in):
    url, client = section_of(statement).get_absolute_url(), sign_in(house.head)
    typed = {"text": ["Half a sent"], "version": ["1"]}
    autosave.keep(house.head, url, typed, shown=autosave.NO_DRAFT)
    assert "that was not saved" in client.get(url).content.decode()
    page = client.get(f"{url}?restore=1").content.decode()
    assert "Half a sent</textarea>" in page.replace("\n", "")
    marks = seen_draft(house.head, url)
    send(client, url, text="Half a sentence.", version="1", **marks)
    assert autosave.offered(house.head, url) is None


def test_section_edit_names_others_who_are_typing_there(house, statement, sign_in):
    url = section_of(statement).get_absolute_url()
    autosave.keep(house.contributor, url, {"text": ["mine"]}, shown=autosave.NO_DRAFT)
    assert "Contributor is editing this too" in sign_in(house.head).get(url).content.decode()


@pytest.mark.parametrize(("page", "queries"), [("section_edit", 13), ("statement_edit", 19)])
def test_pages_for_writing_ask_the_database_as_often_for_many_rows(
    house, statement, sign_in, django_assert_num_queries, page, queries
):
    client, section = sign_in(house.head), section_of(statement)
    keys = [statement.pk, "summary"] if page == "section_edit" else [statement.pk]
    for rows in (1, 29):
        for _ in range(rows):
            row = factories.Service(name="Loans", audiences=["students"])
            workflow.add_row(section, row, by=house.head)
        with django_assert_num_queries(queries):
            client.get(reverse(f"sls:{page}", args=keys))
