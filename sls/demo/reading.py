"""The demo's departments, people, years and template, as they stand in the TOML files."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from institution import clock, years

HERE = Path(__file__).parent
FIRST_YEAR = 2019
PAUSED_YEAR = 2020


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def departments() -> list[dict]:
    """The 28 departments with the words of their statements, by name."""
    files = sorted((HERE / "departments").glob("*.toml"))
    return sorted((_read(path) for path in files), key=lambda entry: entry["name"])


@cache
def institution() -> dict:
    """The university, its committees, its people, and why a year is paused."""
    return _read(HERE / "institution.toml")


@cache
def template() -> dict:
    """The headings of Section A with their guidance."""
    return _read(HERE / "template.toml")


def all_years() -> range:
    """Start years of the demo: 2019-20 to the present one, whatever the demo's clock says."""
    return range(FIRST_YEAR, years.year_of(clock.today()) + 1)


def dates(start_year: int) -> dict[str, date]:
    """When a year opens, is due and is counted, and when its returns are due; the present one is
    always open and not yet due, nor are the returns of the last."""
    opens, due, today = date(start_year, 9, 14), date(start_year, 12, 11), clock.today()
    census, returns = date(start_year + 1, 9, 15), date(start_year + 1, 10, 30)
    if start_year == all_years()[-1]:
        opens, due = min(opens, today - timedelta(days=40)), max(due, today + timedelta(days=12))
    if start_year == all_years()[-2]:
        returns = max(returns, today + timedelta(days=9))
    return {"opens_on": opens, "due_on": due, "census_on": census, "returns_due_on": returns}
