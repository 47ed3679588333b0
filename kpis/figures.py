"""A reading in plain values: its figures, and what is wrong with those that are given. Pure.

The form, the imports and the programs that send readings ask the same questions here.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

MOST = Decimal(10) ** 10  # as many digits before the point as the columns hold
# The kinds that are a part and a whole, with what the two are called where nobody named them.
IN_PARTS = {
    "percentage": ("How many of them", "Out of how many"),
    "duration": ("Working days of all cases together", "Number of cases"),
}
THE_FIGURE = "The figure"


class Reading(NamedTuple):
    """One measurement of a period: parts of a whole, total days of cases, or one value. A tuple,
    because pages of many KPIs make and compare thousands."""

    start: date
    end: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    state: str = "final"

    @property
    def has_figures(self) -> bool:
        """Whether its state is one with figures."""
        return self.state in {"provisional", "final"}

    @property
    def is_final(self) -> bool:
        """Whether it is said for good: others may know of it, and a change needs a reason."""
        return self.state != "provisional"

    @property
    def counts(self) -> bool:
        """Whether results are made of it. "No activity" is an answer, "not collected" is none."""
        return self.state in {"final", "no_activity"}

    @property
    def is_idle(self) -> bool:
        """Whether there was nothing to measure: never 0 per cent, never a miss."""
        return self.state == "no_activity" or self.denominator == 0


@dataclass(frozen=True)
class Figures:
    """What is said about one period, wherever it comes from; state and source as Measurement's.

    sent_by: the program that says so; "" for a person.
    """

    start: date
    end: date
    state: str = "final"
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None
    comment: str = ""
    evidence_url: str = ""
    source: str = "form"
    sent_by: str = ""

    @property
    def reading(self) -> Reading:
        """What is said as a reading: with the figures that its state has."""
        parts = (self.numerator, self.denominator, self.value)
        reading = Reading(self.start, self.end, *parts, self.state)
        return reading if reading.has_figures else Reading(self.start, self.end, state=self.state)


def missing(measure: str, said: Figures) -> list[str]:
    """The fields of the numbers that were not given."""
    fields = ("numerator", "denominator") if measure in IN_PARTS else ("value",)
    return [field for field in fields if getattr(said, field) is None]


def is_missing(label: str) -> str:
    """The sentence about a number that was not given."""
    return f"“{label}” is missing: write a number, also if it is 0."


def problem(measure: str, said: Figures) -> tuple[str, str] | None:
    """The field and the sentence of the first thing that is wrong with the figures, or None.

    measure: as kpis.status.Aim.measure.
    """
    if not said.reading.has_figures:
        return None
    numerator, denominator = said.numerator, said.denominator
    if measure not in IN_PARTS:
        if numerator is not None or denominator is not None:
            return "numerator", "This KPI has one figure. Leave part and whole empty."
        return _problem_of_value(measure, said.value)
    if said.value is not None:
        return "value", "This KPI has a part and a whole. Leave the value empty."
    part, whole = IN_PARTS[measure]
    for field, label, number in (
        ("numerator", part, numerator),
        ("denominator", whole, denominator),
    ):
        if number is None:
            return field, is_missing(label)
        if number < 0:
            return field, "This cannot be less than 0."
        if number >= MOST:
            return field, "This number is too large."
    if numerator is None or denominator is None:
        return None
    if measure == "percentage" and numerator > denominator:
        return "numerator", "The part is more than the whole. Are the two numbers exchanged?"
    if measure == "duration" and numerator and not denominator:
        return "denominator", "There are days but no cases."
    return None


def _problem_of_value(measure: str, value: Decimal | None) -> tuple[str, str] | None:
    if value is None:
        return "value", is_missing(THE_FIGURE)
    if abs(value) >= MOST:
        return "value", "This number is too large."
    if measure == "count" and (value < 0 or value != value.to_integral_value()):
        return "value", "A count is a whole number, 0 or more."
    return None
