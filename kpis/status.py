"""Whether a KPI keeps its promise: one rule for page, table, chart and report. Pure, no Django.

All arithmetic is in Decimal and unrounded; the source of every rule is the KPI specification, 2.2
to 2.4. Percentages go from 0 to 100.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache

from kpis.figures import Reading

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Status(StrEnum):
    """What can be said of a figure and its target; the last three when the time is over."""

    INFO = "info"
    NO_DATA = "no data"
    NOT_APPLICABLE = "no activity"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    MET = "met"
    NEAR_MISS = "near miss"
    NOT_MET = "not met"


@dataclass(frozen=True)
class Target:
    """The value that decides. `percent` is of change against `baseline`, else `value` is it.

    is_least: whether more is better, so that the target is met from there upwards.
    tolerance_kind: "points" (of the measure, or of change), "percent_of_target" or "none".
    """

    is_least: bool
    value: Decimal | None = None
    percent: Decimal | None = None
    baseline: Decimal | None = None
    tolerance_kind: str = "none"
    tolerance_value: Decimal | None = None

    @property
    def threshold(self) -> Decimal | None:
        """T: the value itself, or the baseline changed by so many per cent. None if unknown."""
        if self.percent is None:
            return self.value
        if self.baseline is None:
            return None
        return self.baseline * (HUNDRED + (self.percent if self.is_least else -self.percent)) / 100

    @property
    def tolerance(self) -> Decimal:
        """How far from T is still a near miss, in the unit of the measure."""
        if self.tolerance_value is None or self.threshold is None:
            return ZERO
        if self.tolerance_kind == "percent_of_target":
            return abs(self.threshold) * self.tolerance_value / 100
        if self.tolerance_kind == "points" and self.percent is not None:
            return (self.baseline or ZERO) * self.tolerance_value / 100
        return self.tolerance_value if self.tolerance_kind == "points" else ZERO

    def slack(self, actual: Decimal) -> Decimal:
        """How far `actual` is on the good side of T; negative on the bad one."""
        if self.threshold is None:
            raise ValueError("A target that is not known yet has no slack.")
        return actual - self.threshold if self.is_least else self.threshold - actual


@dataclass(frozen=True)
class Aim:
    """What is measured and what is promised about it, from `starts_on` to `due_on`.

    measure: "percentage", "count", "duration" (days of all cases by cases) or "value".
    is_cumulative: each reading tells the total so far.
    is_at_deadline: judged once, at `due_on`; else period by period and as a year.
    """

    measure: str
    target: Target | None
    starts_on: date
    due_on: date
    is_cumulative: bool = False
    is_at_deadline: bool = False

    def judges(self, end: date) -> bool:
        """Whether a reading that ends on the day is judged by itself: each; on the way to a
        deadline only the total of its day."""
        return not self.is_at_deadline or (self.is_cumulative and end == self.due_on)


@dataclass(frozen=True)
class Result:
    """The year so far: its status, the figure, and what was to be expected by now.

    expected_by: why there: an "even way" to the target, or the "same months" of the time before.
    same_before: what these months came to then, while a number is still being added up.
    periods_met of periods_judged are those of a promise that is judged period by period.
    """

    status: Status
    actual: Decimal | None = None
    expected: Decimal | None = None
    expected_by: str = ""
    periods_met: int = 0
    periods_judged: int = 0
    reached_on: date | None = None
    has_gaps: bool = False
    same_before: Decimal | None = None


@lru_cache(maxsize=20_000)  # the page of a KPI asks for the same hundreds again and again
def value_of(reading: Reading, measure: str) -> Decimal | None:
    """The figure of one period; None where there is none, as for a denominator of 0."""
    return aggregate([reading], measure)


def aggregate(readings: Iterable[Reading], measure: str) -> Decimal | None:
    """The figure of several periods: a ratio of sums, never a mean of ratios; a sum of counts; the
    mean of other values. None without a figure."""
    if measure in {"percentage", "duration"}:
        parts = [r for r in readings if r.numerator is not None and r.denominator]
        whole = sum((r.denominator for r in parts if r.denominator), ZERO)
        total = sum((r.numerator for r in parts if r.numerator is not None), ZERO)
        return total * (HUNDRED if measure == "percentage" else 1) / whole if whole else None
    values = [ZERO if r.state == "no_activity" else r.value for r in readings]
    if known := [value for value in values if value is not None]:
        return sum(known, ZERO) / (1 if measure == "count" else len(known))
    return None


def judge(actual: Decimal | None, target: Target | None) -> Status:
    """Whether the figure of a time that is over meets its target."""
    if target is None or target.threshold is None:
        return Status.INFO
    if actual is None:
        return Status.NO_DATA
    slack = target.slack(actual)
    if slack >= 0:
        return Status.MET
    return Status.NEAR_MISS if slack >= -target.tolerance else Status.NOT_MET


def of_period(reading: Reading, aim: Aim) -> Status:
    """The status of one period. A provisional figure says nothing yet."""
    if reading.counts and reading.is_idle:
        return Status.NOT_APPLICABLE
    if aim.target is None or aim.target.threshold is None or not aim.judges(reading.end):
        return Status.INFO
    return judge(value_of(reading, aim.measure) if reading.counts else None, aim.target)


def of_year(
    aim: Aim, readings: Sequence[Reading], *, today: date, before: Sequence[Reading] = ()
) -> Result:
    """The status of the year's promise as it stands on `today`.

    readings: in any order; those that begin outside the aim's time are left out.
    before: readings of the baseline's period, so that a running year is compared with the same
        months; without them the way to the target is a straight line.
    """
    final = sorted((r for r in readings if r.counts), key=lambda reading: reading.start)
    within = [r for r in final if aim.starts_on <= r.start <= aim.due_on]
    if aim.is_at_deadline:
        if aim.is_cumulative:
            in_time = [r for r in within if r.end <= aim.due_on]
            return _reached(aim, in_time, [r for r in final if r.end > aim.due_on], today)
        return _summed(aim, within, before, today)
    actual = aggregate(within, aim.measure)
    judged = [of_period(r, aim) for r in within]
    counted = [one for one in judged if one in {Status.MET, Status.NEAR_MISS, Status.NOT_MET}]
    only_idle = bool(within) and all(r.is_idle for r in within)
    return Result(
        Status.NOT_APPLICABLE if only_idle and aim.target else judge(actual, aim.target),
        actual,
        periods_met=counted.count(Status.MET),
        periods_judged=len(counted),
    )


def _reached(aim: Aim, within: list[Reading], late: list[Reading], today: date) -> Result:
    """By a date, each reading the total so far: the last one until then decides, for good."""
    known = [(r.end, v) for r in within if (v := value_of(r, aim.measure)) is not None]
    end, actual = known[-1] if known else (aim.starts_on, None)
    status = judge(actual, aim.target)
    if actual is None or aim.target is None or status == Status.INFO:
        return Result(status, actual)
    if status == Status.MET:
        return Result(status, actual, reached_on=_first_met(aim, within))
    if today > aim.due_on:
        return Result(status, actual, reached_on=_first_met(aim, late))
    expected = _line(aim, end)
    track = _track(actual, expected, aim.target, aim.target.tolerance)
    return Result(track, actual, expected, "even way")


def _summed(aim: Aim, within: list[Reading], before: Sequence[Reading], today: date) -> Result:
    """All of a time together, against the same time before."""
    actual = aggregate(within, aim.measure)
    if actual is None or aim.target is None or aim.target.threshold is None:
        return Result(judge(actual, aim.target), actual)
    is_over, is_sum = today > aim.due_on, aim.measure == "count"
    has_gaps = is_sum and _has_gaps(within, aim.starts_on, aim.due_on if is_over else None)
    if is_over:
        # A number that some months are missing from says nothing about a promised reduction.
        is_open = has_gaps and not aim.target.is_least
        return Result(
            Status.NO_DATA if is_open else judge(actual, aim.target), actual, has_gaps=has_gaps
        )
    if is_sum and aim.target.is_least and aim.target.slack(actual) >= 0:
        return Result(Status.MET, actual)  # a number never falls again
    same = _same_months(within, before) if is_sum else None
    expected, tolerance, by = _expected_by_now(aim, within, same)
    status = _track(actual, expected, aim.target, tolerance)
    return Result(status, actual, expected, by, has_gaps=has_gaps, same_before=same)


def _same_months(within: list[Reading], before: Sequence[Reading]) -> Decimal | None:
    """What the months, or other periods, of these readings came to in the time before; None where
    not all of them were read."""
    months = {_days(reading) for reading in within}
    same = [reading for reading in before if reading.counts and _days(reading) in months]
    return aggregate(same, "count") if len(same) == len(within) else None


def _days(reading: Reading) -> tuple[str, str]:
    return f"{reading.start:%m-%d}", f"{reading.end:%m-%d}"


def _expected_by_now(
    aim: Aim, within: list[Reading], same: Decimal | None
) -> tuple[Decimal, Decimal, str]:
    """Where the figure should be, how far from there is still a risk only, and why there.

    same: what the same months came to before.
    """
    target, whole = aim.target, aim.target.threshold if aim.target else None
    if target is None or whole is None:
        raise ValueError("There is nothing to expect without a target.")
    if aim.measure != "count":
        return whole, target.tolerance, ""
    if same is not None and target.baseline:
        share = same / target.baseline
        return whole * share, target.tolerance * share, "same months"
    expected = _line(aim, within[-1].end)
    tolerance = target.tolerance * expected / whole if whole else target.tolerance
    return expected, tolerance, "even way"


def _line(aim: Aim, day: date) -> Decimal:
    """The straight way to the target: T by the share of the days that have passed."""
    threshold = aim.target.threshold if aim.target else None
    total = (aim.due_on - aim.starts_on).days
    passed = min(max((day - aim.starts_on).days, 0), total)
    return (threshold or ZERO) * passed / (total or 1)


def _track(actual: Decimal, expected: Decimal, target: Target, tolerance: Decimal) -> Status:
    slack = actual - expected if target.is_least else expected - actual
    if slack >= 0:
        return Status.ON_TRACK
    return Status.AT_RISK if slack >= -tolerance else Status.OFF_TRACK


def _first_met(aim: Aim, readings: Sequence[Reading]) -> date | None:
    met = (r.end for r in readings if judge(value_of(r, aim.measure), aim.target) == Status.MET)
    return next(met, None)


def _has_gaps(readings: Sequence[Reading], first: date, last: date | None) -> bool:
    """Whether a week or more is missing until the last day or reading; weeks may begin late."""
    last = last or readings[-1].end
    covered = sum((min(r.end, last) - r.start).days + 1 for r in readings)
    return (last - first).days + 1 - covered >= 7


def progress(actual: Decimal, target: Target) -> Decimal | None:
    """How much of the change promised has come, in per cent; None for other promises."""
    before, threshold = target.baseline, target.threshold
    if target.percent is None or before is None or threshold is None or before == threshold:
        return None
    return 100 * (before - actual) / (before - threshold)


def shown(actual: Decimal, target: Target | None, *, places: int = 1) -> str:
    """The figure in words, with as many more places as it takes not to belie its status.

    89.96 against a target of 90 is "89.96", not "90.0".
    """
    status = judge(actual, target)
    for more in range(places, places + 12):
        rounded = actual.quantize(Decimal(1).scaleb(-more), rounding=ROUND_HALF_UP)
        if judge(rounded, target) == status:
            return f"{rounded:,f}"
    return f"{actual:,f}"
