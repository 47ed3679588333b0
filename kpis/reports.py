"""What the page of a KPI says: its year, reading by reading, and all years together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, User
from institution.workdays import WorkingCalendar
from kpis import cautions, evaluations, periods, series, status
from kpis.drawing import Chart
from kpis.evaluations import Evaluated
from kpis.figures import Reading
from kpis.models import Kpi, Measurement, Promise
from kpis.periods import Period
from kpis.permissions import can_see_working
from kpis.series import Asked
from kpis.status import Result, Status
from kpis.words import (
    change_words,
    expected_words,
    figure_words,
    parts_words,
    point_words,
    target_words,
)

SHOWN = 6  # readings of a year that are not folded away


@dataclass(frozen=True)
class PeriodRow:
    """One period: its reading, or that there is none yet."""

    name: str
    start: date
    end: date
    measurement: Measurement | None
    figure: str
    parts: str
    status: Status
    is_asked: bool = False
    is_overdue: bool = False

    @property
    def lacks_word(self) -> bool:
        """Whether it is missed and nothing is said about it."""
        reading = self.measurement
        return reading is not None and self.status == Status.NOT_MET and not reading.comment


@dataclass(frozen=True)
class KpiYear:
    """One KPI in one year: what was promised, what came of it, and each reading."""

    kpi: Kpi
    promise: Promise
    result: Result
    figure: str
    target: str
    rows: tuple[PeriodRow, ...]
    chart: Chart | None

    @property
    def newest(self) -> tuple[PeriodRow, ...]:
        """The rows that are shown at once; all where it is not worth folding the others."""
        return self.rows[len(self.earlier) :]

    @property
    def earlier(self) -> tuple[PeriodRow, ...]:
        """The rows before these, which are folded."""
        return self.rows[:-SHOWN] if len(self.rows) > SHOWN + 1 else ()

    @property
    def expected_words(self) -> str:
        """Where the figure should be by now, and why; "" where nothing says so."""
        return expected_words(self.result, self.promise)

    @property
    def change_words(self) -> str:
        """How far the figure is from its baseline; "" where it is compared with none."""
        return change_words(self.result, self.promise)

    @property
    def provisional(self) -> int:
        """How many readings are there that do not count yet."""
        there = (row.measurement for row in self.rows if row.measurement)
        return sum(not measurement.is_final for measurement in there)

    @property
    def is_overdue(self) -> bool:
        """Whether a reading should have been entered by now."""
        return any(row.is_overdue for row in self.rows)

    @property
    def next_asked(self) -> PeriodRow | None:
        """The earliest period that is over and has no reading."""
        return next((row for row in self.rows if row.is_asked), None)


def with_readings(kpis: QuerySet[Kpi], *, start_year: int | None = None) -> QuerySet[Kpi]:
    """KPIs with their promises and readings, in a fixed number of queries.

    start_year: only readings of that academic year and the one before, which a change may be
        compared with; for lists, where ten years of weeks would be too many.
    """
    readings = Measurement.objects.order_by("period_start")
    if start_year is None:
        readings = readings.select_related("evidence_file").defer("evidence_file__content")
    else:
        first, last = years.first_day(start_year - 1), years.last_day(start_year)
        readings = readings.filter(period_start__range=(first, last))
    kpis = with_promises(kpis, start_year=start_year)
    return kpis.prefetch_related(Prefetch("measurements", readings))


def with_promises(kpis: QuerySet[Kpi], *, start_year: int | None = None) -> QuerySet[Kpi]:
    """KPIs with what was ever promised about them, in a fixed number of queries.

    start_year: only the promise by which that academic year is measured, as for `promise_for`.
    """
    approved = Promise.objects.approved()
    promises = approved if start_year is None else approved.measuring(kpis, start_year)
    promises = promises.select_related("academic_year", "baseline")
    return kpis.select_related("department").prefetch_related(Prefetch("promises", promises))


def measurements_around(kpi: Kpi, start_year: int) -> list[Measurement]:
    """The readings of the academic year and of the one before, in order of time, with what their
    pages show."""
    first, last = years.first_day(start_year - 1), years.last_day(start_year)
    found = kpi.measurements.filter(period_start__range=(first, last)).order_by("period_start")
    return list(found.select_related("evidence_file").defer("evidence_file__content"))


def kpi_year(
    kpi: Kpi, promise: Promise, user: User, around: Sequence[Measurement], *,
    calendar: WorkingCalendar, today: date | None = None,
) -> KpiYear:  # fmt: skip
    """The KPI in the promise's year as `user` may see it; `around` has the rows of that year."""
    today = today or timezone.localdate()
    sees_working = can_see_working(user, kpi)
    seen = [one for one in around if one.is_final or sees_working]
    year = promise.academic_year.start_year
    mine = [one for one in seen if years.year_of(one.period_start) == year]
    taken = {one.period_start for one in seen}
    readings, begins = [one.reading for one in mine], years.first_day(year)
    before = [
        one for one in baseline_readings(promise, kpi.readings)  # of whatever year before
        if one.start < begins and (one.is_final or sees_working)
    ]  # fmt: skip
    result = status.of_year(promise.aim, readings, today=today, before=before)
    return KpiYear(
        kpi, promise, result,
        figure_words(result.actual, promise, expected=result.expected), target_words(promise),
        tuple(_rows(promise, mine, taken, today, calendar)),
        series.year_chart(promise, readings, result),
    )  # fmt: skip


