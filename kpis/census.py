"""The census: a KPI's year as one frozen value, and what has changed since or since last year."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from institution import years
from kpis import evaluations, periods, series, spc, status
from kpis.evaluations import Evaluated
from kpis.figures import Reading
from kpis.models import Kpi, KpiReview, Promise
from kpis.plots import Plot, text_of
from kpis.reports import baseline_readings
from kpis.sentences import listed
from kpis.status import Result
from kpis.words import ASSURANCE, VARIATION, figure_words, status_words, target_words


@dataclass(frozen=True)
class Frozen:
    """What came of a KPI in one year, in figures and in the words that pages say.

    Numbers are decimals as text, days are ISO dates; `variation` and `assurance` are as
    spc.Analysis says them, "" while there are too few readings. `trend` is the year, period by
    period: a short name and the figure, None without one. `gaps` says which readings were not
    there, "" if all were.
    """

    reference: str
    title: str
    sentence: str
    target: str
    figure: str
    status: str
    actual: str | None
    threshold: str | None
    measured_as: str
    unit: str
    periods_met: int
    periods_judged: int
    readings: int
    as_on: str
    is_promised: bool = True
    reached_on: str = ""
    has_gaps: bool = False
    variation: str = ""
    assurance: str = ""
    trend: tuple[tuple[str, str | None], ...] = ()
    gaps: str = ""

    @property
    def variation_words(self) -> str:
        """Whether the newest readings are a real change, in words; "" for too few."""
        return VARIATION.get(self.variation, "")

    @property
    def assurance_words(self) -> str:
        """Whether the target can be relied on, in words; "" where that cannot be said."""
        return ASSURANCE.get(self.assurance, "")

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives the same value back."""
        return asdict(self) | {"trend": [list(point) for point in self.trend]}


def from_json(stored: dict[str, Any]) -> Frozen:
    """The value that was stored by `to_json`; unknown keys of another version are left out."""
    known = {one.name for one in fields(Frozen)}
    said = {name: value for name, value in stored.items() if name in known}
    said["trend"] = tuple((name, value) for name, value in stored.get("trend", ()))
    return Frozen(**said)


def is_counted(kpi: Kpi, start_year: int) -> bool:
    """Whether the census of the year has to do with the KPI: it was promised in it, or measured.
    `kpi` comes from `reports.with_promises`; of many, from `with_readings`."""
    promise = kpi.promise_for(start_year)
    if promise is None:
        return False
    return promise.is_promised or any(_of_year(kpi.readings, start_year))


def freeze(kpi: Kpi, start_year: int, *, today: date) -> Frozen:
    """What the readings of the year that are final say on `today`, by the rules of every page.

    On its last day a year counts as over. Raises ValueError for a year that is not measured.
    """
    promise = kpi.promise_for(start_year)
    if promise is None:
        raise ValueError(f"{kpi} was not measured in {start_year}.")
    as_on, until = _seen_on(start_year, today), _final_until(kpi, start_year)
    found = _frozen(
        kpi, promise, _result(promise, until, start_year, as_on),
        list(_of_year(until, start_year)), _analysis(kpi, until, start_year), as_on,
    )  # fmt: skip
    return replace(found, gaps=gaps_in(kpi, promise, today=today))


def plot(kpi: Kpi, start_year: int, *, today: date) -> Plot | None:
    """What the chart of the year is drawn from, with the result that `freeze` gives: gaps where a
    reading is not final. None without a figure, or for a year that is not measured."""
    promise = kpi.promise_for(start_year)
    if promise is None:
        return None
    until = _final_until(kpi, start_year)
    result = _result(promise, until, start_year, _seen_on(start_year, today))
    return series.year_plot(promise, list(_of_year(kpi.readings, start_year)), result)


def _final_until(kpi: Kpi, start_year: int) -> list[Reading]:
    last = years.last_day(start_year)
    return [one for one in kpi.readings if one.is_final and one.start <= last]


def _result(promise: Promise, until: list[Reading], start_year: int, as_on: date) -> Result:
    mine = list(_of_year(until, start_year))
    before = baseline_readings(promise, until)
    return status.of_year(promise.aim, mine, today=as_on, before=before)


def _seen_on(start_year: int, today: date) -> date:
    """The day from which the year is looked at: on its last day it counts as over."""
    last = years.last_day(start_year)
    return today if today < last else max(today, last + timedelta(days=1))


def gaps_in(kpi: Kpi, promise: Promise, *, today: date) -> str:
    """As `gap_words`, of the KPI's readings of the promise's year."""
    year = promise.academic_year.start_year
    mine = _of_year(kpi.readings, year)
    return gap_words(promise, mine, today=_seen_on(year, today))


