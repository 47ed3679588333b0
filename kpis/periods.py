"""The periods of a KPI's year: which there are, what they are called, which is due. Pure."""

from datetime import date, timedelta

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
    if frequency == "weekly":
        monday = first_day + DAY * (-first_day.weekday() % 7)
        count = (last_day - monday).days // 7 + 1
        return [(monday + WEEK * n, monday + WEEK * n + DAY * 6) for n in range(count)]
    found, start = [], first_day
    for months in MONTHS.get(frequency, []):
        following = _months_later(start, months)
        found.append((start, following - DAY))
        start = following
    return found


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
    return f"{start:%B} to {end:%B %Y}"


def asked(frequency: str, all_periods: list[Period], taken: set[date], today: date) -> list[Period]:
    """The periods that are over and have no reading yet, the earliest first.

    taken: first days of the periods that have one.
    """
    return [(start, end) for start, end in all_periods if end < today and start not in taken]
