"""What an experienced colleague would say about a promise: advice, never a block.

The same promise gets the same advice every time. Nothing here asks the database: what was measured
and promised before is handed in, by kpis/advising.py. What there is to say of readings stands in
kpis/coach_readings.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from kpis import spc
from kpis.models import Promise
from kpis.sentences import BLANK, bare, number
from kpis.status import Result, Status
from kpis.words import figure_words

MOST_WISE = 3  # KPIs in one statement
ALIKE = 0.85  # of the letters of two promises, from which they are nearly the same
# Words that sound like an aim and can be neither counted nor missed.
VAGUE = re.compile(
    r"\b(improv\w+|enhanc\w+|better|excellen\w+|high[- ]quality|timely|prompt(ly)?|quick(ly|er)?|"
    r"as soon as \w+|efficient(ly)?|effective(ly)?|appropriate(ly)?|reasonabl[ey]|adequate(ly)?|"
    r"satisfactor(y|ily)|regularly|(maxim|minim|optim)is\w+)\b",
    re.IGNORECASE,
)
# What people write into a box to have written something, as `bare` has it.
NOTHING = {
    "", "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be decided", "n a", "na",
    "none", "unknown", "not known", "not sure", "various", "various sources", "as above",
    "no comment",
}  # fmt: skip
# How long the readings for a verdict take, where they are rare.
RARE = {
    "quarterly": "more than three years", "termly": "more than four years",
    "annual": "thirteen years",
}  # fmt: skip
TARGET_FIELDS = {"all_within": "days", "change": "change_percent"}


@dataclass(frozen=True)
class Advice:
    """One thing worth a thought: what it is, what to do, and the field of the form it is about.

    code: tells the checks apart; field: "" where it is about no single field.
    """

    code: str
    sentence: str
    what_to_do: str
    field: str = ""


@dataclass(frozen=True)
class LastYear:
    """What is known of the year before: what was promised, how it ended, and last year's figures
    held against the new target.

    compared: None where the two years measure different things.
    is_unanswered: whether it was missed, and nothing was said or done about it.
    """

    promise: Promise
    status: Status
    compared: Result | None = None
    is_unanswered: bool = False


def says_something(text: str) -> bool:
    """Whether it is more than a word to fill a box."""
    return bare(text) not in NOTHING


def is_same(text: str, before: str) -> bool:
    """Whether something is said, and it is what was said before."""
    return says_something(text) and bare(text) == bare(before)


def of_number(count: int) -> Advice | None:
    """What to say of so many KPIs in one statement."""
    if count <= MOST_WISE:
        return None
    return Advice(
        "too_many", f"That makes {count} KPIs in one statement.",
        "Two or three that matter most are more likely to be kept. Others could be service "
        "standards.",
    )  # fmt: skip


def of_promise(
    promise: Promise, last: LastYear | None = None, beside: Sequence[Promise] = ()
) -> list[Advice]:
    """What to say of a promise while it is written and reviewed, in the order of the form.

    beside: the other promises of the same statement.
    As long as the sentence has blanks there is little to say: what is missing is asked for anyway.
    """
    said = [_vague(promise)]
    if promise.shape and BLANK not in promise.sentence:
        said += [
            _twin(promise, beside), _hundred(promise), _already_met(promise, last),
            _wide(promise, last), _source(promise), _rare(promise), _students(promise),
            _missed_before(last), _same_reason(promise, last),
        ]  # fmt: skip
    return [one for one in said if one]


def _vague(promise: Promise) -> Advice | None:
    counted = promise.numerator_label + promise.denominator_label
    if counted.strip() or re.search(r"\d", promise.title + promise.measure):
        return None
    for field in ("title", "measure"):
        if found := VAGUE.search(getattr(promise, field)):
            return Advice(
                "not_quantifiable", f"Nobody can count “{found[0]}”.",
                "Say what is counted, and out of what, so that two people would come to the same "
                "number.", field,
            )  # fmt: skip
    return None


def _twin(promise: Promise, beside: Sequence[Promise]) -> Advice | None:
    """Whether another one of the statement says the same, but for a few words or the share."""
    for other in beside:
        if (other.shape, other.days) == (promise.shape, promise.days) and _is_near(promise, other):
            return Advice(
                "nearly_the_same", f"“{other.title}” says nearly the same.",
                "Keep one of the two, or say in each what the other leaves out.", "what",
            )  # fmt: skip
    return None


def _is_near(one: Promise, other: Promise) -> bool:
    """Whether the two are about the same, in nearly the same words."""
    mine, theirs = (bare(f"{said.action} {said.what}") for said in (one, other))
    is_alike = SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= ALIKE
    return is_alike or is_same(one.measure, other.measure)


def _hundred(promise: Promise) -> Advice | None:
    target = promise.target
    if (
        target is None
        or target.percent is not None
        or target.value != (100 if target.is_least else 0)
    ):
        return None
    if target.tolerance and says_something(promise.rationale):
        return None  # it has been thought about
    return Advice(
        "hundred_per_cent",
        f"One miss in a whole year misses a target of {number(target.value)}%, and from then on a "
        "control chart can only call it hit or miss.",
        f"Promise {95 if target.is_least else 5}%, or a few more days. If nothing less than "
        "all will do, allow a near miss and say why under “Why this promise”.",
        "shape" if promise.shape == Promise.Shape.ALL_WITHIN else "share",
    )


def _already_met(promise: Promise, last: LastYear | None) -> Advice | None:
    if not last or not last.compared or last.compared.status != Status.MET:
        return None
    return Advice(
        "already_met",
        f"Last year’s figure, {figure_words(last.compared.actual, promise)}, meets this already.",
        "Aim for more, or promise something that still has to become better.",
        TARGET_FIELDS.get(promise.shape, "share"),
    )


def _wide(promise: Promise, last: LastYear | None) -> Advice | None:
    target, before = promise.target, _before(promise, last)
    if target is None or before is None or not -target.tolerance <= target.slack(before) < 0:
        return None
    return Advice(
        "near_miss_too_wide",
        f"What it was before, {figure_words(before, promise)}, counts as a near miss of this "
        "target: nothing would have to change.",
        "Let less count as a near miss, or none.", "amber_value",
    )  # fmt: skip


def _before(promise: Promise, last: LastYear | None) -> Decimal | None:
    """The figure to start from: last year's if all of it is there, else the baseline."""
    if last and last.compared and not last.compared.has_gaps and last.compared.actual is not None:
        return last.compared.actual
    is_change = promise.shape == Promise.Shape.CHANGE
    return promise.baseline.value if is_change and promise.baseline else None


