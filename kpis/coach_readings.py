"""What an experienced colleague would say about the readings of a KPI and what is done about them.

As kpis/coach.py: advice, never a block, and the same every time.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from kpis import evaluations, periods
from kpis.cautions import FEWEST
from kpis.coach import NOTHING, Advice, is_same, says_something
from kpis.models import Intervention, Measurement, Promise
from kpis.sentences import bare, listed
from kpis.status import Status

Row = tuple[str, Status, Measurement]


def of_readings(
    promise: Promise,
    rows: Sequence[Row],
    *,
    ended: Status,
    earlier: Sequence[Measurement] = (),
    interventions: Sequence[Intervention] = (),
) -> list[Advice]:
    """What to say of the readings of a year to those who enter them.

    rows: each reading with the name of its period and its status; ended: how the year stands.
    earlier: the readings of the year before; interventions: all that were ever planned.
    """
    said = [
        _unanswered(promise, rows, ended, interventions), _same_comment(rows, earlier),
        _small(promise, rows),
        *(of_review(promise, i.starts_on, i.review_on) for i in interventions if not i.decision),
    ]  # fmt: skip
    return [one for one in said if one and one.code != "no_verdict"]  # its list says that


def unanswered(
    rows: Sequence[Row], ended: Status, interventions: Sequence[Intervention]
) -> list[str]:
    """The periods that missed with no word about it and nothing done since, by name. If only the
    whole was missed, as by a deadline, and nothing was said all year: [""]."""
    missed = [one for one in rows if one[1] == Status.NOT_MET]
    silent = [
        name for name, _, reading in missed
        if not says_something(reading.comment)
        and not _is_acted_on(reading.period_start, interventions)
    ]  # fmt: skip
    if missed or ended != Status.NOT_MET or not rows:
        return silent
    is_said = any(says_something(reading.comment) for _, _, reading in rows)
    return [] if is_said or _is_acted_on(rows[0][2].period_start, interventions) else [""]


def _is_acted_on(day: date, interventions: Sequence[Intervention]) -> bool:
    """Whether something was begun since the day, or was under way and is not decided yet."""
    return any(one.starts_on >= day or not one.decision for one in interventions)


def _unanswered(
    promise: Promise, rows: Sequence[Row], ended: Status, interventions: Sequence[Intervention]
) -> Advice | None:
    names = unanswered(rows, ended, interventions)
    if not names:
        return None
    missed = listed([name or str(promise.academic_year) for name in names])
    return Advice(
        "missed_without_response", f"Missed, and nothing is said or done about it: {missed}.",
        "Say what happened in the comment on the reading, or note what you do differently.",
        "comment",
    )  # fmt: skip


def _same_comment(rows: Sequence[Row], earlier: Sequence[Measurement]) -> Advice | None:
    before = {bare(reading.comment) for reading in earlier} - NOTHING
    names = [name for name, _, reading in rows if bare(reading.comment) in before]
    if not names:
        return None
    return Advice(
        "unchanged_since_last_year", f"The comment is word for word last year’s: {listed(names)}.",
        "Say what is true now: what happened this time, and what you learnt.", "comment",
    )  # fmt: skip


def of_narrative(said: Mapping[str, str], before: Mapping[str, str]) -> list[Advice]:
    """What to say of the words at a census, by field, beside those of the year before."""
    return [
        Advice(
            "unchanged_since_last_year", "This is word for word what you wrote last year.",
            "Say what is true of this year, or that nothing was done.", field,
        )
        for field, text in said.items() if is_same(text, before[field])
    ]  # fmt: skip


def _small(promise: Promise, rows: Sequence[Row]) -> Advice | None:
    if promise.measured_as != Promise.Measure.PERCENTAGE or promise.aim.is_cumulative:
        return None
    names = [name for name, _, one in rows if one.denominator and one.denominator < FEWEST]
    if not names:
        return None
    return Advice(
        "small_numbers",
        f"Fewer than {FEWEST} were counted, so one more or less moves the percentage by more than "
        f"{100 // FEWEST} points: {listed(names)}.",
        "Read it with its numbers, and several periods together.", "denominator",
    )  # fmt: skip


def of_review(promise: Promise, starts_on: date, review_on: date) -> Advice | None:
    """What to say of the day on which an intervention is to be looked at."""
    earliest = evaluations.earliest_review(promise, starts_on)
    if earliest is None:
        return Advice(
            "no_verdict",
            "No verdict can be had from these readings: they are too rare, or running totals.",
            "Judge it by what you know, and say so.", "review_on",
        )  # fmt: skip
    if review_on >= earliest:
        return None
    early, later = (periods.name("milestone", day, day) for day in (review_on, earliest))
    return Advice(
        "review_too_early",
        f"The review on {early} is early: with readings {promise.get_frequency_display()} most "
        f"real changes show from {later} on.",
        "Look again later, or measure more often.", "review_on",
    )  # fmt: skip
