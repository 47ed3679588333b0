"""Begin a plan, change what frames it, put it in force, discard a draft, give it more time."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from actionplans import permissions
from actionplans.models import (
    THEMES,
    Charter,
    Extension,
    Plan,
    PlanEditor,
    Scheme,
    SelfAssessment,
    Theme,
)
from actionplans.workflow.assessing import touch
from actionplans.workflow.recording import lock, record
from institution.history import save_as
from institution.models import Import, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, in_words, reason_in
from institution.workflow.recording import record as record_for_all

DETAILS = [
    "title", "stage", "starts_on", "months", "green_label", "amber_label", "red_label",
    "contact_name", "contact_email", "external_url", "external_checked_at", "external_problem",
]  # fmt: skip


@transaction.atomic
def begin_plan(plan: Plan, *, by: User, themes: Sequence[tuple[str, str]] = THEMES) -> Plan:
    """Begin an empty plan with these themes, each a letter and a name, in their order."""
    check(permissions.can_manage_plans(by))
    plan.created_by = by
    plan.save(force_insert=True)
    for position, (letter, name) in enumerate(themes):
        Theme.objects.create(plan=plan, letter=letter, name=name, position=position)
    record(plan, "began the plan", by=by)
    return plan


@transaction.atomic
def change_plan(plan: Plan, *, by: User, as_seen: str | None = None) -> Plan:
    """Save changed details of a plan, as its form read them."""
    current = lock(plan)
    check(permissions.can_change_plan(by, current))
    check_seen(current, as_seen)
    if plan.external_url != current.external_url:
        plan.external_checked_at, plan.external_problem = None, ""
    # What other verbs say of the plan stays as it is now, whenever the form was read.
    plan.save(update_fields=DETAILS)
    plan.version = current.version
    record(plan, "changed the plan's details", by=by)
    return plan


@transaction.atomic
def put_in_force(plan: Plan, *, by: User) -> Plan:
    """The plan was signed before it came here: it holds now."""
    plan = lock(plan)
    if plan.is_current:
        return plan
    check(permissions.can_put_in_force(by, plan))
    if Plan.objects.in_force():
        raise NotAllowed(
            "Another plan is in force. A plan that follows it comes when it is signed."
        )
    if not plan.actions.live().exists():
        raise NotAllowed("This plan has no actions yet. Add or import them first.")
    plan.state, plan.in_force_at = Plan.State.CURRENT, timezone.now()
    plan.save(update_fields=["state", "in_force_at"])
    record(plan, "put the plan in force; it was signed before", by=by)
    return plan


@transaction.atomic
def discard_plan(plan: Plan, *, by: User) -> None:
    """Discard a draft that was a mistake. It stays in the record with all that it said.

    Another may follow the plan before it, whose actions need another answer where this one carried
    them on. What was read from files for it and not yet imported goes with it.
    """
    if plan.predecessor:
        lock(plan.predecessor)  # as whoever signs: first the plan before, then this one
    plan = lock(plan)
    if plan.state == Plan.State.DISCARDED:
        return
    check(permissions.can_discard_plan(by, plan))
    plan.actions.live().update(removed_at=timezone.now())
    for assessment in SelfAssessment.objects.select_for_update().filter(next_plan=plan):
        assessment.next_plan = None
        save_as(assessment, by)
        touch(assessment)
    Import.objects.filter(kind="plan", confirmed_at=None, about__plan=plan.pk).delete()
    plan.state, plan.predecessor = Plan.State.DISCARDED, None
    plan.save(update_fields=["state", "predecessor"])
    record(plan, "discarded the draft", by=by)
    record_for_all(f"discarded the draft of the plan “{plan}”", by=by)


@transaction.atomic
def extend_plan(plan: Plan, *, by: User, until: date, reason: str) -> Extension:
    """Give the plan more time. Its first period stays visible."""
    plan = lock(plan)
    check(permissions.can_extend_plan(by, plan))
    if until <= plan.ends_on:
        raise NotAllowed(
            f"The plan runs until {in_words(plan.ends_on)} already. Choose a later day."
        )
    extension = Extension.objects.create(
        plan=plan, until=until, reason=reason_in(reason), by=by, by_name=str(by)
    )
    record(plan, f"extended the plan until {in_words(until)}", by=by)
    return extension


@transaction.atomic
def add_theme(plan: Plan, theme: Theme, *, by: User) -> Theme:
    """Add a theme at the end of a draft."""
    plan = lock(plan)
    check(permissions.can_write_plan(by, plan))
    theme.plan, theme.position = plan, plan.themes.count()
    theme.save(force_insert=True)
    record(plan, f"added the theme {theme}", by=by)
    return theme


@transaction.atomic
def change_theme(theme: Theme, *, by: User, as_seen: str | None = None) -> Theme:
    """Rename a theme, or give it another letter. References that were given stay."""
    plan = lock(theme.plan)
    current = plan.themes.get(pk=theme.pk)
    check(permissions.can_change_theme(by, current))
    check_seen(current, as_seen)
    theme.plan, theme.last_number = plan, current.last_number
    theme.save()
    record(plan, f"changed the theme {theme}", by=by)
    return theme


@transaction.atomic
def add_editor(plan: Plan, person: User, *, by: User) -> PlanEditor:
    """Let somebody help to write the plan and its self-assessment."""
    plan = lock(plan)
    check(permissions.can_choose_editors(by, plan))
    editor, is_new = PlanEditor.objects.get_or_create(plan=plan, person=person)
    if is_new:
        record(plan, f"asked {person} to help with the plan", by=by, is_change=False)
    return editor


@transaction.atomic
def remove_editor(plan: Plan, person: User, *, by: User) -> None:
    """Somebody no longer helps with the plan."""
    plan = lock(plan)
    check(permissions.can_choose_editors(by, plan))
    if plan.editors.filter(person=person).delete()[0]:
        record(plan, f"ended {person}'s help with the plan", by=by, is_change=False)


@transaction.atomic
def change_scheme(
    scheme: Scheme, *, by: User, as_seen: str | None = None, charters: Sequence[str] | None = None
) -> Scheme:
    """Change the rules that hold for all plans. Dates of actions that were read stay.

    charters: the names, in order, of what else actions may contribute to; None to leave them. One
        that actions contribute to cannot go.
    """
    check(permissions.can_manage_plans(by))
    if current := Scheme.objects.select_for_update().first():
        check_seen(current, as_seen)
        scheme.pk = current.pk
    scheme.save()
    if charters is not None:
        _keep_charters(charters)
    record_for_all("changed the rules of the Technician Commitment", by=by)
    return scheme


def _keep_charters(names: Sequence[str]) -> None:
    gone = Charter.objects.exclude(name__in=names)
    if used := gone.exclude(actions=None).first():
        raise NotAllowed(f"Actions contribute to {used}, so it cannot go from the list.")
    gone.delete()
    for position, name in enumerate(names):
        Charter.objects.update_or_create(name=name, defaults={"position": position})
