"""The institution's working calendar, from its settings and closures; and one enquiry counted by
it, step by step, so that people see how."""

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import timezone

from institution import years
from institution.models import Closure, Institution
from institution.workdays import LOCAL, WorkingCalendar, public_holidays

YEARS_AHEAD = 2  # bank holidays further ahead are a guess
_kept = lru_cache(maxsize=4)(WorkingCalendar)  # it remembers the days of each year it was asked


def working_calendar(institution: Institution | None = None) -> WorkingCalendar:
    """The working days of the institution: its part of the United Kingdom, less its closures."""
    institution = institution or Institution.get()
    closures = frozenset(Closure.objects.values_list("day", flat=True))
    # As plain text: what it is made of is sent to a process that knows no models (kpis/cases.py),
    # and what was never saved has members of enumerations.
    part, rule = str(institution.subdivision), str(institution.receipt_rule)
    return _kept(part, closures, institution.cutoff, rule)


def start_years() -> list[int]:
    """The academic years to show, newest first: from the first closure on, at least from last
    year, to those for which one plans."""
    now = years.year_of(timezone.localdate())
    first, last = Closure.objects.first(), Closure.objects.last()
    begins = min(now - 1, years.year_of(first.day)) if first else now - 1
    ends = max(now + YEARS_AHEAD, years.year_of(last.day)) if last else now + YEARS_AHEAD
    return list(range(ends, begins - 1, -1))


@dataclass(frozen=True)
class FreeDay:
    """A day between Monday and Friday that does not count, and why. `closure` is None for a
    bank holiday."""

    day: date
    label: str
    closure: Closure | None = None


def free_days(first: date, last: date) -> list[FreeDay]:
    """The bank holidays and closures from one day to another, in order."""
    public = public_holidays(Institution.get().subdivision, first, last)
    closed = Closure.objects.filter(day__range=(first, last))
    found = [FreeDay(day, name) for day, name in public.items()]
    found += [FreeDay(one.day, one.label, one) for one in closed if one.day.weekday() < 5]
    return sorted(found, key=lambda free: free.day)


@dataclass(frozen=True)
class Counted:
    """One enquiry: the day 0, the last day in time, and how it went.

    is_met: whether it was answered in time, or can still be. `passed` are the working days that
        an answer took; None without one. `left_out` are days after day 0 that did not count.
    """

    day_0: date
    due: date
    is_met: bool
    passed: int | None
    left_out: list[FreeDay]
    is_after_cutoff: bool


def counted(
    received_on: date, received_at: time | None, answered_on: date | None, days: int
) -> Counted:
    """How an enquiry is counted that is to be answered within so many working days.

    Raises ValueError when it was answered before it was received.
    """
    calendar = working_calendar()
    received: date = received_on
    if received_at is not None:
        received = datetime.combine(received_on, received_at, tzinfo=LOCAL)
    day_0, due = calendar.effective_start(received), calendar.due(received, days)
    if answered_on is None:
        is_met, passed = timezone.localdate() <= due, None
    else:
        is_met = calendar.is_met(received, answered_on, days)
        passed = calendar.elapsed(received, answered_on)
    is_late = received_at is not None and received_at >= calendar.cutoff
    return Counted(day_0, due, is_met, passed, free_days(received_on, due), is_late)
