"""Add actions to a plan, change them, take them out of a draft."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from actionplans import permissions, timescales
from actionplans.models import Action, ActionOwner, Charter, Plan, Scheme, Theme, TimescaleChange
from actionplans.owning import Directory, Match, owners_in
from actionplans.workflow.recording import lock, record
from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen

# What stays as it was signed once the plan is in force.
SIGNED = ("theme_id", "reference", "text")
MOVED_WITHOUT_REASON = "Say why the timescale moves; the old one stays visible beside the reason."
HAD_NONE = "It had none before."  # what was carried on begins without one, and moves nothing


@transaction.atomic
def add_action(
    plan: Plan, action: Action, *, by: User, owners: Sequence[ActionOwner] | None = None,
    charters: Sequence[Charter] = (),
) -> Action:  # fmt: skip
    """Add an action at the end of its theme, with the next reference unless it has one.

    owners: None for those that its words name.
    """
    plan = lock(plan)
    check(permissions.can_write_plan(by, plan))
    theme = Theme.objects.select_for_update().get(pk=action.theme_id, plan=plan)
    action.plan, action.theme = plan, theme
    action.reference = action.reference or f"{theme.letter}{theme.last_number + 1:03}"
    if plan.actions.filter(reference=action.reference).exists():
        raise NotAllowed(f"{action.reference} is taken; references are never used twice.")
    _count(theme, action.reference)
    action.position = action.position or plan.actions.count() + 1
    action.understand(read(plan, action.timescale_words))
    save_as(action, by, force_insert=True)
    action.charters.set(charters)
    _own(action, owners_in(action.owner_words) if owners is None else owners)
    record(plan, f"added {action}", by=by, action=action)
    return action


def read(plan: Plan, words: str) -> timescales.Timescale:
    """What the words of a timescale mean in this plan."""
    return timescales.parse(words, Scheme.get().calendar, signed_on=plan.starts_on)


@transaction.atomic
def change_action(
    action: Action, *, by: User, as_seen: str | None = None, reason: str = "", cause: str = "",
    owners: Sequence[ActionOwner] | None = None, charters: Sequence[Charter] | None = None,
) -> Action:  # fmt: skip
    """Save a changed action, as its form read it.

    reason: why its timescale moves, asked for once the plan is in force and it has one; cause: a
    code for it.
    owners: None to leave them as they are, or where its words about them change, for those that
        they name. charters: None to leave them as they are.
    """
    plan = lock(action.plan)
    current = plan.actions.get(pk=action.pk)
    current.plan = plan
    check(permissions.can_change_action(by, current))
    if current.removed_at:
        raise NotAllowed(f"Somebody else took {current} out in the meantime.")
    check_seen(current, as_seen)
    if not plan.is_draft and any(getattr(action, one) != getattr(current, one) for one in SIGNED):
        raise NotAllowed("Theme, reference and words of this action stand as they were signed.")
    action.plan, action.latest_id = plan, current.latest_id
    if action.timescale_words != current.timescale_words:
        action.understand(read(plan, action.timescale_words))
        if not plan.is_draft:
            _moved(current, action, reason=reason, cause=cause, by=by)
    action.version = current.version + 1
    save_as(action, by, reason=reason.strip())
    if charters is not None:
        action.charters.set(charters)
    if owners is None and action.owner_words != current.owner_words:
        owners = owners_in(action.owner_words)
    if owners is not None:
        _own(action, owners)
    record(plan, f"changed {action}", by=by, action=action)
    return action


@transaction.atomic
def find_owners(plan: Plan, *, by: User) -> None:
    """Make of owners that are kept as words whoever alone is called so by now: a group or a
    department may have been added since the words were read. Their words stay with the action."""
    rows = list(ActionOwner.objects.filter(action__in=plan.actions.live()).select_related("action"))
    kept = [row for row in rows if row.words]
    directory = Directory.load() if kept else Directory()
    there = {_whose(row) for row in rows}
    found = set()
    for row in kept:
        owner = Match(row.words, row.is_lead, directory.only(row.words)).owner()
        owner.pk, owner.action, owner.position = row.pk, row.action, row.position
        if not owner.words and _whose(owner) not in there:
            owner.save(force_update=True)
            there.add(_whose(owner))
            found.add(row.action_id)
    if found:
        actions = "an action" if len(found) == 1 else f"{len(found)} actions"
        record(plan, f"found owners of {actions} by their names", by=by, is_change=False)


def _whose(owner: ActionOwner) -> tuple[int | None, ...]:
    return owner.action_id, owner.person_id, owner.department_id, owner.group_id


@transaction.atomic
def remove_action(action: Action, *, by: User) -> None:
    """Take an action out of a draft. It stays in the record, and so does its reference."""
    plan = lock(action.plan)
    current = plan.actions.get(pk=action.pk)
    check(permissions.can_remove_action(by, current))
    if current.removed_at is None:
        current.removed_at = timezone.now()
        save_as(current, by)
        record(plan, f"took {current} out", by=by, action=current)


def _moved(before: Action, after: Action, *, reason: str, cause: str, by: User) -> None:
    reason = reason.strip() or ("" if before.timescale_words else HAD_NONE)
    if not reason:
        raise NotAllowed(MOVED_WITHOUT_REASON)
    TimescaleChange.objects.create(
        action=after, before=before.timescale_words, after=after.timescale_words,
        due_before=before.due_on, due_after=after.due_on, reason=reason, cause=cause,
        by=by, by_name=str(by),
    )  # fmt: skip


def _own(action: Action, owners: Sequence[ActionOwner]) -> None:
    """Make these its owners; the first leads unless another is said to."""
    action.owners.all().delete()
    leads = any(owner.is_lead for owner in owners)
    for position, owner in enumerate(owners):
        owner.pk, owner.action, owner.position = None, action, position
        owner.is_lead = owner.is_lead or (position == 0 and not leads)
    ActionOwner.objects.bulk_create(owners)


def _count(theme: Theme, reference: str) -> None:
    """Remember the highest number that was given in the theme."""
    digits = reference.removeprefix(theme.letter)
    if digits.isascii() and digits.isdigit() and theme.last_number < int(digits) < 10_000:
        theme.last_number = int(digits)
        theme.save(update_fields=["last_number"])
