"""What programs send and read, field by field: the description for programs and the help page for
people are made from this."""

from datetime import date
from decimal import Decimal
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from kpis.models import Measurement, Promise

NUMBER = {"anyOf": [{"type": "number"}, {"type": "string"}, {"type": "null"}]}
Number = Annotated[str | None, WithJsonSchema(NUMBER)]
# A Decimal goes out as text, so that no reader makes a float of it.
Exact = Annotated[Decimal | None, WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})]


def choices(of: type) -> str:
    """The values of a TextChoices, in words."""
    return ", ".join(of.values)  # type: ignore[attr-defined]  # of every TextChoices


def exact(number: Decimal | None) -> Decimal | None:
    """The same number without trailing zeros and without an exponent."""
    if number is None or number == number.to_integral_value():
        return number if number is None else number.quantize(Decimal(1))
    return number.normalize()


class Described(NamedTuple):
    """A field as the help page names it."""

    name: str
    words: str


def fields_of(schema: type[BaseModel]) -> list[Described]:
    """The fields of what is sent or read, with what is said about them."""
    return [Described(name, one.description or "") for name, one in schema.model_fields.items()]


class ReadingIn(BaseModel):
    """A reading of one period, as a program sends it."""

    model_config = ConfigDict(extra="forbid")

    period: str = Field(
        description="The first day of the period, such as 2026-10-01. For a milestone, its day."
    )
    numerator: Number = Field(None, description="The part of a share, or the days of all cases.")
    denominator: Number = Field(None, description="The whole of a share, or the number of cases.")
    value: Number = Field(None, description="The figure of any other KPI.")
    state: str = Field(
        "", description=f"One of {choices(Measurement.State)}. Left out, it is what the reading "
        "has that is there, else final once the period is over and provisional before.",
    )  # fmt: skip
    comment: str | None = Field(
        None, description="Needed for a final reading that misses the target: what happened, and "
        "what is done about it. Left out, what is there stays.",
    )  # fmt: skip
    evidence_url: str | None = Field(
        None, description="Where it can be looked up. Left out, what is there stays."
    )
    reason: str = Field(
        "", description="Why a final reading is corrected. Without it, other figures are refused."
    )


class ReadingOut(BaseModel):
    """A reading as it stands, and what came of the one that was sent."""

    id: int
    kpi: int
    period: date
    until: date
    name: str = Field(description="The period as people call it.")
    state: str
    numerator: Exact
    denominator: Exact
    value: Exact
    done: str = Field("", description="One of entered, corrected and unchanged.")


class KpiOut(BaseModel):
    """A KPI that the token may send readings of."""

    id: int = Field(
        description="The number of the KPI, in the address for its readings. It never changes."
    )
    department: str
    reference: str
    title: str
    frequency: str = Field(description=f"One of {choices(Promise.Frequency)}.")
    measure: str = Field(description=f"One of {choices(Promise.Measure)}.")
    figures: list[str] = Field(description="The fields that its readings have.")
    takes_readings: bool = Field(description="False once it is retired.")


class KpisOut(BaseModel):
    """All KPIs that the token may send readings of."""

    items: list[KpiOut]


class Problem(BaseModel):
    """Why nothing was done, in a sentence for the person who looks after the program."""

    error: str
    fields: dict[str, list[str]] = Field({}, description="What is wrong with which field.")
    there: ReadingOut | None = Field(None, description="With 409, the reading that is there.")


class PromiseRow(BaseModel):
    """What is promised about one KPI in one academic year."""

    id: int = Field(
        description="The number of this promise. Each revision has a number of its own."
    )
    kpi: int = Field(description="The number of the KPI, the same through all years.")
    department: str = Field(
        description="The department as in addresses. It stays when the name changes."
    )
    department_name: str = Field(description="What the department is called today.")
    reference: str = Field(description="The reference of the KPI within its department.")
    year: str = Field(description="The academic year, such as 2026-27.")
    revision: int = Field(
        description="The number of the revision in that year. Only the newest is given."
    )
    title: str = Field(description="What the KPI is called in this promise.")
    promise: str = Field(description="The promise in one sentence.")
    measure: str = Field(description=f"One of {choices(Promise.Measure)}.")
    unit: str = Field(description="The unit of a figure that is no share, count or time.")
    decimals: int = Field(
        description="How many places its figures are shown with. A count has none."
    )
    target: Exact = Field(description="The target. A share goes from 0 to 100.")
    direction: str = Field(description="Which side of the target is good: at least or at most.")
    near_miss: Exact = Field(
        description="How far from the target a near miss may be, in the same unit."
    )
    due_on: date | None = Field(
        description="The day by which the target is to be reached, where there is one."
    )
    frequency: str = Field(description=f"One of {choices(Promise.Frequency)}.")
    goal: str = Field(description=f"One of {choices(Promise.Goal)}.")
    university_kpi: str = Field(description="The university's own KPI that it serves.")
    approved_on: date = Field(description="The day of the approval.")


class ReadingRow(BaseModel):
    """The final reading of one period."""

    id: int = Field(description="The number of this reading. A correction keeps it.")
    kpi: int = Field(description="The number of the KPI, as in the promises.")
    department: str = Field(
        description="The department as in addresses. It stays when the name changes."
    )
    department_name: str = Field(description="What the department is called today.")
    reference: str = Field(description="The reference of the KPI within its department.")
    year: str = Field(description="The academic year in which the period begins.")
    period: str = Field(description="The period as people call it.")
    period_start: date = Field(description="The first day of the period.")
    period_end: date = Field(description="The last day of the period.")
    state: str = Field(description="One of final, not_collected and no_activity.")
    numerator: Exact = Field(description="The part of a share, or the days of all cases.")
    denominator: Exact = Field(description="The whole of a share, or the number of cases.")
    value: Exact = Field(description="What was measured, of other KPIs.")
    figure: Exact = Field(
        description="The share in per cent, the average or the value, to 6 places."
    )
    status: str = Field(
        description="How the period stands against the year's target. Without a target it is info."
    )


class PromisesPage(BaseModel):
    """Some of the promises, by id."""

    items: list[PromiseRow]
    next: str | None = Field(description="The address of the next page; null on the last.")


class ReadingsPage(BaseModel):
    """Some of the readings, by id."""

    items: list[ReadingRow]
    next: str | None = Field(description="The address of the next page; null on the last.")
