"""The days that the words of a timescale stand for: seasons, terms, Christmas. Pure, no Django."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from institution import years

MonthDay = tuple[int, int]
Span = tuple[MonthDay, MonthDay]

DAY = timedelta(days=1)
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
EASTER: Span = ((3, 22), (4, 25))  # its earliest and latest day
LEAP_YEAR = 2024  # in which each day of a calendar exists
LONGEST = 183  # days of a season or term; a longer one has its days the wrong way round


@dataclass(frozen=True)
class Period:
    """From its first to its last day.

    is_deadline: that only its last day is meant when it is named alone, as with a single day,
        Christmas or a plain year.
    """

    first: date
    last: date
    is_deadline: bool = False


@dataclass(frozen=True)
class Calendar:
    """The seasons and terms of one institution, each from a first to a last (month, day).

    29 February stands for the last day of February. What ends before it begins ends in the next
    year. Terms are those of kpis/periods.py; the academic year is that of institution/years.py,
    and the quarters are those of the calendar year.

    Raises ValueError with all sentences of `problems`.
    """

    spring: Span = ((3, 1), (5, 31))
    summer: Span = ((6, 1), (8, 31))
    autumn: Span = ((9, 1), (11, 30))
    winter: Span = ((12, 1), (2, 29))
    autumn_term: Span = ((8, 1), (12, 31))
    spring_term: Span = ((1, 1), (4, 30))
    summer_term: Span = ((5, 1), (7, 31))
    christmas: MonthDay = (12, 24)

    def __post_init__(self) -> None:
        if found := problems({field.name: self.span(field.name) for field in fields(self)}):
            raise ValueError(" ".join(found.values()))

    def span(self, name: str) -> Span:
        """The first and last (month, day) of the season or term, of "christmas" or "easter"."""
        if name == "christmas":
            return self.christmas, self.christmas
        found: Span = EASTER if name == "easter" else getattr(self, name)
        return found

    def period(self, name: str, year: int) -> Period:
        """The season or term of this name that begins in the year, or its "christmas" or "easter".

        Easter is by the Thursday before it, after which universities close.
        Raises ValueError where it would not end by the year 9999.
        """
        first, last = self.span(name)
        if name == "easter":
            thursday = easter(year) - 3 * DAY
            return Period(thursday, thursday, is_deadline=True)
        is_deadline = name == "christmas"
        return Period(_on(year, first), _on(year + (last < first), last), is_deadline)


def problems(spans: Mapping[str, Span]) -> dict[str, str]:
    """What is wrong with the days of seasons and terms: a sentence by the name of each that is.

    spans: by the fields of a calendar; a single day stands twice.
    """
    found = {}
    for name, (first, last) in spans.items():
        words = name.replace("_", " ").capitalize()
        missing = [one for one in (first, last) if not _exists(*one)]
        if missing:
            month, day = missing[0]
            found[name] = f"{words}: month {month} has no day {day}. Choose another day."
        elif (length := _length(first, last)) > LONGEST:
            found[name] = (
                f"{words} would last {length} days. Its first and last day may be the wrong way "
                "round."
            )
    return found


def year(number: int) -> Period:
    """The calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), is_deadline=True)


def academic_year(start_year: int) -> Period:
    """The academic year that begins in `start_year`."""
    return Period(years.first_day(start_year), years.last_day(start_year))


def months(year: int, first: int, last: int) -> Period:
    """From the first day of one month to the last day of another of the same year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def months_later(day: date, count: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    more, month = divmod(day.month - 1 + count, 12)
    return _on(day.year + more, (month + 1, day.day))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _on(year: int, month_day: MonthDay) -> date:
    month, day = month_day
    return date(year, month, min(day, monthrange(year, month)[1]))


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(LEAP_YEAR, month)[1]


def _length(first: MonthDay, last: MonthDay) -> int:
    return (_on(LEAP_YEAR + (last < first), last) - _on(LEAP_YEAR, first)).days + 1


DEFAULT = Calendar()
