"""Changes asked for a second time: what is sent, what opens and counts, and what is settled."""

import pytest
from django.urls import reverse

from sls import workflow
from sls.models import ChangeRequest, Statement
from tests import factories
from tests.sls.sending import send, words_of


def write(house, statement, key, text):
    section = statement.sections.get(key=key)
    workflow.save_text(section, by=house.head, text=text, version=section.version)


@pytest.fixture
def again(house) -> Statement:
    """With the reviewer for the second time: one request was met, one answered, one neither."""
    statement = house.submitted()
    for key in ("summary", "availability", "not_delivered"):
        section = statement.sections.get(key=key)
        workflow.note_request(section, by=house.reviewer, kind="unclear", text=f"What of {key}?")
    statement = workflow.return_for_changes(statement, by=house.reviewer)
    write(house, statement, "summary", "Other words.")
    answered = ChangeRequest.objects.get(section__key="availability")
    workflow.add_comment(statement, by=house.head, text="It says so.", change_request=answered)
    return workflow.submit(statement, by=house.head)


def url(name, statement):
    return reverse(f"sls:{name}", args=[statement.pk])


def note(house, statement, key="stakeholders"):
    section = statement.sections.get(key=key)
    workflow.note_request(section, by=house.reviewer, kind="incomplete", text="Who else?")


def opened(statement):
    return set(statement.sections.filter(is_open=True).values_list("key", flat=True))


def test_a_second_return_sends_opens_and_counts_only_what_it_asks(
    house, again, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    note(house, again)
    with django_capture_on_commit_callbacks(execute=True):
        send(sign_in(house.reviewer), url("statement_return", again), text="")
    mail = mailoutbox[-1].body
    assert "Who else?" in mail
    assert "What of" not in mail
    assert opened(again) == {"stakeholders"}
    tasks = words_of(sign_in(house.head).get(url("statement_edit", again)))
    assert "0 of 1 change made" in tasks
    assert tasks.partition("task-list")[2].count("Changes asked") == 1
    page = words_of(sign_in(house.head).get(again.get_absolute_url()))
    assert "Reviewer asked for changes in 1 part" in page
    assert page.count("settled when it went back again") == 3
    assert "resolved by" not in page


def test_statement_return_offers_to_ask_again_for_what_nobody_did(house, again, sign_in):
    note(house, again)
    page = words_of(sign_in(house.reviewer).get(url("statement_return", again)))
    for key, word in (
        ("summary", "changes made"), ("availability", "answered"),
        ("not_delivered", "not changed since"),
    ):  # fmt: skip
        assert f"What of {key}? ({word})" in page
    ticked = ChangeRequest.objects.get(section__key="not_delivered")
    assert page.count("checked") == 1
    assert f'value="{ticked.pk}"' in page.partition("checked")[0].rpartition("<input")[2]


def test_what_is_asked_again_is_sent_opens_and_counts(
    house, again, sign_in, mailoutbox, django_capture_on_commit_callbacks
):
    note(house, again)
    asked = ChangeRequest.objects.filter(section__key__in=["availability", "not_delivered"])
    pks = list(asked.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        send(sign_in(house.reviewer), url("statement_return", again), again=pks)
    mail = mailoutbox[-1].body
    assert "What of availability?" in mail
    assert "What of summary?" not in mail
    assert opened(again) == {"availability", "not_delivered", "stakeholders"}
    client = sign_in(house.head)
    assert "0 of 3 changes made" in words_of(client.get(url("statement_edit", again)))
    # The answer of the first round does not count for the second.
    checked = words_of(client.get(url("statement_check", again)))
    assert checked.count("a change was asked for, and nothing has been changed") == 3


def test_a_new_note_stands_for_the_earlier_request_about_its_part(house, again, sign_in):
    note(house, again, key="not_delivered")
    assert "checked" not in words_of(sign_in(house.reviewer).get(url("statement_return", again)))


def test_statement_return_without_a_note_can_ask_again(house, again, sign_in):
    asked = ChangeRequest.objects.get(section__key="not_delivered")
    send(sign_in(house.reviewer), url("statement_return", again), again=[asked.pk])
    again.refresh_from_db()
    assert again.state == Statement.State.RETURNED
    assert list(ChangeRequest.objects.open_on(again)) == [asked]


def test_a_request_settled_in_another_window_is_not_sent_unasked(house, again, sign_in):
    note(house, again)
    asked = ChangeRequest.objects.get(section__key="summary")
    workflow.resolve_request(asked, by=house.reviewer)
    answer = send(sign_in(house.reviewer), url("statement_return", again), again=[asked.pk])
    assert "settled in another window" in words_of(answer)
    again.refresh_from_db()
    assert again.state == Statement.State.SUBMITTED


def test_approval_names_what_is_open_and_the_record_says_what_settled_it(house, again, sign_in):
    pressed = ChangeRequest.objects.get(section__key="summary")
    workflow.resolve_request(pressed, by=house.reviewer)
    page = words_of(sign_in(house.reviewer).get(url("statement_approve", again)))
    assert "these requests count as settled by the approval" in page
    assert "What of availability? (answered)" in page
    assert "What of summary?" not in page
    document = factories.quick_document(again, by=house.reviewer)
    workflow.approve(again, by=house.reviewer, document=document)
    record = words_of(sign_in(house.reviewer).get(again.get_absolute_url()))
    assert record.count("resolved by Reviewer") == 1
    assert record.count("settled by the approval") == 2
