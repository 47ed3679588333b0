"""Working groups and who belongs to them."""

from django.db import transaction

from actionplans import permissions
from actionplans.models import Membership, WorkingGroup
from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, record

HAS_MET = "The group has met in this time, so the membership stays. Give it a last day instead."


@transaction.atomic
def add_group(group: WorkingGroup, *, by: User) -> WorkingGroup:
    """Add a working group, without members yet."""
    check(permissions.can_manage_plans(by))
    group.save(force_insert=True)
    record(f"added the working group {group.name}", by=by)
    return group


@transaction.atomic
def change_group(group: WorkingGroup, *, by: User, as_seen: str | None = None) -> WorkingGroup:
    """Save a group's changed details, as its form read them."""
    check(permissions.can_manage_plans(by))
    check_seen(lock_group(group), as_seen)
    group.save()
    record(f"changed the working group {group.name}", by=by)
    return group


@transaction.atomic
def add_member(group: WorkingGroup, member: Membership, *, by: User) -> Membership:
    """Somebody joins the group: a person of Kept, or a name."""
    check(permissions.can_manage_plans(by))
    member.group = lock_group(group)
    save_as(member, by, force_insert=True)
    record(f"added {member} to {group}", by=by, person=member.person)
    return member


@transaction.atomic
def change_member(member: Membership, *, by: User, as_seen: str | None = None) -> Membership:
    """Save a changed membership, as its form read it; with a last day it ends."""
    check(permissions.can_manage_plans(by))
    check_seen(Membership.objects.select_for_update().get(pk=member.pk), as_seen)
    save_as(member, by)
    record(f"changed what is said of {member} in {member.group}", by=by, person=member.person)
    return member


@transaction.atomic
def remove_member(member: Membership, *, by: User) -> None:
    """Remove a membership that was entered by mistake; the history keeps it. One in whose time the
    group has met stays, and ends with a last day."""
    check(permissions.can_manage_plans(by))
    lock_group(member.group)
    current = Membership.objects.select_related("group").filter(pk=member.pk).first()
    if current is None:
        return
    if current.has_met:
        raise NotAllowed(HAS_MET)
    delete_as(current, by)
    said = f"removed {current} from {current.group}, entered by mistake"
    record(said, by=by, person=current.person)


def lock_group(group: WorkingGroup) -> WorkingGroup:
    """The group as it is now, held until the transaction ends: two who plan a meeting of it wait
    for each other."""
    return WorkingGroup.objects.select_for_update().get(pk=group.pk)
