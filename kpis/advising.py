"""Asks the coach, with what the database knows of the year before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from institution import years
from kpis import coach, coach_readings, status
from kpis.coach import Advice, LastYear
from kpis.coach_readings import Row
from kpis.models import Intervention, Kpi, Promise
from kpis.reports import KpiYear, with_readings
from kpis.status import Reading, Result


def of_promises(promises: Sequence[Promise]) -> dict[int, list[Advice]]:
    """The advice on each promise of one academic year, by its key. The number of queries does not
    grow with them."""
    if not promises:
        return {}
    before = promises[0].academic_year.start_year - 1
    measured = Kpi.objects.promised().filter(pk__in=[one.kpi_id for one in promises])
    known = with_readings(measured, start_year=before).prefetch_related("interventions")
    kpis = {kpi.pk: kpi for kpi in known}
    return {
        one.pk: coach.of_promise(one, _last_year(one, kpis.get(one.kpi_id), before))
        for one in promises
    }


def _last_year(promise: Promise, kpi: Kpi | None, start_year: int) -> LastYear | None:
    """What is known of the year before; None if nothing was promised for it."""
    last = kpi.promise_for(start_year) if kpi else None
    if kpi is None or last is None or not last.is_promised:
        return None
    mine = [one for one in kpi.measurements.all() if years.year_of(one.period_start) == start_year]
    readings = [one.reading for one in mine]
    ended = status.of_year(last.aim, readings, today=date.max).status
    rows = [("", status.of_period(one.reading, last.aim), one) for one in mine]
    silent = coach_readings.unanswered(rows, ended, list(kpi.interventions.all()))
    is_unanswered = ended == status.Status.NOT_MET and bool(silent)
    return LastYear(last, ended, _compared(promise, last, readings), is_unanswered)


def _compared(promise: Promise, last: Promise, readings: Sequence[Reading]) -> Result | None:
    """Last year's figures held against the new target; None where they measure something else."""
    same = (promise.measured_as, promise.aim.is_cumulative, promise.days)
    if same != (last.measured_as, last.aim.is_cumulative, last.days):
        return None
    then = replace(
        promise.aim,
        starts_on=years.moved(promise.aim.starts_on, -1),
        due_on=years.moved(promise.aim.due_on, -1),
    )
    return status.of_year(then, readings, today=date.max)


def of_year(kpi: Kpi, year: KpiYear) -> list[Advice]:
    """The advice on the readings of a year that is shown. `kpi` comes from `with_readings`."""
    rows: list[Row] = [
        (row.name, row.status, row.measurement) for row in year.rows if row.measurement
    ]
    before = year.promise.academic_year.start_year - 1
    earlier = [m for m in kpi.measurements.all() if years.year_of(m.period_start) == before]
    interventions: list[Intervention] = list(kpi.interventions.all())
    return coach_readings.of_readings(
        year.promise, rows, ended=year.result.status, earlier=earlier, interventions=interventions
    )
