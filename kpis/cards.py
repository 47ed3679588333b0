"""KPIs at a glance: a card each, worked out from no more than it shows."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, User
from institution.workdays import WorkingCalendar
from kpis import charts, periods, series, status
from kpis.drawing import Chart
from kpis.figures import Reading
from kpis.models import Kpi, Measurement, Promise
from kpis.models.measured import READING_COLUMNS
from kpis.permissions import can_see_working
from kpis.reports import baseline_readings, overdue
from kpis.status import Aim, Status
from kpis.words import figure_words, target_words


@dataclass(frozen=True)
class Card:
    """A KPI at a glance, in plain values: two that are equal look the same.

    `last` is the newest reading in words, "" without one.
    """

    url: str
    department_id: int
    department: str
    reference: str
    title: str
    status: Status
    is_overdue: bool
    is_promised: bool
    figure: str
    target: str
    last: str
    spark: Chart | None


@dataclass(frozen=True)
class Standing:
    """How many KPIs stand in one way; `value` is what the list's filter calls it."""

    value: str
    label: str
    count: int


def cards(
    kpis: QuerySet[Kpi],
    user: User,
    *,
    start_year: int,
    known: Iterable[AcademicYear],
    calendar: WorkingCalendar,
    today: date | None = None,
) -> list[Card]:
    """A card for each KPI that was promised for the year, or is measured in it all the same, in
    five queries at most. `known` has every academic year."""
    today = today or timezone.localdate()
    promises = _promises(kpis, start_year, known)
    readings = _readings(promises, start_year, today)
    found = []
    for promise in promises:
        seen = readings[promise.kpi_id]
        if not can_see_working(user, promise.kpi):  # others see what is final
            seen = [one for one in seen if one.is_final]
        found.append(_card(_glimpse(promise, seen, calendar, today)))
    return found


def _promises(kpis: QuerySet[Kpi], start_year: int, known: Iterable[AcademicYear]) -> list[Promise]:
    """The promise by which each of the KPIs is measured in the year, in order. Years are known and
    departments few: with each row they would be read hundreds of times."""
    measured = kpis.filter(Q(last_year=None) | Q(last_year__gte=start_year))
    found = Promise.objects.measuring(measured, start_year, known=known)
    related = found.select_related("kpi", "baseline").prefetch_related("kpi__department")
    by_key = {year.pk: year for year in known}
    of_year = next((year for year in known if year.start_year == start_year), None)
    promises = []
    for promise in related.order_by("kpi__department", "kpi__reference"):
        promise.academic_year = by_key[promise.academic_year_id]
        shown = promise.measured_in(start_year)
        shown.academic_year = of_year or shown.academic_year  # which knows whether it pauses
        promises.append(shown)
    return promises


def _readings(
    promises: Sequence[Promise], start_year: int, today: date
) -> Mapping[int, list[Reading]]:
    """The readings of the year by KPI, in order; and where a running year is compared with an
    earlier time, that time's. As plain values: a list of all KPIs reads thousands."""
    compared = {
        promise.kpi_id: promise.baseline.period_start for promise in promises
        if promise.measured_as == "count" and promise.baseline and promise.aim.due_on >= today
    }  # fmt: skip
    first, last = years.first_day(start_year), years.last_day(start_year)
    wanted = Q(kpi__in=[promise.kpi_id for promise in promises], period_start__gte=first)
    if compared:
        wanted |= Q(kpi__in=compared, period_start__gte=min(compared.values()))
    rows = (
        Measurement.objects.filter(wanted, period_start__lte=last)
        .order_by("kpi", "period_start")
        .values_list("kpi", *READING_COLUMNS)
    )
    found: dict[int, list[Reading]] = defaultdict(list)
    for kpi, *figures in rows:
        found[kpi].append(Reading(*figures))
    return found


@dataclass(frozen=True)
class _Glimpse:
    """Everything that a card depends on. The promise only lends its words: what they are made of
    stands beside it, so two equal glimpses make the same card."""

    promise: Promise = field(compare=False)
    kpi: int
    reference: str
    department: int
    department_name: str
    title: str
    frequency: str
    unit: str
    decimals: int
    aim: Aim
    is_promised: bool
    is_overdue: bool
    mine: tuple[Reading, ...]
    before: tuple[Reading, ...]
    today: date


def _glimpse(
    promise: Promise, seen: Sequence[Reading], calendar: WorkingCalendar, today: date
) -> _Glimpse:
    kpi, first = promise.kpi, years.first_day(promise.academic_year.start_year)
    mine = tuple(one for one in seen if one.start >= first)
    before = baseline_readings(promise, [one for one in seen if one.start < first])
    return _Glimpse(
        promise, kpi.pk, kpi.reference, kpi.department_id, kpi.department.name, promise.title,
        promise.frequency, promise.unit, promise.decimals, promise.aim, promise.is_promised,
        _has_late(promise, {one.start for one in mine}, calendar, today),
        mine, tuple(before), today,
    )  # fmt: skip


@lru_cache(maxsize=2_000)  # few readings change between two looks at hundreds of KPIs
def _card(seen: _Glimpse) -> Card:
    promise, mine = seen.promise, seen.mine
    result = status.of_year(seen.aim, mine, today=seen.today, before=seen.before)
    return Card(
        url=reverse("kpis:kpi_detail", args=[seen.kpi]),
        department_id=seen.department,
        department=seen.department_name,
        reference=seen.reference,
        title=seen.title,
        status=result.status,
        is_overdue=seen.is_overdue,
        is_promised=seen.is_promised,
        figure=figure_words(result.actual, promise, expected=result.expected),
        target=target_words(promise),
        last=_last(promise, mine[-1]) if mine else "",
        spark=charts.spark(series.values(promise, mine), series.level(promise)),
    )


def _last(promise: Promise, reading: Reading) -> str:
    name = periods.name(promise.frequency, reading.start, reading.end)
    return f"{name}: {figure_words(status.value_of(reading, promise.measured_as), promise)}"


def _has_late(promise: Promise, taken: set[date], calendar: WorkingCalendar, today: date) -> bool:
    missing = periods.asked(promise.asked_periods, taken, today)
    return bool(overdue(promise, missing, calendar, today))


def standings(found: Iterable[Card], known: Iterable[tuple[str, str]]) -> list[Standing]:
    """How many of the cards stand in each way, without those in which none does.

    known: each way with its words, in the order to show; "late" are those with readings overdue.
    """
    found = list(found)
    counted = Counter(str(card.status) for card in found)
    counted["late"] = sum(card.is_overdue for card in found)
    return [Standing(value, label, counted[value]) for value, label in known if counted[value]]
