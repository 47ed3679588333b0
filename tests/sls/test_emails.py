"""Who is told what, in text and HTML, after the commit; and the reminders."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from institution.models import AcademicYear
from institution.todo import stage_of
from institution.workflow.departments import merge_department
from sls import reminders, workflow
from sls.models import Reminder, Stakeholder
from tests import factories

HEAD, CONTRIBUTOR = "head@kept.example", "contributor@kept.example"
REVIEWER, OFFICE = "reviewer@kept.example", "quality@kept.example"


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """sent(verb, ...) calls the verb and gives what it mailed, by address."""

    def call(verb, *args, **details):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            verb(*args, **details)
        return {message.to[0]: message for message in mail.outbox}

    return call


def html_of(message) -> str:
    assert [kind for _, kind in message.alternatives] == ["text/html"]
    return message.alternatives[0][0]


def check(message, link: str, *words: str) -> None:
    """Text and HTML both say `words` and lead to `link`; the HTML has no other link."""
    html = html_of(message)
    assert f"\nhttp://localhost:8000{link}\n" in message.body
    assert html.count("href=") == 1
    assert f'href="http://localhost:8000{link}"' in html
    for said in words:
        assert said in message.body
        assert said in html
    assert "{{" not in message.body + html
    assert "None" not in message.body


def url(name, pk) -> str:
    return reverse(f"sls:{name}", args=[pk])


def test_submitted_tells_the_mailbox_and_reviewers_from_elsewhere(house, sent):
    statement = house.filled()
    told = sent(workflow.submit, statement, by=house.head)
    assert sorted(told) == [OFFICE, REVIEWER]  # not the library's own reviewer
    assert told[REVIEWER].subject == "Library, 2026-27: submitted"
    check(
        told[REVIEWER], url("statement_review", statement.pk),
        "Head has sent the service level statement of Library for 2026-27.",
    )  # fmt: skip


def test_the_mailbox_is_not_said_to_review(house, sent):
    told = sent(workflow.submit, house.filled(), by=house.head)
    why = "because you review statements"
    assert why in told[REVIEWER].body
    assert why in html_of(told[REVIEWER])
    assert why not in told[OFFICE].body + html_of(told[OFFICE])
    said = "This message goes to the mailbox of the quality office."
    assert said in told[OFFICE].body
    assert said in html_of(told[OFFICE])


def test_resubmitted_tells_the_reviewer_who_has_it(house, sent):
    statement = house.returned()
    told = sent(workflow.submit, statement, by=house.head)
    assert list(told) == [REVIEWER]
    assert told[REVIEWER].subject == "Library, 2026-27: resubmitted"
    check(told[REVIEWER], url("statement_review", statement.pk), "again")


def test_withdrawn_tells_the_reviewer_who_had_it(house, sent):
    statement = workflow.take(house.submitted(), by=house.reviewer)
    told = sent(workflow.withdraw, statement, by=house.head)
    assert list(told) == [REVIEWER]
    check(told[REVIEWER], url("statement_detail", statement.pk), "taken its statement for 2026-27")


def test_withdrawn_tells_everybody_who_was_told_of_it_when_nobody_had_it(house, sent):
    statement = house.submitted()
    told = sent(workflow.withdraw, statement, by=house.head)
    assert sorted(told) == [OFFICE, REVIEWER]
    assert told[OFFICE].subject == "Library, 2026-27: taken back"


def test_returned_tells_the_department_what_is_asked_and_nothing_internal(house, sent):
    statement = house.submitted()
    section = statement.sections.get(key="availability")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Which <days> & hours?")
    workflow.add_comment(statement, by=house.reviewer, text="Among ourselves.", internal=True)
    told = sent(workflow.return_for_changes, statement, by=house.reviewer, message="Thank you.")
    assert sorted(told) == [CONTRIBUTOR, HEAD]
    message = told[HEAD]
    check(message, url("statement_edit", statement.pk), "Thank you.", "A2 When we are there")
    assert "Which <days> & hours?" in message.body
    assert "Which &lt;days&gt; &amp; hours?" in html_of(message)
    assert "Among ourselves." not in message.body + html_of(message)


def test_approved_tells_the_department(house, sent):
    statement = house.submitted()
    document = factories.quick_document(statement, by=house.reviewer)
    told = sent(workflow.approve, statement, by=house.reviewer, document=document)
    assert sorted(told) == [CONTRIBUTOR, HEAD]
    check(told[HEAD], url("statement_detail", statement.pk), statement.reference, "Reviewer")


def test_advice_goes_to_reviewers_and_comes_back_to_who_asked(house, sent):
    statement = house.filled()
    section = statement.sections.get(key="summary")
    told = sent(
        workflow.ask_advice, statement, by=house.contributor, section=section, message="Clear?"
    )
    assert sorted(told) == [OFFICE, REVIEWER]
    advice = statement.advice_requests.get()
    check(told[REVIEWER], url("advice_detail", advice.pk), "A1 What we do", "Clear?")
    told = sent(workflow.answer_advice, advice, by=house.reviewer, comments={"summary": "Very."})
    assert sorted(told) == [CONTRIBUTOR, HEAD]
    check(told[CONTRIBUTOR], url("advice_detail", advice.pk), "Very.", "A1 What we do")


def test_a_comment_is_told_to_the_other_side_only(house, sent):
    statement = workflow.take(house.submitted(), by=house.reviewer)
    told = sent(workflow.add_comment, statement, by=house.head, text="Is it in time?")
    assert list(told) == [REVIEWER]
    check(told[REVIEWER], f"{statement.get_absolute_url()}#conversation", "Is it in time?")
    told = sent(workflow.add_comment, statement, by=house.reviewer, text="It is.")
    assert sorted(told) == [CONTRIBUTOR, HEAD]


def test_an_internal_note_is_told_to_nobody(house, sent):
    statement = house.submitted()
    note = {"by": house.reviewer, "text": "Hm.", "internal": True}
    assert sent(workflow.add_comment, statement, **note) == {}
    assert list(sent(workflow.add_comment, statement, by=house.reviewer, text="Hm.")) != []


def depend(statement, on, what="invoices") -> Stakeholder:
    row = Stakeholder(name=str(on), department=on, is_dependency=True, depends_on=what)
    return workflow.add_row(
        statement.sections.get(key="stakeholders"), row, by=statement.created_by
    )


def return_to(statement, house):
    """Sent back, so that whom it depends on can be changed."""
    section = statement.sections.get(key="stakeholders")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Who else?")
    return workflow.return_for_changes(statement, by=house.reviewer)


ELSEWHERE = "head-elsewhere@kept.example"


def test_a_department_that_is_named_is_asked_when_the_statement_is_sent(house, sent):
    statement = house.filled()
    assert sent(depend, statement, house.finance, "invoices & <refunds>") == {}
    depend(statement, house.finance, "pay")
    depend(statement, house.library, "ourselves")
    told = sent(workflow.submit, statement, by=house.head)
    assert sorted(told) == [ELSEWHERE, OFFICE, REVIEWER]
    message = told[ELSEWHERE]
    assert message.subject == "Library, 2026-27: it depends on Finance"
    check(message, f"{reverse('sls:dependency_list')}?year=2026-27", "pay", "depends on Finance")
    assert "- invoices & <refunds>\n- pay\n" in message.body
    assert "invoices &amp; &lt;refunds&gt;" in html_of(message)
    assert "ourselves" not in message.body


def test_a_department_is_asked_again_only_about_what_is_new_or_changed(house, sent):
    statement = house.filled()
    depend(statement, house.finance, "invoices")
    pay = depend(statement, house.finance, "pay")
    statement = workflow.submit(statement, by=house.head)
    statement = return_to(statement, house)
    assert ELSEWHERE not in sent(workflow.submit, statement, by=house.head)
    statement = return_to(statement, house)
    pay.depends_on = "pay slips"
    workflow.change_row(pay, by=house.head, version=pay.version)
    depend(statement, house.finance, "budgets")
    message = sent(workflow.submit, statement, by=house.head)[ELSEWHERE]
    assert "- pay slips\n- budgets\n" in message.body
    assert "invoices" not in message.body


def test_who_answers_for_a_merged_department_is_asked_and_never_ourselves(house, sent):
    statement = house.filled()
    archives, crafts = (factories.make_department(name) for name in ("Archives", "Crafts"))
    depend(statement, archives, "old papers")
    depend(statement, crafts, "binding")
    merge_department(archives, house.finance, by=house.reviewer)
    merge_department(crafts, house.library, by=house.reviewer)
    told = sent(workflow.submit, statement, by=house.head)
    assert sorted(told) == [ELSEWHERE, OFFICE, REVIEWER]
    assert "old papers" in told[ELSEWHERE].body


def test_taking_over_is_told_to_the_colleague_who_had_it(house, sent):
    statement = house.submitted()
    assert sent(workflow.take, statement, by=house.reviewer) == {}
    colleague = factories.make_person("colleague", role="reviewer")
    told = sent(workflow.take, statement, by=colleague)
    assert list(told) == [REVIEWER]
    assert told[REVIEWER].subject == "Library, 2026-27: taken over by Colleague"
    check(told[REVIEWER], url("statement_review", statement.pk), "Colleague has taken over")
    assert sent(workflow.take, statement, by=colleague) == {}
    colleague.role_grants.all().delete()
    assert sent(workflow.take, statement, by=house.reviewer) == {}


def test_an_answer_about_a_dependency_is_told_to_the_head(house, sent):
    statement = house.filled()
    row = Stakeholder(
        name="Finance", department=house.finance, is_dependency=True, depends_on="invoices"
    )
    workflow.add_row(statement.sections.get(key="stakeholders"), row, by=house.head)
    statement = workflow.submit(statement, by=house.head)
    told = sent(
        workflow.answer_dependency, row, by=house.head_elsewhere, response="disputed",
        as_seen=row.as_seen, note="Not since May.",
    )  # fmt: skip
    assert list(told) == [HEAD]
    check(
        told[HEAD], url("statement_detail", statement.pk), "invoices", "disputed", "Not since May."
    )


def test_nothing_is_mailed_when_the_change_is_undone(house, django_capture_on_commit_callbacks):
    statement = house.filled()

    @transaction.atomic
    def submit_and_fail():
        workflow.submit(statement, by=house.head)
        raise RuntimeError("undone")

    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        pytest.raises(RuntimeError, match="undone"),
    ):
        submit_and_fail()
    assert callbacks == mail.outbox == []


def test_somebody_who_has_left_is_not_told(house, sent):
    statement = house.submitted()
    house.contributor.is_active = False
    house.contributor.save()
    document = factories.quick_document(statement, by=house.reviewer)
    assert list(sent(workflow.approve, statement, by=house.reviewer, document=document)) == [HEAD]


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [
        (30, None), (15, None), (14, 14), (13, 14), (8, 14), (7, 7), (2, 7), (1, 1), (0, 1),
        (-1, -1), (-7, -1), (-8, -8), (-14, -8), (-15, -15), (-400, -400 + 399 % 7),
    ],
)  # fmt: skip
def test_which_reminder_is_due(days_left, stage):
    assert stage_of(days_left) == stage


def due_in(house, days) -> date:
    house.year.due_on = timezone.localdate() + timedelta(days=days)
    house.year.save()
    return house.year.due_on


def test_send_reminders_lists_everything_in_one_mail_to_each_head(house, sent):
    due_in(house, 14)
    house.draft()
    factories.make_requirement(house.finance, house.year, "a")
    factories.make_grant(house.head, "head", house.finance)
    told = sent(reminders.send)
    assert sorted(told) == ["head-elsewhere@kept.example", HEAD]
    message = told[HEAD]
    assert message.subject == "Due soon in Kept"
    check(
        message, "/", "Finish the statement for 2026-27", "Begin the statement for 2026-27",
        "Library", "Finance",
    )  # fmt: skip


def test_send_reminders_twice_sends_once_and_again_at_the_next_stage(house, sent):
    due_in(house, 14)
    assert list(sent(reminders.send)) == [HEAD]
    assert sent(reminders.send) == {}
    today = timezone.localdate()
    assert sent(reminders.send, today + timedelta(days=3)) == {}
    assert list(sent(reminders.send, today + timedelta(days=8))) == [HEAD]
    stages = Reminder.objects.order_by("-stage").values_list("stage", flat=True)
    assert list(stages) == [14, 7]


def test_send_reminders_says_that_it_is_late_every_week(house, sent):
    due_in(house, -1)
    message = sent(reminders.send)[HEAD]
    assert message.subject == "Overdue in Kept"
    assert "was due" in message.body
    today = timezone.localdate()
    assert sent(reminders.send, today + timedelta(days=6)) == {}
    assert list(sent(reminders.send, today + timedelta(days=7))) == [HEAD]


def test_send_reminders_begins_again_when_the_date_moves(house, sent):
    due_in(house, 14)
    sent(reminders.send)
    due_in(house, 13)
    assert list(sent(reminders.send)) == [HEAD]


@pytest.mark.parametrize("state", ["planned", "paused", "closed"])
def test_send_reminders_is_silent_unless_the_year_is_open(house, sent, state):
    due_in(house, -1)
    AcademicYear.objects.update(state=state, public_reason="A year to think.")
    assert sent(reminders.send) == {}
    AcademicYear.objects.update(state="open")
    assert list(sent(reminders.send)) == [HEAD]


def test_send_reminders_leaves_alone_who_has_sent_or_owes_nothing(house, sent):
    due_in(house, -1)
    house.submitted()
    factories.make_requirement(house.finance, house.year, "none")
    assert sent(reminders.send) == {}


def test_send_reminders_says_who_has_no_head(house, capsys):
    due_in(house, 1)
    factories.make_requirement(factories.make_department("Estates"), house.year)
    call_command("send_reminders")
    said = "Reminded 1 person.\nEstates has no head, so nobody was reminded.\n"
    assert capsys.readouterr().out == said
    assert [one.requirement.department.name for one in Reminder.objects.all()] == ["Library"]
