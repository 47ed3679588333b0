"""Academic years as people write them: "2020-21". Pure arithmetic, no Django."""

import re
from datetime import date

LABEL = re.compile(r"^\s*(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)\s*$")
FIRST_MONTH = 8  # 1 August, the first day of the HESA reporting year


def label(start_year: int) -> str:
    """The label of the year that begins in `start_year`: 2020 -> "2020-21"."""
    return f"{start_year}-{(start_year + 1) % 100:02d}"


def parse(text: str) -> int:
    """The calendar year in which the labelled year begins: "2020-21" or "2020/21" -> 2020.

    Raises ValueError with a sentence when the text is no academic year.
    """
    found = LABEL.match(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise ValueError(f'"{text}" is not an academic year. Write it like 2026-27.')
    return int(found[1])


def year_of(day: date) -> int:
    """The start year of the academic year that `day` falls in (1 August to 31 July)."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(start_year: int) -> date:
    """The first day of the academic year: 2020 -> 1 August 2020."""
    return date(start_year, FIRST_MONTH, 1)


def last_day(start_year: int) -> date:
    """The last day of the academic year: 2020 -> 31 July 2021."""
    return date(start_year + 1, 7, 31)


def moved(day: date, by_years: int) -> date:
    """The same day so many years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + by_years)
    except ValueError:
        return day.replace(year=day.year + by_years, day=28)
