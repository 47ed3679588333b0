"""The quality office at work: the queue, noting, asking for changes."""

import pytest
from django.urls import reverse

from institution import autosave
from institution.models import Autosave
from institution.permissions import NotAllowed
from sls import workflow
from sls.models import ChangeRequest, Comment, Statement
from tests import factories
from tests.sls.sending import mark_for, seen_draft, send, words_of

State = Statement.State


def url(name, statement):
    return reverse(f"sls:{name}", args=[statement.pk])


@pytest.fixture
def colleague(house):
    return factories.make_person("colleague", role="reviewer")


def test_review_queue_shows_what_waits_and_not_the_rest(house, sign_in):
    waiting = house.submitted()
    other = house.draft(
        factories.make_requirement(house.finance, house.year), by=house.head_elsewhere
    )
    page = words_of(sign_in(house.reviewer).get(reverse("sls:review_queue")))
    assert url("statement_review", waiting) in page
    assert url("statement_review", other) not in page
    assert page.count("Take it") == 1


def test_review_queue_says_why_ones_own_department_is_not_ones_own_to_take(house, sign_in):
    house.submitted()
    page = words_of(sign_in(house.library_reviewer).get(reverse("sls:review_queue")))
    assert "Your own department: a reviewer from elsewhere takes it" in page
    assert "Take it" not in page


def test_review_queue_can_be_narrowed_to_what_nobody_has_taken(house, sign_in, colleague):
    workflow.take(house.submitted(), by=colleague)
    client = sign_in(house.reviewer)
    assert "Library" not in words_of(client.get("/review/?reviewer=nobody")).partition("<table")[2]
    assert "Colleague" in words_of(client.get("/review/?reviewer=others")).partition("<table")[2]


def test_statement_take_makes_it_mine_also_from_a_colleague(house, sign_in, colleague):
    statement = workflow.take(house.submitted(), by=colleague)
    answer = send(sign_in(house.reviewer), url("statement_take", statement))
    assert answer.headers["Location"] == url("statement_review", statement)
    statement.refresh_from_db()
    assert statement.reviewer == house.reviewer


@pytest.mark.parametrize("who", ["library_reviewer", "head", "lead"])
def test_statement_take_is_refused_with_a_reason(house, sign_in, who):
    statement = house.submitted()
    answer = send(sign_in(house.cast[who]), url("statement_take", statement))
    assert answer.status_code == (404 if who == "lead" else 403)
    statement.refresh_from_db()
    assert statement.reviewer is None


def test_statement_review_reads_beside_what_was_approved_last(house, sign_in):
    house.approved()
    later = factories.make_requirement(house.library, factories.make_year(2027))
    source = Statement.objects.get()
    statement = workflow.start(later, by=house.head, begin_from=source)
    section = statement.sections.get(key="summary")
    text = section.text.replace("our own words", "other words")
    workflow.save_text(section, by=house.head, text=text, version=section.version)
    statement = workflow.submit(statement, by=house.head)
    page = words_of(sign_in(house.reviewer).get(url("statement_review", statement)))
    assert page.count("Changed since 2026-27.") == 1
    assert page.count("Says the same as 2026-27.") == 5
    with_differences = sign_in(house.reviewer).get(
        url("statement_review", statement), {"differences": "1"}
    )
    assert '<del><span class="visually-hidden">[removed: </span> our own' in words_of(
        with_differences
    )


def test_statement_review_after_changes_reads_beside_the_version_before(house, sign_in):
    statement = house.returned()
    section = statement.sections.get(key="availability")
    workflow.save_text(section, by=house.head, text="Every weekday.", version=section.version)
    request = ChangeRequest.objects.get()
    workflow.add_comment(statement, by=house.head, text="Done as asked.", change_request=request)
    statement = workflow.submit(statement, by=house.head)
    page = words_of(sign_in(house.reviewer).get(url("statement_review", statement)))
    assert "Changed since version 1." in page
    assert page.count("Changes made") == 1
    assert "Done as asked." in page
    assert "Not changed since" not in page


def test_statement_review_says_when_nothing_was_done_about_a_request(house, sign_in):
    statement = workflow.submit(house.returned(), by=house.head)
    page = words_of(sign_in(house.reviewer).get(url("statement_review", statement)))
    assert "Not changed since" in page
    assert "Changes made" not in page


