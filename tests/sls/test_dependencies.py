"""Who depends on us: who sees which lines, and what an answer does."""

import pytest
from django.core import mail
from django.urls import reverse

from institution import autosave, once
from institution.permissions import NotAllowed
from sls import workflow
from sls.models import Stakeholder
from sls.todo import items
from tests import factories
from tests.sls.sending import mark_of, send, words_of

LIST = "/dependencies/"
NEED = "Invoices paid by the tenth of the month"


def answer_url(line) -> str:
    return reverse("sls:dependency_answer", args=[line.pk])


def add_line(house, *, on, need=NEED, name="Payments", **other) -> Stakeholder:
    """A line of the library's draft that names a department."""
    draft = house.library.statements.filter(state="draft").first() or house.filled()
    row = Stakeholder(name=name, department=on, is_dependency=True, depends_on=need, **other)
    return workflow.add_row(draft.sections.get(key="stakeholders"), row, by=house.head)


@pytest.fixture
def line(house) -> Stakeholder:
    """The library's statement, with the quality office, says that it depends on Finance."""
    line = add_line(house, on=house.finance)
    workflow.submit(house.library.statements.get(), by=house.head)
    mail.outbox.clear()
    return Stakeholder.objects.get(pk=line.pk)


def test_dependency_list_shows_a_line_to_its_department_and_the_quality_office(
    house, line, sign_in
):
    seen = {}
    for name, person in house.cast.items():
        answer = sign_in(person).get(LIST)
        seen[name] = (answer.status_code, NEED in words_of(answer))
    assert seen == {
        "visitor": (302, False),
        "head": (200, False),
        "contributor": (200, False),
        "head_elsewhere": (200, True),
        "reviewer": (200, True),
        "library_reviewer": (200, True),
        "lead": (403, False),
        "signatory": (403, False),
        "administrator": (403, False),
        "outsider": (403, False),
    }


def test_dependency_answer_opens_for_the_named_department_only(house, line, sign_in):
    seen = {
        name: sign_in(who).get(answer_url(line)).status_code for name, who in house.cast.items()
    }
    assert seen == {
        "visitor": 302,
        "head": 404,
        "contributor": 404,
        "head_elsewhere": 200,
        "reviewer": 403,
        "library_reviewer": 403,
        "lead": 404,
        "signatory": 404,
        "administrator": 404,
        "outsider": 404,
    }


def test_a_line_is_nobodys_business_before_it_is_sent_and_while_it_is_changed(house, sign_in):
    line = add_line(house, on=house.finance)
    client, statement = sign_in(house.head_elsewhere), house.library.statements.get()
    assert NEED not in words_of(client.get(LIST))
    assert client.get(answer_url(line)).status_code == 404
    statement = workflow.submit(statement, by=house.head)
    assert NEED in words_of(client.get(LIST))
    section = statement.sections.get(key="summary")
    workflow.take(statement, by=house.reviewer)
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="What?")
    workflow.return_for_changes(statement, by=house.reviewer)
    assert NEED not in words_of(client.get(LIST))
    assert NEED not in words_of(sign_in(house.reviewer).get(LIST))


def test_lines_that_are_no_dependency_or_name_nobody_are_not_shown(house, sign_in):
    line = add_line(house, on=house.finance, need="A word now and then")
    Stakeholder.objects.filter(pk=line.pk).update(is_dependency=False)
    add_line(house, on=None, need="Weather")
    add_line(house, on=house.finance)
    workflow.submit(house.library.statements.get(), by=house.head)
    assert words_of(sign_in(house.head_elsewhere).get(LIST)).count(NEED) == 1
    for need in ("A word now and then", "Weather"):
        assert need not in words_of(sign_in(house.head_elsewhere).get(LIST))
        assert need not in words_of(sign_in(house.reviewer).get(LIST))


def test_what_was_merged_into_a_department_is_answered_by_it(house, line, sign_in):
    house.finance.merged_into, house.finance.merged_on = house.office, house.requirement.decided_on
    house.finance.save()
    heir = factories.make_person("heir", role="head", department=house.office)
    assert NEED in words_of(sign_in(heir).get(LIST))
    typed = {"response": "confirmed", "as_seen": line.as_seen}
    assert send(sign_in(heir), answer_url(line), **typed).url == LIST
    line.refresh_from_db()
    assert line.responded_by == heir


