"""What belongs to an action: owners, steps, evidence."""

from django.db import transaction

from actionplans import permissions
from actionplans.models import Action, ActionOwner, Evidence, Milestone
from actionplans.workflow.recording import lock, record
from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import GONE, check, check_seen


def _locked(action: Action) -> Action:
    plan = lock(action.plan)
    current = plan.actions.get(pk=action.pk)
    current.plan = plan
    return current


@transaction.atomic
def add_owner(action: Action, owner: ActionOwner, *, by: User) -> ActionOwner:
    """One more owner, who leads if there is none yet. The words of the plan stay."""
    action = _locked(action)
    check(permissions.can_change_action(by, action))
    same = action.owners.filter(
        person=owner.person, department=owner.department, group=owner.group, words=owner.words
    ).first()
    if same:
        return same
    owner.action, owner.position = action, action.owners.count()
    owner.is_lead = not action.owners.filter(is_lead=True).exists()
    owner.save(force_insert=True)
    record(action.plan, f"made {owner} an owner of {action}", by=by, action=action)
    return owner


@transaction.atomic
def lead_with(action: Action, owner: ActionOwner, *, by: User) -> None:
    """This owner leads, and the others support."""
    action = _locked(action)
    check(permissions.can_change_action(by, action))
    if not action.owners.filter(pk=owner.pk).exists():
        raise NotAllowed(GONE)
    action.owners.update(is_lead=False)
    action.owners.filter(pk=owner.pk).update(is_lead=True)
    record(action.plan, f"let {owner} lead {action}", by=by, action=action)


@transaction.atomic
def remove_owner(action: Action, owner: ActionOwner, *, by: User) -> None:
    """This one no longer owns it; if it led, the next does."""
    action = _locked(action)
    check(permissions.can_change_action(by, action))
    name = str(owner)
    if not action.owners.filter(pk=owner.pk).delete()[0]:
        return
    first = action.owners.first()
    if first and not first.is_lead:
        action.owners.filter(pk=first.pk).update(is_lead=True)
    record(action.plan, f"took {name} off {action}", by=by, action=action)


@transaction.atomic
def save_milestone(
    action: Action, milestone: Milestone, *, by: User, as_seen: str | None = None
) -> Milestone:
    """Add a step, or save a changed one."""
    action = _locked(action)
    check(permissions.can_add_to_action(by, action))
    if milestone.pk:
        current = action.milestones.filter(pk=milestone.pk).first()
        if current is None:
            raise NotAllowed(GONE)
        check_seen(current, as_seen)
    milestone.action = action
    save_as(milestone, by)
    record(action.plan, f"saved the step “{milestone}” of {action}", by=by, action=action)
    return milestone


@transaction.atomic
def remove_milestone(action: Action, milestone: Milestone, *, by: User) -> None:
    """Take a step out; the history keeps it."""
    action = _locked(action)
    check(permissions.can_add_to_action(by, action))
    if current := action.milestones.filter(pk=milestone.pk).first():
        record(action.plan, f"took the step “{current}” out of {action}", by=by, action=action)
        delete_as(current, by)


@transaction.atomic
def add_evidence(action: Action, evidence: Evidence, *, by: User) -> Evidence:
    """Note what shows that the action was done or had an effect."""
    action = _locked(action)
    check(permissions.can_add_to_action(by, action))
    evidence.action, evidence.added_by = action, by
    save_as(evidence, by, force_insert=True)
    record(action.plan, f"added evidence to {action}: {evidence}", by=by, action=action)
    return evidence


@transaction.atomic
def remove_evidence(action: Action, evidence: Evidence, *, by: User) -> None:
    """Take a piece of evidence out; the history keeps it."""
    action = _locked(action)
    check(permissions.can_add_to_action(by, action))
    if current := action.evidence.filter(pk=evidence.pk).first():
        record(action.plan, f"took evidence out of {action}: {current}", by=by, action=action)
        delete_as(current, by)
