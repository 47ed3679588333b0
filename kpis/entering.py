"""What is asked when a reading is entered, by a person or a file: which period, what is wrong."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from institution import years
from institution.fields import YEARS_AROUND
from institution.permissions import NotAllowed
from kpis import figures, periods, status
from kpis.figures import Figures
from kpis.models import Kpi, Measurement, Promise
from kpis.periods import Period
from kpis.status import Status

COMMENT_NEEDED = "The target is missed: say what happened and what you do about it."


@dataclass(frozen=True)
class Asked:
    """A period and the promise it is measured by; `others` are more that could be entered."""

    promise: Promise
    period: Period
    name: str
    others: tuple[tuple[str, str], ...] = ()


def asked_period(kpi: Kpi, chosen: str, *, today: date | None = None) -> Asked | None:
    """The period to enter: the chosen one if it can be, else the earliest that is over and has no
    reading, else the running one. None if nothing can be entered.

    chosen: the first day of a period as "2026-10-01"; for milestones the day itself, by default
        the day of the target if it has passed without a reading, else today.
    """
    today = today or timezone.localdate()
    promise = kpi.promise_on(today)
    if promise is None:
        return None
    day, open_periods = day_from(chosen), _open(kpi, today)
    over = [one for one in open_periods if one[1] < today]
    if promise.frequency == Promise.Frequency.MILESTONE:
        day = day or (over[0][1] if over else today)
        measured_by = kpi.promise_on(day) or promise
        return _asked(measured_by, (day, day)) if kpi.is_measured_in(years.year_of(day)) else None
    found = next((one for one in open_periods if one[0] == day), None)
    if found is None:
        found = next(iter(over or open_periods), None)
    if found is None:
        return None
    measured_by = kpi.promise_for(years.year_of(found[0])) or promise
    return _asked(measured_by, found, open_periods)


def nothing_asked(kpi: Kpi, *, today: date | None = None) -> str:
    """Why `asked_period` found nothing to enter, in a sentence."""
    now = years.year_of(today or timezone.localdate())
    if kpi.last_year is None or kpi.last_year >= now:
        return "Every period that has begun has its reading."
    until = f"the end of {years.label(kpi.last_year)}"
    promise = kpi.promise_for(kpi.last_year)
    if promise and promise.frequency == Promise.Frequency.MILESTONE:
        return f"This KPI is retired. It was measured until {until}, and takes no later reading."
    return (
        f"This KPI is retired. It was measured until {until}, and every period of that year has "
        "its reading."
    )


def entered(kpi: Kpi, chosen: str) -> Measurement | None:
    """The reading that there is already of the chosen period, as an address or a form names it."""
    day = day_from(chosen)
    return next((one for one in kpi.measurements.all() if one.period_start == day), None)


def period_from(promise: Promise, day: date) -> Period:
    """The period of the promise that begins on the day; else that day alone, which is refused
    where there are periods."""
    year = years.year_of(day)
    known = periods.periods(promise.frequency, years.first_day(year), years.last_day(year))
    return next((one for one in known if one[0] == day), (day, day))


def period_of(kpi: Kpi, measurement: Measurement) -> Asked:
    """The period of a reading that is there. `kpi` has an approved promise."""
    promise = kpi.promise_for(years.year_of(measurement.period_start)) or kpi.promise_on(
        measurement.period_start
    )
    if promise is None:
        raise ValueError(f"{kpi} has readings and no promise.")
    return _asked(promise, (measurement.period_start, measurement.period_end))


def checked_period(kpi: Kpi, said: Figures) -> str:
    """The name of the period that the reading is of.

    Raises NotAllowed with what is wrong with the period or the figures.
    """
    promise = kpi.promise_on(said.start)
    if promise is None:
        raise NotAllowed("Nothing has been promised about this KPI yet.")
    if not kpi.is_measured_in(years.year_of(said.start)):
        raise NotAllowed("This KPI was retired before this period: it takes no reading of it.")
    wrong = periods.problem(
        promise.frequency, said.start, said.end, today=timezone.localdate(),
        is_final=said.reading.is_final,
    )  # fmt: skip
    if wrong:
        raise NotAllowed(wrong)
    if found := figures.problem(promise.measured_as, said):
        raise NotAllowed(found[1])
    return periods.name(promise.frequency, said.start, said.end)


def first_state(promise: Promise, end: date) -> str:
    """What a reading is unless something else is said: final once its period is over."""
    is_over = end < timezone.localdate() or promise.frequency == Promise.Frequency.MILESTONE
    return Measurement.State.FINAL if is_over else Measurement.State.PROVISIONAL


def lacks_comment(promise: Promise, said: Figures) -> bool:
    """Whether the figures miss the target and nothing is said about it."""
    aim = promise.measured_in(years.year_of(said.start)).aim
    return not said.comment and status.of_period(said.reading, aim) == Status.NOT_MET


def _asked(promise: Promise, period: Period, open_periods: list[Period] | None = None) -> Asked:
    frequency = promise.frequency
    others = tuple(
        (start.isoformat(), periods.name(frequency, start, end))
        for start, end in open_periods or []
        if start != period[0]
    )
    measured_by = promise.measured_in(years.year_of(period[0]))
    return Asked(measured_by, period, periods.name(frequency, *period), others)


def _open(kpi: Kpi, today: date) -> list[Period]:
    """Periods without a reading that have begun, in this year and the one before."""
    taken = {one.period_start for one in kpi.measurements.all()}
    found = []
    for year in (years.year_of(today) - 1, years.year_of(today)):
        promise = kpi.promise_for(year)
        if promise is None:
            continue
        found += [(s, e) for s, e in promise.asked_periods if s <= today and s not in taken]
    return found


def day_from(text: str) -> date | None:
    """The day that is written as 2026-10-31, if it is one within reach of today."""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
    return day if day and abs(day.year - timezone.localdate().year) <= YEARS_AROUND else None