def test_dependency_answer_confirms_and_tells_the_other_head(
    house, line, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(house.head_elsewhere)
    assert "Waiting for your answer: 1" in words_of(client.get(LIST))
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, answer_url(line), response="confirmed", as_seen=line.as_seen)
    assert answer.url == LIST
    page = words_of(client.get(LIST))
    assert "Waiting for your answer: 0" in page
    assert "Answered: 1" in page
    assert "Head-Elsewhere, " in page
    line.refresh_from_db()
    assert (line.response, line.response_note, line.responded_by) == (
        "confirmed", "", house.head_elsewhere,
    )  # fmt: skip
    assert [message.to for message in mail.outbox] == [[house.head.email]]
    assert "Finance confirmed a dependency" in mail.outbox[0].subject
    event = house.library.statements.get().events.get(kind="dependency")
    assert event.text == "confirmed that it depends on Finance"


def test_dependency_answer_disputes_with_a_note(house, line, sign_in):
    typed = {"response": "disputed", "note": "Only by the twentieth.", "as_seen": line.as_seen}
    send(sign_in(house.head_elsewhere), answer_url(line), **typed)
    line.refresh_from_db()
    assert (line.response, line.response_note) == ("disputed", "Only by the twentieth.")
    assert "“Only by the twentieth.”" in words_of(sign_in(house.reviewer).get(LIST))
    assert line.history.first().history_user == house.head_elsewhere


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"response": ""}, "Choose whether you confirm or dispute it."),
        ({"response": "maybe"}, "Choose one of the two."),
        ({"response": "disputed", "note": " "}, "Say why you dispute it"),
        ({"response": "disputed", "note": "x" * 501}, "501 characters long and the most is 500"),
    ],
)
def test_dependency_answer_says_what_is_wrong_and_keeps_the_note(
    house, line, sign_in, typed, sentence
):
    typed = {"note": "Only typed here", "as_seen": line.as_seen, **typed}
    answer = send(sign_in(house.head_elsewhere), answer_url(line), **typed)
    page = words_of(answer)
    assert page.count(sentence) == 2
    assert typed["note"].strip() in page
    line.refresh_from_db()
    assert line.response == ""


def test_dependency_answer_sent_twice_answers_once(house, line, sign_in):
    client = sign_in(house.head_elsewhere)
    typed = {"_once": once.new_token(), "response": "confirmed", "as_seen": line.as_seen}
    for _ in range(2):
        assert client.post(answer_url(line), typed).status_code == 302
    assert line.history.count() == 2
    assert house.library.statements.get().events.filter(kind="dependency").count() == 1


@pytest.mark.parametrize("as_seen", ["1", "", "x"])
def test_dependency_answer_to_an_older_answer_keeps_both(house, line, sign_in, as_seen):
    colleague = factories.make_person("colleague", role="contributor", department=house.finance)
    workflow.answer_dependency(
        line, by=colleague, response="disputed", note="Theirs.", as_seen=line.as_seen
    )
    client = sign_in(house.head_elsewhere)
    typed = {"response": "disputed", "note": "Mine.", "as_seen": as_seen}
    answer = send(client, answer_url(line), **typed)
    page = words_of(answer)
    assert answer.status_code == 409
    assert "“Theirs.”" in page
    assert "Mine." in page
    line.refresh_from_db()
    assert line.response_note == "Theirs."
    kept = autosave.offered(house.head_elsewhere, answer_url(line))
    assert kept.fields["note"] == ["Mine."]
    send(client, answer_url(line), **{**typed, "as_seen": line.as_seen})
    line.refresh_from_db()
    assert line.response_note == "Mine."


def test_dependency_answer_to_words_that_have_changed_is_shown_the_new_ones(house, line, sign_in):
    old = line.as_seen
    statement = workflow.withdraw(house.library.statements.get(), by=house.head)
    line.depends_on = "Invoices paid at once"
    line.section = statement.sections.get(key="stakeholders")
    workflow.change_row(line, by=house.head, version=line.version)
    workflow.submit(statement, by=house.head)
    typed = {"response": "confirmed", "as_seen": old}
    answer = send(sign_in(house.head_elsewhere), answer_url(line), **typed)
    assert answer.status_code == 409
    assert "Invoices paid at once" in words_of(answer)
    line.refresh_from_db()
    assert line.response == ""


