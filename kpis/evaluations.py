"""What the readings say of an intervention, in plain words, and what that suggests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.utils import timezone

from kpis import series, spc, verdicts
from kpis.drawing import Chart
from kpis.figures import Reading
from kpis.models import Intervention, Kpi, Promise
from kpis.sentences import day
from kpis.series import Asked
from kpis.status import value_of
from kpis.verdicts import ENOUGH_AFTER, Evaluation, Verdict
from kpis.words import number_words

NO_VERDICT = (
    "No verdict can be had from these readings: they are too rare, or running totals. Choose a day "
    "on which you can judge it by what you know."
)
MINUS = "\N{MINUS SIGN}"
DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92, "termly": 122}
WORDS: dict[str, str] = {
    Verdict.INSUFFICIENT_BASELINE: "There are too few readings from before to tell.",
    Verdict.IMPROVED: "It worked: since then the figures are better than chance explains.",
    Verdict.WORSENED: "It got worse: since then the figures are worse than chance explains.",
    Verdict.MIXED_SIGNALS: "Some figures since then are better than chance explains, some worse.",
    Verdict.EARLY_SIGNAL: "First signs that it works, but too few readings to be sure.",
    Verdict.EARLY_CONCERN: "First signs that it makes things worse, too few readings to be sure.",
    Verdict.TOO_EARLY: "It is too early to tell.",
    Verdict.NO_DEMONSTRABLE_CHANGE: "Nothing has changed that chance does not explain.",
    Verdict.CHANGED: "Since then the figures have changed more than chance explains.",
    Verdict.NO_CHANGE: "Nothing has changed that chance does not explain.",
}
WHAT_TO_DO = {
    Verdict.INSUFFICIENT_BASELINE: "Twelve readings from before are needed for a verdict.",
    Verdict.IMPROVED: "Close the loop: make it the normal way to work, and count limits anew.",
    Verdict.WORSENED: "Change course: stop it, or do it differently.",
    Verdict.MIXED_SIGNALS: "Look for what else happened on the days that stand out.",
    Verdict.EARLY_SIGNAL: "Go on, and look again after more readings.",
    Verdict.EARLY_CONCERN: "Go on with care, and look again soon.",
    Verdict.TOO_EARLY: "Go on, and look again after more readings.",
    Verdict.NO_DEMONSTRABLE_CHANGE: "Change course: what was done has not shown an effect.",
    Verdict.CHANGED: "Decide whether this is what was wanted.",
    Verdict.NO_CHANGE: "Decide whether that is what was wanted.",
}
HELD = {
    "pass": "met every time", "fail": "missed every time",
    "inconsistent": "met or missed by chance",
}  # fmt: skip
CAUTIONS = {
    "close_loop": "Closing the loop would go against the readings: they do not show that it "
    "worked. If you do so all the same, say why: what do you know that they do not show?",
    "too_few": "There are too few readings to tell whether it worked. If you close the loop all "
    "the same, say why: what do you know that they do not show yet?",
    "change_course": "Changing course would go against the readings: they show that it worked. If "
    "you do so all the same, say why: what do you know that they do not show?",
}


@dataclass(frozen=True)
class Evaluated:
    """An intervention with its verdict; `chart` carries the limits of the time before on."""

    intervention: Intervention
    evaluation: Evaluation | None
    words: str
    what_to_do: str
    effect: str
    warning: str
    chart: Chart | None

    @property
    def suggested(self) -> str:
        """The decision that the verdict suggests, or ""."""
        return verdicts.SUGGESTED.get(self.evaluation.verdict, "") if self.evaluation else ""

    @property
    def against(self) -> tuple[str, ...]:
        """The decisions that would go against what the readings say."""
        return verdicts.AGAINST.get(self.evaluation.verdict, ()) if self.evaluation else ()

    @property
    def caution(self) -> str:
        """What is to be said before a person decides against the readings, or before there are
        enough; "" if nobody can."""
        if self.verdict in verdicts.TOO_FEW:
            return CAUTIONS["too_few"]
        return " ".join(CAUTIONS[one] for one in self.against)

    @property
    def said_then(self) -> str:
        """What the readings said when it was decided, in words; "" if nothing could be said."""
        return WORDS.get(self.intervention.verdict_then, "")

    @property
    def may_rebase(self) -> bool:
        """Whether there are readings enough since then for limits of their own."""
        return self.evaluation is not None and self.evaluation.after >= spc.RUN

    @property
    def assured(self) -> str:
        """Whether the target could be relied on before and can be since, in a sentence; "" without
        one, and with few readings since."""
        found = self.evaluation
        if not found or not self.may_rebase or not found.assurance_before:
            return ""
        before, since = HELD[found.assurance_before], HELD[found.assurance_after or "inconsistent"]
        if before == since:
            return f"As before, the target is {since}."
        return f"Before, the target was {before}; since then it is {since}."

    @property
    def verdict(self) -> str:
        """The verdict in a word, or ""."""
        return self.evaluation.verdict if self.evaluation else ""


def unknown(intervention: Intervention) -> Evaluated:
    """An intervention of whose figures no verdict can be had."""
    return Evaluated(
        intervention, None, "No verdict can be had: the readings are too rare, or running totals.",
        "Judge it by what you know, and say so.", "", "", None,
    )  # fmt: skip


def evaluate(
    promise: Promise,
    readings: Sequence[Reading],
    interventions: Sequence[Intervention],
    intervention: Intervention,
) -> Evaluated:
    """The verdict on one intervention, or that none can be had.

    readings: all of the KPI in order of time; interventions: all of it, this one among them.
    """
    if not series.is_regular(promise):
        return unknown(intervention)
    asked = series.asked(promise, readings, interventions)
    found, chart = _judged(asked, intervention.starts_on, intervention.title)
    return Evaluated(
        intervention, found, WORDS[found.verdict], WHAT_TO_DO[found.verdict],
        _effect(found, promise),
        "The figures were not steady before it began, so this is less certain."
        if found.is_baseline_unstable else "", chart,
    )  # fmt: skip


def of_kpi(kpi: Kpi, intervention: Intervention) -> Evaluated:
    """As `evaluate`, from all that is known of its KPI, about which something was promised."""
    interventions = list(kpi.interventions.all())
    return evaluate(kpi.approved_promises()[0], kpi.readings, interventions, intervention)


@lru_cache(maxsize=50)  # a page shows each intervention on years of readings, mostly the same ones
def _judged(asked: Asked, starts_on: date, title: str) -> tuple[Evaluation, Chart | None]:
    """The verdict on what began on that day, and its chart."""
    promise, known = asked.promise, series.measured(asked.promise, asked.readings)
    earlier = [one for one in asked.interventions if one.starts_on < starts_on]
    starts = series.rebased_at(known, earlier)
    group = known[starts[-1] if starts else 0 :]
    at = sum(one.start < starts_on for one in group)
    figures = [value_of(one, promise.measured_as) for one in group]
    values = [value for value in figures if value is not None]
    found = verdicts.evaluate(
        values, at, improvement=series.improvement(promise), target=series.level(promise)
    )
    return found, series.evaluation_chart(promise, group, at, found, title)


def _effect(found: Evaluation, promise: Promise) -> str:
    """How much better or worse the mean is than before: "+6.9 points (+7.9%)"."""
    if found.effect is None:
        return ""
    unit = {"percentage": " points", "duration": " working days"}.get(promise.measured_as, "")
    percent = "" if found.effect_percent is None else f" ({found.effect_percent:+.1f}%)"
    sign = "+" if found.effect > 0 else ""
    return f"{sign}{number_words(found.effect)}{unit}{percent}".replace("-", MINUS)


def review_words(promise: Promise, starts_on: date | None) -> str:
    """From when on it is worth looking at what begins on that day, or today, in a sentence."""
    earliest = earliest_review(promise, starts_on or timezone.localdate())
    if earliest is None:
        return NO_VERDICT
    begins = f"begins on {day(starts_on)}" if starts_on else "begins today"
    return (
        f"With readings {promise.get_frequency_display()} most real changes show after eight of "
        f"them: if it {begins}, from {day(earliest)} on."
    )


def earliest_review(promise: Promise, starts_on: date) -> date | None:
    """From when on a verdict can be expected: eight periods after the beginning. None where no
    verdict can be had."""
    days = DAYS.get(promise.frequency) if series.is_regular(promise) else None
    return starts_on + timedelta(days=days * ENOUGH_AFTER) if days else None
