"""Reminders of what is due soon or overdue: one mail to each head, each stage once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from institution.models import RoleGrant, User
from institution.todo import in_order
from sls import emails, todo
from sls.models import Reminder, Requirement

DAYS_BEFORE = (14, 7, 1)
EVERY = 7  # days, once it is overdue


def stage_of(days_left: int) -> int | None:
    """Which reminder is due: days before the due date, or below zero after it; None before any.

    A day that the command did not run is made up for by the next: 13 days before is still the
    reminder of 14. 1 to 7 days late is stage -1, 8 to 14 days late is stage -8.
    """
    if days_left < 0:
        return days_left + (-days_left - 1) % EVERY
    reached = [days for days in DAYS_BEFORE if days_left <= days]
    return min(reached) if reached else None


@transaction.atomic
def send(today: date | None = None) -> tuple[int, list[str]]:
    """Remind every head who has a stage due: a mail with everything that needs them.

    Returns how many were reminded, and the departments that have nobody to remind. Safe to run
    again: a stage of a requirement is recorded in the same transaction, and only once.
    """
    today = today or timezone.localdate()
    reminded: dict[int, User] = {}
    headless: list[str] = []
    due = Requirement.objects.outstanding().exclude(academic_year__due_on=None)
    for requirement in due.select_related("department", "academic_year"):
        left = requirement.academic_year.days_left(today)
        stage = None if left is None else stage_of(left)
        if stage is None:
            continue
        heads = heads_of(requirement)
        if not heads:
            headless.append(str(requirement.department))
        elif _is_first(requirement, requirement.academic_year.due_on, stage):
            reminded |= {head.pk: head for head in heads}
    for head in reminded.values():
        emails.remind(head, in_order(todo.items(head)))
    return len(reminded), headless


def heads_of(requirement: Requirement) -> list[User]:
    """The active people who are head of the department today, deputies included."""
    grants = RoleGrant.objects.in_force().filter(role="head", department=requirement.department_id)
    return list(User.objects.filter(pk__in=grants.values("person"), is_active=True))


def _is_first(requirement: Requirement, due_on: date | None, stage: int) -> bool:
    """Whether this stage was not recorded yet; from now on it is."""
    if due_on is None:
        return False
    return Reminder.objects.get_or_create(requirement=requirement, due_on=due_on, stage=stage)[1]
