"""Meetings of a working group: plan one, settle what came of each item, close it."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actionplans import agenda, permissions
from actionplans.models import AgendaItem, Meeting, WorkingGroup
from actionplans.workflow.groups import lock_group
from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import GONE, check, check_seen, in_words, move, record

Outcome = AgendaItem.Outcome
MOST_ITEMS = 600


@transaction.atomic
def plan_meeting(group: WorkingGroup, meeting: Meeting, *, by: User) -> Meeting:
    """Plan a meeting. On its agenda are what stayed open at meetings before, and the actions that
    are due or have changed since the last one."""
    group = lock_group(group)
    check(permissions.can_plan_meeting(by, group))
    meeting.group = group
    _check_day(meeting)
    meeting.save(force_insert=True)
    _bring_back(meeting, by)
    _propose(meeting, by)
    record(f"planned a meeting of {group} on {in_words(meeting.held_on)}", by=by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: User, as_seen: str | None = None) -> Meeting:
    """Save a meeting's changed day, place and notes, as its form read them."""
    current = _lock(meeting, by)
    check_seen(current, as_seen)
    meeting.group = current.group
    _check_day(meeting)
    meeting.version = current.version + 1
    meeting.save(update_fields=["held_on", "place", "notes", "version"])
    return meeting


@transaction.atomic
def add_due_items(meeting: Meeting, *, by: User) -> int:
    """Put on the agenda what stayed open before and what is due or has changed since the last
    meeting, if it is not there yet. Returns how many items were added."""
    meeting = _lock(meeting, by)
    return _bring_back(meeting, by) + _propose(meeting, by)


@transaction.atomic
def add_item(meeting: Meeting, item: AgendaItem, *, by: User) -> AgendaItem:
    """Add an item at the end, perhaps about an action that every member may see."""
    meeting = _lock(meeting, by)
    if item.action and not agenda.open_to(meeting.group).filter(pk=item.action.pk).exists():
        raise NotAllowed(
            f"{item.action} cannot be on this agenda: some members of the group may not see it."
        )
    item.position = _last(meeting) + 1
    _add(meeting, item, by)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: User, as_seen: str | None = None) -> AgendaItem:
    """Save an item's title, what came of it and the note, as its form read them."""
    meeting = _lock(item.meeting, by)
    current = meeting.items.filter(pk=item.pk).first()
    if current is None:
        raise NotAllowed(GONE)
    check_seen(current, as_seen)
    if item.outcome == Outcome.UPDATED and current.action_id is None:
        raise NotAllowed("Only an item about an action has a new update. Choose another outcome.")
    current.title, current.outcome, current.note = item.title, item.outcome, item.note
    save_as(current, by)
    return current


@transaction.atomic
def move_item(item: AgendaItem, *, by: User, up: bool) -> None:
    """Swap an item with the one above or below it; at the end of the agenda nothing happens."""
    meeting = _lock(item.meeting, by)
    move(meeting.items.all(), item, up=up)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: User) -> None:
    """Take an item off the agenda. One that came back comes back at the next meeting."""
    meeting = _lock(item.meeting, by)
    if current := meeting.items.filter(pk=item.pk).first():
        delete_as(current, by)


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Close a meeting that was held: what was rated at it has a new update, and what is open comes
    back at the next meeting. Closed once, it stands."""
    current = lock_meeting(meeting)
    if not current.is_open:
        check(permissions.can_hold_meeting(by, current.group))
        return current
    check(permissions.can_change_meeting(by, current))
    if current.held_on > timezone.localdate():
        raise NotAllowed(
            f"This meeting is on {in_words(current.held_on)}. Close it once it was held."
        )
    _settle(current, by)
    current.closed_at, current.closed_by = timezone.now(), by
    current.save(update_fields=["closed_at", "closed_by"])
    planned = current.group.meetings.filter(closed_at=None, held_on__gt=current.held_on)
    if following := planned.last():
        _bring_back(following, by)
    record(f"closed the meeting of {current}", by=by)
    return current


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now; whoever changes anything in it waits here."""
    found = Meeting.objects.select_related("group").select_for_update(of=("self",))
    return found.get(pk=meeting.pk)


def _lock(meeting: Meeting, by: User) -> Meeting:
    current = lock_meeting(meeting)
    check(permissions.can_change_meeting(by, current))
    return current


def _check_day(meeting: Meeting) -> None:
    others = meeting.group.meetings.exclude(pk=meeting.pk)
    if others.filter(held_on=meeting.held_on).exists():
        raise NotAllowed(
            f"{meeting.group} meets on {in_words(meeting.held_on)} already. Choose another day, or "
            "use the agenda of that meeting."
        )


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(last=Max("position"))["last"] or 0


def _add(meeting: Meeting, item: AgendaItem, by: User) -> None:
    if item.position > MOST_ITEMS:
        raise NotAllowed(f"An agenda has at most {MOST_ITEMS} items. Remove some first.")
    item.meeting = meeting
    save_as(item, by, force_insert=True)


def _bring_back(meeting: Meeting, by: User) -> int:
    """Put what stayed open at closed meetings of the group at the end of the agenda."""
    left = AgendaItem.objects.filter(
        meeting__group=meeting.group, meeting__held_on__lt=meeting.held_on,
        meeting__closed_at__isnull=False, outcome=Outcome.NONE, came_back_as=None,
    ).order_by("meeting__held_on", "position", "pk")  # fmt: skip
    last = _last(meeting)
    for position, item in enumerate(left, start=last + 1):
        again = AgendaItem(
            title=item.title, action_id=item.action_id, continues=item, position=position
        )
        _add(meeting, again, by)
    return _last(meeting) - last


def _propose(meeting: Meeting, by: User) -> int:
    """Put what is due or has changed at the end of the agenda."""
    last = _last(meeting)
    for position, proposal in enumerate(agenda.to_discuss(meeting), start=last + 1):
        item = AgendaItem(title=proposal.title, action=proposal.action, position=position)
        _add(meeting, item, by)
    return _last(meeting) - last


def _settle(meeting: Meeting, by: User) -> None:
    """An open item about an action that was rated at the meeting has a new update."""
    rated = meeting.ratings.values("action")
    for item in meeting.items.filter(outcome=Outcome.NONE, action__in=rated):
        item.outcome = Outcome.UPDATED
        save_as(item, by)