def test_statement_review_is_not_for_ones_own_department_and_says_why(house, sign_in):
    statement = house.submitted()
    page = words_of(sign_in(house.library_reviewer).get(url("statement_review", statement)))
    assert "You belong to Library." in page
    assert "Save notes" not in page


def test_statement_review_shows_nothing_of_a_statement_that_is_not_sent(house, sign_in):
    statement = house.filled()
    answer = sign_in(house.reviewer).get(url("statement_review", statement))
    assert answer.headers["Location"] == statement.get_absolute_url()


def note(client, statement, **typed):
    return send(client, url("statement_review", statement), **typed)


ASKED = {
    "availability-needs": "on", "availability-kind": "unclear",
    "availability-text": "Which days?",
}  # fmt: skip


def test_notes_are_saved_unsent_and_the_department_does_not_see_them(house, sign_in):
    statement = house.submitted()
    note(sign_in(house.reviewer), statement, **ASKED)
    noted = ChangeRequest.objects.get()
    assert (noted.section.key, noted.kind, noted.text, noted.sent_at) == (
        "availability", "unclear", "Which days?", None,
    )  # fmt: skip
    statement.refresh_from_db()
    assert statement.reviewer == house.reviewer
    for person in (house.head, house.library_reviewer):
        page = words_of(sign_in(person).get(statement.get_absolute_url()))
        assert "Which days?" not in page


def test_a_note_is_dropped_when_its_tick_is_removed(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note(client, statement, **ASKED)
    note(client, statement, **{"availability-was": "unclear: Which days?"})
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"summary-needs": "on", "summary-text": "Shorter"}, "choose what is the matter"),
        ({"summary-needs": "on", "summary-kind": "unclear"}, "say what should change"),
        ({"summary-text": "Typed without a tick"}, "tick “Needs changes”"),
        (
            {"summary-needs": "on", "summary-kind": "odd", "summary-text": "x"},
            "Choose from the list",
        ),
    ],
)
def test_half_a_note_is_refused_and_stays_on_the_page(house, sign_in, typed, sentence):
    answer = note(sign_in(house.reviewer), house.submitted(), **typed)
    page = words_of(answer)
    assert page.count(sentence) == 2  # in the summary and at the field
    assert "<title>Error: " in page
    assert typed.get("summary-text", "") in page
    assert not ChangeRequest.objects.exists()


def test_notes_on_many_headings_are_saved_all_or_not_at_all(house):
    statement = house.submitted()
    summary, availability = statement.sections.all()[:2]
    notes = {
        "asked": {summary: ("unclear", "For whom?"), availability: ("odd", "Which days?")},
        "remarks": {summary: "Ask Finance first."},
    }
    with pytest.raises(NotAllowed, match="Say for “A2 When we are there” what kind"):
        workflow.save_notes(statement, by=house.reviewer, **notes)
    statement.refresh_from_db()
    assert (statement.reviewer, ChangeRequest.objects.count(), Comment.objects.count()) == (
        None, 0, 0,
    )  # fmt: skip
    notes["asked"][availability] = ("unclear", "Which days?")
    workflow.save_notes(statement, by=house.reviewer, **notes)
    assert ChangeRequest.objects.noted_on(statement).count() == 2
    workflow.save_notes(statement, by=house.reviewer, asked={summary: None})
    assert ChangeRequest.objects.get().section == availability
    assert Comment.objects.get().is_internal


def test_two_windows_do_not_overwrite_each_other(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note(client, statement, **ASKED)
    mine = {**ASKED, "availability-text": "Which weeks?"}  # a window that opened before
    page = words_of(note(client, statement, **mine))
    assert "changed in another window" in page
    assert "> Which weeks?</textarea>" in page
    assert ChangeRequest.objects.get().text == "Which days?"
    note(client, statement, **mine, **{"availability-was": "unclear: Which days?"})
    assert ChangeRequest.objects.get().text == "Which weeks?"


def test_a_window_that_says_nothing_of_a_heading_leaves_its_note(house, sign_in):
    """A second window, opened before the note was made, saves another heading."""
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note(client, statement, **ASKED)
    answer = note(client, statement, **{"summary-internal": "Ask Finance."})
    assert "changed in another window" in words_of(answer)
    assert ChangeRequest.objects.get().text == "Which days?"


def test_notes_on_what_a_colleague_took_are_kept_for_oneself(house, sign_in, colleague):
    statement = workflow.take(house.submitted(), by=colleague)
    mark = mark_for(house.reviewer, url("statement_review", statement))
    answer = note(sign_in(house.reviewer), statement, **ASKED, **mark)
    assert answer.status_code == 403
    assert "Colleague has taken this statement." in words_of(answer)
    assert "Which days?" in words_of(answer)
    assert not ChangeRequest.objects.exists()
    kept = Autosave.objects.get(person=house.reviewer)
    assert kept.fields["availability-text"] == ["Which days?"]


def test_notes_on_a_statement_taken_back_are_kept_and_its_words_not_shown(house, sign_in):
    statement = workflow.withdraw(house.submitted(), by=house.head)
    section = statement.sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="Secret draft.", version=section.version)
    mark = mark_for(house.reviewer, url("statement_review", statement))
    answer = note(sign_in(house.reviewer), statement, **ASKED, **mark)
    assert answer.status_code == 403
    assert "Which days?" in words_of(answer)
    assert "Secret draft." not in words_of(answer)