def _source(promise: Promise) -> Advice | None:
    if says_something(promise.data_source):
        return None
    return Advice(
        "no_data_source", "It is not said where the figures come from.",
        "Name the system or list, so that a colleague could count again. If there is none, begin "
        "to count before you promise.", "data_source",
    )  # fmt: skip


def _rare(promise: Promise) -> Advice | None:
    if promise.shape == Promise.Shape.SHARE_BY_DATE:
        if promise.frequency != Promise.Frequency.ANNUAL:
            return None
        sentence = "Measured once a year, it shows only when it is too late whether it comes true."
    elif promise.frequency == Promise.Frequency.MILESTONE:
        sentence = "Milestones are no regular readings, so no change can be told from chance."
    elif promise.frequency in RARE:
        sentence = (
            f"It takes {spc.ENOUGH} readings to tell a real change from chance. Measured "
            f"{promise.get_frequency_display()}, that is {RARE[promise.frequency]}."
        )
    else:
        return None
    what_to_do = "Measure every month, or every week where there is enough to count."
    return Advice("too_few_readings", sentence, what_to_do, "frequency")


def _students(promise: Promise) -> Advice | None:
    if says_something(promise.student_effect):
        return None
    return Advice(
        "no_student_effect", "It is not said how students would notice.",
        "Say what is better for them when the promise is kept, even if it reaches them through "
        "somebody else.", "student_effect",
    )  # fmt: skip


def _missed_before(last: LastYear | None) -> Advice | None:
    if not last or not last.is_unanswered:
        return None
    return Advice(
        "missed_without_response",
        "Last year it was missed, and nothing was said or done about it.",
        "Say what will be different this year, or promise what can be kept.", "rationale",
    )  # fmt: skip


def _same_reason(promise: Promise, last: LastYear | None) -> Advice | None:
    if not last or not is_same(promise.rationale, last.promise.rationale):
        return None
    if last.status != Status.NOT_MET and _threshold(last.promise) == _threshold(promise):
        return None  # kept, and promised again
    why = "it was missed" if last.status == Status.NOT_MET else "the target is another now"
    return Advice(
        "unchanged_since_last_year", f"The reason is word for word last year’s, though {why}.",
        "Say what the year has taught you.", "rationale",
    )  # fmt: skip


def _threshold(promise: Promise) -> Decimal | None:
    return promise.target.threshold if promise.target else None
