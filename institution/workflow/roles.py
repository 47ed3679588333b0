"""Giving roles from one day to another, and taking them away."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from institution import emails, permissions
from institution.history import save_as
from institution.models import Department, Event, RoleGrant, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, event, in_words, record

# Who sends a statement and who approves it: no such role is given in silence.
TOLD = {RoleGrant.Role.HEAD, RoleGrant.Role.REVIEWER}


def grant_role(
    person: User,
    role: str,
    *,
    by: User,
    department: Department | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    note: str = "",
) -> RoleGrant:
    """Give a role from a day (today) and perhaps until one. A head may do so within the team."""
    grant = RoleGrant(
        person=person, role=role, department=department, ends_on=ends_on, note=note,
        starts_on=starts_on or timezone.localdate(),
    )  # fmt: skip
    grant_roles([grant], by=by)
    return grant


@transaction.atomic
def grant_roles(grants: Sequence[RoleGrant], *, by: User) -> None:
    """Give all of the roles, which are not yet saved, or none. The quality office and the
    administrators are told of new heads and reviewers."""
    people = {grant.person_id for grant in grants}
    can_sign_in = {
        person.pk: person.is_active
        for person in User.objects.select_for_update().filter(pk__in=people)
    }
    held: dict[int, list[RoleGrant]] = {pk: [] for pk in people}
    for grant in RoleGrant.objects.filter(person__in=people, revoked_at=None):
        held[grant.person_id].append(grant)
    for grant in grants:
        _check_grant(grant, held[grant.person_id], by=by, can_sign_in=can_sign_in[grant.person_id])
        held[grant.person_id].append(grant)
        grant.granted_by = by
    bulk_create_with_history(grants, RoleGrant, default_user=by)
    Event.objects.bulk_create(_given(grant, by=by) for grant in grants)
    if told := [grant for grant in grants if grant.role in TOLD]:
        emails.tell_roles_given(told, by=by)


def _check_grant(
    grant: RoleGrant, held: Sequence[RoleGrant], *, by: User, can_sign_in: bool
) -> None:
    """Raise NotAllowed unless the role may be given, and would have an effect."""
    person, department = grant.person, grant.department
    check(permissions.can_give_role(by, person, grant.role, department, grant.ends_on))
    if grant.ends_on and grant.ends_on < grant.starts_on:
        raise NotAllowed("A role cannot end before it starts.")
    if department and not department.is_active:
        raise NotAllowed(f"{department} was merged into {department.merged_into}.")
    if not can_sign_in:
        raise NotAllowed(f"{person} cannot sign in any more, so a role would have no effect.")
    if any(other.is_same_role(grant) for other in held):
        raise NotAllowed(f"{person} holds this role already. End it first.")


def _given(grant: RoleGrant, *, by: User) -> Event:
    since = f" from {in_words(grant.starts_on)}" if not grant.is_in_force else ""
    until = f" until {in_words(grant.ends_on)}" if grant.ends_on else ""
    text = f"made {grant.person} {grant}{since}{until}"
    return event(text, by=by, person=grant.person, department=grant.department)


@transaction.atomic
def end_role(grant: RoleGrant, *, by: User) -> RoleGrant:
    """Take a role away at once; it has no effect from the person's next request."""
    RoleGrant.objects.select_for_update().get(pk=grant.pk)
    grant = RoleGrant.objects.select_related("person", "department").get(pk=grant.pk)
    check(permissions.can_end_role(by, grant))
    if grant.revoked_at is None:
        revoke(grant, by=by)
        record(f"ended {grant.person}'s role: {grant}", by=by, person=grant.person,
               department=grant.department)  # fmt: skip
    return grant


def revoke(grant: RoleGrant, *, by: User) -> None:
    """Mark the grant as ended now. The caller has checked the rule and records the event."""
    grant.revoked_at, grant.revoked_by = timezone.now(), by
    save_as(grant, by)
