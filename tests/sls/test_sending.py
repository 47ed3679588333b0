"""Sending a statement, advice, and offers."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from institution import once
from institution.models import AcademicYear
from sls import workflow
from sls.models import AdviceRequest, NotDelivered, Requirement, Stakeholder, Statement
from tests import factories
from tests.sls.sending import send


def url_of(name, statement, *rest):
    return reverse(f"sls:{name}", args=[statement.pk, *rest])


def gaps_on(page: str) -> list[tuple[str, str]]:
    """The lines of the error summary: (address, sentence)."""
    summary = re.search(r'<div class="error-summary".*?</div>', page, re.DOTALL)[0]
    return re.findall(r'<a href="(.*?)">(.*?)</a>', summary)


def refresh(statement) -> Statement:
    return Statement.objects.get(pk=statement.pk)


# Checking and sending


def test_statement_check_shows_everything_in_order_with_a_way_to_change_it(house, sign_in):
    statement = house.filled()
    page = sign_in(house.head).get(url_of("statement_check", statement)).content.decode()
    assert re.findall(r"<h2>([AB]\d)", page) == ["A1", "A2", "A3", "A4", "B1", "B2"]
    for section in statement.sections.all():
        assert f'<a href="{section.get_absolute_url()}">Change<' in page
    words = ["Lost card desk", "Parking", "within 2 working days", "Answer letters within 2"]
    assert [word for word in words if word not in page] == []
    assert "Send to the quality office" in page
    assert "Still to fill in" not in page


def test_statement_check_points_at_a_request_that_nothing_was_done_about(house, sign_in):
    statement = house.returned("availability")
    url, said = url_of("statement_check", statement), "nothing has been changed or answered there"
    assert said in sign_in(house.head).get(url).content.decode()
    section = statement.sections.get(key="availability")
    workflow.save_text(section, by=house.head, text="Weekdays, 9 to 4.", version=section.version)
    assert said not in sign_in(house.head).get(url).content.decode()


def test_statement_check_tells_a_contributor_who_sends_it(house, sign_in):
    statement = house.filled()
    page = sign_in(house.contributor).get(url_of("statement_check", statement)).content.decode()
    assert "Only the head of Library can send its statement." in page
    sends = '<a href="mailto:head@kept.example">Head</a> sends it to the quality office.'
    assert sends in page
    tasks = sign_in(house.contributor).get(url_of("statement_edit", statement)).content.decode()
    assert sends in tasks
    assert "Send to the quality office</button>" not in page
    answer = send(sign_in(house.contributor), url_of("statement_submit", statement), declared="on")
    assert answer.status_code == 403
    assert refresh(statement).state == "draft"


def test_statement_submit_names_every_gap_at_once_each_with_a_link_to_its_field(house, sign_in):
    statement = house.draft()
    sections = {section.key: section for section in statement.sections.all()}
    workflow.add_row(sections["not_delivered"], NotDelivered(what="Parking"), by=house.head)
    workflow.add_row(
        sections["stakeholders"], Stakeholder(name="Registry", is_dependency=True), by=house.head
    )
    workflow.add_kpi(sections["kpis"], by=house.head, title="Answers", shape="change")
    client = sign_in(house.head)
    answer = send(client, url_of("statement_submit", statement), declared="on")
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert "The statement has not been sent" in page
    gaps = gaps_on(page)
    sentences = [sentence for _, sentence in gaps]
    assert sentences[:4] == [
        "A1 “What we do” is still empty.",
        "A2 “When we are there” is still empty.",
        "Say who does this instead: Parking.",
        "Say what you depend on Registry for.",
    ]
    of_the_kpi = re.search(r"<li>KPI “Answers”:<ul>(.*?)</ul></li>", page, re.DOTALL)[1]
    assert of_the_kpi.count("<li>") == len(sentences) - 4
    for said in ("reduce or increase it", "an operational or a strategic goal", "to compare with"):
        assert said in of_the_kpi
    for address, sentence in gaps:
        path, _, field = address.partition("#")
        assert f'id="{field}"' in client.get(path).content.decode(), sentence
    assert refresh(statement).state == "draft"
    assert mail.outbox == []


def test_the_declaration_stands_last_among_what_is_missing(house, sign_in):
    statement = house.draft()
    page = send(sign_in(house.head), url_of("statement_submit", statement)).content.decode()
    summary = page.partition("error-summary-title")[2]
    assert summary.index("is still empty.") < summary.index("Tick the declaration")


def test_statement_submit_without_kpis_where_one_is_owed_links_to_section_b(house, sign_in):
    statement = factories.fill_in(house.draft(), by=house.head, kpi=False)
    answer = send(sign_in(house.head), url_of("statement_submit", statement), declared="on")
    assert gaps_on(answer.content.decode()) == [
        (
            url_of("section_edit", statement, "kpis"),
            "Section B needs at least one key performance indicator.",
        )
    ]


def test_statement_submit_asks_for_the_declaration(house, sign_in):
    statement = house.filled()
    answer = send(sign_in(house.head), url_of("statement_submit", statement))
    gaps = gaps_on(answer.content.decode())
    assert gaps == [("#id_declared", "Tick the declaration before you send the statement.")]
    assert refresh(statement).state == "draft"


def test_statement_submit_sends_it_once_and_says_what_happens_next(
    house, sign_in, django_capture_on_commit_callbacks
):
    statement, client = house.filled(), sign_in(house.head)
    typed = {"_once": once.new_token(), "declared": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(url_of("statement_submit", statement), typed)
        second = client.post(url_of("statement_submit", statement), typed)
    assert first.url == second.url == url_of("statement_submitted", statement)
    assert statement.submitted_versions.count() == 1
    assert sorted(message.to[0] for message in mail.outbox) == [
        "quality@kept.example", "reviewer@kept.example",
    ]  # fmt: skip
    page = client.get(first.url).content.decode()
    assert refresh(statement).reference in page
    assert "What happens next" in page
    assert "By e-mail: the quality office (quality@kept.example), Reviewer." in page


def test_statement_submitted_names_whom_the_mail_goes_to(house, sign_in):
    """Whoever took it; but if their role has ended, everybody who may take it now."""
    statement = workflow.take(house.submitted(), by=house.reviewer)
    client, url = sign_in(house.head), url_of("statement_submitted", statement)
    page = client.get(url).content.decode()
    assert "<p>By e-mail: Reviewer.</p>" in page
    assert "Reviewer has taken it and decides. No date is set for that." in page
    house.reviewer.role_grants.all().delete()
    other = factories.make_person("other", role="reviewer")
    house.institution.quality_mailbox = ""
    house.institution.save()
    page = client.get(url).content.decode()
    assert "<p>By e-mail: Other.</p>" in page
    assert "The reviewer who takes it decides" in page
    other.role_grants.all().delete()
    page = client.get(url).content.decode()
    assert "<p>Nobody: no reviewer from another department is in Kept yet" in page
    assert "()" not in page


def test_statement_submitted_says_which_departments_are_asked(house, sign_in):
    statement = house.filled()
    row = Stakeholder(
        name="Finance", department=house.finance, is_dependency=True, depends_on="invoices"
    )
    workflow.add_row(statement.sections.get(key="stakeholders"), row, by=house.head)
    workflow.submit(statement, by=house.head)
    page = sign_in(house.head).get(url_of("statement_submitted", statement)).content.decode()
    assert "Finance is asked by e-mail to confirm what you depend on them for." in page


def test_statement_submitted_again_names_only_the_departments_that_are_told(house, sign_in):
    """Finance was told the first time; the office is new; nobody works in the archives."""
    statement, archives = house.filled(), factories.make_department("Archives")
    section = statement.sections.get(key="stakeholders")
    factories.make_person("office-head", role="head", department=house.office)

    def depend(department):
        row = Stakeholder(name="A", department=department, is_dependency=True, depends_on="answers")
        workflow.add_row(section, row, by=house.head)

    depend(house.finance)
    statement = workflow.submit(statement, by=house.head)
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Who else?")
    workflow.return_for_changes(statement, by=house.reviewer)
    depend(house.office)
    depend(archives)
    workflow.submit(statement, by=house.head)
    page = sign_in(house.head).get(url_of("statement_submitted", statement)).content.decode()
    assert "Quality Office is asked by e-mail to confirm" in page
    assert "Finance" not in page
    assert "Archives" not in page


def test_statement_submitted_leads_on_once_it_has_been_decided(house, sign_in):
    statement = house.returned()
    answer = sign_in(house.head).get(url_of("statement_submitted", statement))
    assert answer.url == statement.get_absolute_url()


# Advice


def test_advice_ask_sends_one_part_and_submits_nothing(house, sign_in):
    statement = house.filled()
    client, url = sign_in(house.contributor), url_of("advice_ask", statement)
    page = client.get(f"{url}?section=summary").content.decode()
    assert '<option value="summary" selected>' in page
    send(client, url, section="summary", message="Is this\nclear?")
    advice = AdviceRequest.objects.get()
    assert (advice.section.key, advice.message) == ("summary", "Is this\nclear?")
    assert [section["key"] for section in advice.content["sections"]] == ["summary"]
    assert refresh(statement).state == "draft"
    page = client.get(url_of("statement_edit", statement)).content.decode()
    assert reverse("sls:advice_detail", args=[advice.pk]) in page
    assert "not answered yet" in page


def test_advice_ask_on_an_odd_or_empty_part_keeps_the_question(house, sign_in):
    statement = house.draft()
    client, url = sign_in(house.head), url_of("advice_ask", statement)
    page = send(client, url, section="nowhere", message="Is this clear?").content.decode()
    assert "Choose the whole draft or one of its parts." in page
    assert "Is this clear?" in page
    page = send(client, url, section="standards", message="Is this clear?").content.decode()
    assert "There is nothing in this part yet to give advice on." in page
    assert "Is this clear?" in page
    assert not AdviceRequest.objects.exists()


# Offering more than is owed


@pytest.fixture
def requirement(house) -> Requirement:
    return factories.make_requirement(house.finance, house.year, tier="a")


def test_volunteer_offers_section_b_and_can_drop_it_again(house, requirement, sign_in):
    client, url = sign_in(house.head_elsewhere), reverse("sls:volunteer", args=[requirement.pk])
    assert "Offer Section B?" in client.get(url).content.decode()
    send(client, url, offer="1")
    requirement.refresh_from_db()
    assert requirement.asks_kpis
    assert "Drop your offer?" in client.get(url).content.decode()
    send(client, url, offer="0")
    requirement.refresh_from_db()
    assert requirement.voluntary == ""


def test_the_task_list_leads_to_the_offer_and_to_dropping_it(house, requirement, sign_in):
    """Without a way back the head would have to remember the address; a contributor has neither."""
    client = sign_in(house.head_elsewhere)
    statement = workflow.start(requirement, by=house.head_elsewhere)
    task_list = reverse("sls:statement_edit", args=[statement.pk])
    assert "Offer Section B as well" in client.get(task_list).content.decode()
    workflow.volunteer(requirement, by=house.head_elsewhere, offer=True)
    assert "Drop the offer of Section B" in client.get(task_list).content.decode()
    writer = factories.make_person("writer", role="contributor", department=house.finance)
    assert f"/{requirement.pk}/volunteer" not in sign_in(writer).get(task_list).content.decode()


def test_volunteer_a_whole_statement_leads_to_beginning_it(house, sign_in):
    requirement = factories.make_requirement(house.finance, house.year, tier="none")
    client, url = sign_in(house.head_elsewhere), reverse("sls:volunteer", args=[requirement.pk])
    assert "Offer a whole statement?" in client.get(url).content.decode()
    answer = send(client, url, offer="1")
    assert answer.url == reverse("sls:statement_start", args=[requirement.pk])
    page = client.get(answer.url).content.decode()
    assert "Asked of you: <strong>Not required; a whole statement was offered</strong>." in page


@pytest.mark.parametrize(
    ("tier", "voluntary", "words"),
    [
        ("ab", "", "Sections A and B"),
        ("a", "", "Section A only"),
        ("a", "section_b", "Section A only; Section B was offered as well"),
        ("none", "statement", "Not required; a whole statement was offered"),
    ],
)
def test_what_is_asked_and_offered_in_words(tier, voluntary, words):
    assert Requirement(tier=tier, voluntary=voluntary).asked == words


def test_volunteer_is_for_the_head_in_an_open_year(house, requirement, sign_in):
    url = reverse("sls:volunteer", args=[requirement.pk])
    assert sign_in(house.head).get(url).status_code == 404
    assert sign_in(house.reviewer).get(url).status_code == 403
    AcademicYear.objects.update(state="closed")
    assert send(sign_in(house.head_elsewhere), url, offer="1").status_code == 403
    requirement.refresh_from_db()
    assert requirement.voluntary == ""
