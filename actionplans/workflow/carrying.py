"""Carry unfinished work into the next plan without losing a thread."""

from collections.abc import Sequence

from django.db import transaction

from actionplans import permissions
from actionplans.models import (
    Action,
    ActionOwner,
    Disposition,
    Plan,
    PlanEditor,
    SelfAssessment,
)
from actionplans.workflow.actions import add_action
from actionplans.workflow.plans import begin_plan
from actionplans.workflow.recording import lock, record
from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen

Kind = Disposition.Kind
NO_SENTENCE = "Say in a sentence what becomes of it; the sentence stays with it."
WHERE = "Say into which action of the next plan it is merged."
LABELS = ("green_label", "amber_label", "red_label", "contact_name", "contact_email")


@transaction.atomic
def begin_next(plan: Plan, following: Plan, *, by: User) -> Plan:
    """Begin the plan that follows: a draft of the next stage with the same themes, names of
    ratings, contact and helpers, and no actions yet."""
    plan = lock(plan)
    check(permissions.can_begin_next(by, plan))
    following.predecessor, following.stage = plan, plan.stage + 1
    for name in LABELS:
        setattr(following, name, getattr(plan, name))
    themes = [(theme.letter, theme.name) for theme in plan.themes.all()]
    following = begin_plan(following, by=by, themes=themes)
    PlanEditor.objects.bulk_create(
        PlanEditor(plan=following, person_id=editor.person_id) for editor in plan.editors.all()
    )
    being_written = SelfAssessment.objects.filter(plan=plan, state=SelfAssessment.State.WRITING)
    being_written.filter(next_plan=None).update(next_plan=following)
    record(plan, f"began the plan that follows, “{following}”", by=by, is_change=False)
    return following


@transaction.atomic
def dispose(
    actions: Sequence[Action], *, by: User, kind: str, sentence: str,
    successor: Action | None = None, as_seen: str | None = None,
) -> list[Disposition]:  # fmt: skip
    """Say of actions of one plan what becomes of them, each in the same words.

    successor: the action of the next plan that carries them on; without one, an action that goes
        on gets a new one with its words and owners, unrated and without a timescale.
    as_seen: of the disposition of a single action that its form showed, "" for none.
    """
    plan = lock(actions[0].plan)
    following = lock(plan.successor) if hasattr(plan, "successor") else None
    found = []
    for action in plan.actions.live().filter(pk__in=[one.pk for one in actions]):
        action.plan = plan
        check(permissions.can_dispose_action(by, action))
        before = Disposition.objects.filter(action=action).first() or Disposition(action=action)
        if as_seen is not None:
            check_seen(before, as_seen)
        before.kind, before.sentence = kind, sentence.strip()
        if not before.sentence:
            raise NotAllowed(NO_SENTENCE)
        before.successor = _carrier(before, action, following, successor, by=by)
        before.decided_by, before.decided_by_name = by, str(by)
        save_as(before, by)
        record(plan, f"{action} {before.get_kind_display()}", by=by, action=action, is_change=False)
        found.append(before)
    return found


def _carrier(
    said: Disposition, action: Action, following: Plan | None, chosen: Action | None, *, by: User
) -> Action | None:
    """The action that carries it on; what was made for it before does so again."""
    if said.kind in Disposition.ENDS or following is None:
        return None
    if chosen:
        if chosen.plan_id != following.pk or chosen.removed_at:
            raise NotAllowed(f"{chosen} is no action of the plan that follows.")
        return chosen
    if said.kind == Kind.MERGED:
        raise NotAllowed(WHERE)
    if said.successor and said.successor.removed_at is None:
        return said.successor
    return _continued(action, following, by=by)


def _continued(action: Action, following: Plan, *, by: User) -> Action:
    """The action anew, in the theme of the same letter."""
    theme = following.themes.filter(letter=action.theme.letter).first() or following.themes.first()
    if theme is None:
        raise NotAllowed("The plan that follows has no themes. Add one first.")
    owners = [
        ActionOwner(
            person_id=one.person_id, department_id=one.department_id, group_id=one.group_id,
            words=one.words, is_lead=one.is_lead,
        )
        for one in action.owners.all()
    ]  # fmt: skip
    kept = ("text", "owner_words", "impact", "is_public")
    anew = Action(theme=theme, **{name: getattr(action, name) for name in kept})
    return add_action(following, anew, by=by, owners=owners, charters=list(action.charters.all()))