def baseline_readings(promise: Promise, before: list[Reading]) -> list[Reading]:
    """Of these the readings of the time that a change is compared with."""
    baseline = promise.baseline
    if baseline is None:
        return []
    return [one for one in before if baseline.period_start <= one.start <= baseline.period_end]


def _rows(
    promise: Promise,
    mine: list[Measurement],
    taken: set[date],
    today: date,
    calendar: WorkingCalendar,
) -> list[PeriodRow]:
    """Every period of the year so far, and readings of other days, in order."""
    by_start = {one.period_start: one for one in mine}
    asked = set(periods.asked(promise.asked_periods, taken, today))
    late = overdue(promise, asked, calendar, today)
    shown = asked | {(one.period_start, one.period_end) for one in mine}
    return [
        _row(promise, by_start.get(s), s, e, is_late=(s, e) in late, is_asked=(s, e) in asked)
        for s, e in sorted(shown)
    ]


def overdue(
    promise: Promise, asked: Iterable[Period], calendar: WorkingCalendar, today: date
) -> set[Period]:
    """Of the periods asked for those whose reading is late by now; a paused year asks for none."""
    late = {one for one in asked if periods.is_overdue(promise.frequency, one[1], today, calendar)}
    return set() if late and promise.is_of_paused_year() else late


def _row(
    promise: Promise,
    measurement: Measurement | None,
    start: date,
    end: date,
    *,
    is_asked: bool,
    is_late: bool,
) -> PeriodRow:
    name = periods.name(promise.frequency, start, end)
    if measurement is None:
        return PeriodRow(name, start, end, None, "", "", Status.NO_DATA, is_asked, is_late)
    figure = figure_words(status.value_of(measurement.reading, promise.measured_as), promise)
    state = status.of_period(measurement.reading, promise.aim)
    return PeriodRow(name, start, end, measurement, figure, parts_words(measurement), state)


@dataclass(frozen=True)
class Control:
    """The chart that tells real change from chance, over all years, and what to be careful about
    once there are readings enough for it to say anything."""

    chart: Chart
    table: tuple[tuple[str, str, str], ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True)
class KpiPage:
    """The page of one KPI: the year that is shown, the others, and all years together."""

    year: KpiYear
    around: tuple[Measurement, ...]
    years: tuple[AcademicYear, ...]
    control: Control | None
    evaluated: tuple[Evaluated, ...]


def kpi_page(kpi: Kpi, user: User, *, label: str, calendar: WorkingCalendar) -> KpiPage:
    """The page of a KPI from `with_promises` about which something has been promised.

    label: the academic year to show, as in an address; the newest by default. Years without a
        promise of their own are there too, for they are measured all the same.
    """
    prefetch_related_objects([kpi], "interventions")  # asked for three times below
    promises = kpi.approved_promises()
    first, now = promises[-1].academic_year.start_year, years.year_of(timezone.localdate())
    last = (
        max(now, promises[0].academic_year.start_year) if kpi.last_year is None else kpi.last_year
    )
    shown = range(last, first - 1, -1)
    chosen = next((year for year in shown if years.label(year) == label), shown[0])
    promise = kpi.promise_for(chosen) or promises[-1]
    around = measurements_around(kpi, promise.academic_year.start_year)
    return KpiPage(
        kpi_year(kpi, promise, user, around, calendar=calendar),
        tuple(around),
        tuple(AcademicYear(start_year=year) for year in shown),
        _control(kpi, user),
        _evaluated(kpi, promises[0], user),
    )


def _evaluated(kpi: Kpi, promise: Promise, user: User) -> tuple[Evaluated, ...]:
    """What was done about the figures, with its verdict where there can be one."""
    if not can_see_working(user, kpi):
        return ()
    all_of_it = list(kpi.interventions.all())
    return tuple(evaluations.evaluate(promise, kpi.readings, all_of_it, one) for one in all_of_it)


def _control(kpi: Kpi, user: User) -> Control | None:
    """All regular readings of the KPI together; None where the rules cannot be asked. The target is
    that of the newest reading's year (1.5); where none was promised for it, there is none to draw.
    """
    sees_working = can_see_working(user, kpi)
    seen = [one for one in kpi.readings if one.is_final or sees_working]
    last = next((one.start for one in reversed(seen) if one.counts), None)
    promise = kpi.promise_on(last) if last else None
    if last is None or promise is None or not series.is_regular(promise):
        return None
    is_promised = promise.academic_year.start_year == years.year_of(last)
    return _drawn(series.asked(promise, seen, list(kpi.interventions.all())), is_promised)


@lru_cache(maxsize=20)  # ten years of weeks take a while, and the next one to look sees the same
def _drawn(asked: Asked, has_target: bool) -> Control | None:
    promise, seen = asked.promise, asked.readings
    found = series.control(promise, seen, asked.interventions, has_target=has_target)
    if found is None:
        return None
    (chart, analysis), measured = found, series.measured(promise, seen)
    table = tuple(
        (
            periods.name(promise.frequency, one.start, one.end),
            figure_words(point.value, promise), point_words(label, point.rules),
        )
        for one, point, label in zip(measured, analysis.points, analysis.shown, strict=True)
    )  # fmt: skip
    careful = cautions.of_readings(promise, measured) if analysis.is_ready else ()
    return Control(chart, table, careful)
