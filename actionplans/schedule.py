"""How an action stands against its timescale, whatever its RAG rating says. Pure, no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from actionplans.timescales import Point

SOON = 30  # days


class State(StrEnum):
    """How the dates of an action stand today; RAG is a person's judgement and stands apart."""

    ON_SCHEDULE = "on_schedule"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    NOT_STARTED_IN_TIME = "not_started_in_time"
    NO_DATE = "no_date"


class Dated(Protocol):
    """What has a timescale's dates: a Timescale, or an action that keeps them."""

    @property
    def starts_on(self) -> date | None:
        """The day on which it may begin."""

    @property
    def due_on(self) -> date | None:
        """The day by which it is to be done."""

    @property
    def points(self) -> Sequence[Point]:
        """The times at which it is to be done, the earliest first, where there are several."""


@dataclass(frozen=True)
class Schedule:
    """How an action stands, and the day that this is about.

    on: the day it is or was due, or by which it should have begun; None where there is none.
    is_review: whether that is the day to look at it again, because nothing says when it ends.
    """

    state: State
    on: date | None = None
    is_review: bool = False


def schedule(
    dates: Dated,
    *,
    today: date,
    is_completed: bool = False,
    has_begun: bool = False,
    review_on: date | None = None,
    soon: int = SOON,
) -> Schedule:
    """How the action stands today. The first that is true counts:

    - completed: on schedule, for nothing can be late any more;
    - its last day is over: overdue;
    - its first day is over and nothing has begun: not started in time;
    - it is due in `soon` days or fewer: due soon;
    - it has a day to come: on schedule; otherwise it has no date.

    Of several points the first counts until something has begun, then the next to come, at last
    the last. Where there is no due date, the day of the next review, `review_on`, takes its place.
    """
    if is_completed:
        return Schedule(State.ON_SCHEDULE)
    due = _due(dates, today, has_begun) or review_on
    is_review = dates.due_on is None and due is not None
    if due and due < today:
        return Schedule(State.OVERDUE, due, is_review)
    starts_on = None if has_begun else dates.starts_on
    if starts_on and starts_on < today:
        return Schedule(State.NOT_STARTED_IN_TIME, starts_on)
    if due and (due - today).days <= soon:
        return Schedule(State.DUE_SOON, due, is_review)
    if due:
        return Schedule(State.ON_SCHEDULE, due, is_review)
    return Schedule(State.ON_SCHEDULE, starts_on) if starts_on else Schedule(State.NO_DATE)


def _due(dates: Dated, today: date, has_begun: bool) -> date | None:
    """The due date that counts today."""
    ends = [point.due_on for point in dates.points]
    if not ends:
        return dates.due_on
    if not has_begun:
        return ends[0]
    return next((end for end in ends if end >= today), ends[-1])
