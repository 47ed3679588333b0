"""Enquiries from a help-desk as readings of a KPI: what can be counted, and what it comes to."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from institution import years
from institution.calendars import working_calendar
from institution.fields import YEARS_AROUND
from institution.importing.plans import Plan, Step
from institution.models import Import, User
from kpis import cases, entering, periods, status
from kpis.cases import Asked, Counted
from kpis.figures import Figures
from kpis.importing.judging import judge
from kpis.models import Kpi, Measurement, Promise
from kpis.sentences import day as day_words

Shape = Promise.Shape
UNFIT = (
    "Only a KPI that promises a share of enquiries within a number of working days, measured in "
    "regular periods, can be worked out from single enquiries."
)


def is_fit(promise: Promise | None) -> bool:
    """Whether readings of the promise can be worked out from enquiries."""
    if promise is None or promise.shape not in {Shape.ALL_WITHIN, Shape.SHARE_WITHIN}:
        return False
    return promise.frequency in periods.MONTHS or promise.frequency == Promise.Frequency.WEEKLY


def lacks_days(kpi: Kpi) -> bool:
    """Whether a promise of the KPI does not say within how many working days."""
    return any(is_fit(one) and one.days is None for one in kpi.approved_promises())


def asked_for(kpi: Kpi, *, days: int | None, **more: Any) -> Asked:
    """What is counted for the KPI: its periods, with the days of each year's promise.

    days: for years whose promise says none. more: the other fields of Asked.
    """
    today, found = timezone.localdate(), []
    for year in range(years.year_of(today) - YEARS_AROUND, years.year_of(today) + 1):
        first, last = years.first_day(year), years.last_day(year)
        promise = kpi.promise_on(first)
        within = days if promise is None or promise.days is None else promise.days
        if promise and is_fit(promise) and within is not None:
            known = periods.periods(promise.frequency, first, last)
            found += [(start, end, within) for start, end in known]
    calendar = working_calendar()
    plain = (calendar.subdivision, calendar.closures, calendar.cutoff, calendar.receipt_rule)
    return Asked(tuple(found), plain, today=today, **more)


def rule_of(asked: Asked, counted: Counted) -> dict[str, Any]:
    """By which rule the enquiries were counted, as plain values: it may be another tomorrow."""
    _, closures, cutoff, receipt_rule = asked.calendar
    taken = {start for periods_ in counted.counts.values() for start in periods_}
    first = counted.first or asked.as_at
    return {
        "within": sorted({days for start, _, days in asked.periods if start.isoformat() in taken}),
        "cutoff": f"{cutoff:%H:%M}",
        "receipt_rule": receipt_rule,
        "closures": sum(first <= day <= asked.as_at and day.weekday() < 5 for day in closures),
    }


def rule_words(about: dict[str, Any]) -> list[tuple[str, str]]:
    """The rule of `rule_of` as people say it: what it is about, and what it says."""
    said = [("Counted as of", day_words(date.fromisoformat(about["as_at"])))]
    if "within" not in about:
        return said
    within = " or ".join(str(days) for days in about["within"])
    if len(about["within"]) > 1:
        within = f"{within}, as each year promises"
    rest = (
        "What arrives on one counts as received on the next working day, and that is day 0."
        if about["receipt_rule"] == "deemed"
        else "What arrives on one counts as received then; the next working day is day 1."
    )
    return [
        *said,
        ("In time", f"Within so many working days: {within}"),
        ("Cutoff", f"What arrives at {about['cutoff']} or later counts as arrived the next day."),
        ("Days of rest", rest),
        ("Days that do not count", _closed_words(about["closures"])),
    ]


def _closed_words(closed: int) -> str:
    if not closed:
        return "Weekends and bank holidays. The university was not closed on any other day."
    days = "1 day" if closed == 1 else f"{closed} days"
    return f"Weekends, bank holidays, and {days} on which the university was closed."


def plan(upload: Import, kpi: Kpi, queues: list[str], *, by: User) -> Plan:
    """What the counts would come to as readings, period by period. Changes nothing."""
    there = {one.period_start: one for one in kpi.measurements.all()}
    as_at, steps = date.fromisoformat(upload.about["as_at"]), []
    for number, (start, sums) in enumerate(cases.in_all(upload.rows, queues).items(), start=1):
        steps.append(_step(number, kpi, date.fromisoformat(start), sums, there, as_at, by))
    return Plan(steps)


def _step(
    number: int, kpi: Kpi, start: date, sums: list[int], there: dict[date, Measurement],
    as_at: date, by: User,
) -> Step:  # fmt: skip
    promise = kpi.promise_on(start)
    if promise is None:
        raise ValueError(f"Nothing was promised about {kpi}, and yet it was counted.")
    promise = promise.measured_in(years.year_of(start))
    _, end = entering.period_from(promise, start)
    step = Step(number, periods.name(promise.frequency, start, end))
    met, due, still_open = sums
    # What is not due yet will still change the figures of its period.
    is_final = end < as_at and not still_open
    state = Measurement.State.FINAL if is_final else Measurement.State.PROVISIONAL
    said = Figures(
        start, end, state, numerator=Decimal(met), denominator=Decimal(due),
        source=Measurement.Source.CASES,
    )  # fmt: skip
    step.cells = {
        "start": start.isoformat(), "met": met, "due": due, "open": still_open,
        "is_final": is_final,
        "status": status.of_period(said.reading, promise.aim), "name": step.about,
        "value": status.value_of(said.reading, promise.measured_as), "promise": promise,
    }  # fmt: skip
    if due:
        judge(step, kpi, said, there.get(start), by=by)
    else:
        step.notes.append("Nothing is due yet.")
    return step
