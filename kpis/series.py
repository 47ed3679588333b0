"""Readings as series: which figures a chart and the rules of change see, and what it says."""

from calendar import month_abbr
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kpis import charts, periods, plots, spc, status
from kpis.drawing import Chart, Entry
from kpis.figures import Reading
from kpis.models import Intervention, Measurement, Promise
from kpis.plots import Plot, Point
from kpis.status import Result, Status
from kpis.verdicts import Evaluation
from kpis.words import figure_words, whole

REGULAR = {"weekly", "monthly", "quarterly", "termly"}
PERCENT = (Decimal(0), Decimal(100))
NOTHING_BELOW = (Decimal(0), Decimal(10) ** 10)


def improvement(promise: Promise) -> str:
    """Which way is the better one: "increase", "decrease", or "neutral" without a target."""
    if promise.target is None:
        return "neutral"
    return "increase" if promise.target.is_least else "decrease"


def is_regular(promise: Promise) -> bool:
    """Whether the rules of real change can be asked: regular readings that are no running total."""
    return promise.frequency in REGULAR and not promise.aim.is_cumulative


def level(promise: Promise) -> Decimal | None:
    """The target that each period can be held against; a change is held to as a whole only, unless
    it is of a share, a time or another figure that does not add up."""
    target, is_sum = promise.target, promise.measured_as == "count"
    if target is None or is_sum or (promise.aim.is_cumulative):
        return None
    return target.threshold


