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
from kpis.models import Intervention, Promise
from kpis.periods import DAY
from kpis.plots import Plot, Point, text_of
from kpis.status import Result
from kpis.verdicts import Evaluation
from kpis.words import control_words, figure_words, whole, year_words

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
    if target is None or is_sum or promise.aim.is_cumulative:
        return None
    return target.threshold


def bounds(promise: Promise) -> tuple[Decimal, Decimal] | None:
    """The least and the most that a figure can be."""
    if promise.measured_as == "percentage":
        return PERCENT
    return NOTHING_BELOW if promise.measured_as in {"count", "duration"} else None


@dataclass(frozen=True)
class Asked:
    """All that the charts and verdicts of all years depend on. Promise and interventions only lend
    their words: what is taken from them stands beside them, so of two equal ones either will do."""

    promise: Promise = field(compare=False)
    interventions: tuple[Intervention, ...] = field(compare=False)
    said: tuple[Any, ...]
    readings: tuple[Reading, ...]
    changes: tuple[tuple[date, str, bool], ...]


def asked(
    promise: Promise, readings: Sequence[Reading], interventions: Sequence[Intervention]
) -> Asked:
    """What is to be drawn of readings and interventions, in their order."""
    return Asked(
        promise, tuple(interventions),
        (promise.title, promise.frequency, promise.unit, promise.decimals, promise.aim),
        tuple(readings),
        tuple((one.starts_on, one.title, one.is_rebased) for one in interventions),
    )  # fmt: skip


def _unit(promise: Promise) -> str:
    return "%" if promise.measured_as == "percentage" else ""


def short_name(promise: Promise, reading: Reading) -> str:
    """The period in the few letters that an axis has room for."""
    start, end = reading.start, reading.end
    if promise.frequency == "weekly":
        return f"{start.day} {start:%b}"
    if promise.frequency == "monthly":
        return f"{start:%b %y}"
    if promise.frequency == "milestone":
        return f"{end.day} {end:%b}"
    if promise.frequency == "quarterly":
        return f"{start:%b}–{end:%b %y}"
    return periods.name(promise.frequency, start, end)


def entry(promise: Promise, reading: Reading) -> Entry:
    """A reading as a point; what does not count, and what had no activity, has no figure."""
    return Entry(short_name(promise, reading), values(promise, [reading])[0])


def in_order(promise: Promise, readings: Sequence[Reading]) -> tuple[list[Entry], list[int]]:
    """Readings in order of time as points, and the place of each among them. Where no reading is
    of the days between two, an empty point breaks the line (1.7 E5)."""
    found, places, is_regular = [], [], promise.frequency in REGULAR
    for number, one in enumerate(readings):
        if number and is_regular and one.start > readings[number - 1].end + DAY:
            found.append(Entry("no reading", None))
        places.append(len(found))
        found.append(entry(promise, one))
    return found, places


def values(promise: Promise, readings: Iterable[Reading]) -> list[Decimal | None]:
    """The figures that a chart shows; what does not count, and what had no activity, has none."""
    kind, is_count = promise.measured_as, promise.measured_as == "count"
    return [
        status.value_of(one, kind)
        if one.counts and (is_count or one.state != "no_activity") else None
        for one in readings
    ]  # fmt: skip


def measured(promise: Promise, readings: Sequence[Reading]) -> list[Reading]:
    """Those that have a figure which a chart shows."""
    figures = values(promise, readings)
    return [one for one, value in zip(readings, figures, strict=True) if value is not None]


def year_chart(promise: Promise, mine: Sequence[Reading], result: Result) -> Chart | None:
    """The chart of one year; None without a figure."""
    found = year_plot(promise, mine, result)
    return plots.draw(found) if found else None


