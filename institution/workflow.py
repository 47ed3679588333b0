"""Changes to people, departments and years: each writes its event in the same transaction."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from institution import permissions
from institution.history import save_as
from institution.models import (
    AcademicYear,
    Department,
    DepartmentName,
    Event,
    RoleGrant,
    User,
)
from institution.permissions import NotAllowed, Permission


def check(permission: Permission) -> None:
    """Raise NotAllowed with the refusal's sentence."""
    if not permission:
        raise NotAllowed(permission.reason)


def record(
    text: str,
    *,
    by: User,
    department: Department | None = None,
    year: AcademicYear | None = None,
    person: User | None = None,
) -> Event:
    """One line of the record, in the transaction of the change it tells of."""
    return Event.objects.create(
        by=by, by_name=str(by), text=text, department=department, academic_year=year, person=person
    )


@transaction.atomic
def add_department(department: Department, *, by: User, aliases: list[str] | None = None) -> None:
    """Add a department under its official name, with the other names people use."""
    check(permissions.can_manage_departments(by))
    department.slug = department.slug or _free_slug(department.name)
    save_as(department, by)
    set_aliases(department, aliases or [], by=by)
    record(f"added {department}", by=by, department=department)


def _free_slug(name: str) -> str:
    base = slugify(name)[:70] or "department"
    taken = set(Department.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for n in range(1, len(taken) + 2) if (s := base if n == 1 else f"{base}-{n}")
                not in taken)  # fmt: skip


@transaction.atomic
def set_aliases(department: Department, aliases: list[str], *, by: User) -> None:
    """Make `aliases` the other names of the department; former names stay."""
    check(permissions.can_manage_departments(by))
    wanted = {alias.strip() for alias in aliases if alias.strip()}
    current = department.names.filter(kind=DepartmentName.Kind.ALIAS)
    current.exclude(name__in=wanted).delete()
    existing = {name.lower() for name in department.names.values_list("name", flat=True)}
    for alias in sorted(wanted):
        if alias.lower() not in existing:
            DepartmentName.objects.create(department=department, name=alias)


@transaction.atomic
def change_department(department: Department, *, by: User) -> None:
    """Save changed details. A new name keeps the old one as a former name; the slug stays."""
    check(permissions.can_manage_departments(by))
    before = Department.objects.select_for_update().get(pk=department.pk)
    save_as(department, by)
    text = f"changed the details of {department}"
    if before.name != department.name:
        DepartmentName.objects.get_or_create(
            department=department, name=before.name,
            defaults={"kind": DepartmentName.Kind.FORMER, "until_on": timezone.localdate()},
        )  # fmt: skip
        text = f"renamed {before.name} to {department.name}"
    record(text, by=by, department=department)


@transaction.atomic
def merge_department(department: Department, into: Department, *, by: User) -> None:
    """Merge `department` into another, which answers for its statements from now on."""
    check(permissions.can_manage_departments(by))
    department = Department.objects.select_for_update().get(pk=department.pk)
    if not department.is_active:
        raise NotAllowed(f"{department} was merged into {department.merged_into} already.")
    if not into.is_active or into == department:
        raise NotAllowed("Choose another department that still exists.")
    department.merged_into, department.merged_on = into, timezone.localdate()
    save_as(department, by)
    record(f"merged {department} into {into}", by=by, department=department)
    record(f"merged {department} into {into}", by=by, department=into)


@transaction.atomic
def add_person(person: User, *, by: User) -> User:
    """Add a person who can sign in once they have chosen a password or use single sign-on."""
    check(permissions.can_manage_people(by))
    person.email = person.email.strip().lower()
    if not person.password:
        person.set_unusable_password()
    person.save()
    record(f"added {person} ({person.email})", by=by, person=person, department=person.department)
    return person


@transaction.atomic
def change_person(person: User, *, by: User) -> User:
    """Save a person's changed name, job, department, address or whether they can sign in."""
    check(permissions.can_manage_people(by))
    person.email = person.email.strip().lower()
    person.save()
    record(f"changed the details of {person}", by=by, person=person)
    return person


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
    is_team = department is not None and permissions.can_manage_team(by, department)
    if not (is_team and role in RoleGrant.DEPARTMENTAL and by != person):
        check(permissions.can_grant_role(by, person, role))
    first = starts_on or timezone.localdate()
    if ends_on and ends_on < first:
        raise NotAllowed("A role cannot end before it starts.")
    User.objects.select_for_update().get(pk=person.pk)
    same = person.role_grants.filter(role=role, department=department, revoked_at=None)
    for grant in same:
        if grant.ends_on is None or grant.ends_on >= first:
            raise NotAllowed(f"{person} holds this role already. End it first.")
    grant = RoleGrant(
        person=person, role=role, department=department, starts_on=first, ends_on=ends_on,
        note=note, granted_by=by,
    )  # fmt: skip
    save_as(grant, by)
    until = f" until {ends_on:%d/%m/%Y}" if ends_on else ""
    record(f"made {person} {grant}{until}", by=by, person=person, department=department)
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, by: User) -> RoleGrant:
    """Take a role away at once; it has no effect from the person's next request."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    is_team = grant.department is not None and permissions.can_manage_team(by, grant.department)
    if not (is_team and by != grant.person):
        check(permissions.can_grant_role(by, grant.person, grant.role))
    if grant.revoked_at is None:
        grant.revoked_at, grant.revoked_by = timezone.now(), by
        save_as(grant, by)
        record(f"ended {grant.person}'s role: {grant}", by=by, person=grant.person,
               department=grant.department)  # fmt: skip
    return grant


@transaction.atomic
def add_year(year: AcademicYear, *, by: User) -> AcademicYear:
    """Add an academic year."""
    check(permissions.can_manage_years(by))
    save_as(year, by)
    record(f"added {year}", by=by, year=year)
    return year


# Which move of a year is legal. A closed year can be opened again, for a correction.
YEAR_MOVES = {
    "planned": {"open", "paused"},
    "open": {"paused", "closed"},
    "paused": {"open", "closed"},
    "closed": {"open"},
}


@transaction.atomic
def change_year(year: AcademicYear, *, by: User) -> AcademicYear:
    """Save changed dates, reason or state of a year."""
    check(permissions.can_manage_years(by))
    before = AcademicYear.objects.select_for_update().get(pk=year.pk)
    if year.state != before.state and year.state not in YEAR_MOVES[before.state]:
        raise NotAllowed(f"{year} is {before.state} and cannot become {year.state}.")
    if year.state == AcademicYear.State.PAUSED and not year.public_reason.strip():
        raise NotAllowed("Say why the year is paused. Everybody can read the reason.")
    save_as(year, by)
    text = f"changed the dates of {year}"
    if year.state != before.state:
        text = f"changed {year} from {before.state} to {year.state}"
    record(text, by=by, year=year)
    return year
