"""Who may do what to people, departments and years, and the words for a refusal.

Every question is `can_<verb>_<noun>(user, object)` and answers with a Permission. Rights come
from role grants alone; an administrator keeps the house but has no rights over content.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from institution.models import Department, Import, RoleGrant, User

Role = RoleGrant.Role
WHY = "Say why; the reason stays with the decision."


@dataclass(frozen=True)
class Permission:
    """Yes, or no with the sentence that the screen shows. Falsy when refused.

    `way` is the address of the step that comes first, if the person may take it, and its name.
    `is_state`: how things stand is the reason, whoever asks; `for_good`: and it stays so. Then
    `way` is where it can be seen.
    """

    allowed: bool
    reason: str = ""
    way: tuple[str, str] | None = None
    is_state: bool = False
    for_good: bool = False

    def __bool__(self) -> bool:
        return self.allowed


YES = Permission(True)


def no(reason: str, *, way: tuple[str, str] | None = None) -> Permission:
    """A refusal with its sentence, and perhaps the way round it."""
    return Permission(False, reason, way)


def not_now(
    reason: str, *, way: tuple[str, str] | None = None, for_good: bool = False
) -> Permission:
    """A refusal to anybody, as things stand."""
    return Permission(False, reason, way, is_state=True, for_good=for_good)


class Forbidden(PermissionDenied):
    """Seen but not allowed: the 403 page shows this sentence, and the way if there is one."""

    def __init__(self, reason: str, refusal: Permission | None = None) -> None:
        super().__init__(reason)
        self.refusal = no(reason) if refusal is None else refusal


class NotAllowed(Exception):
    """A workflow verb refused; the text is a sentence for the person at the screen."""


class Stale(NotAllowed):
    """A save that started from an older version: nothing was written, both texts are kept.

    `current` is the row as it is now.
    """

    def __init__(self, current: Any) -> None:
        super().__init__("Somebody else changed this while you were writing.")
        self.current = current


def require(permission: Permission) -> None:
    """Raise Forbidden with the refusal's sentence unless the permission is granted."""
    if not permission:
        raise Forbidden(permission.reason, permission)


def is_reviewer(user: User | AnonymousUser) -> bool:
    """Whether the person works for the quality office's review."""
    return user.is_authenticated and user.has_role(Role.REVIEWER)


def is_administrator(user: User | AnonymousUser) -> bool:
    """Whether the person looks after the installation."""
    return user.is_authenticated and user.has_role(Role.ADMINISTRATOR)


def can_manage_years(user: User) -> Permission:
    """Plan, open, pause and close academic years."""
    return YES if is_reviewer(user) else no("Only the quality office manages academic years.")


def can_manage_calendar(user: User) -> Permission:
    """Say on which days the institution works, and how working days are counted: what is in time
    follows from it, so it is no business of administrators."""
    return YES if is_reviewer(user) else no("Only the quality office keeps the working calendar.")


def can_manage_departments(user: User) -> Permission:
    """Add, rename, merge and import departments."""
    return YES if is_reviewer(user) else no("Only the quality office manages departments.")


def can_merge_department(
    user: User, department: Department, into: Department | None = None
) -> Permission:
    """Whether `user` may merge `department` away, and into that one.

    A merger ends roles and hands statements over, so it is nothing to do for oneself.
    """
    if not (permission := can_manage_departments(user)):
        return permission
    if department.pk in user.belongs_to:
        return no(f"You belong to {department}, so a colleague from elsewhere merges it.")
    if into and into.pk in user.writes_for:
        return no(f"You write for {into}, so a colleague from elsewhere merges others into it.")
    return YES


def can_manage_people(user: User) -> Permission:
    """Add people and give them roles."""
    if is_reviewer(user) or is_administrator(user):
        return YES
    return no("Only the quality office and administrators manage people and their roles.")


def can_import(user: User, kind: str) -> Permission:
    """Import a list of this kind."""
    if kind == Import.Kind.DEPARTMENTS:
        return can_manage_departments(user)
    return can_manage_people(user)


def can_manage_institution(user: User) -> Permission:
    """Change the institution's name, colour and committees."""
    if is_reviewer(user) or is_administrator(user):
        return YES
    return no("Only the quality office and administrators change the institution's details.")


def can_change_quality_office(user: User) -> Permission:
    """Say which department the quality office is, and where its mail goes: what departments write
    to it is no business of administrators."""
    return YES if is_reviewer(user) else no("Only the quality office itself changes this.")