def year_plot(promise: Promise, mine: Sequence[Reading], result: Result) -> Plot | None:
    """What the chart of one year is drawn from: a burn-up to a deadline, else the figures beside
    the target. None without a figure."""
    (entries, _), aim = in_order(promise, mine), promise.aim
    if not any(one.value is not None for one in entries):
        return None
    least, most = bounds(promise) or (None, None)
    plot = Plot(
        promise.title, year_words(result), tuple(_point(one, promise) for one in entries),
        unit=_unit(promise),
        least=text_of(least), most=text_of(most), target=text_of(level(promise)),
        baseline=text_of(promise.baseline.value) if promise.baseline else None,
    )  # fmt: skip
    if not (aim.is_cumulative or (aim.is_at_deadline and promise.measured_as == "count")):
        return plot
    return replace(
        plot, points=tuple(_added_up(promise, mine)), target=text_of(_goal(promise)),
        baseline=None, days=max((aim.due_on - aim.starts_on).days, 1),
        due=f"{aim.due_on.day} {aim.due_on:%b}",
    )  # fmt: skip


def _point(one: Entry, promise: Promise, day: int = 0) -> Point:
    return Point(one.name, text_of(one.value), figure_words(one.value, promise), day)


def _added_up(promise: Promise, mine: Sequence[Reading]) -> Iterator[Point]:
    """The total so far; counts are added up, shares tell their total themselves."""
    aim, total = promise.aim, Decimal(0)
    for reading in mine:
        one = entry(promise, reading)
        if one.value is not None:
            total = one.value if aim.is_cumulative else total + one.value
            day = (reading.end - aim.starts_on).days
            yield _point(Entry(one.name, total), promise, day)


def _goal(promise: Promise) -> Decimal | None:
    """The target of the whole time; of what is counted the last whole number that keeps it."""
    target = promise.target
    if target is None or target.threshold is None:
        return None
    return whole(target.threshold, promise, is_least=target.is_least)


def rebased_at(readings: Sequence[Reading], interventions: Sequence[Intervention]) -> list[int]:
    """Where limits are counted anew: the first readings after interventions that a person accepted
    as a new beginning."""
    found = set()
    for one in interventions:
        if one.is_rebased:
            after = [place for place, r in enumerate(readings) if r.start >= one.starts_on]
            found |= set(after[:1])
    return sorted(found)


def control(
    promise: Promise,
    readings: Sequence[Reading],
    interventions: Sequence[Intervention],
    *,
    has_target: bool = True,
) -> tuple[Chart, spc.Analysis] | None:
    """The control chart of all readings; None without two figures.

    has_target: False where the promise only tells which way is the better one.
    Interventions stand where their first reading is; those that a person accepted as a new
    beginning begin new limits.
    """
    (entries, places), known = in_order(promise, readings), measured(promise, readings)
    if len(known) < 2:
        return None
    starts, target = rebased_at(known, interventions), level(promise) if has_target else None
    analysis = spc.analyse(
        [one.value for one in entries if one.value is not None],
        improvement=improvement(promise), target=target, rebase_at=starts,
    )  # fmt: skip
    events = [
        (after[0], one.title) for one in interventions
        if (after := [place for place, r in zip(places, readings, strict=True)
                      if r.start >= one.starts_on])
    ]  # fmt: skip
    chart = charts.control(
        promise.title, control_words(analysis), entries, analysis, target=target,
        unit=_unit(promise), bounds=bounds(promise),
        events=events,
    )  # fmt: skip
    return chart, analysis


def evaluation_chart(
    promise: Promise,
    group: Sequence[Reading],
    at: int,
    found: Evaluation,
    title: str,
) -> Chart | None:
    """The figures with the limits of the time before carried on; None without such limits."""
    if found.analysis is None:
        return None
    sentence = f"{at} readings before, with their limits carried on over the {found.after} since."
    entries, places = in_order(promise, group)
    return charts.control(
        promise.title, sentence, entries, found.analysis,
        target=level(promise), unit=_unit(promise),
        bounds=bounds(promise), events=[(place, title) for place in places[at : at + 1]],
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
