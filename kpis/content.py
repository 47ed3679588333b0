"""What is promised about one KPI, as one frozen value in words."""

from dataclasses import dataclass
from typing import NamedTuple

from kpis.models import Promise
from kpis.sentences import day, number
from kpis.words import limit_words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


class Fact(NamedTuple):
    """What is said about a KPI under one label; long text is Markdown, the rest a plain line."""

    label: str
    words: str
    is_long: bool = False


@dataclass(frozen=True)
class KpiContent:
    """Each fact about a KPI as its reader sees it; empty where nothing is said."""

    reference: str
    title: str
    sentence: str
    measure: str
    counted: str
    for_whom: str
    student_effect: str
    university_kpi: str
    goal: str
    baseline: str
    owner: str
    data_source: str
    frequency: str
    tolerance: str
    rationale: str
    counted_from: str = ""

    def facts(self) -> list[Fact]:
        """What is said about it beside the sentence, each with its label; the same everywhere."""
        said = [
            Fact("What counts", self.measure, is_long=True),
            Fact("Counted as", self.counted),
            Fact("Counted from", self.counted_from),
            Fact("For whom it matters", self.for_whom),
            Fact("How students would notice", self.student_effect, is_long=True),
            Fact("Kind of goal", _capital(self.goal)),
            Fact("University KPI", self.university_kpi),
            Fact("Baseline", self.baseline),
            Fact("What counts as a near miss", self.tolerance),
            Fact("Why this target", self.rationale, is_long=True),
            Fact("Responsible", self.owner),
            Fact("Where the figures come from", self.data_source),
            Fact("How often it is measured", _capital(self.frequency)),
        ]
        return [fact for fact in said if fact.words]


def of_promise(promise: Promise) -> KpiContent:
    """What is promised about one KPI, in words."""
    return KpiContent(
        reference=promise.kpi.reference,
        title=promise.title,
        sentence=promise.sentence,
        measure=promise.measure,
        counted=_counted(promise),
        for_whom=promise.for_whom,
        student_effect=promise.student_effect,
        university_kpi=str(promise.university_kpi or ""),
        goal=promise.get_goal_display() if promise.goal else "",
        baseline=_baseline(promise),
        owner=promise.owner,
        data_source=promise.data_source,
        frequency=promise.get_frequency_display() if promise.frequency else "",
        tolerance=_tolerance(promise),
        rationale=promise.rationale,
        counted_from=_counted_from(promise),
    )


def _counted(promise: Promise) -> str:
    if promise.numerator_label and promise.denominator_label:
        whole = promise.denominator_label
        return f"{promise.numerator_label}, out of {whole[:1].lower()}{whole[1:]}"
    return promise.numerator_label or promise.denominator_label


def _counted_from(promise: Promise) -> str:
    is_by_date = promise.shape == Promise.Shape.SHARE_BY_DATE
    return day(promise.starts_on) if is_by_date and promise.starts_on else ""


def _baseline(promise: Promise) -> str:
    baseline = promise.baseline
    if baseline is None or promise.shape != Promise.Shape.CHANGE:
        return ""
    words = (
        f"{number(baseline.value)}{_unit(promise)} between {day(baseline.period_start)} "
        f"and {day(baseline.period_end)}"
    )
    return f"{words} ({baseline.source})" if baseline.source else words


def _unit(promise: Promise) -> str:
    units = {"percentage": "%", "duration": " working days", "value": f" {promise.unit}"}
    return units.get(promise.measured_as, "").rstrip()


def _tolerance(promise: Promise) -> str:
    if promise.amber_kind == Promise.Amber.NONE or promise.amber_value is None:
        return ""
    near = number(promise.amber_value)
    if promise.amber_kind == Promise.Amber.PERCENT_OF_TARGET:
        words = f"A near miss is within {near} per cent of the target"
    elif promise.shape == Promise.Shape.CHANGE:  # whose points are those by which it changes
        words = f"A near miss is a change within {near} percentage points of the one promised"
    else:
        words = f"A near miss is within {near} percentage points of the target"
    target = promise.target
    if target is None or target.threshold is None:
        return f"{words}."
    tolerance = -target.tolerance if target.is_least else target.tolerance
    edge = limit_words(target.threshold + tolerance, promise, is_least=target.is_least)
    return f"{words}: {edge}."