def bounds(promise: Promise) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a figure can be."""
    if promise.measured_as == "percentage":
        return PERCENT
    return NOTHING_BELOW if promise.measured_as in {"count", "duration"} else None


@dataclass(frozen=True)
class Asked:
    """All that the charts and verdicts of all years depend on. Promise and readings only lend
    their words: what is taken from them stands beside them, so of two equal ones either will do."""

    promise: Promise = field(compare=False)
    measurements: tuple[Measurement, ...] = field(compare=False)
    interventions: tuple[Intervention, ...] = field(compare=False)
    said: tuple[Any, ...]
    readings: tuple[Reading, ...]
    changes: tuple[tuple[date, str, bool], ...]


def asked(
    promise: Promise, measurements: Sequence[Measurement], interventions: Sequence[Intervention]
) -> Asked:
    """What is to be drawn of readings and interventions, in their order."""
    return Asked(
        promise, tuple(measurements), tuple(interventions),
        (promise.title, promise.frequency, promise.unit, promise.aim),
        tuple(one.reading for one in measurements),
        tuple((one.starts_on, one.title, one.is_rebased) for one in interventions),
    )  # fmt: skip


def short_name(promise: Promise, measurement: Measurement) -> str:
    """The period in the few letters that an axis has room for."""
    start, end = measurement.period_start, measurement.period_end
    if promise.frequency == "weekly":
        return f"{start.day} {start:%b}"
    if promise.frequency == "monthly":
        return f"{start:%b %y}"
    if promise.frequency == "milestone":
        return f"{end.day} {end:%b}"
    if promise.frequency == "quarterly":
        return f"{start:%b}–{end:%b %y}"
    return periods.name(promise.frequency, start, end)


def entry(promise: Promise, measurement: Measurement) -> Entry:
    """A reading as a point; what does not count, and what had no activity, has no figure."""
    return Entry(short_name(promise, measurement), values(promise, [measurement.reading])[0])


def values(promise: Promise, readings: Iterable[Reading]) -> list[Decimal | None]:
    """The figures that a chart shows; what does not count, and what had no activity, has none."""
    kind, is_count = promise.measured_as, promise.measured_as == "count"
    return [
        status.value_of(one, kind)
        if one.counts and (is_count or one.state != "no_activity") else None
        for one in readings
    ]  # fmt: skip


def measured(promise: Promise, measurements: Sequence[Measurement]) -> list[Measurement]:
    """Those that have a figure which a chart shows."""
    figures = values(promise, (one.reading for one in measurements))
    return [one for one, value in zip(measurements, figures, strict=True) if value is not None]


def year_chart(promise: Promise, mine: Sequence[Measurement], result: Result) -> Chart | None:
    """The chart of one year; None without a figure."""
    found = year_plot(promise, mine, result)
    return plots.draw(found) if found else None


def year_plot(promise: Promise, mine: Sequence[Measurement], result: Result) -> Plot | None:
    """What the chart of one year is drawn from: a burn-up to a deadline, else the figures beside
    the target. None without a figure."""
    entries, aim = [entry(promise, one) for one in mine], promise.aim
    if not any(one.value is not None for one in entries):
        return None
    least, most = bounds(promise) or (None, None)
    plot = Plot(
        promise.title, _year_words(result), tuple(_point(one, promise) for one in entries),
        unit="%" if promise.measured_as == "percentage" else "",
        least=_text(least), most=_text(most), target=_text(level(promise)),
        baseline=_text(promise.baseline.value) if promise.baseline else None,
    )  # fmt: skip
    if not (aim.is_cumulative or (aim.is_at_deadline and promise.measured_as == "count")):
        return plot
    return replace(
        plot, points=tuple(_added_up(promise, mine, entries)), target=_text(_goal(promise)),
        baseline=None, days=max((aim.due_on - aim.starts_on).days, 1),
        due=f"{aim.due_on.day} {aim.due_on:%b}",
    )  # fmt: skip


def _point(one: Entry, promise: Promise, day: int = 0) -> Point:
    return Point(one.name, _text(one.value), figure_words(one.value, promise), day)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _added_up(
    promise: Promise, mine: Sequence[Measurement], entries: Sequence[Entry]
) -> Iterator[Point]:
    """The total so far; counts are added up, shares tell their total themselves."""
    aim, total = promise.aim, Decimal(0)
    for measurement, one in zip(mine, entries, strict=True):
        if one.value is not None:
            total = one.value if aim.is_cumulative else total + one.value
            day = (measurement.period_end - aim.starts_on).days
            yield _point(Entry(one.name, total), promise, day)


def _goal(promise: Promise) -> Decimal | None:
    """The target of the whole time; of what is counted the last whole number that keeps it."""
    target = promise.target
    if target is None or target.threshold is None:
        return None
    return whole(target.threshold, promise, is_least=target.is_least)


WORDS = {
    Status.MET: "The target is met.",
    Status.NEAR_MISS: "The target is missed, but nearly met.",
    Status.NOT_MET: "The target is not met.",
    Status.ON_TRACK: "On the way to the target.",
    Status.AT_RISK: "A little behind the way to the target.",
    Status.OFF_TRACK: "Behind the way to the target.",
    Status.NO_DATA: "The figures are not complete yet.",
    Status.NOT_APPLICABLE: "There was nothing to measure.",
    Status.INFO: "There is no target to hold it against.",
}


def _year_words(result: Result) -> str:
    """The one sentence that reads the chart."""
    if not result.periods_judged:
        return WORDS[result.status]
    met, judged = result.periods_met, result.periods_judged
    return f"{met} of {judged} periods met the target. {WORDS[result.status]}"


def rebased_at(
    measurements: Sequence[Measurement], interventions: Sequence[Intervention]
) -> list[int]:
    """Where limits are counted anew: the first readings after interventions that a person accepted
    as a new beginning."""
    found = set()
    for one in interventions:
        if one.is_rebased:
            after = [i for i, m in enumerate(measurements) if m.period_start >= one.starts_on]
            found |= set(after[:1])
    return sorted(found)


def control(
    promise: Promise,
    measurements: Sequence[Measurement],
    interventions: Sequence[Intervention],
    *,
    has_target: bool = True,
) -> tuple[Chart, spc.Analysis] | None:
    """The control chart of all readings; None without two figures.

    has_target: False where the promise only tells which way is the better one.
    Interventions stand where their first reading is; those that a person accepted as a new
    beginning begin new limits.
    """
    entries, known = [entry(promise, one) for one in measurements], measured(promise, measurements)
    if len(known) < 2:
        return None
    starts, target = rebased_at(known, interventions), level(promise) if has_target else None
    analysis = spc.analyse(
        [one.value for one in entries if one.value is not None],
        improvement=improvement(promise), target=target, rebase_at=starts,
    )  # fmt: skip
    events = [
        (after[0], one.title) for one in interventions
        if (after := [i for i, m in enumerate(measurements) if m.period_start >= one.starts_on])
    ]  # fmt: skip
    chart = charts.control(
        promise.title, control_words(analysis), entries, analysis, target=target,
        unit="%" if promise.measured_as == "percentage" else "", bounds=bounds(promise),
        events=events,
    )  # fmt: skip
    return chart, analysis


def evaluation_chart(
    promise: Promise,
    group: Sequence[Measurement],
    at: int,
    found: Evaluation,
    title: str,
) -> Chart | None:
    """The figures with the limits of the time before carried on; None without such limits."""
    if found.analysis is None:
        return None
    sentence = f"{at} readings before, with their limits carried on over the {found.after} since."
    return charts.control(
        promise.title, sentence, [entry(promise, one) for one in group], found.analysis,
        target=level(promise), unit="%" if promise.measured_as == "percentage" else "",
        bounds=bounds(promise), events=[(at, title)] if at < len(group) else [],
    )  # fmt: skip


# An invented service that changed how it works after a year: for the page that explains charts.
EXAMPLE = [86, 88, 85, 87, 89, 86, 87, 88, 85, 88, 86, 87, 91, 93, 92, 94, 91, 93, 94, 92]


def example() -> Chart:
    """A control chart of invented figures, with a change that worked."""
    values = [Decimal(value) for value in EXAMPLE]
    analysis = spc.analyse(values, improvement="increase", target=90, baseline_n=12)
    entries = [Entry(month_abbr[(7 + n) % 12 + 1], value) for n, value in enumerate(values)]
    return charts.control(
        "Enquiries answered in time, invented figures", control_words(analysis), entries, analysis,
        target=Decimal(90), unit="%", bounds=PERCENT, events=[(12, "A second person at the desk")],
    )  # fmt: skip


VARIATION = {
    "common_cause": "No real change: what moves is chance.",
    "improvement_high": "A real change for the better, upwards.",
    "improvement_low": "A real change for the better, downwards.",
    "concern_high": "A real change for the worse, upwards.",
    "concern_low": "A real change for the worse, downwards.",
    "neutral_high": "A real change upwards.",
    "neutral_low": "A real change downwards.",
}
ASSURANCE = {
    "pass": "As things stand the target is met every time.",
    "fail": "As things stand the target is missed every time.",
    "inconsistent": "As things stand chance decides whether the target is met.",
}


def control_words(analysis: spc.Analysis) -> str:
    """What the chart shows, in one or two sentences."""
    if not analysis.is_ready:
        return (
            f"{len(analysis.points)} of {spc.ENOUGH} readings: too few to tell a real change "
            "from chance."
        )
    words = [VARIATION[analysis.variation], ASSURANCE.get(analysis.assurance or "", "")]
    return " ".join(filter(None, words))
