"""Examples of good KPIs to begin from, and what the coach would say of a slip. All are invented.

What only the department knows is left open: the figure to compare with, and who is responsible.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from institution.models import AcademicYear
from kpis import coach
from kpis.coach import Advice
from kpis.examples_data import ALL
from kpis.models import Promise


@dataclass(frozen=True)
class Example:
    """A KPI to begin from.

    service: whose it could be; why: what makes it good; fields: those of a Promise, in words.
    due: month and day by which, for promises with a date.
    slip: what somebody might write instead, and slip_words how one says that.
    """

    key: str
    service: str
    why: str
    fields: dict[str, Any]
    slip_words: str
    slip: dict[str, Any]
    due: tuple[int, int] | None = None

    def promise(self, year: AcademicYear, **instead: Any) -> Promise:
        """The example as a promise of the year, not saved; `instead` replaces fields of it."""
        promise = Promise(academic_year=year, **{**self.fields, **instead})
        if self.due:
            month, day = self.due
            promise.due_on = date(year.start_year + (month < 8), month, day)
        return promise

    def shown(self, year: AcademicYear) -> "Shown":
        """The example as its page tells it to people of that year."""
        said = coach.of_promise(self.promise(year, **self.slip))
        return Shown(self, self.promise(year), said[0] if said else None)


@dataclass(frozen=True)
class Shown:
    """An example with its promise for a year, and what the coach would say of the slip."""

    example: Example
    promise: Promise
    slipped: Advice | None


EXAMPLES = tuple(Example(**one) for one in ALL)


def of_shape(shape: str) -> list[Example]:
    """The examples of one kind of promise; all of them for anything else."""
    return [one for one in EXAMPLES if one.fields["shape"] == shape] or list(EXAMPLES)


def find(key: str) -> Example | None:
    """The example with this key, or None."""
    return next((one for one in EXAMPLES if one.key == key), None)
