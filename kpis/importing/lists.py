"""Readings from a list: which are new, which are corrected. The columns are those of the export."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from institution.fields import DayField, LineField
from institution.importing.files import Column, Row
from institution.importing.plans import Outcome, Plan, Step, cleaned
from institution.models import Department, User
from institution.years import label, year_of
from kpis import entering, periods, reports
from kpis.figures import Figures
from kpis.forms.readings import MeasurementForm
from kpis.importing.judging import judge
from kpis.models import Kpi, Measurement, Promise

MOST_ROWS = 10_000  # ten years of every week for twenty KPIs
COLUMNS = (
    Column("kpi", "KPI", ("Reference", "KPI reference", "Ref", "Indicator"), is_required=True),
    Column("title", "Title"),
    Column("period", "Period"),
    Column("start", "From", ("Period start", "Start", "Start date", "Date"), is_required=True),
    Column("end", "To", ("Period end", "End", "End date")),
    Column("state", "State", ("Status",)),
    Column("numerator", "Part", ("Numerator", "How many", "Met", "In time")),
    Column("denominator", "Whole", ("Denominator", "Out of", "Total")),
    Column("value", "Value", ("Figure", "Count", "Number")),
    Column("comment", "Comment", ("Comments", "Note", "Notes", "Remarks"), has_lines=True),
    Column("evidence_url", "Evidence", ("Link", "URL", "Web address")),
    Column("reason", "Reason", ("Reason for correction", "Why corrected")),
)
HEADER = [column.heading for column in COLUMNS if column.field != "reason"]
NUMBERS = ("numerator", "denominator", "value")


class StateField(forms.Field):
    """A reading's state in the words of the export; empty for the usual one."""

    def to_python(self, value: Any) -> str:
        """The state, or a ValidationError that names them all."""
        typed = str(value or "").casefold().replace("_", " ")
        known = {label: state for state, label in Measurement.State.choices}
        if typed and typed not in known:
            raise ValidationError(f"“{typed[:40]}” is none of {', '.join(known)}.")
        return known.get(typed, "")


def _field(name: str, heading: str) -> forms.Field:
    """The field of the form of readings, named as the column."""
    field = copy(MeasurementForm.base_fields[name])
    field.label = heading
    return field


_HEADINGS = {column.field: column.heading for column in COLUMNS}
FIELDS: dict[str, forms.Field] = {
    "kpi": LineField(
        label="KPI", max_length=20,
        error_messages={"required": "Write the reference of the KPI, such as K1."},
    ),
    "start": DayField(
        label="From", required=True, error_messages={"required": "Write its first day."}
    ),
    "end": DayField(label="To"),
    "state": StateField(label="State", required=False),
    **{name: _field(name, _HEADINGS[name]) for name in (*NUMBERS, "comment", "evidence_url")},
    "reason": LineField(label="Reason", max_length=300, required=False),
}  # fmt: skip


class _Known:
    """The department's KPIs with their readings, and the periods that the rows above have used."""

    def __init__(self, department: Department) -> None:
        self.department = department
        self.kpis = {one.reference.casefold(): one for one in kpis_of(department)}
        self.there = {
            (kpi.pk, one.period_start): one
            for kpi in self.kpis.values()
            for one in kpi.measurements.all()
        }
        self.used: dict[tuple[int, date], int] = {}

    @property
    def references(self) -> str:
        return ", ".join(kpi.reference for kpi in self.kpis.values()) or "none"


def kpis_of(department: Department) -> list[Kpi]:
    """The department's KPIs about which something has been promised, with their readings."""
    found = reports.with_readings(Kpi.objects.promised().filter(department=department))
    return [kpi for kpi in found.order_by("pk") if kpi.approved_promises()]


def plan(rows: list[Row], department: Department, *, by: User) -> Plan:
    """What importing the rows would do. Changes nothing; a fixed number of queries."""
    known = _Known(department)
    return Plan([_step(row, known, by) for row in rows])


def _step(row: Row, known: _Known, by: User) -> Step:
    named = f"{row.cells.get('kpi', '')} {row.cells.get('start', '')}".strip()
    step = Step(row.line, named)
    values = cleaned(row, FIELDS, step)
    kpi = known.kpis.get(values.get("kpi", "").casefold())
    if kpi and "start" in values:
        step.about = _named(kpi, values["start"]) or step.about
    if step.outcome == Outcome.ERROR:
        return step
    if kpi is None:
        step.fail(
            f"“{values['kpi']}” is no KPI of {known.department} that takes readings. "
            f"There are: {known.references}."
        )
        return step
    above = known.used.setdefault((kpi.pk, values["start"]), step.line)
    if above != step.line:
        step.fail(f"This period of {kpi} is in line {above} already. Keep one row for each period.")
        return step
    there = known.there.get((kpi.pk, values["start"]))
    judge(step, kpi, _said(values, kpi, there), there, by=by)
    step.cells["reason"] = values["reason"]
    if step.cells.get("needs_comment"):
        step.fail(entering.COMMENT_NEEDED)
    return step


def _named(kpi: Kpi, start: date) -> str:
    """The KPI and its period as everywhere: "K2, October 2026"; "" for a day that begins none."""
    promise = kpi.promise_on(start)
    if promise is None:
        return ""
    period = entering.period_from(promise, start)
    if period == (start, start) and promise.frequency != Promise.Frequency.MILESTONE:
        return ""
    return f"{kpi}, {periods.name(promise.frequency, *period)}"


def _said(values: dict[str, Any], kpi: Kpi, there: Measurement | None) -> Figures:
    """The row as a reading; its last day and its state follow from the period if left empty."""
    start, end, state = values["start"], values["end"], values["state"]
    promise = kpi.promise_on(start)
    if end is None:
        end = there.period_end if there else promise and entering.period_from(promise, start)[1]
    if not state:
        state = there.state if there else promise and entering.first_state(promise, end)
    return Figures(
        start, end or start, state or Measurement.State.FINAL,
        comment=values["comment"], evidence_url=values["evidence_url"],
        source=Measurement.Source.LIST, **{name: values[name] for name in NUMBERS},
    )  # fmt: skip


def exported(kpis: Iterable[Kpi], year: str = "") -> list[list[Any]]:
    """The readings of the KPIs as rows under HEADER, of one academic year or of all.

    The rows are a list that can be imported, and then changes nothing.
    """
    rows = []
    for kpi in kpis:
        for one in sorted(kpi.measurements.all(), key=lambda one: one.period_start):
            promise = kpi.promise_on(one.period_start)
            if promise and year in {"", label(year_of(one.period_start))}:
                name = periods.name(promise.frequency, one.period_start, one.period_end)
                figures = [_plain(getattr(one, number)) for number in NUMBERS]
                rows.append(
                    [
                        kpi.reference, promise.title, name, one.period_start, one.period_end,
                        one.get_state_display(), *figures, one.comment, one.evidence_url,
                    ]
                )  # fmt: skip
    return rows


def _plain(number: Any) -> Any:
    """A Decimal without trailing zeros, and not as 1E+2."""
    return None if number is None else type(number)(f"{number.normalize():f}")
