"""One line of "What needs you": each app makes its own, the home page shows them together."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

REMIND_FROM = 14  # days before something is due
REMIND_EVERY = 7  # days, once it is overdue


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
