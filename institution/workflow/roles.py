"""Giving roles from one day to another, and taking them away."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from institution import permissions
from institution.history import save_as
from institution.models import Department, RoleGrant, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, in_words, record


@transaction.atomic
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
    check(permissions.can_give_role(by, person, role, department, ends_on))
    first = starts_on or timezone.localdate()
    if ends_on and ends_on < first:
        raise NotAllowed("A role cannot end before it starts.")
    if department and not department.is_active:
        raise NotAllowed(f"{department} was merged into {department.merged_into}.")
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not person.is_active:
        raise NotAllowed(f"{person} cannot sign in any more, so a role would have no effect.")
    _is_new(person, role, department, first, ends_on)
    grant = RoleGrant(
        person=person, role=role, department=department, starts_on=first, ends_on=ends_on,
        note=note, granted_by=by,
    )  # fmt: skip
    save_as(grant, by)
    since = f" from {in_words(first)}" if first > timezone.localdate() else ""
    until = f" until {in_words(ends_on)}" if ends_on else ""
    record(f"made {person} {grant}{since}{until}", by=by, person=person, department=department)
    return grant


def _is_new(
    person: User, role: str, department: Department | None, first: date, last: date | None
) -> None:
    """Raise NotAllowed when the person holds the role on one of the days already."""
    same = person.role_grants.filter(role=role, department=department, revoked_at=None)
    for grant in same:
        if grant.overlaps(first, last):
            raise NotAllowed(f"{person} holds this role already. End it first.")


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
