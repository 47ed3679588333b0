"""Asks the coach, with what the database knows of the year before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import prefetch_related_objects

from institution import years
from kpis import census, coach, coach_readings, status
from kpis.coach import Advice, LastYear
from kpis.coach_readings import Row
from kpis.figures import Reading
from kpis.models import Kpi, KpiReview, Measurement, Promise
from kpis.reports import KpiYear, with_readings
from kpis.status import Result


def of_promises(
    promises: Sequence[Promise], *, beside: Sequence[Promise] = ()
) -> dict[int, list[Advice]]:
    """The advice on each promise of one statement, by its key. The number of queries does not
    grow with them. `beside`: what else the statement promises."""
    if not promises:
        return {}
    before = promises[0].academic_year.start_year - 1
    measured = Kpi.objects.promised().filter(pk__in=[one.kpi_id for one in promises])
    known = with_readings(measured, start_year=before)
    known = known.prefetch_related("interventions", census.reviews_with_kpis())
    kpis = {kpi.pk: kpi for kpi in known}
    everything = [*promises, *beside]
    return {
        one.pk: coach.of_promise(
            one, _last_year(one, kpis.get(one.kpi_id), before),
            [other for other in everything if other.pk != one.pk],
        )
        for one in promises
    }  # fmt: skip


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
    is_missed, is_told = ended == status.Status.NOT_MET, _is_told(kpi, start_year)
    is_unanswered = is_missed and bool(silent) and not is_told
    return LastYear(last, ended, _compared(promise, last, readings), is_unanswered)


def _is_told(kpi: Kpi, start_year: int) -> bool:
    """Whether something was said at the census about what was done or learnt in the year."""
    review = _review(kpi, start_year)
    return review is not None and coach.says_something(review.done + review.learnt)


def _review(kpi: Kpi, start_year: int) -> KpiReview | None:
    found = (one for one in kpi.reviews.all() if one.academic_year.start_year == start_year)
    return next(found, None)


def of_review(kpi: Kpi, review: KpiReview) -> list[Advice]:
    """The advice on what was written at the census of a year."""
    prefetch_related_objects([kpi], census.reviews_with_kpis())
    before = _review(kpi, review.academic_year.start_year - 1)
    if before is None:
        return []
    return coach_readings.of_narrative(
        {"what_done": review.done, "learnt": review.learnt},
        {"what_done": before.done, "learnt": before.learnt},
    )


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


def of_year(kpi: Kpi, year: KpiYear, around: Iterable[Measurement]) -> list[Advice]:
    """The advice on the readings of a year that is shown, from those of the year before too."""
    rows: list[Row] = [
        (row.name, row.status, row.measurement) for row in year.rows if row.measurement
    ]
    before = year.promise.academic_year.start_year - 1
    earlier = [one for one in around if years.year_of(one.period_start) == before]
    said = coach_readings.of_readings(
        year.promise, rows, ended=year.result.status, earlier=earlier,
        interventions=list(kpi.interventions.all()),
    )  # fmt: skip
    prefetch_related_objects([kpi], census.reviews_with_kpis())
    is_told = _is_told(kpi, before + 1)
    return [one for one in said if not (is_told and one.code == "missed_without_response")]
