"""Keep the ledger of consultations and the impact measures of a plan."""

from collections.abc import Sequence

from django.db import transaction

from actionplans import permissions
from actionplans.assessments import measuring
from actionplans.models import Action, Consultation, ImpactMeasure, Plan, SelfAssessment
from actionplans.workflow.assessing import touch
from actionplans.workflow.recording import lock, record
from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import GONE, check, check_seen


@transaction.atomic
def save_consultation(
    plan: Plan, consultation: Consultation, *, by: User, as_seen: str | None = None
) -> Consultation:
    """Add a line to the ledger, or save a changed one."""
    plan = _kept(plan, by)
    if consultation.pk:
        current = plan.consultations.filter(pk=consultation.pk).first()
        if current is None:
            raise NotAllowed(GONE)
        check_seen(current, as_seen)
    consultation.plan = plan
    save_as(consultation, by)
    _changed(plan, f"saved the consultation “{consultation}”", by)
    return consultation


@transaction.atomic
def remove_consultation(consultation: Consultation, *, by: User) -> None:
    """Take a line out of the ledger; the history keeps it."""
    plan = _kept(consultation.plan, by)
    if found := plan.consultations.filter(pk=consultation.pk).first():
        _changed(plan, f"removed the consultation “{found}”", by)
        delete_as(found, by)


@transaction.atomic
def save_measure(
    plan: Plan, measure: ImpactMeasure, *, by: User, actions: Sequence[Action],
    as_seen: str | None = None,
) -> ImpactMeasure:  # fmt: skip
    """Add an impact measure with the actions that it is about, or save a changed one."""
    plan = _kept(plan, by)
    if measure.pk:
        check_seen(_current(plan, measure), as_seen)
    measure.plan = plan
    save_as(measure, by)
    measure.actions.set(actions)
    _changed(plan, f"saved the measure “{measure}”", by)
    return measure


@transaction.atomic
def fill_repeat(measure: ImpactMeasure, *, by: User, as_seen: str) -> ImpactMeasure:
    """Take the latest final reading of the measure's KPI as its second count.

    as_seen: the stamp of the page that showed the reading (see `measuring.Offer`).
    """
    plan = _kept(measure.plan, by)
    current = _current(plan, measure)
    offer = measuring.offer(current)
    if offer is None or offer.stamp != as_seen:
        raise NotAllowed("The reading or the measure has changed since you looked. Look again.")
    current.repeat_value, current.repeat_on = offer.value, offer.on
    current.repeat_note = offer.note
    current.is_insufficient, current.insufficient_reason = False, ""
    save_as(current, by)
    _changed(plan, f"took the reading of {offer.note} for “{current}”", by)
    return current


@transaction.atomic
def remove_measure(measure: ImpactMeasure, *, by: User) -> None:
    """Take a measure out; the history keeps it."""
    plan = _kept(measure.plan, by)
    if found := plan.measures.filter(pk=measure.pk).first():
        _changed(plan, f"removed the measure “{found}”", by)
        delete_as(found, by)


def _kept(plan: Plan, by: User) -> Plan:
    plan = lock(plan)
    check(permissions.can_keep_ledger(by, plan))
    return plan


def _current(plan: Plan, measure: ImpactMeasure) -> ImpactMeasure:
    if found := plan.measures.filter(pk=measure.pk).first():
        return found
    raise NotAllowed(GONE)


def _changed(plan: Plan, text: str, by: User) -> None:
    record(plan, text, by=by, is_change=False)
    if assessment := SelfAssessment.objects.filter(plan=plan).first():
        touch(assessment)
