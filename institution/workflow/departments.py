"""Changes to departments. Renaming and merging keep the lineage; nothing is deleted."""

from collections.abc import Iterable, Sequence
from itertools import count

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from simple_history.utils import bulk_create_with_history

from institution import permissions
from institution.history import save_as
from institution.models import Department, DepartmentName, Event, Institution, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, event, record
from institution.workflow.roles import revoke

ADDRESSES = {"add", "import"}  # what stands where a slug does in our own addresses
DETAILS = ("name", "summary", "email", "phone", "web")


def add_department(department: Department, *, by: User, aliases: Sequence[str] = ()) -> None:
    """Add a department under its official name, with the other names people use."""
    add_departments([(department, aliases)], by=by)


@transaction.atomic
def add_departments(new: Sequence[tuple[Department, Sequence[str]]], *, by: User) -> None:
    """Add all of the departments with their other names, or none."""
    check(permissions.can_manage_departments(by))
    taken = ADDRESSES | set(Department.objects.values_list("slug", flat=True))
    for department, _ in new:
        department.slug = department.slug or _free_slug(department.name, taken)
        taken.add(department.slug)
    departments = [department for department, _ in new]
    bulk_create_with_history(departments, Department, default_user=by)
    DepartmentName.objects.bulk_create(
        DepartmentName(department=department, name=alias)
        for department, aliases in new
        for alias in _other_names(department, aliases).values()
    )
    Event.objects.bulk_create(event(f"added {d}", by=by, department=d) for d in departments)


def _free_slug(name: str, taken: set[str]) -> str:
    """The name as it stands in an address and in references, with a number if another has it."""
    base = slugify(name.replace("_", " "))[:70].strip("-") or "department"
    numbered = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(slug for slug in numbered if slug not in taken)


def _other_names(department: Department, names: Iterable[str]) -> dict[str, str]:
    """The names, tidied and by their lower case, less the official one."""
    tidied = (name.strip() for name in names)
    wanted = {name.lower(): name for name in tidied if name}
    wanted.pop(department.name.lower(), None)
    return wanted


@transaction.atomic
def set_aliases(department: Department, aliases: list[str], *, by: User) -> None:
    """Make `aliases` the other names of the department; former names stay."""
    check(permissions.can_manage_departments(by))
    if _keep_aliases(department, aliases):
        record(f"changed the other names of {department}", by=by, department=department)


def _keep_aliases(department: Department, aliases: list[str]) -> bool:
    """Whether anything had to be changed so that `aliases` are the other names."""
    wanted = _other_names(department, aliases)
    known = {other.name.lower(): other for other in department.names.all()}
    gone = [
        other.pk
        for name, other in known.items()
        if other.kind == DepartmentName.Kind.ALIAS and name not in wanted
    ]
    new = [alias for name, alias in wanted.items() if name not in known]
    department.names.filter(pk__in=gone).delete()
    for alias in sorted(new):
        DepartmentName.objects.create(department=department, name=alias)
    return bool(gone or new)


@transaction.atomic
def change_department(
    department: Department,
    *,
    by: User,
    aliases: list[str] | None = None,
    as_seen: str | None = None,
) -> None:
    """Save changed details. A new name keeps the old one as a former name; the slug stays.

    `aliases` are all other names from now on; None leaves them alone. `as_seen` is the stamp of
    what a form had shown: Stale when that has changed.
    """
    check(permissions.can_manage_departments(by))
    before = Department.objects.select_for_update().get(pk=department.pk)
    if not before.is_active:
        raise NotAllowed(f"{before} was merged into {before.merged_into}: it stays as it was.")
    check_seen(before, as_seen)
    changed = [name for name in DETAILS if getattr(before, name) != getattr(department, name)]
    if changed:
        save_as(department, by, update_fields=changed)
    if "name" in changed:
        _keep_former_name(department, before.name)
        record(f"renamed {before.name} to {department.name}", by=by, department=department)
    if rest := [name for name in changed if name != "name"]:
        record(f"changed the {', '.join(rest)} of {department}", by=by, department=department)
    if aliases is not None:
        set_aliases(department, aliases, by=by)


def _keep_former_name(department: Department, name: str) -> None:
    """Keep what the department was called, unless only its capitals changed. What it is called
    now is no other name of it, even if it was one before."""
    department.names.filter(name__iexact=department.name).delete()
    if name.lower() == department.name.lower():
        return
    known = department.names.filter(name__iexact=name).first()
    former = known or DepartmentName(department=department, name=name)
    former.kind, former.until_on = DepartmentName.Kind.FORMER, timezone.localdate()
    former.save()


@transaction.atomic
def merge_department(department: Department, into: Department, *, by: User) -> None:
    """Merge `department` into another, which answers for its statements from now on.

    Roles in the merged department end, and the people who worked there work in the other one,
    so that nobody reviews what became their own. Nor does anybody review what was their own: who
    held a role until the merger still belongs to what the department left.
    """
    department = Department.objects.select_for_update().get(pk=department.pk)
    into = Department.objects.select_for_update().get(pk=into.pk)
    check(permissions.can_merge_department(by, department, into))
    if not department.is_active:
        raise NotAllowed(f"{department} was merged into {department.merged_into} already.")
    if not into.is_active or into == department:
        raise NotAllowed("Choose another department that still exists.")
    department.merged_into, department.merged_on = into, timezone.localdate()
    save_as(department, by, update_fields=["merged_into", "merged_on"])
    for grant in department.role_grants.filter(revoked_at=None).select_related("person"):
        revoke(grant, by=by)
        record(f"ended {grant.person}'s role: {grant}", by=by, person=grant.person)
    department.staff.update(department=into)
    Institution.objects.filter(quality_office=department).update(quality_office=into)
    record(f"merged {department} into {into}", by=by, department=department)
    record(f"merged {department} into {into}", by=by, department=into)
