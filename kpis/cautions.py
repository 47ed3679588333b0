"""What to be careful about before a chart of readings is believed, in sentences.

KPI specification 1.1 and 1.7 (E5, E14, E15). The rules of kpis/spc.py take readings for independent
and alike in size; here is said where they are not.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import StatisticsError, correlation

from institution import years
from kpis import periods
from kpis.figures import IN_PARTS, Reading
from kpis.models import Promise
from kpis.periods import DAY
from kpis.sentences import number
from kpis.status import value_of
from kpis.words import figure_words

FEWEST = 10  # cases of which a percentage still says something
UNEQUAL = 5  # times the fewest cases, from which one band of limits does not fit all readings
ENOUGH_WEEKS = 52  # with fewer, independent ones seem to be alike more often than 1 time in 20
ALIKE = 0.4  # resemblance from which chance marks five times as many newest readings
ENOUGH_PAIRS = 11  # two whole years of months
SEASON = 0.6  # with so many pairs, chance comes to it less than 1 time in 20
CALLED = {"weekly": "week", "monthly": "month", "quarterly": "quarter", "termly": "term"}


def of_readings(promise: Promise, readings: Sequence[Reading]) -> tuple[str, ...]:
    """What to say beside the chart of these readings, a sentence or two each.

    readings: of regular periods, in order of time, those with a figure only.
    """
    steps = _steps(promise, readings)
    said = [_gaps(readings), *_sizes(promise, readings)]
    if promise.frequency == "weekly" and len(readings) >= ENOUGH_WEEKS:
        said.append(_alike(list(steps.values())))
    return tuple(filter(None, [*said, _season(promise, readings, steps)]))


def _gaps(readings: Sequence[Reading]) -> str:
    if all(later.start == before.end + DAY for before, later in pairwise(readings)):
        return ""
    return (
        "Where the line breaks there is no figure. The readings before and after count as "
        "neighbours."
    )


def _sizes(promise: Promise, readings: Sequence[Reading]) -> Iterator[str]:
    """Whether a figure is of few cases, or figures are of very different numbers of them."""
    if promise.measured_as not in IN_PARTS:
        return
    cases = [one.denominator for one in readings if one.denominator]
    least, most = min(cases), max(cases)
    if least < FEWEST:
        yield f"The smallest reading is of {number(least)} only: one more or less moves it far."
    if most > UNEQUAL * least:
        yield (
            f"The readings are of {number(least)} to {number(most)}. Those of few move more by "
            "chance than the limits say, those of many less."
        )


def _steps(promise: Promise, readings: Sequence[Reading]) -> dict[date, float]:
    """By how much each figure differs from that of the period before, where there is one."""
    found = {}
    for before, later in pairwise(readings):
        then, now = (value_of(one, promise.measured_as) for one in (before, later))
        if later.start == before.end + DAY and then is not None and now is not None:
            found[later.start] = float(now - then)
    return found


def resemblance(steps: Sequence[float]) -> float:
    """How far a reading follows the one before: 0 for independent ones, 1 for a slow drift.

    It is the correlation of neighbours as told by their steps, which a new level hardly changes:
    steps of independent readings have a correlation of -1/2.
    """
    squares = sum(step * step for step in steps)
    return 1 + 2 * sum(a * b for a, b in pairwise(steps)) / squares if squares else 0


def _alike(steps: list[float]) -> str:
    if resemblance(steps) < ALIKE:
        return ""
    return (
        "Each week is much like the one before, which the rules do not expect: they mark more than "
        "is real. Take a mark as a question, and wait for the next readings."
    )


def _season(promise: Promise, readings: Sequence[Reading], steps: dict[date, float]) -> str:
    """Whether the year has a course of its own, and how the newest figure compares with a year
    before. Told by the steps, for a steady rise is no season."""
    pairs = [
        (step, steps[before]) for start, step in steps.items()
        if (before := _year_before(promise, start)) in steps
    ]  # fmt: skip
    if len(pairs) < ENOUGH_PAIRS:
        return ""
    try:
        is_seasonal = correlation(*zip(*pairs, strict=True)) >= SEASON
    except StatisticsError:  # all steps are the same
        return ""
    called = CALLED[promise.frequency]
    return (
        f"The same {called}s rise and fall each year. Compare a reading with the same {called} a "
        f"year before{_compared(promise, readings)}."
    ) if is_seasonal else ""  # fmt: skip


def _compared(promise: Promise, readings: Sequence[Reading]) -> str:
    by_start, last = {one.start: one for one in readings}, readings[-1]
    before = by_start.get(_year_before(promise, last.start))
    if before is None:
        return ""
    now, then = (
        f"{periods.name(promise.frequency, one.start, one.end)} "
        f"{verb} {figure_words(value_of(one, promise.measured_as), promise)}"
        for one, verb in ((last, "is"), (before, "was"))
    )
    return f": {now}, {then}"


def _year_before(promise: Promise, start: date) -> date:
    is_weekly = promise.frequency == "weekly"
    return start - timedelta(days=364) if is_weekly else years.moved(start, -1)
