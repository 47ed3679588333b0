"""Open again what was closed too early: a meeting, or a review round. When it was closed before, by
whom, and why it was opened again stays with it."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from actionplans import permissions
from actionplans.models import AgendaItem, Meeting, ReviewRound
from actionplans.workflow.meetings import lock_meeting
from actionplans.workflow.recording import lock
from actionplans.workflow.recording import record as record_in_plan
from institution.history import delete_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, in_words, record

WHY = "Say why; the reason stays with it."
LATER_MEETING = "A later meeting of this group is closed, so this one stays closed."
LATER_ROUND = "Another round came after this one, so it stays closed."


@transaction.atomic
def reopen_meeting(meeting: Meeting, *, by: User, reason: str) -> Meeting:
    """Open the last closed meeting of a group again. What came back from it at a meeting to come
    leaves that agenda, unless something was said of it there; it comes back when this is closed."""
    current = lock_meeting(meeting)
    check(permissions.can_hold_meeting(by, current.group))
    if current.is_open:
        return current
    if not current.is_last_closed:
        raise NotAllowed(LATER_MEETING)
    reason = _open(current, by, reason)
    current.save(update_fields=["closings", "closed_at", "closed_by"])
    came_back = AgendaItem.objects.filter(continues__meeting=current, meeting__closed_at=None)
    for item in came_back.filter(outcome="", note=""):
        delete_as(item, by)
    record(f"opened the meeting of {current} again: {reason}", by=by)
    return current


@transaction.atomic
def reopen_round(review_round: ReviewRound, *, by: User, reason: str, due_on: date) -> ReviewRound:
    """Ask again in the last round of a plan, by another day. Nobody is written to; owners can be
    nudged."""
    plan = lock(review_round.plan)
    current = plan.rounds.select_related("closed_by").get(pk=review_round.pk)
    check(permissions.can_review_plan(by, plan))
    if current.is_open:
        return current
    if not current.is_last_closed:
        raise NotAllowed(LATER_ROUND)
    reason = _open(current, by, reason, counted=current.totals)
    current.due_on, current.totals = due_on, {}
    current.save(update_fields=["closings", "closed_at", "closed_by", "due_on", "totals"])
    said = f"opened the review “{current}” again: {reason}"
    record_in_plan(plan, said, by=by, is_change=False)
    return current


def _open(closed: Meeting | ReviewRound, by: User, reason: str, **details: Any) -> str:
    """Note the closing that is undone, and open it; the reason."""
    reason = reason.strip()
    if not reason or closed.closed_at is None:
        raise NotAllowed(WHY)
    closing = {
        "closed_on": in_words(timezone.localdate(closed.closed_at)),
        "closed_by": str(closed.closed_by or ""),
        "opened_on": in_words(timezone.localdate()),
        "opened_by": str(by),
        "reason": reason,
    }
    closed.closings = [*closed.closings, closing | details]
    closed.closed_at = closed.closed_by = None
    return reason
