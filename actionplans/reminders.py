"""Reminders of review rounds: a mail to owners near the due date, and each week after it."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from actionplans import emails
from actionplans.models import Plan, ReviewRound
from institution.todo import stage_of


@transaction.atomic
def remind_of_rounds(today: date | None = None) -> int:
    """Remind owners who have not answered in an open round that has a stage due.

    Returns how many people were written to. Safe to run again: the stage is recorded with it; who
    was written to today already, by a nudge, gets no second mail.
    """
    today = today or timezone.localdate()
    count = 0
    waiting = ReviewRound.objects.open().filter(plan__state=Plan.State.CURRENT)
    for one in waiting.select_for_update(of=("self",)).select_related("plan"):
        stage = stage_of((one.due_on - today).days)
        if stage is None or (one.reminded_of, one.reminded_stage) == (one.due_on, stage):
            continue
        one.reminded_of, one.reminded_stage = one.due_on, stage
        if one.nudged_at is None or timezone.localdate(one.nudged_at) < today:
            one.nudged_at = timezone.now()
            count += emails.ask_owners(one, is_reminder=True)
        one.save(update_fields=["reminded_of", "reminded_stage", "nudged_at"])
    return count
