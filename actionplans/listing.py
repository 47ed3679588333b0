"""The rows of a plan's table as plain values: a page has a hundred, and has to be quick."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from actionplans.models import Action
from actionplans.schedule import Schedule, State


@dataclass(frozen=True)
class ListedAction:
    """One row in the scheme's own columns. `status` is what was said last, `rating` is "" while
    it is unrated; how the dates stand is computed and kept apart."""

    reference: str
    theme: int
    text: str
    owner: str
    timescale: str
    rating: str
    status: str
    schedule: Schedule
    is_public: bool


COLUMNS = [
    "reference", "theme_id", "text", "owner_words", "timescale_words", "kind", "starts_on",
    "due_on", "dates", "review_on", "is_public",
]  # fmt: skip


def rows(actions: QuerySet[Action], today: date) -> list[ListedAction]:
    """A row for each action, in their order, in one query."""
    found = actions.values_list(*COLUMNS, "latest__value", "latest__text")
    return [_row(values, rating or "", status or "", today) for *values, rating, status in found]


def _row(values: list, rating: str, status: str, today: date) -> ListedAction:
    known = dict(zip(COLUMNS, values, strict=True))
    action = Action(**{name: value for name, value in known.items() if name != "is_public"})
    return ListedAction(
        reference=action.reference,
        theme=action.theme_id,
        text=action.text,
        owner=action.owner_words,
        timescale=action.timescale_words,
        rating=rating,
        status=status,
        schedule=action.stands(rating, today),
        is_public=known["is_public"],
    )


def standing(found: list[ListedAction]) -> dict[State, int]:
    """How many actions stand in which way by their dates."""
    counts = dict.fromkeys(State, 0)
    for row in found:
        counts[row.schedule.state] += 1
    return counts
