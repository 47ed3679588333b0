"""What belongs on the agenda of a group's meeting. Asks the database and writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from actionplans.models import Action, ActionOwner, Meeting, Plan, Rating, WorkingGroup
from actionplans.schedule import State
from institution.workflow.recording import in_words

# What is said of a day that has passed, and of one that is still to come before the meeting.
DUE = {
    State.OVERDUE: ("overdue since", "due"),
    State.DUE_SOON: ("due", "due"),
    State.NOT_STARTED_IN_TIME: ("should have begun on", "to begin on"),
}


@dataclass(frozen=True)
class Proposal:
    """An action to speak about, and why."""

    action: Action
    why: str

    @property
    def title(self) -> str:
        """As it stands on the agenda. The words of the action are shown beside it."""
        return f"{self.action}: {self.why}"[:200]


def open_to(group: WorkingGroup) -> QuerySet[Action]:
    """Actions of the plan in force that every member of the group may see: public ones, and those
    that the group owns."""
    owned = ActionOwner.objects.filter(group=group).values("action")
    seen = Q(is_public=True) | Q(pk__in=owned)
    return Action.objects.live().filter(seen, plan__state=Plan.State.CURRENT)


def to_discuss(meeting: Meeting) -> list[Proposal]:
    """Actions that are due by the meeting, or of which something was said since the last one, and
    that are not on its agenda; in the order of the plan."""
    listed = meeting.items.exclude(action=None).values("action")
    actions = (
        open_to(meeting.group)
        .exclude(pk__in=listed)
        .select_related("latest", "plan")
        .annotate(moved_at=Max("timescale_changes__at"))
        .order_by("position", "pk")
    )
    before = meeting.group.meetings.filter(held_on__lt=meeting.held_on).first()
    since = before.held_on if before else None
    return [
        Proposal(action, ", ".join(whys))
        for action in actions
        if (whys := [*_due(action, meeting.held_on), *(_changed(action, since) if since else [])])
    ]


def ratings_at(meeting: Meeting, actions: Mapping[int, Action]) -> dict[int, Rating]:
    """The rating that the meeting speaks of, by action: the one given at it, else how the action
    stood when it was closed, or stands while it is open. Minutes do not change afterwards."""
    if meeting.is_open:
        found = {key: action.latest for key, action in actions.items() if action.latest}
    else:
        before = Rating.objects.filter(action__in=actions, rated_at__lte=meeting.closed_at)
        found = {one.action_id: one for one in before.order_by("number")}
    return found | {one.action_id: one for one in meeting.ratings.order_by("number")}


def _due(action: Action, on: date) -> list[str]:
    standing = action.stands(action.rating, on)
    if standing.state not in DUE or standing.on is None:
        return []
    if standing.is_review:
        return [f"to be looked at again by {in_words(standing.on)}"]
    passed, coming = DUE[standing.state]
    word = coming if standing.on >= timezone.localdate() else passed
    return [f"{word} {in_words(standing.on)}"]


def _changed(action: Action, since: date) -> list[str]:
    """What was said of the action after that day."""
    said = []
    latest, moved_at = action.latest, getattr(action, "moved_at", None)
    if latest and timezone.localdate(latest.rated_at) > since:
        said.append(f"rated {action.plan.words[latest.value]}" if latest.value else "updated")
    if moved_at and timezone.localdate(moved_at) > since:
        said.append("timescale moved")
    return said
