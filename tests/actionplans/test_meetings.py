"""Meetings: the day proposed, what comes on the agenda, what comes of it, what comes back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans import workflow
from actionplans.models import Action, ActionOwner, AgendaItem, Meeting, Rating, TimescaleChange
from institution.permissions import NotAllowed, Stale
from tests.access.examples import new_token
from tests.actionplans.groups import day, make_group, make_meeting
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate


@pytest.fixture
def group(house):
    """A working group with one member."""
    return make_group(house.lead, members=[house.contributor])[0]


def plan(group, by, on=0) -> Meeting:
    return workflow.plan_meeting(group, Meeting(held_on=day(on)), by=by)


def titles(meeting) -> list[str]:
    return [item.title for item in meeting.items.all()]


def settle(meeting, outcome, by) -> None:
    for item in meeting.items.all():
        item.outcome = outcome
        workflow.change_item(item, by=by)


@pytest.mark.parametrize(
    ("weeks", "last", "expected"),
    [(6, 0, 42), (2, 0, 14), (2, -3, 11), (2, -15, 13), (6, None, 42), (2, -14, 0)],
)
def test_the_next_day_is_in_step_with_the_last_meeting(house, weeks, last, expected):
    group, _ = make_group(house.lead, weeks=weeks)
    if last is not None:
        Meeting.objects.create(group=group, held_on=day(last))
    assert group.next_on(day(0)) == day(expected)


def test_members_and_lead_hold_meetings_and_nobody_else(house, group):
    assert plan(group, house.contributor).pk
    with pytest.raises(NotAllowed, match="Only members of TCWG"):
        plan(group, house.head, 7)
    with pytest.raises(NotAllowed, match="already"):
        plan(group, house.lead)
    group.is_active = False
    workflow.change_group(group, by=house.lead)
    with pytest.raises(NotAllowed, match="no longer meets"):
        plan(group, house.lead, 7)


def test_the_agenda_has_what_is_due_or_has_changed_and_members_may_see(house, group):
    draft = make_plan(house.lead, starts_on=day(-300))
    said = {"timescale_words": f"By {day(5):%d %B %Y}"}
    due, internal, owned, later, done = (
        make_action(draft, house.lead, **fields)
        for fields in (
            said, said | {"is_public": False}, said | {"is_public": False},
            {"timescale_words": "By 31 December 2099"}, said,
        )
    )  # fmt: skip
    ActionOwner.objects.create(action=owned, group=group, position=1)
    workflow.put_in_force(draft, by=house.lead)
    rate(done, "green", by=house.lead)
    meeting = plan(group, house.contributor)
    seen = {item.action: item.title for item in meeting.items.all()}
    assert set(seen) == {due, owned}
    assert internal not in seen
    assert seen[due] == f"{due}: due {day(5):%-d %B %Y}"
    Meeting.objects.filter(pk=meeting.pk).update(held_on=day(-1))
    TimescaleChange.objects.create(action=later, reason="Late.")
    following = plan(group, house.contributor, 1)
    seen = {item.action: item.title for item in following.items.all()}
    assert seen[later] == f"{later}: timescale moved"
    assert seen[done] == f"{done}: rated Green"
    # By then it will be late; on the day on which people read it, it is not.
    coming = plan(group, house.contributor, 8)
    seen = {item.action: item.title for item in coming.items.all()}
    assert seen[due] == f"{due}: due {day(5):%-d %B %Y}"


def test_open_items_come_back_and_settled_ones_do_not(house, group):
    first = make_meeting(group, house.lead)
    workflow.add_item(first, AgendaItem(title="A register"), by=house.contributor)
    settled = first.items.get(title="A register")
    settled.outcome = "decided"
    workflow.change_item(settled, by=house.contributor)
    assert titles(plan(group, house.lead, 14)) == []  # nothing is settled before it is closed
    workflow.close_meeting(first, by=house.contributor)
    second = group.meetings.get(held_on=day(14))
    assert titles(second) == ["The symposium"]
    assert second.items.get().continues == first.items.get(title="The symposium")
    workflow.close_meeting(first, by=house.lead)  # twice is once
    assert second.items.count() == 1
    assert titles(plan(group, house.lead, 28)) == []  # it is on the table already


def test_what_was_rated_at_the_meeting_has_a_new_update(house, group):
    action = plan_in_force(house.lead, actions=1).actions.get()
    meeting = plan(group, house.lead)
    workflow.add_item(meeting, AgendaItem(title="V001", action=action), by=house.lead)
    rating = rate(action, "amber", by=house.lead)
    rating.meeting = meeting
    rating.save()
    workflow.close_meeting(meeting, by=house.lead)
    assert [item.outcome for item in meeting.items.all()] == ["updated"]


def test_minutes_say_what_was_rated_then_and_nothing_that_came_later(house, group, sign_in):
    rated, spoken_of = plan_in_force(house.lead, actions=2).actions.all()
    meeting, client = plan(group, house.lead), sign_in(house.contributor)
    meeting.items.all().delete()
    for action in (rated, spoken_of):
        workflow.add_item(meeting, AgendaItem(title=str(action), action=action), by=house.lead)
    rate(spoken_of, "amber", by=house.lead, text="Said before.")
    said = Rating(value="amber", text="Two of three are done.")
    workflow.rate_action(rated, said, by=house.lead, after=None, meeting=meeting)
    paper = reverse("actionplans:meeting_paper", args=[meeting.pk])
    for address in (meeting.get_absolute_url(), paper):
        assert "Two of three are done." in client.get(address).content.decode()

    workflow.close_meeting(meeting, by=house.lead)
    for action in (rated, spoken_of):
        rate(action, "red", by=house.lead, text="All fell apart.")
    for address in (meeting.get_absolute_url(), paper):
        html = client.get(address).content.decode()
        assert "Two of three are done." in html
        assert "Amber" in html
        assert "All fell apart." not in html
        assert "Red" not in html


def test_a_closed_meeting_stands_and_one_to_come_is_not_closed(house, group):
    meeting = make_meeting(group, house.lead, on=day(1))
    with pytest.raises(NotAllowed, match="Close it once it was held"):
        workflow.close_meeting(meeting, by=house.lead)
    Meeting.objects.update(held_on=day(0))
    workflow.close_meeting(meeting, by=house.lead)
    item = meeting.items.get()
    for verb, what in (
        (workflow.change_item, item), (workflow.remove_item, item),
        (workflow.add_due_items, meeting), (workflow.change_meeting, meeting),
    ):  # fmt: skip
        with pytest.raises(NotAllowed, match="stands"):
            verb(what, by=house.lead)


def test_items_are_moved_removed_and_not_overwritten(house, group):
    meeting = make_meeting(group, house.lead)
    first = meeting.items.get()
    second = workflow.add_item(meeting, AgendaItem(title="A register"), by=house.contributor)
    workflow.move_item(second, by=house.contributor, up=True)
    assert titles(meeting) == ["A register", "The symposium"]
    workflow.move_item(second, by=house.contributor, up=True)
    assert titles(meeting) == ["A register", "The symposium"]
    seen = first.as_seen
    first.note = "In March."
    workflow.change_item(first, by=house.contributor, as_seen=seen)
    with pytest.raises(Stale):
        workflow.change_item(first, by=house.lead, as_seen=seen)
    first.outcome = "updated"
    with pytest.raises(NotAllowed, match="about an action"):
        workflow.change_item(first, by=house.lead)
    workflow.remove_item(second, by=house.contributor)
    workflow.remove_item(second, by=house.contributor)
    assert titles(meeting) == ["The symposium"]
    assert second.history.model.objects.filter(id=second.pk, history_type="-").exists()


def test_an_internal_action_is_not_put_on_the_agenda_and_its_words_stay_hidden(
    house, group, sign_in
):
    hidden = plan_in_force(house.lead, actions=1).actions.get()
    meeting = plan(group, house.lead)
    item = workflow.add_item(meeting, AgendaItem(title="V001", action=hidden), by=house.lead)
    client = sign_in(house.contributor)
    assert hidden.text in client.get(meeting.get_absolute_url()).content.decode()
    Action.objects.update(is_public=False)
    paper = reverse("actionplans:meeting_paper", args=[meeting.pk])
    edit = reverse("actionplans:item_edit", args=[meeting.pk, item.pk])
    for address in (meeting.get_absolute_url(), paper, edit):
        assert hidden.text not in client.get(address).content.decode()
    with pytest.raises(NotAllowed, match="may not see it"):
        workflow.add_item(meeting, AgendaItem(title="V001", action=hidden), by=house.lead)


def test_meeting_detail_leads_who_may_rate_to_the_rating(house, group, sign_in):
    draft = make_plan(house.lead)
    owned = make_action(draft, house.lead, owner=house.contributor)
    other = make_action(draft, house.lead)
    workflow.put_in_force(draft, by=house.lead)
    meeting = plan(group, house.lead)
    meeting.items.all().delete()
    for action in (owned, other):
        workflow.add_item(meeting, AgendaItem(title=str(action), action=action), by=house.lead)
    html = sign_in(house.contributor).get(meeting.get_absolute_url()).content.decode()
    assert f"{owned.get_absolute_url()}rate/?meeting={meeting.pk}" in html
    assert f"{other.get_absolute_url()}rate/" not in html
    html = sign_in(house.lead).get(meeting.get_absolute_url()).content.decode()
    assert f"{other.get_absolute_url()}rate/?meeting={meeting.pk}" in html


def test_item_add_takes_words_or_a_reference(house, group, sign_in):
    plan_in_force(house.lead, actions=1)
    meeting, client = plan(group, house.lead), sign_in(house.contributor)
    meeting.items.all().delete()
    url = reverse("actionplans:item_add", args=[meeting.pk])
    for typed, expected in (
        ({"reference": "v001"}, "V001"), ({"title": "Where", "reference": "V001"}, "V001: Where"),
        ({"title": "A register"}, "A register"),
    ):  # fmt: skip
        assert client.post(url, typed | {"_once": new_token()}).status_code == 302
        assert titles(meeting)[-1] == expected
    answer = client.post(url, {"reference": "X999", "_once": new_token()})
    assert "X999 is no action" in answer.content.decode()
    assert "Say what it is about" in client.post(url, {"_once": new_token()}).content.decode()


def test_item_edit_goes_on_to_the_next_open_item(house, group, sign_in):
    meeting, client = make_meeting(group, house.lead), sign_in(house.contributor)
    second = workflow.add_item(meeting, AgendaItem(title="A register"), by=house.lead)
    first = meeting.items.get(title="The symposium")
    url = reverse("actionplans:item_edit", args=[meeting.pk, first.pk])
    typed = {"title": first.title, "outcome": "decided", "as_seen": first.as_seen}
    answer = client.post(url, typed | {"then": "next", "_once": new_token()})
    assert answer["Location"].endswith(f"/items/{second.pk}/")
    typed["note"] = "Written meanwhile."
    answer = client.post(url, typed | {"_once": new_token()})
    assert "Somebody changed this while you were writing" in answer.content.decode()
    assert "Written meanwhile." in answer.content.decode()


def test_meeting_add_proposes_the_day_and_says_when_it_is_taken(house, group, sign_in):
    make_meeting(group, house.lead)
    client, url = sign_in(house.contributor), reverse("actionplans:meeting_add", args=[group.pk])
    expected = timezone.localdate() + timedelta(weeks=6)
    assert client.get(url).context["form"].initial["held_on"] == expected
    answer = client.post(url, {"held_on": str(day(0)), "_once": new_token()})
    assert "already. Choose another day" in answer.content.decode()
    assert client.post(url, {"held_on": str(expected), "_once": new_token()}).status_code == 302


@pytest.mark.parametrize("rows", [1, 30])
def test_meeting_detail_asks_the_same_for_every_length(
    house, group, sign_in, rows, django_assert_num_queries
):
    actions = plan_in_force(house.lead, actions=rows).actions.all()
    before = plan(group, house.lead, -7)
    before.items.all().delete()
    for action in actions:
        item = AgendaItem(title=str(action), action=action)
        workflow.add_item(before, item, by=house.lead)
    workflow.close_meeting(before, by=house.lead)
    meeting, client = plan(group, house.lead), sign_in(house.contributor)
    assert meeting.items.exclude(continues=None).count() == rows
    with django_assert_num_queries(10):
        client.get(meeting.get_absolute_url())
