"""Whether an intervention worked, from the readings alone (KPI specification 1.8). Pure.

The limits come from the time before the intervention and are carried on over the time after it; the
verdict comes from the points after it. What becomes of the intervention a person decides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpis.spc import ENOUGH_AFTER_REBASE, IMPROVEMENT, RUN, Analysis, Point, analyse, runs

ENOUGH_AFTER = 8  # periods after the change in which most real improvements show


class Verdict(StrEnum):
    """What the readings say. The last two are for figures of which no way is the better one."""

    INSUFFICIENT_BASELINE = "insufficient baseline"
    IMPROVED = "improved"
    WORSENED = "worsened"
    MIXED_SIGNALS = "mixed signals"
    EARLY_SIGNAL = "early signal"
    EARLY_CONCERN = "early concern"
    TOO_EARLY = "too early"
    NO_DEMONSTRABLE_CHANGE = "no demonstrable change"
    CHANGED = "changed"
    NO_CHANGE = "no change"


# What each verdict suggests: one of Intervention.Decision.
SUGGESTED = {
    Verdict.IMPROVED: "close_loop",
    Verdict.WORSENED: "change_course",
    Verdict.NO_DEMONSTRABLE_CHANGE: "change_course",
}
# What nobody would decide by the readings alone.
AGAINST: dict[str, tuple[str, ...]] = {
    Verdict.IMPROVED: ("change_course",),
    Verdict.INSUFFICIENT_BASELINE: ("close_loop",),
    Verdict.WORSENED: ("close_loop",),
    Verdict.MIXED_SIGNALS: ("close_loop",),
    Verdict.EARLY_SIGNAL: ("close_loop",),
    Verdict.EARLY_CONCERN: ("close_loop",),
    Verdict.TOO_EARLY: ("close_loop",),
    Verdict.NO_DEMONSTRABLE_CHANGE: ("close_loop",),
}

# Verdicts for which there are too few readings: to decide is to go before them, not against them.
TOO_FEW = {Verdict.INSUFFICIENT_BASELINE, Verdict.TOO_EARLY, Verdict.EARLY_SIGNAL}


@dataclass(frozen=True)
class Evaluation:
    """The verdict, the size of the change, and whether the target would be met before and after.

    effect: mean after less mean before, in the unit of the figures; effect_percent of the mean
    before. `analysis` is that of all points with the limits of the time before.
    """

    verdict: Verdict
    before: int
    after: int
    effect: Decimal | None = None
    effect_percent: Decimal | None = None
    assurance_before: str | None = None
    assurance_after: str | None = None
    is_baseline_unstable: bool = False
    analysis: Analysis | None = None


def evaluate(
    values: Sequence[Decimal], at: int, *, improvement: str, target: Decimal | None = None
) -> Evaluation:
    """Judge an intervention by the readings since the last rebasing.

    values: in order of time, without gaps.
    at: index of the first value whose period began on or after the day of the intervention; the
        number of values if there is none yet.
    improvement: "increase", "decrease" or "neutral".

    Raises ValueError when `at` lies outside the values.
    """
    if not 0 <= at <= len(values):
        raise ValueError("The intervention lies outside the readings.")
    before, after = at, len(values) - at
    if before < ENOUGH_AFTER_REBASE:
        return Evaluation(Verdict.INSUFFICIENT_BASELINE, before, after)
    whole = analyse(values, improvement=improvement, target=target, baseline_n=before)
    alone = analyse(values[:at], improvement=improvement, target=target)
    since = analyse(values[at:], improvement=improvement, target=target)
    mean = whole.points[0].mean
    effect = since.points[0].mean - mean if since.points else None
    return Evaluation(
        verdict=_verdict(whole.points[at:], improvement),
        before=before,
        after=after,
        effect=effect,
        effect_percent=100 * effect / mean if effect is not None and mean else None,
        assurance_before=alone.assurance,
        assurance_after=since.assurance,
        is_baseline_unstable=any(set(point.rules) - {"two_in_three"} for point in alone.points),
        analysis=whole,
    )


def _verdict(post: Sequence[Point], improvement: str) -> Verdict:
    """The specification's list, asked in its order."""
    sides = [(point.value > point.mean) - (point.value < point.mean) for point in post]
    long = [side for start, end, side in runs(sides) if side and end - start >= RUN]
    good = IMPROVEMENT[improvement]
    if not good:
        is_changed = bool(long) or any(point.direction for point in post)
        return Verdict.CHANGED if is_changed else Verdict.NO_CHANGE
    labels = [point.label.removeprefix("special_cause_") for point in post]
    improved, worsened = good in long, -good in long
    if improved and worsened:
        return Verdict.IMPROVED if long[-1] == good else Verdict.WORSENED
    if improved and labels[-1] != "concern":
        return Verdict.IMPROVED
    if worsened and labels[-1] != "improvement":
        return Verdict.WORSENED
    return _early(labels)


def _early(labels: list[str]) -> Verdict:
    """What can be said without a run of seven on one side."""
    if "improvement" in labels and "concern" in labels:
        return Verdict.MIXED_SIGNALS
    if "improvement" in labels:
        return Verdict.EARLY_SIGNAL
    if "concern" in labels:
        return Verdict.EARLY_CONCERN
    return Verdict.TOO_EARLY if len(labels) < RUN else Verdict.NO_DEMONSTRABLE_CHANGE