def can_grant_role(user: User, person: User, role: str) -> Permission:
    """Whether `user` may give or take `role` to or from `person`."""
    if not (permission := can_manage_people(user)):
        return permission
    if user == person:
        return no("Nobody changes their own roles. Ask a colleague to do it.")
    if role == Role.ADMINISTRATOR and not is_administrator(user):
        return no("Only an administrator makes somebody an administrator.")
    return YES


def can_change_person(user: User, person: User) -> Permission:
    """Whether `user` may change the name, address, job and department of `person`.

    Who changes an address could ask for a new password with it, so an administrator's is for
    administrators alone. Name and job stand on what a person signs, and the department decides
    what they may review: nobody's own are for themselves to change.
    """
    if not (permission := can_manage_people(user)):
        return permission
    if user == person:
        return no("Nobody changes their own details. Ask a colleague to do it.")
    if _keeps_the_house(person) and not is_administrator(user):
        return no("Only an administrator changes an administrator's details.")
    return YES


def can_change_address(user: User, person: User) -> Permission:
    """Whether `user` may change the address with which `person` signs in.

    With it one can ask for a new password, and be the other person from then on: so for somebody
    who has signed in before, the quality office asks an administrator.
    """
    if person.last_login and not is_administrator(user):
        return no(f"{person} signs in with this address. Only an administrator changes it.")
    return can_change_person(user, person)


def can_deactivate_person(user: User, person: User) -> Permission:
    """Whether `user` may stop `person` from signing in, or let them in again."""
    if not (permission := can_manage_people(user)):
        return permission
    if user == person:
        return no("Nobody deactivates themselves. Ask a colleague to do it.")
    if _keeps_the_house(person) and not is_administrator(user):
        return no("Only an administrator deactivates an administrator.")
    return YES


def _keeps_the_house(person: User) -> bool:
    """Whether the person is or will be an administrator, even one who cannot sign in just now."""
    today = timezone.localdate()
    return any(
        grant.role == Role.ADMINISTRATOR
        and grant.revoked_at is None
        and (grant.ends_on is None or grant.ends_on >= today)
        for grant in person.role_grants.all()
    )


def can_manage_team(user: User, department: Department) -> Permission:
    """Whether `user` may give and end contributor and deputy roles in the department."""
    if not department.is_active:
        return no(f"{department} was merged into {department.merged_into} and has no team.")
    if user.has_role(Role.HEAD, department):
        return YES
    return no(f"Only the head of {department} chooses its contributors and deputies.")


def can_give_role(
    user: User, person: User, role: str, department: Department | None, ends_on: date | None
) -> Permission:
    """Whether `user` may give `person` the role until that day, or take it away: people's
    keepers, and in the team its head."""
    permission = can_grant_role(user, person, role)
    if permission or department is None or role not in RoleGrant.DEPARTMENTAL:
        return permission
    if not can_manage_team(user, department):
        return permission
    if user == person:
        return no("Nobody changes their own roles. Ask a colleague to do it.")
    if person.has_role(Role.REVIEWER):
        return no(f"{person} reviews statements. Ask the quality office to give this role.")
    if role == Role.HEAD and not _heads_without_end(user, department):
        return no("A deputy chooses contributors. Another deputy is for the head to choose.")
    if role == Role.HEAD and ends_on is None:
        return no("A deputy's role needs a last day. Another head is for the quality office.")
    return YES


def _heads_without_end(user: User, department: Department) -> bool:
    mine = (grant for grant in user.grants if grant.department_id == department.pk)
    return any(grant.role == Role.HEAD and grant.ends_on is None for grant in mine)


def can_see_grant(user: User, grant: RoleGrant) -> Permission:
    """Whether `user` may know of the role: people's keepers, and the head of its department."""
    if permission := can_manage_people(user):
        return permission
    return can_manage_team(user, grant.department) if grant.department else permission


def can_end_role(user: User, grant: RoleGrant) -> Permission:
    """Whether `user` may take the role away: people's keepers, and in the team its head, but for
    another head who is no deputy. A deputy ends no deputy."""
    permission = can_grant_role(user, grant.person, grant.role)
    if permission or not grant.department or not can_manage_team(user, grant.department):
        return permission
    if user == grant.person:
        return no("Nobody changes their own roles. Ask a colleague to do it.")
    is_deputy = grant.ends_on is not None
    if grant.role == Role.HEAD and not (is_deputy and _heads_without_end(user, grant.department)):
        return no("The role of a head is for the quality office to end.")
    return YES
