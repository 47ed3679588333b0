"""What plans ask of whom on the home page, and the reminders of a round."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from actionplans import todo, workflow
from actionplans.models import Meeting, Plan, ReviewRound
from actionplans.reminders import remind_of_rounds
from tests.actionplans.groups import day, make_group, make_round
from tests.actionplans.plans import plan_in_force, rate


def asked(person) -> list[tuple[str, object]]:
    return [(one.what, one.due_on) for one in todo.items(person)]


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead, actions=2, owner=house.contributor)


def test_an_open_round_asks_owners_until_they_have_answered(house, plan):
    assert asked(house.contributor) == []
    found = make_round(plan, house.lead)
    assert asked(house.contributor) == [("Say how 2 actions of yours stand", day(21))]
    assert asked(house.head) == []
    first, second = plan.actions.all()
    rate(first, "amber", by=house.contributor)
    assert asked(house.contributor) == [("Say how 1 action of yours stands", day(21))]
    rate(second, "green", by=house.lead)
    assert asked(house.contributor) == []
    workflow.close_round(found, by=house.lead)
    make_round(plan, house.lead)
    assert asked(house.contributor) == [("Say how 1 action of yours stands", day(21))]


def test_the_lead_is_asked_to_review_after_a_quarter_without_a_round(house, plan):
    assert asked(house.lead) == [("Publish the plan in force", None)]
    workflow.publish_plan(plan, by=house.lead)
    assert asked(house.lead) == []
    Plan.objects.update(in_force_at=timezone.now() - timedelta(days=100))
    ((what, due_on),) = asked(house.lead)
    assert what == "Review the plan"
    assert due_on < day(0)
    assert asked(house.contributor) == []
    found = make_round(plan, house.lead)
    assert asked(house.lead) == []
    workflow.close_round(found, by=house.lead)
    assert asked(house.lead) == []
    ReviewRound.objects.update(closed_at=timezone.now() - timedelta(days=100))
    assert [what for what, _ in asked(house.lead)] == ["Review the plan"]


def test_lead_and_members_are_asked_to_plan_a_meeting_that_is_missing(house):
    group, _ = make_group(house.lead, members=[house.contributor], weeks=2)
    assert asked(house.lead) == []
    meeting = Meeting.objects.create(group=group, held_on=day(-14))
    assert asked(house.lead) == []
    Meeting.objects.update(held_on=day(-15))
    expected = [("Plan the next meeting", day(-1))]
    assert asked(house.lead) == asked(house.contributor) == expected
    assert asked(house.head) == []
    Meeting.objects.create(group=group, held_on=day(3))
    assert asked(house.lead) == []
    meeting.group.meetings.filter(held_on=day(3)).delete()
    group.is_active = False
    group.save()
    assert asked(house.contributor) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_todo_asks_the_same_questions_for_every_length(house, rows, django_assert_num_queries):
    plan = plan_in_force(house.lead, actions=rows, owner=house.lead)
    make_round(plan, house.lead)
    for number in range(rows):
        group, _ = make_group(house.lead, name=f"Group {number}", short_name="")
        Meeting.objects.create(group=group, held_on=day(-90))
    assert house.lead.grants
    with django_assert_num_queries(2):
        found = todo.items(house.lead)
    assert len(found) == rows + 2  # and to publish the plan
    ReviewRound.objects.update(closed_at=timezone.now())
    with django_assert_num_queries(1):
        todo.items(house.lead)


def test_home_shows_what_plans_ask(house, plan, sign_in):
    make_round(plan, house.lead)
    html = sign_in(house.contributor).get("/").content.decode()
    assert "Say how 2 actions of yours stand" in html
    assert f'href="/plans/{plan.pk}/mine/"' in html


def test_reminders_of_a_round_come_near_its_day_and_each_week_after(
    house, plan, mailoutbox, django_capture_on_commit_callbacks
):
    found = make_round(plan, house.lead)

    def reminded(offset: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            count = remind_of_rounds(day(offset))
        assert len(mailoutbox) == count
        mailoutbox.clear()
        ReviewRound.objects.update(nudged_at=timezone.now() - timedelta(days=1))
        return count

    assert [reminded(offset) for offset in (1, 7, 8, 14, 20, 21, 22, 28, 29)] == [
        0, 1, 0, 1, 1, 0, 1, 0, 1,
    ]  # fmt: skip
    for action in plan.actions.all():
        rate(action, "green", by=house.lead)
    assert reminded(40) == 0
    workflow.close_round(found, by=house.lead)
    assert reminded(50) == 0


def test_who_was_nudged_today_gets_no_reminder_as_well(house, plan, capsys):
    make_round(plan, house.lead, due_on=day(3))
    assert remind_of_rounds() == 0
    assert ReviewRound.objects.get().reminded_stage == 7
    ReviewRound.objects.update(
        nudged_at=timezone.now() - timedelta(days=1), reminded_stage=None, reminded_of=None
    )
    call_command("send_reminders")
    assert "Asked 1 owner of actions." in capsys.readouterr().out
