"""One line of "What needs you": each app makes its own, the home page shows them together."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

REMIND_FROM = 14  # days before something is due
REMIND_EVERY = 7  # days, once it is overdue
DAYS_BEFORE = (REMIND_FROM, 7, 1)


@dataclass(frozen=True)
class Todo:
    """What is asked, of which department or plan, by when, and the one link that leads there."""

    what: str
    whose: str
    url: str
    due_on: date | None = None
    detail: str = ""

    @property
    def is_late(self) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < timezone.localdate()


def in_order(todos: list[Todo]) -> list[Todo]:
    """Most urgent first: by due date, those without one last."""
    return sorted(todos, key=lambda todo: (todo.due_on is None, todo.due_on or date.max))


def stage_of(days_left: int) -> int | None:
    """Which reminder is due: days before the due date, or below zero after it; None before any.

    A day that the command did not run is made up for by the next: 13 days before is still the
    reminder of 14. 1 to 7 days late is stage -1, 8 to 14 days late is stage -8.
    """
    if days_left < 0:
        return days_left + (-days_left - 1) % REMIND_EVERY
    reached = [days for days in DAYS_BEFORE if days_left <= days]
    return min(reached) if reached else None
