"""The periods of a KPI's year: which there are, what they are called, which is due. Pure."""

from datetime import date, timedelta
from functools import lru_cache

from institution import years
from institution.workdays import WorkingCalendar

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
# How many working days after its end a reading may take before it is late (specification 2.3).
GRACE = {"weekly": 3, "monthly": 10, "termly": 20, "quarterly": 20, "annual": 30, "milestone": 10}
# Months of each period of a year that begins in August: terms are not equally long.
MONTHS = {"monthly": [1] * 12, "quarterly": [3] * 4, "termly": [5, 4, 3], "annual": [12]}
TERMS = {8: "Autumn term", 1: "Spring term", 5: "Summer term"}

Period = tuple[date, date]


def periods(frequency: str, first_day: date, last_day: date) -> list[Period]:
    """The first and last day of each period that begins in the academic year.

    frequency: as Promise.Frequency; weeks begin on Mondays. Milestones have no periods of their
    own: any reading tells how things stand on its last day.
    """
    return list(_periods(frequency, first_day, last_day))


@lru_cache(maxsize=1_000)  # an import asks for the same year row by row
def _periods(frequency: str, first_day: date, last_day: date) -> tuple[Period, ...]:
    if frequency == "weekly":
        monday = first_day + DAY * (-first_day.weekday() % 7)
        count = (last_day - monday).days // 7 + 1
        return tuple((monday + WEEK * n, monday + WEEK * n + DAY * 6) for n in range(count))
    found, start = [], first_day
    for months in MONTHS.get(frequency, []):
        following = _months_later(start, months)
        found.append((start, following - DAY))
        start = following
    return tuple(found)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def name(frequency: str, start: date, end: date) -> str:
    """What people call the period: "October 2026", "Week of 5 October 2026", "Autumn term 2026"."""
    if frequency == "weekly":
        return f"Week of {start.day} {start:%B %Y}"
    if frequency == "monthly":
        return f"{start:%B %Y}"
    if frequency == "termly" and start.month in TERMS:
        return f"{TERMS[start.month]} {start.year}"
    if frequency == "annual":
        return f"{start.year}-{end.year % 100:02d}"
    if frequency == "milestone":
        return f"{end.day} {end:%B %Y}"
    if start.year != end.year:
        return f"{start:%B %Y} to {end:%B %Y}"
    return f"{start:%B} to {end:%B %Y}"


def within(name: str) -> str:
    """The name of a period within a sentence: "the week of 5 October 2026", "October 2026"."""
    has_article = name.startswith(("Week of ", *TERMS.values()))
    return f"the {name[:1].lower()}{name[1:]}" if has_article else name


def asked(all_periods: list[Period], taken: set[date], today: date) -> list[Period]:
    """The periods that are over and have no reading yet, the earliest first.

    taken: first days of the periods that have one.
    """
    return [(start, end) for start, end in all_periods if end < today and start not in taken]


def due_on(frequency: str, end: date, calendar: WorkingCalendar) -> date:
    """The last day on which the reading of a period that ended on `end` is in time."""
    return calendar.due(end, GRACE[frequency])


def is_overdue(frequency: str, end: date, today: date, calendar: WorkingCalendar) -> bool:
    """Whether the time that a reading may take after the end of its period has passed."""
    return today > due_on(frequency, end, calendar)


def problem(frequency: str, start: date, end: date, *, today: date, is_final: bool) -> str:
    """Why there cannot be a reading of these days, as a sentence; "" if there can."""
    if end < start:
        return "The period ends before it begins."
    year = years.year_of(start)
    known = periods(frequency, years.first_day(year), years.last_day(year))
    if known and (start, end) not in known:
        near = next((one for one in known if one[0] <= start <= one[1]), known[0])
        return (
            f"These days are no period of this KPI. The nearest is {name(frequency, *near)}, "
            f"from {near[0].day} {near[0]:%B %Y} to {near[1].day} {near[1]:%B %Y}."
        )
    if start > today:
        return "This period has not begun."
    if end >= today and is_final and known:
        return "This period is not over, so its reading can only be provisional."
    return "" if known or end <= today else "This day has not come yet."
