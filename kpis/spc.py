"""Statistical process control: whether a change in a series of figures is real. Pure.

An XmR chart as in the NHS's Making Data Count: limits at mean +/- 2.66 times the mean moving range,
runs of seven. All comparisons are made in whole numbers, so no rounding decides a label.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import groupby, pairwise
from typing import NamedTuple

RUN = 7  # points of a trend or a shift; with 6, stable data raise twice as many false alarms
ENOUGH = 13  # points from which limits and icons are shown
ENOUGH_AFTER_REBASE = 12
SIGMAS = 266  # hundredths: the limits lie at 2.66 mean moving ranges
SCREEN = 3267  # thousandths: a moving range from 3.267 times their mean is an outlier

Number = Decimal | int | float

# By precedence: the first that fired names the point.
RULES = ("astronomical", "trend", "two_in_three", "shift")
IMPROVEMENT = {"increase": 1, "decrease": -1, "neutral": 0}


class RuleSet(NamedTuple):
    """How many points make a run on one side of the mean or one way, and whether a point beyond a
    limit also counts as one of two in three."""

    shift_n: int = RUN
    trend_n: int = RUN
    two_sigma_counts_outer: bool = False


USUAL = RuleSet()


class Point(NamedTuple):
    """One value with the limits of its group, the rules it meets and what they mean.

    `label` is common_cause, special_cause_improvement, special_cause_concern,
    special_cause_neutral_high or special_cause_neutral_low; `direction` is +1, -1 or 0.
    """

    value: Decimal
    mean: Decimal
    lower: Decimal | None
    upper: Decimal | None
    rules: tuple[str, ...]
    label: str
    direction: int
    group: int


@dataclass(frozen=True)
class Analysis:
    """The points in order, what the last one says, and what to be careful about.

    `variation` is common_cause, improvement_high, improvement_low, concern_high, concern_low,
    neutral_high or neutral_low; `assurance` pass, fail, inconsistent or None. `is_ready` says
    whether there are points enough to show limits and icons at all.
    """

    points: tuple[Point, ...]
    variation: str
    assurance: str | None
    is_ready: bool
    warnings: tuple[str, ...]

    @property
    def shown(self) -> list[str]:
        """What a page says of each point: its label once there are points enough to tell a change
        from chance (1.6), before that nothing."""
        return [point.label if self.is_ready else "common_cause" for point in self.points]


def analyse(
    values: Sequence[Number | None],
    *,
    improvement: str,
    target: Number | None = None,
    rebase_at: Sequence[int] = (),
    baseline_n: int | None = None,
    screen_outliers: bool = False,
    rules: RuleSet = USUAL,
) -> Analysis:
    """Limits, rules, labels and icons of a series (KPI specification 1.1 to 1.7).

    values: in order of time; None is a period without a figure, which is left out.
    improvement: "increase", "decrease" or "neutral", the direction that is good.
    target: in the unit of the values.
    rebase_at: indices of `values` at which a new group with limits of its own begins.
    baseline_n: limits of a group come from its first so many points, at least 2.
    screen_outliers: leave moving ranges from 3.267 times their mean out of the limits.

    Raises ValueError for an unknown direction, a baseline or run of fewer than two points, an index
    that is no observation and a value that is no number.
    """
    if improvement not in IMPROVEMENT:
        raise ValueError(f"“{improvement}” is none of increase, decrease and neutral.")
    if min(RUN if baseline_n is None else baseline_n, rules.shift_n, rules.trend_n) < 2:
        raise ValueError("A baseline and a run have at least two points.")
    starts, good = _starts(values, rebase_at), IMPROVEMENT[improvement]
    whole, scale = _whole([value for value in values if value is not None])
    if not whole:
        return Analysis((), "common_cause", None, False, ())
    points: list[Point] = []
    for group, (start, end) in enumerate(pairwise([*starts, len(whole)])):
        limits = _limits(whole[start : min(end, start + (baseline_n or end))], screen_outliers)
        points += _points(whole[start:end], limits, scale, group, good, rules)
    wanted = None if target is None else Fraction(str(target)) * scale
    return Analysis(
        tuple(points), _variation(points[-1]), _assurance(limits, wanted, good),
        is_ready=len(points) >= ENOUGH,
        warnings=tuple(_warnings(values, len(points), len(points) - starts[-1], len(starts) > 1)),
    )  # fmt: skip


def _whole(values: list[Number]) -> tuple[list[int], int]:
    """The values as whole numbers, and how many times as large as they are; 0.1 is a tenth."""
    exact = [Decimal(str(value)) for value in values]
    if not all(value.is_finite() for value in exact):
        raise ValueError("A series holds numbers; a period without one is None.")
    places = max(0, *(-int(value.as_tuple().exponent) for value in exact), 0)
    with localcontext(prec=200):
        return [int(value.scaleb(places)) for value in exact], 10**places


def _starts(values: Sequence[Number | None], rebase_at: Sequence[int]) -> list[int]:
    """Where each group begins, counted among the values that are there."""
    starts = {0}
    for index in rebase_at:
        if not 0 <= index < len(values) or values[index] is None:
            raise ValueError(f"There is no observation at index {index} to rebase at.")
        starts.add(sum(value is not None for value in values[:index]))
    return sorted(starts)


@dataclass(frozen=True)
class _Limits:
    """Mean and distance of the limits from it, counted in so small a unit that both are whole."""

    unit: int
    mean: int
    spread: int | None


def _limits(base: list[int], screen: bool) -> _Limits:
    """From the points of a group that count: its mean +/- 2.66 times the mean moving range."""
    ranges = [abs(later - earlier) for earlier, later in pairwise(base)]
    if not ranges:
        return _Limits(1, base[0], None)
    kept = _screened(ranges) if screen else ranges
    unit = 300 * len(base) * len(kept)  # and 300 makes two thirds of 2.66 whole
    return _Limits(unit, sum(base) * unit // len(base), 3 * SIGMAS * sum(kept) * len(base))


def _points(
    values: list[int], limits: _Limits, scale: int, group: int, good: int, asked: RuleSet
) -> Iterator[Point]:
    """The points of one group with what they mean; nothing looks beyond its ends."""

    def decimal(number: int) -> Decimal:
        return Decimal(number) / (scale * limits.unit)

    lower = upper = None
    found: dict[int, dict[str, int]] = {}
    if limits.spread is not None:
        lower, upper = decimal(limits.mean - limits.spread), decimal(limits.mean + limits.spread)
        off = [one * limits.unit - limits.mean for one in values]
        found = _rules(values, off, limits.spread, asked)
    mean = decimal(limits.mean)
    for index, value in enumerate(values):
        rules = found.get(index, {})
        fired = tuple(rule for rule in RULES if rule in rules) if rules else ()
        way = rules[fired[0]] if fired else 0
        yield Point(
            Decimal(value) / scale, mean, lower, upper, fired, _label(way, good), way, group
        )


def _screened(ranges: list[int]) -> list[int]:
    """The moving ranges without outliers; all of them where what is left would be nothing."""
    most = SCREEN * sum(ranges)
    kept = [one for one in ranges if one * 1000 * len(ranges) < most]
    return kept if sum(kept) else ranges


def _rules(
    values: list[int], off: list[int], spread: int, asked: RuleSet
) -> dict[int, dict[str, int]]:
    """By the place of a point the rules that it meets, each with its direction, +1 or -1."""
    sides = [_sign(distance) for distance in off]
    outside = [abs(distance) > spread for distance in off]
    near = [
        abs(distance) * 3 > spread * 2 and (asked.two_sigma_counts_outer or not is_outside)
        for distance, is_outside in zip(off, outside, strict=True)
    ]
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for index, side in enumerate(sides):
        if outside[index]:
            found[index]["astronomical"] = side
    for index, way in _trends(values, asked.trend_n).items():
        found[index]["trend"] = way
    for start in range(len(sides) - 2):
        side, window = sides[start], slice(start, start + 3)
        if side and sum(near[window]) >= 2 and sides[window] == [side] * 3:
            for index in range(start, start + 3):
                if near[index]:
                    found[index]["two_in_three"] = side
    for start, end, side in runs(sides):
        if side and end - start >= asked.shift_n:
            for index in range(start, end):
                found[index]["shift"] = side
    return found


def _trends(values: list[int], length: int) -> dict[int, int]:
    """The points of runs that only rise, or only fall, through so many points; +1 rising.

    A peak or trough shared by two of them goes with the later one.
    """
    steps = [_sign(later - earlier) for earlier, later in pairwise(values)]
    return {
        index: way
        for start, end, way in runs(steps)
        if way and end - start >= length - 1
        for index in range(start, end + 1)
    }


def runs(signs: Sequence[int]) -> list[tuple[int, int, int]]:
    """Where the same sign stands in a row: start, end (exclusive) and the sign."""
    found, start = [], 0
    for sign, members in groupby(signs):
        end = start + sum(1 for _ in members)
        found.append((start, end, sign))
        start = end
    return found


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _label(way: int, good: int) -> str:
    """What a signal means that goes `way`, where `good` is the better way; 0 is neither."""
    if not way:
        return "common_cause"
    if not good:
        return f"special_cause_neutral_{'high' if way > 0 else 'low'}"
    return f"special_cause_{'improvement' if way == good else 'concern'}"


def _variation(last: Point) -> str:
    """The icon of the last point."""
    if not last.direction:
        return "common_cause"
    kind = last.label.removeprefix("special_cause_").split("_")[0]
    return f"{kind}_{'high' if last.direction > 0 else 'low'}"


def _assurance(limits: _Limits, target: Fraction | None, good: int) -> str | None:
    """Whether the target will be met whatever chance does; a target on a limit is decided.

    Pass comes first: a service that is always at 100 % meets a target of 100 %.
    """
    if target is None or limits.spread is None or not good:
        return None
    margin = good * (limits.mean - target * limits.unit)  # how far the mean is on the good side
    if margin >= limits.spread:
        return "pass"
    return "fail" if margin <= -limits.spread else "inconsistent"


def _warnings(
    values: Sequence[Number | None], points: int, in_last_group: int, is_rebased: bool
) -> Iterator[str]:
    if any(value is None for value in values):
        yield "has_gaps"
    if points < ENOUGH:
        yield "few_points"
    elif is_rebased and in_last_group < ENOUGH_AFTER_REBASE:
        yield "provisional_limits"
