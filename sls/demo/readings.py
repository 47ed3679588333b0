"""The demo's readings: invented figures for every promise, entered by the verbs month by month."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from institution import clock, years
from kpis import periods, reports, workflow
from kpis.figures import Figures, Reading
from kpis.models import Intervention, Kpi, Measurement, Promise
from kpis.status import Status, of_period
from sls.demo.statements import head_of, writer_of

MISSED = [
    "Two colleagues were away at once. Cover is arranged for the rest of the term.",
    "The first weeks of term brought twice as many as usual. We start earlier next year.",
    "The system was down for two days. Nothing was lost, but everything was late.",
    "Most of the late ones were of one kind. We have written a guide for them.",
]
CHANGES = [
    ("A second person in the first hours of the day", "Most of what is late arrives before ten."),
    ("One list for all of us", "Until now each kept a list of their own, and things lay about."),
    (
        "Answers to the most frequent questions on one page",
        "A third of all questions are the same.",
    ),
    ("A short meeting every morning", "Ten minutes to share out what is close to its date."),
]
# Of so many KPIs in turn one has a change that worked, one a change that did nothing.
WORKED, DID_NOTHING, EVERY = 0, 3, 6
LATE = 4  # of every six departments one has not entered its last reading


def build(say: Callable[[str], None]) -> None:
    """Readings and interventions of every KPI that has none."""
    found = reports.with_readings(Kpi.objects.promised()).filter(measurements=None)
    for number, kpi in enumerate(found.order_by("department__slug", "reference")):
        say(f"readings of {kpi.department}, {kpi.title}")
        with transaction.atomic():
            _enter(kpi, number)
            _intervene(kpi, number)


def _random(kpi: Kpi, *more: object) -> Random:
    """Numbers that look like chance and are the same in every demo."""
    return Random(f"{kpi.department.slug} {kpi.reference} {more}")  # noqa: S311 - no secret


def _begins(kpi: Kpi) -> date:
    """The day on which the demo's department changes how it works: in January of last year."""
    return date(years.year_of(clock.today()), 1, 12)


def _enter(kpi: Kpi, number: int) -> None:
    by = writer_of(kpi.department)
    asked = list(_periods(kpi))
    for start, end in asked[:-1] if number % EVERY == LATE else asked:
        promise = kpi.promise_on(start)
        if promise is None:
            continue
        figures = _figures(kpi, promise, start, end, is_better=number % EVERY == WORKED)
        with clock.at(end + timedelta(days=2), 9, 20):
            workflow.record_measurement(kpi, figures, by=by)


def _periods(kpi: Kpi) -> Iterator[periods.Period]:
    """Every period from the first promise on that is over today."""
    today, promises = clock.today(), kpi.approved_promises()
    for year in range(promises[-1].academic_year.start_year, years.year_of(today) + 1):
        promise = kpi.promise_on(years.first_day(year))
        if promise is None:
            continue
        if promise.frequency == Promise.Frequency.MILESTONE:
            found = _milestones(promise) if promise.academic_year.start_year == year else []
        else:
            found = periods.periods(promise.frequency, years.first_day(year), years.last_day(year))
        yield from (one for one in found if one[1] < today - timedelta(days=3))


def _milestones(promise: Promise) -> list[periods.Period]:
    """The ends of the months until the date of the target, and that date."""
    aim = promise.aim
    first = years.first_day(promise.academic_year.start_year)
    months = periods.periods("monthly", first, aim.due_on)
    ends = [end for _, end in months if aim.starts_on < end < aim.due_on]
    return [(day, day) for day in [*ends, aim.due_on]]


def _figures(kpi: Kpi, promise: Promise, start: date, end: date, *, is_better: bool) -> Figures:
    chance = _random(kpi, start)
    if promise.shape == Promise.Shape.SHARE_BY_DATE:
        part, whole = _so_far(kpi, promise, end)
        return Figures(start, end, numerator=part, denominator=whole)
    if promise.measured_as != "percentage":
        return Figures(start, end, value=_count(kpi, promise, start, end, chance, is_better))
    cases = chance.randint(60, 180)
    good = round(cases * _share(kpi, promise, start, chance, is_better) / 100)
    figures = Figures(start, end, numerator=Decimal(good), denominator=Decimal(cases))
    return _commented(figures, promise, chance)


def _share(kpi: Kpi, promise: Promise, start: date, chance: Random, is_better: bool) -> float:
    """About the target; four points better since the change, where it worked."""
    target = promise.target
    goal = float(target.threshold) if target and target.threshold is not None else 90.0
    good = 1 if target is None or target.is_least else -1
    usual = _random(kpi).uniform(-3, 1.5) if goal < 100 else -1.5
    better = 4 if is_better and start >= _begins(kpi) else 0
    return min(max(goal + good * (usual + better) + chance.gauss(0, 1.2), 0), 100)


def _count(
    kpi: Kpi, promise: Promise, start: date, end: date, chance: Random, is_better: bool
) -> Decimal:
    """Its part of last year's number, a little on the way to the promise; further if it worked."""
    baseline = float(promise.baseline.value) if promise.baseline else 120.0
    share = ((end - start).days + 1) / 365
    way = float(promise.change_percent or 0) / 100
    way *= 1.3 if is_better and start >= _begins(kpi) else _random(kpi).uniform(0.2, 1.1)
    level = baseline * share * (1 + (way if promise.change_direction == "increase" else -way))
    return Decimal(max(round(level + chance.gauss(0, max(level, 1) ** 0.5 / 2)), 0))


def _so_far(kpi: Kpi, promise: Promise, day: date) -> tuple[Decimal, Decimal]:
    """The total by that day on a way that ends near the target."""
    aim = promise.aim
    luck = _random(kpi, promise.academic_year.start_year).uniform(0.97, 1.1)
    goal = float(promise.share or 0) * luck
    passed = (day - aim.starts_on).days / max((aim.due_on - aim.starts_on).days, 1)
    whole = _random(kpi).randint(80, 220)
    return Decimal(round(whole * min(goal * passed**0.9, 100) / 100)), Decimal(whole)


def _commented(figures: Figures, promise: Promise, chance: Random) -> Figures:
    """The figures, with a word about it if the target was missed."""
    reading = Reading(figures.start, figures.end, figures.numerator, figures.denominator)
    is_missed = of_period(reading, promise.aim) == Status.NOT_MET
    return replace(figures, comment=chance.choice(MISSED)) if is_missed else figures


def _intervene(kpi: Kpi, number: int) -> None:
    """A change in last year's January, where there are readings enough to judge it by."""
    if (
        number % EVERY not in {WORKED, DID_NOTHING}
        or Measurement.objects.filter(kpi=kpi).count() < 8
    ):
        return
    title, why = CHANGES[number % len(CHANGES)]
    begins = _begins(kpi)
    with clock.at(begins - timedelta(days=5), 11, 0):
        workflow.plan_intervention(
            kpi,
            Intervention(
                title=title, description=why, expected_effect="Fewer late ones, every month.",
                starts_on=begins, review_on=begins + timedelta(days=300),
            ),
            by=head_of(kpi.department),
        )  # fmt: skip
