"""Plans from files: kept when read, corrected row by row, taken in as a whole or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from actionplans import permissions
from actionplans.importing import PlanTable
from actionplans.lettering import number_of
from actionplans.models import Action, ActionOwner, Plan, Rating, Theme
from actionplans.understanding import (
    Understanding,
    Understood,
    followed_by,
    row_stamp,
    understand,
)
from actionplans.workflow.carrying import begin_next
from actionplans.workflow.recording import lock, record
from institution.models import Import, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check

ALREADY = "This file has been imported already."
GONE = "What was read of this file was discarded meanwhile. Choose the file again."
CHANGED = "Something has changed since you looked. Look at the rows once more."
NOT_YET = "This file cannot be imported as it is. Nothing was changed."
NOT_EMPTY = "This plan has actions already. Import into a new plan, or into one without actions."
ROW_CHANGED = (
    "This row was changed in another window meanwhile. What you typed stands here; save it once "
    "more if it shall hold."
)
AT_ONCE = 500  # rows in one statement of the database


@transaction.atomic
def keep_plan_file(
    file_name: str, table: PlanTable, *, by: User, plan: Plan | None = None,
    follows: Plan | None = None, **details: Any,
) -> Import:  # fmt: skip
    """Keep what was read of a file until it is confirmed.

    plan: the draft that its actions go into; without one, details are the title, stage, starts_on
    and months of the plan that will begin with them, and follows is the one before it, if any.
    """
    check(permissions.can_manage_plans(by))
    if plan:
        _require_empty(plan)
    about = {name: str(value) if isinstance(value, date) else value for name, value in
             details.items()}  # fmt: skip
    return Import.objects.create(
        person=by, kind=Import.Kind.PLAN, file_name=file_name[:200],
        about={
            **about, "plan": plan and plan.pk, "follows": follows and follows.pk,
            "warnings": table.warnings,
        },
        rows=[{**asdict(row), "is_left_out": False} for row in table.rows],
    )  # fmt: skip


@transaction.atomic
def change_row(
    upload: Import, number: int, row: Mapping[str, Any], *, by: User, as_seen: str
) -> Import:
    """Correct a row that was read, or leave it out; what its reader warned of has been seen now.

    number: from 1 on. row: any of theme, reference, text, owner, timescale, rag, status, and
    is_left_out. as_seen: the row_stamp of the row when its form was shown.
    """
    upload = _waiting(upload, by=by)
    current = upload.rows[number - 1]
    if row_stamp(current) != as_seen:
        raise NotAllowed(ROW_CHANGED)
    upload.rows[number - 1] = {**current, **row, "warnings": []}
    upload.save(update_fields=["rows"])
    return upload


@transaction.atomic
def discard_plan_file(upload: Import, *, by: User) -> None:
    """Forget what was read of a file and not imported; nothing was changed by it."""
    _waiting(upload, by=by).delete()


@transaction.atomic
def confirm_plan_file(upload: Import, *, by: User, stamp: str) -> Plan:
    """Make the rows the actions of their plan, all or none.

    stamp: that of the understanding the person has seen. Raises NotAllowed.
    """
    upload = _waiting(upload, by=by)
    plan = goal_of(upload)
    if plan:
        plan = lock(plan)
        check(permissions.can_write_plan(by, plan))
        _require_empty(plan)
    understood = understand(upload, plan)
    if understood.stamp() != stamp:
        raise NotAllowed(CHANGED)
    if not understood.may_go_ahead:
        raise NotAllowed(NOT_YET)
    is_new = plan is None
    plan = plan or _begun(upload, by=by)
    _build(plan, understood, by=by)
    upload.confirmed_at, upload.rows = timezone.now(), []
    upload.about = {"plan": plan.pk}
    upload.save(update_fields=["confirmed_at", "rows", "about"])
    begun = "began the plan with" if is_new else "imported"
    count = len(understood.kept)
    said = f"{begun} {count} action{'' if count == 1 else 's'} from {upload.file_name}"
    record(plan, said, by=by)
    return plan


def goal_of(upload: Import) -> Plan | None:
    """The draft that the actions go into; None where a plan begins with them."""
    return Plan.objects.get(pk=upload.about["plan"]) if upload.about["plan"] else None


def _waiting(upload: Import, *, by: User) -> Import:
    check(permissions.can_manage_plans(by))
    found = Import.objects.select_for_update().filter(pk=upload.pk, kind=Import.Kind.PLAN).first()
    if found is None:
        raise NotAllowed(GONE)
    if found.confirmed_at:
        raise NotAllowed(ALREADY)
    return found


def _require_empty(plan: Plan) -> None:
    if not plan.is_draft or plan.actions.exists():
        raise NotAllowed(NOT_EMPTY)


def _begun(upload: Import, *, by: User) -> Plan:
    """The new plan, without themes; one that follows another begins as such plans do."""
    about = upload.about
    plan = Plan(
        title=about["title"], stage=about["stage"], months=about["months"],
        starts_on=date.fromisoformat(about["starts_on"]), created_by=by,
    )  # fmt: skip
    if before := followed_by(upload):
        return begin_next(before, plan, by=by)
    plan.save(force_insert=True)
    return plan


def _build(plan: Plan, understood: Understanding, *, by: User) -> None:
    """Themes, actions, owners and ratings, in a few statements however many there are."""
    themes = _themes(plan, understood.kept)
    actions = []
    for position, row in enumerate(understood.kept, start=1):
        said = row.said
        action = Action(
            plan=plan, theme=themes[row.theme.letter if row.theme else ""], position=position,
            reference=row.reference, text=said.text, owner_words=said.owner,
            follows=", ".join(row.follows),
        )  # fmt: skip
        if row.timescale:
            action.understand(row.timescale)
        actions.append(action)
    actions = bulk_create_with_history(actions, Action, batch_size=AT_ONCE, default_user=by)
    _own(actions, understood.kept)
    _rate(actions, understood.kept, by=by)


def _themes(plan: Plan, rows: Sequence[Understood]) -> dict[str, Theme]:
    """The plan's themes by letter, with those of the rows, called as the rows call them."""
    there = {theme.letter: theme for theme in plan.themes.all()}
    for row in rows:
        if row.theme is None:
            continue
        letter, name = row.theme.letter, row.theme.name
        new = Theme(plan=plan, letter=letter, position=len(there))
        theme = there.setdefault(letter, new)
        theme.name = name
        theme.last_number = max(theme.last_number, number_of(letter, row.reference))
    for theme in there.values():
        theme.save()
    return there


def _own(actions: Sequence[Action], rows: Sequence[Understood]) -> None:
    owners = []
    for action, row in zip(actions, rows, strict=True):
        for position, match in enumerate(row.owners):
            owner = match.owner()
            owner.action, owner.position = action, position
            owners.append(owner)
    ActionOwner.objects.bulk_create(owners, batch_size=AT_ONCE)


def _rate(actions: Sequence[Action], rows: Sequence[Understood], *, by: User) -> None:
    """The rating of each action that has a rating or a status text."""
    now, ratings = timezone.now(), []
    for action, row in zip(actions, rows, strict=True):
        if row.said.rag or row.said.status:
            ratings.append(
                Rating(
                    action=action, value=row.said.rag or "", text=row.said.status, rated_at=now,
                    rated_by=by, rated_by_name=str(by), is_imported=True,
                )
            )  # fmt: skip
    for rating in Rating.objects.bulk_create(ratings, batch_size=AT_ONCE):
        rating.action.latest = rating
    Action.objects.bulk_update([one.action for one in ratings], ["latest"], batch_size=AT_ONCE)