def test_notes_that_were_typed_and_not_saved_are_offered_again(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    page = url("statement_review", statement)
    typed = {name: [value] for name, value in ASKED.items()}
    autosave.keep(house.reviewer, page, typed, shown=autosave.NO_DRAFT)
    assert "You typed something here" in words_of(client.get(page))
    assert "Which days?</textarea>" in words_of(client.get(page, {"restore": "1"}))
    assert "<title>Error" not in words_of(client.get(page, {"restore": "1"}))
    note(client, statement, **ASKED, **seen_draft(house.reviewer, page))
    assert not Autosave.objects.exists()


def test_a_head_cannot_note(house, sign_in):
    assert note(sign_in(house.head), house.submitted(), **ASKED).status_code == 403
    assert not ChangeRequest.objects.exists()


def test_internal_notes_stay_among_reviewers_from_elsewhere(house, sign_in):
    statement = house.submitted()
    note(sign_in(house.reviewer), statement, **{"summary-internal": "Ask Finance first."})
    assert Comment.objects.get().is_internal
    page = url("statement_detail", statement)
    seen = {
        name: "Ask Finance first." in words_of(sign_in(house.cast[name]).get(page))
        for name in ("reviewer", "library_reviewer", "head", "contributor")
    }  # fmt: skip
    assert seen == {
        "reviewer": True, "library_reviewer": False, "head": False, "contributor": False,
    }  # fmt: skip


def test_a_request_is_resolved_without_losing_the_notes(house, sign_in):
    statement = workflow.submit(house.returned(), by=house.head)
    asked = ChangeRequest.objects.get()
    note(sign_in(house.reviewer), statement, resolve=str(asked.pk), **{
        "summary-needs": "on", "summary-kind": "incorrect", "summary-text": "Wrong number",
    })  # fmt: skip
    asked.refresh_from_db()
    assert asked.resolved_by_name == str(house.reviewer)
    assert ChangeRequest.objects.get(sent_at=None).text == "Wrong number"


@pytest.mark.parametrize("step", ["return", "approve"])
def test_the_last_buttons_save_the_notes_and_go_on(house, sign_in, step):
    statement = house.submitted()
    answer = note(sign_in(house.reviewer), statement, then=step, **ASKED)
    assert answer.headers["Location"] == url(f"statement_{step}", statement)
    assert ChangeRequest.objects.count() == 1


def test_statement_return_lists_what_will_be_sent_and_sends_it(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note(client, statement, **ASKED)
    page = words_of(client.get(url("statement_return", statement)))
    assert "Which days?" in page
    assert "A2 When we are there" in page
    send(client, url("statement_return", statement), text="Thank you.")
    statement.refresh_from_db()
    assert statement.state == State.RETURNED
    assert [one.key for one in statement.sections.filter(is_open=True)] == ["availability"]
    assert statement.events.get(kind="returned").note == "Thank you."


def test_statement_return_without_a_note_keeps_the_message(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    assert "You have not noted any change" in words_of(
        client.get(url("statement_return", statement))
    )
    answer = send(client, url("statement_return", statement), text="Typed with care.")
    assert answer.status_code == 200
    assert "Tick “Needs changes” at one heading at least" in words_of(answer)
    statement.refresh_from_db()
    assert statement.state == State.SUBMITTED


def test_statement_return_sent_twice_returns_once(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note(client, statement, **ASKED)
    first = send(client, url("statement_return", statement))
    second = send(client, url("statement_return", statement))
    assert first.headers["Location"] == second.headers["Location"] == statement.get_absolute_url()
    assert statement.events.filter(kind="returned").count() == 1