def test_a_note_on_a_line_that_has_gone_is_shown_to_who_typed_it(house, line, sign_in):
    client = sign_in(house.head_elsewhere)
    typed = {"response": "disputed", "note": "Mine.", "as_seen": line.as_seen}
    typed |= mark_of(client, answer_url(line))
    workflow.withdraw(house.library.statements.get(), by=house.head)
    answer = send(client, answer_url(line), **typed)
    assert answer.status_code == 409
    assert "The statement has gone back to its department" in words_of(answer)
    assert "Mine." in words_of(answer)
    assert NEED not in words_of(answer)
    del typed["_who"]
    assert send(client, answer_url(line), **typed).status_code == 404


@pytest.mark.parametrize(
    ("state", "sentence"), [("paused", "2026-27 is paused"), ("closed", "2026-27 is closed")]
)
def test_a_year_that_asks_nothing_asks_no_answer(house, line, sign_in, state, sentence):
    client = sign_in(house.head_elsewhere)
    mark = mark_of(client, answer_url(line))
    house.year.state, house.year.public_reason = state, "A year to think."
    house.year.save()
    page = words_of(client.get(LIST))
    assert NEED in page
    assert "Confirm or dispute" not in page
    assert client.get(answer_url(line)).status_code == 403
    typed = {"response": "disputed", "note": "Mine.", "as_seen": line.as_seen}
    answer = send(client, answer_url(line), **typed, **mark)
    assert answer.status_code == 403
    assert sentence in words_of(answer)
    assert "Mine." in words_of(answer)
    with pytest.raises(NotAllowed, match=sentence):
        workflow.answer_dependency(
            line, by=house.head_elsewhere, response="confirmed", as_seen=line.as_seen
        )


def test_an_answered_line_no_longer_waits_on_the_home_page(house, line):
    def waiting():
        return [item.url for item in items(house.head_elsewhere) if item.url == LIST]

    assert waiting() == [LIST]
    workflow.answer_dependency(
        line, by=house.head_elsewhere, response="confirmed", as_seen=line.as_seen
    )
    assert waiting() == []


def test_the_quality_office_filters_by_answer_and_department_within_the_year(house, sign_in):
    first = add_line(house, on=house.finance, need="First")
    add_line(house, on=house.finance, need="Second")
    add_line(house, on=house.office, need="Third")
    workflow.submit(house.library.statements.get(), by=house.head)
    workflow.answer_dependency(
        first, by=house.head_elsewhere, response="disputed", note="No.", as_seen=first.as_seen
    )
    factories.make_year(2025, "closed")
    client = sign_in(house.reviewer)

    def shown(**query):
        return [line.depends_on for line in client.get(LIST, query).context["page"]]

    assert shown() == ["First", "Second", "Third"]  # what is disputed first
    assert shown(answer="disputed") == ["First"]
    assert shown(answer="none") == ["Second", "Third"]
    assert shown(answer="confirmed") == []
    assert shown(department=house.office.pk) == ["Third"]
    assert shown(year="2025-26") == []
    assert shown(answer="nonsense", department="x", page="x") == ["First", "Second", "Third"]


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("who", "queries"), [("head_elsewhere", 6), ("reviewer", 7)])
def test_dependency_list_costs_the_same_for_one_line_and_for_thirty(
    house, sign_in, django_assert_num_queries, count, who, queries
):
    for number in range(count):
        add_line(house, on=house.finance, need=f"Need {number}")
    workflow.submit(house.library.statements.get(), by=house.head)
    for line in Stakeholder.objects.dependencies()[: count // 2]:
        workflow.answer_dependency(
            line, by=house.head_elsewhere, response="confirmed", as_seen=line.as_seen
        )
    client = sign_in(house.cast[who])
    with django_assert_num_queries(queries):
        answer = client.get(LIST)
    assert words_of(answer).count("Need ") == count
