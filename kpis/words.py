"""Figures, targets and what charts show, as people say them."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kpis import status
from kpis.figures import Figures
from kpis.models import Measurement, Promise
from kpis.sentences import day, number
from kpis.spc import ENOUGH, ENOUGH_AFTER_REBASE, Analysis
from kpis.status import Result, Status, Target

ALL = Target(True, Decimal(100))
UNITS = {"percentage": "%", "duration": " working days", "count": "", "value": ""}


def unit_of(promise: Promise) -> str:
    """What stands after a figure of the promise: "%", " working days", a unit of its own."""
    own = f" {promise.unit}" if promise.unit else ""
    return own if promise.measured_as == "value" else UNITS[promise.measured_as]


NO_FIGURE = "–"


def status_words(said: str, figure: str = "") -> str:
    """A status as people read it, beside the figure if one is shown: a sum that lacks readings has
    no status, and is no lack of data either."""
    if said == Status.NO_DATA and figure not in ("", NO_FIGURE):
        return "not complete"
    return "no target" if said == Status.INFO else said


def figure_words(
    actual: Decimal | None, promise: Promise, *, expected: Decimal | None = None
) -> str:
    """A figure with its unit, never rounded over its target, nor over what is expected by now; "–"
    for none."""
    if actual is None:
        return NO_FIGURE
    return f"{_shown(actual, promise, expected):,f}{unit_of(promise)}"


def _shown(actual: Decimal, promise: Promise, expected: Decimal | None) -> Decimal:
    is_least = promise.target is not None and promise.target.is_least
    least, said = _places(promise), actual
    for places in range(least, least + 12):
        text = status.shown(actual, promise.target, places=places)
        said = Decimal(text.replace(",", ""))
        if expected is None or (
            _is_beyond(said, expected, is_least) == _is_beyond(actual, expected, is_least)
        ):
            break
    return said


def _places(promise: Promise) -> int:
    """With how many places a figure is shown where no status asks for more."""
    return 0 if promise.measured_as == "count" else promise.decimals


def target_words(promise: Promise) -> str:
    """The target as people say it: "at least 90%"; "" without one."""
    target = promise.target
    if target is None or target.threshold is None:
        return ""
    return limit_words(target.threshold, promise, is_least=target.is_least)


def whole(limit: Decimal, promise: Promise, *, is_least: bool) -> Decimal:
    """The limit as far as figures can come to it: of what is counted there are whole numbers only,
    so the last of them that keeps it."""
    if promise.measured_as != "count":
        return limit
    return limit.to_integral_value(ROUND_CEILING if is_least else ROUND_FLOOR)


def limit_words(limit: Decimal, promise: Promise, *, is_least: bool) -> str:
    """How far a figure may go: "at least 90%", "at most 181"."""
    amount = "at least" if is_least else "at most"
    return f"{amount} {whole(limit, promise, is_least=is_least).normalize():,f}{unit_of(promise)}"


def expected_words(result: Result, promise: Promise) -> str:
    """Where the figure should be by now and why, in a sentence; "" where nothing says so, or where
    it is the target itself. Never rounded to the other side of the figure."""
    expected, actual, target = result.expected, result.actual, promise.target
    if expected is None or actual is None or target is None or not result.expected_by:
        return ""
    said, is_least = _shown(actual, promise, expected), target.is_least
    near = whole(expected, promise, is_least=is_least)
    for places in range(promise.decimals, 12) if promise.measured_as != "count" else ():
        near = round(expected, places)
        if _is_beyond(said, near, is_least) == _is_beyond(actual, expected, is_least):
            break
    words = limit_words(near, promise, is_least=is_least)
    if result.expected_by == "same months":
        return (
            f"Expected by now: {words}. That is what the same months came to before, changed as "
            "promised."
        )
    since = day(promise.aim.starts_on)
    return f"Expected at the last reading: {words}, on an even way from {since} to the target."


def change_words(result: Result, promise: Promise) -> str:
    """By how much a figure rose or fell against its baseline and how much of the change promised
    that is, in a sentence, never rounded over what was promised. A number that is still being added
    up is compared with the same months before, if there are any; "" for other promises."""
    target, actual = promise.target, result.actual
    if target is None or target.percent is None or not target.baseline or actual is None:
        return ""
    if promise.measured_as == "count" and (result.expected is not None or result.has_gaps):
        return "" if result.has_gaps else _so_far(actual, result.same_before, target)
    moved = _moved(actual, target.baseline, target)
    if not moved:
        return "It is what it was at the baseline."
    share = status.progress(actual, target) or status.ZERO
    done = f": {status.shown(share, ALL, places=0)}% of the change promised" if share > 0 else ""
    before = f"{number(target.baseline)}{unit_of(promise)}"
    return f"It {moved} against the baseline of {before}{done}."


def _so_far(actual: Decimal, same: Decimal | None, target: Target) -> str:
    if not same:
        return ""
    moved = _moved(actual, same, target)
    begun = f"So far it {moved} against" if moved else "So far it is as in"
    return f"{begun} the same months before, which came to {number(same)}."


def _moved(actual: Decimal, before: Decimal, target: Target) -> str:
    """ "fell by 19.7%", never rounded over the per cent promised; "" if it did not."""
    change = 100 * (actual - before) / before
    better = change if target.is_least else -change
    by = status.shown(better, Target(True, target.percent)).removeprefix("-")
    return f"{'rose' if change > 0 else 'fell'} by {by}%" if change else ""


def _is_beyond(actual: Decimal, expected: Decimal, is_least: bool) -> bool:
    return actual >= expected if is_least else actual <= expected


def parts_words(measurement: Measurement | Figures) -> str:
    """The two numbers of a share or an average: "405 of 412"; "" for other figures."""
    if measurement.numerator is None or measurement.denominator is None:
        return ""
    part, whole = measurement.numerator.normalize(), measurement.denominator.normalize()
    return f"{part:,f} of {whole:,f}"


def number_words(value: Decimal) -> str:
    """A number with one place, two where it is small."""
    return f"{value:,.{1 if abs(value) >= 1 else 2}f}"


YEAR = {
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


def year_words(result: Result) -> str:
    """What the chart of a year shows, in a sentence or two."""
    if not result.periods_judged:
        return YEAR[result.status]
    met, judged = result.periods_met, result.periods_judged
    return f"{met} of {judged} periods met the target. {YEAR[result.status]}"


VARIATION = {
    "common_cause": "No real change: what moves is chance.",
    "improvement_high": "A real change for the better, upwards.",
    "improvement_low": "A real change for the better, downwards.",
    "concern_high": "A real change for the worse, upwards.",
    "concern_low": "A real change for the worse, downwards.",
    "neutral_high": "A real change upwards.",
    "neutral_low": "A real change downwards.",
}
STANDS_OUT = {
    "special_cause_improvement": "Better than chance explains",
    "special_cause_concern": "Worse than chance explains",
    "special_cause_neutral_high": "Higher than chance explains",
    "special_cause_neutral_low": "Lower than chance explains",
}
RULE_WORDS = {
    "astronomical": "beyond a limit", "trend": "seven that only rise or fall",
    "two_in_three": "two of three near a limit", "shift": "seven on one side of the mean",
}  # fmt: skip
ASSURANCE = {
    "pass": "As things stand, the target is met every time.",
    "fail": "As things stand, the target is missed every time.",
    "inconsistent": "As things stand, chance decides whether the target is met.",
}


def point_words(label: str, rules: Sequence[str]) -> str:
    """What stands out about a point, and by which rules: "Better than chance explains: beyond a
    limit"; "" for what chance explains."""
    if label not in STANDS_OUT:
        return ""
    return f"{STANDS_OUT[label]}: {'; '.join(RULE_WORDS[rule] for rule in rules)}"


def control_words(analysis: Analysis) -> str:
    """What the chart shows, in a few sentences."""
    if not analysis.is_ready:
        return (
            f"{len(analysis.points)} of {ENOUGH} readings: too few to tell a real change "
            "from chance."
        )
    words = [VARIATION[analysis.variation], ASSURANCE.get(analysis.assurance or "", "")]
    if "provisional_limits" in analysis.warnings:
        words.append(
            f"The limits are provisional until there are {ENOUGH_AFTER_REBASE} readings since they "
            "were counted anew."
        )
    return " ".join(filter(None, words))
