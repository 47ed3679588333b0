"""Working days of a university: when an enquiry is due, and how long it took. Pure, no Django.

A working day is Monday to Friday, no bank holiday of that part of the United Kingdom and no day on
which the institution is closed (KPI specification, section 3).
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

LOCAL = ZoneInfo("Europe/London")
SUBDIVISIONS = ("ENG", "WLS", "SCT", "NIR")
RECEIPT_RULES = ("deemed", "actual")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """The working days of one part of the United Kingdom, less the institution's closures.

    subdivision: ENG, WLS, SCT or NIR.
    closures: days on which the institution is closed, and holidays proclaimed since.
    cutoff: from this local time on, what arrives counts as arrived on the next day.
    receipt_rule: "deemed", arrival counts from the next working day on; or "actual", from the day
        itself, so that the first working day after a weekend's arrival is day 1.

    Raises ValueError for an unknown subdivision or rule.
    """

    subdivision: str
    closures: frozenset[date] = frozenset()
    cutoff: time = time(17)
    receipt_rule: str = "deemed"
    _days_of: Callable[[int], list[date]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.subdivision not in SUBDIVISIONS:
            raise ValueError(f"“{self.subdivision}” is none of {', '.join(SUBDIVISIONS)}.")
        if self.receipt_rule not in RECEIPT_RULES:
            raise ValueError(f"“{self.receipt_rule}” is none of {', '.join(RECEIPT_RULES)}.")
        object.__setattr__(self, "_days_of", cache(self._working_days))

    def _working_days(self, year: int) -> list[date]:
        closed = holidays.country_holidays("GB", subdiv=self.subdivision, years=year)
        first, length = date(year, 1, 1), date(year, 12, 31).timetuple().tm_yday
        days = (first + DAY * number for number in range(length))
        return [
            day for day in days
            if day.weekday() < 5 and day not in closed and day not in self.closures
        ]  # fmt: skip

    def is_working_day(self, day: date) -> bool:
        """Whether the institution works on that day."""
        days = self._days_of(day.year)
        place = bisect_right(days, day)
        return place > 0 and days[place - 1] == day

    def working_days(self, first: date, last: date) -> list[date]:
        """The working days from one day to another, both included; none if it ends before."""
        years = range(first.year, last.year + 1)
        return [day for year in years for day in self._days_of(year) if first <= day <= last]

    def receipt_day(self, received: date | datetime) -> date:
        """The day on which it counts as having arrived, be it a working day or not."""
        day = _local_day(received)
        is_late = isinstance(received, datetime) and _local(received).time() >= self.cutoff
        return day + DAY if is_late else day

    def effective_start(self, received: date | datetime) -> date:
        """Day 0: the working day on which what was received counts as received.

        received: a day, or a moment with its time zone; by the rule "actual" a day of rest counts.
        """
        day = self.receipt_day(received)
        if self.receipt_rule == "actual" or self.is_working_day(day):
            return day
        return self._after(day, 1)

    def due(self, received: date | datetime, working_days: int) -> date:
        """The last day on which an answer within so many working days (0 or more) is in time."""
        if working_days < 0:
            raise ValueError("The number of working days is 0 or more.")
        return self._after(self.effective_start(received), working_days)

    def elapsed(self, received: date | datetime, completed: date | datetime) -> int:
        """Working days after day 0 up to and including the day of completion; 0 on day 0.

        For averages. Whether it was in time says is_met: what is due on a Friday and completed on
        Saturday is late, though no more working days have passed.
        Raises ValueError when it was completed before it was received.
        """
        _in_order(received, completed)
        start, end = self.effective_start(received), _local_day(completed)
        if end <= start:
            return 0
        return sum(
            bisect_right(days, end) - bisect_right(days, start)
            for days in map(self._days_of, range(start.year, end.year + 1))
        )

    def is_met(
        self, received: date | datetime, completed: date | datetime, working_days: int
    ) -> bool:
        """Whether it was completed by the day it was due; the time of day does not matter.

        Raises ValueError when it was completed before it was received.
        """
        _in_order(received, completed)
        return _local_day(completed) <= self.due(received, working_days)

    def _after(self, day: date, number: int) -> date:
        """The working day so many after `day`; `day` itself for none."""
        if not number:
            return day
        year = day.year
        place = bisect_right(self._days_of(year), day) + number - 1
        while place >= len(self._days_of(year)):
            place -= len(self._days_of(year))
            year += 1
        return self._days_of(year)[place]


def public_holidays(subdivision: str, first: date, last: date) -> dict[date, str]:
    """The bank holidays on Monday to Friday from one day to another, with their names."""
    years = range(first.year, last.year + 1)
    known = holidays.country_holidays("GB", subdiv=subdivision, years=years)
    return {
        day: name.replace("(observed)", "(substitute day)")
        for day, name in sorted(known.items())
        if first <= day <= last and day.weekday() < 5
    }


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone; give a plain day if the time is unknown.")
    return moment.astimezone(LOCAL)


def _local_day(when: date | datetime) -> date:
    return _local(when).date() if isinstance(when, datetime) else when


def _in_order(received: date | datetime, completed: date | datetime) -> None:
    moments = isinstance(received, datetime) and isinstance(completed, datetime)
    early = completed < received if moments else _local_day(completed) < _local_day(received)
    if early:
        raise ValueError("It was completed before it was received.")
