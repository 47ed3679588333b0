"""What changes a few times a year and many pages show: it is asked for every few seconds, no more.

For the frame of a page, the choices of its filters, the dates on a to-do list, and which readings
lists and pages call late. What decides anything asks the database.
"""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from institution.calendars import working_calendar
from institution.models import AcademicYear, Department, Institution
from institution.models.years import AcademicYearQuerySet
from institution.workdays import WorkingCalendar

SECONDS = 5.0  # 0 for not at all
T = TypeVar("T")
_kept: list[Callable[[], None]] = []


def _remembered(ask: Callable[[], T]) -> Callable[[], T]:
    asked = lru_cache(maxsize=1)(lambda moment: ask())
    _kept.append(asked.cache_clear)

    @wraps(ask)
    def answer() -> T:
        return asked(int(time.monotonic() / SECONDS)) if SECONDS else ask()

    return answer


def forget() -> None:
    """Ask anew for everything, before its time."""
    for clear in _kept:
        clear()


@_remembered
def institution() -> Institution:
    """Whose site it is."""
    return Institution.get()


@_remembered
def departments() -> tuple[tuple[int, str], ...]:
    """Every department that still exists as (id, name), for a filter to choose from."""
    return tuple(Department.objects.active().values_list("pk", "name"))


@_remembered
def years() -> AcademicYearQuerySet:
    """Every academic year."""
    known = AcademicYear.objects.all()
    len(known)  # asked now, not by each who looks through them
    return known


@_remembered
def calendar() -> WorkingCalendar:
    """The working days of the institution."""
    return working_calendar(institution())