def gap_words(promise: Promise, mine: Iterable[Reading], *, today: date) -> str:
    """Which readings of the promise's year should be there and are not, or are not final, in a few
    sentences; "" if none. By a deadline the last of them decides, and what comes later does not."""
    aim, is_final = promise.aim, {one.start: one.is_final for one in mine}
    last_only = aim.is_at_deadline and aim.is_cumulative
    asked = [
        (start, end) for start, end in promise.asked_periods
        if end < today and (end if last_only else start) <= aim.due_on
    ]  # fmt: skip
    named = {start: periods.name(promise.frequency, start, end) for start, end in asked}
    missing = [name for start, name in named.items() if start not in is_final]
    unsure = [name for start, name in named.items() if is_final.get(start) is False]
    said = [f"No reading for {listed(missing)}."] if missing else []
    said += [f"Only provisional, so not counted: {listed(unsure)}."] if unsure else []
    if last_only and asked and not is_final.get(asked[-1][0]):
        name = named[asked[-1][0]]
        said.append(f"The one for {name} decides; without it the last final one before counts.")
    return " ".join(said)


def _frozen(
    kpi: Kpi, promise: Promise, result: Result, mine: Sequence[Reading],
    analysis: spc.Analysis | None, as_on: date,
) -> Frozen:  # fmt: skip
    threshold = promise.target.threshold if promise.target else None
    entries = [series.entry(promise, one) for one in mine]
    return Frozen(
        reference=kpi.reference, title=promise.title, sentence=promise.sentence,
        target=target_words(promise),
        figure=figure_words(result.actual, promise, expected=result.expected),
        status=str(result.status), actual=text_of(result.actual), threshold=text_of(threshold),
        measured_as=promise.measured_as, unit=promise.unit, periods_met=result.periods_met,
        periods_judged=result.periods_judged, readings=len(mine), as_on=as_on.isoformat(),
        is_promised=promise.is_promised,
        reached_on=result.reached_on.isoformat() if result.reached_on else "",
        has_gaps=result.has_gaps, variation=analysis.variation if analysis else "",
        assurance=(analysis.assurance or "") if analysis else "",
        trend=tuple((one.name, text_of(one.value)) for one in entries),
    )  # fmt: skip


def _of_year(readings: Iterable[Reading], start_year: int) -> Iterable[Reading]:
    return (one for one in readings if years.year_of(one.start) == start_year)


def _analysis(kpi: Kpi, until: list[Reading], start_year: int) -> spc.Analysis | None:
    """The rules of real change over all years until then; None where they cannot be asked."""
    promise = kpi.promise_on(years.last_day(start_year))
    if promise is None or not series.is_regular(promise):
        return None
    is_promised = promise.academic_year.start_year == start_year
    found = series.control(promise, until, list(kpi.interventions.all()), has_target=is_promised)
    return found[1] if found and found[1].is_ready else None


@dataclass(frozen=True)
class Counted:
    """A frozen year with what happened to the readings since, and how the year before ended."""

    review: KpiReview
    frozen: Frozen
    now: Frozen
    before: Frozen | None
    before_decision: str = ""

    @property
    def differs(self) -> bool:
        """Whether the readings say something else today than what was frozen."""
        then, now = self.frozen, self.now
        return (then.figure, then.status, then.readings) != (now.figure, now.status, now.readings)

    @property
    def since_last_year(self) -> list[str]:
        """What is different from the year before, a sentence each."""
        if self.before is None:
            return []
        before, now = self.before, self.frozen
        said = [f"The year before: {before.figure}, {status_words(before.status, before.figure)}."]
        if before.sentence != now.sentence:
            said.append(f"What was promised then: {before.sentence}")
        return [*said, self.before_decision] if self.before_decision else said


def counted(kpi: Kpi, start_year: int) -> Counted | None:
    """The frozen year of a KPI from `reports.with_promises`; None before the census. Of many KPIs
    without more queries if they come with `reviews_with_kpis` and their interventions."""
    prefetch_related_objects([kpi], reviews_with_kpis())
    reviews = {one.academic_year.start_year: one for one in kpi.reviews.all()}
    review, before = reviews.get(start_year), reviews.get(start_year - 1)
    if review is None:
        return None
    review.kpi = kpi
    frozen = from_json(review.result)
    return Counted(
        review, frozen, freeze(kpi, start_year, today=date.fromisoformat(frozen.as_on)),
        from_json(before.result) if before else None, _decided(before) if before else "",
    )  # fmt: skip


def reviews_with_kpis() -> Prefetch:
    """To fetch the frozen years of KPIs together with them."""
    return Prefetch("reviews", KpiReview.objects.select_related("academic_year", "updated_by"))


def _decided(review: KpiReview) -> str:
    if not review.decision:
        return ""
    return f"Decided then: {review.get_decision_display()}. {review.decision_reason}"


def evaluated_in(kpi: Kpi, start_year: int) -> list[Evaluated]:
    """What was being done about the figures in the year."""
    found, promise = list(kpi.interventions.all()), kpi.approved_promises()[0]
    return [
        evaluations.evaluate(promise, kpi.readings, found, one)
        for one in found
        if one.is_told_of(start_year)
    ]
