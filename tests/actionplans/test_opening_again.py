"""Meetings and rounds that were closed too early: opened again, and nothing is forgotten."""

from uuid import uuid4

import pytest
from django.urls import reverse

from actionplans import workflow
from actionplans.models import Meeting, Plan, ReviewRound
from institution.models import Event
from institution.permissions import NotAllowed
from tests.actionplans.groups import day, make_group, make_meeting, make_round
from tests.actionplans.plans import plan_in_force, rate

WHY = "A decision was not written down."


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead, owner=house.contributor)


@pytest.fixture
def group(house):
    return make_group(house.lead, members=[house.contributor])[0]


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def closed_meeting(group, house, on: int) -> Meeting:
    return workflow.close_meeting(make_meeting(group, house.lead, on=day(on)), by=house.lead)


def closed_round(plan, house, **said) -> ReviewRound:
    return workflow.close_round(make_round(plan, house.lead, **said), by=house.lead)


def test_meeting_reopen_asks_why_and_says_so_on_its_page(house, group, sign_in):
    meeting, client = closed_meeting(group, house, -1), sign_in(house.contributor)
    address = url("meeting_reopen", meeting.pk)
    assert address in words(client.get(meeting.get_absolute_url()))
    assert sign_in(house.outsider).get(address).status_code == 403
    assert "Say why" in words(client.post(address, {"_once": uuid4(), "reason": " "}))
    assert not Meeting.objects.get().is_open
    assert client.post(address, {"_once": uuid4(), "reason": WHY}).status_code == 302
    page = words(client.get(meeting.get_absolute_url()))
    assert f"by {house.lead}, opened again on" in page
    assert f"by {house.contributor}: {WHY}" in page
    assert "Add an item" in page
    assert Event.objects.filter(text__contains=f"again: {WHY}", by=house.contributor).exists()
    assert client.get(address).url == meeting.get_absolute_url()  # it is open
    workflow.close_meeting(meeting, by=house.lead)
    assert WHY in words(client.get(meeting.get_absolute_url()))


def test_only_the_last_closed_meeting_is_opened_again(house, group, sign_in):
    first, last = closed_meeting(group, house, -9), closed_meeting(group, house, -2)
    make_meeting(group, house.lead)  # which is open
    assert url("meeting_reopen", first.pk) not in words(
        sign_in(house.lead).get(first.get_absolute_url())
    )
    with pytest.raises(NotAllowed, match="A later meeting"):
        workflow.reopen_meeting(first, by=house.lead, reason=WHY)
    with pytest.raises(NotAllowed, match="Only members"):
        workflow.reopen_meeting(last, by=house.outsider, reason=WHY)
    assert workflow.reopen_meeting(last, by=house.lead, reason=WHY).is_open
    workflow.reopen_meeting(last, by=house.lead, reason=WHY)  # twice is once
    assert len(Meeting.objects.get(pk=last.pk).closings) == 1


def test_what_came_back_goes_with_the_meeting_and_comes_back_once(house, group):
    coming = make_meeting(group, house.lead, on=day(7))
    coming.items.all().delete()
    meeting = make_meeting(group, house.lead, on=day(-1))
    workflow.close_meeting(meeting, by=house.lead)
    assert [one.continues.meeting for one in coming.items.all()] == [meeting]
    workflow.reopen_meeting(meeting, by=house.lead, reason=WHY)
    assert coming.items.count() == 0
    workflow.close_meeting(meeting, by=house.lead)
    back = coming.items.get()
    back.note = "Wait for spring."
    workflow.change_item(back, by=house.lead)
    workflow.reopen_meeting(meeting, by=house.lead, reason=WHY)
    assert [one.note for one in coming.items.all()] == ["Wait for spring."]  # it was spoken about
    workflow.close_meeting(meeting, by=house.lead)
    assert coming.items.count() == 1


def test_round_reopen_asks_owners_again_and_keeps_what_was_counted(house, plan, sign_in):
    rate(plan.actions.first(), "green", by=house.lead)
    found, lead = closed_round(plan, house), sign_in(house.lead)
    counted, address = found.totals, url("round_reopen", plan.pk, found.number)
    assert address in words(lead.get(found.get_absolute_url()))
    assert address not in words(sign_in(house.contributor).get(found.get_absolute_url()))
    refused = words(lead.post(address, {"_once": uuid4(), "reason": WHY}))
    assert "Say by when owners answer." in refused
    assert WHY in refused
    typed = {"_once": uuid4(), "reason": WHY, "due_on": str(day(9))}
    assert lead.post(address, typed).url == found.get_absolute_url()
    found.refresh_from_db()
    assert (found.is_open, found.due_on, found.totals) == (True, day(9), {})
    assert [one["counted"] for one in found.closings] == [counted]
    assert plan.events.first().text == f"opened the review “{found}” again: {WHY}"
    assert f"opened again on {day(0):%-d %B %Y} by {house.lead}: {WHY}" in words(
        lead.get(found.get_absolute_url())
    )
    home = words(sign_in(house.contributor).get(reverse("home")))
    assert "Say how 2 actions of yours stand" in home
    assert workflow.close_round(found, by=house.lead).totals == counted


def test_only_the_last_round_of_the_plan_in_force_is_opened_again(house, plan, sign_in):
    said = {"reason": WHY, "due_on": day(9)}
    first, last = closed_round(plan, house), closed_round(plan, house, title="Quarter 2")
    with pytest.raises(NotAllowed, match="Another round came after"):
        workflow.reopen_round(first, by=house.lead, **said)
    assert url("round_reopen", plan.pk, 1) not in words(
        sign_in(house.lead).get(first.get_absolute_url())
    )
    with pytest.raises(NotAllowed, match="institutional lead"):
        workflow.reopen_round(last, by=house.contributor, **said)
    assert workflow.reopen_round(last, by=house.lead, **said).is_open
    workflow.reopen_round(last, by=house.lead, **said)  # twice is once
    workflow.close_round(last, by=house.lead)
    Plan.objects.update(state="past")
    with pytest.raises(NotAllowed, match="in force"):
        workflow.reopen_round(last, by=house.lead, **said)
