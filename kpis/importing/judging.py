"""What would become of a reading that a file brings: new, corrected, unchanged or wrong.

The rules are those of the form, asked of the same functions; nothing is written.
"""

from dataclasses import replace

from institution.importing.plans import Outcome, Plan, Step
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import in_words
from kpis import entering
from kpis.figures import Figures
from kpis.models import Kpi, Measurement
from kpis.permissions import can_record_measurement
from kpis.words import parts_words

STATES = dict(Measurement.State.choices)


def judge(step: Step, kpi: Kpi, said: Figures, there: Measurement | None, *, by: User) -> None:
    """Write into the step what becomes of the reading, and what carrying it out needs.

    kpi: with its promises and its department in memory.
    there: the reading of the period that there is already; what `said` leaves empty stays.
    """
    if there and there.period_end != said.end:
        step.fail(
            f"The reading that is there ends on {in_words(there.period_end)}, and that stays."
        )
        return
    said = _beside(there, said) if there else said
    changes = _changes(there, said) if there else [words(said)]
    if not changes:
        return  # whatever is promised by now, it is as it was
    try:
        period = entering.checked_period(kpi, said)
    except NotAllowed as refusal:
        step.fail(str(refusal))
        return
    step.about = f"{kpi}, {period}"
    step.cells |= {"kpi": kpi, "said": said, "there": there, "period": period}
    permission = can_record_measurement(by, kpi)
    if not permission:
        step.fail(permission.reason)
        return
    for sentence in changes:
        step.note(Outcome.CHANGE if there else Outcome.ADD, sentence)
    promise = kpi.promise_on(said.start)
    step.cells["needs_reason"] = bool(there and there.is_final)
    step.cells["needs_comment"] = bool(promise and entering.lacks_comment(promise, said))


def lacking_reason(plan: Plan) -> list[Step]:
    """The steps that correct a final reading and do not say why."""
    found = [step for step in plan.changed if step.cells["needs_reason"]]
    return [step for step in found if not step.cells.get("reason")]


def words(one: Figures | Measurement) -> str:
    """A reading in a few words: "405 of 412 (final)"."""
    state = STATES[one.state]
    if not one.reading.has_figures:
        return state
    figure = "" if one.value is None else f"{one.value.normalize():,f}"
    return f"{figure or parts_words(one)} ({state})"


def _beside(there: Measurement, said: Figures) -> Figures:
    """What was said, completed from what is there."""
    if (said.numerator, said.denominator, said.value) == (None, None, None):
        said = replace(
            said, numerator=there.numerator, denominator=there.denominator, value=there.value
        )
    return replace(
        said, comment=said.comment or there.comment,
        evidence_url=said.evidence_url or there.evidence_url,
    )  # fmt: skip


def _changes(there: Measurement, said: Figures) -> list[str]:
    """What the reading would say otherwise than it does, as sentences."""
    found = []
    if there.reading[2:] != said.reading[2:]:  # whose first two are the period
        found.append(f"{words(there)} becomes {words(said)}")
    # A spreadsheet writes line breaks in its own way.
    if there.comment.splitlines() != said.comment.splitlines():
        found.append(f"Comment becomes “{said.comment[:200]}”")
    if there.evidence_url != said.evidence_url:
        found.append(f"Evidence becomes {said.evidence_url}")
    return found
