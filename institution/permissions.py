"""Who may do what to people, departments and years, and the words for a refusal.

Every question is `can_<verb>_<noun>(user, object)` and answers with a Permission. Rights come
from role grants alone; an administrator keeps the house but has no rights over content.
"""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from institution.models import Department, RoleGrant, User

Role = RoleGrant.Role


@dataclass(frozen=True)
class Permission:
    """Yes, or no with the sentence that the screen shows. Falsy when refused."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Permission(True)


def no(reason: str) -> Permission:
    """A refusal with its sentence."""
    return Permission(False, reason)


class Forbidden(PermissionDenied):
    """Seen but not allowed: the 403 page shows this sentence."""


class NotAllowed(Exception):
    """A workflow verb refused; the text is a sentence for the person at the screen."""


def require(permission: Permission) -> None:
    """Raise Forbidden with the refusal's sentence unless the permission is granted."""
    if not permission:
        raise Forbidden(permission.reason)


def is_reviewer(user: User | AnonymousUser) -> bool:
    """Whether the person works for the quality office's review."""
    return user.is_authenticated and user.has_role(Role.REVIEWER)


def is_administrator(user: User | AnonymousUser) -> bool:
    """Whether the person looks after the installation."""
    return user.is_authenticated and user.has_role(Role.ADMINISTRATOR)


def can_manage_years(user: User) -> Permission:
    """Plan, open, pause and close academic years."""
    return YES if is_reviewer(user) else no("Only the quality office manages academic years.")


def can_manage_departments(user: User) -> Permission:
    """Add, rename, merge and import departments."""
    return YES if is_reviewer(user) else no("Only the quality office manages departments.")


def can_manage_people(user: User) -> Permission:
    """Add people and give them roles."""
    if is_reviewer(user) or is_administrator(user):
        return YES
    return no("Only the quality office and administrators manage people and their roles.")


def can_manage_institution(user: User) -> Permission:
    """Change the institution's name, colour, mailbox and committees."""
    if is_reviewer(user) or is_administrator(user):
        return YES
    return no("Only the quality office and administrators change the institution's details.")


def can_grant_role(user: User, person: User, role: str) -> Permission:
    """Whether `user` may give or take `role` to or from `person`."""
    if not (permission := can_manage_people(user)):
        return permission
    if user == person:
        return no("Nobody changes their own roles. Ask a colleague to do it.")
    if role == Role.ADMINISTRATOR and not is_administrator(user):
        return no("Only an administrator makes somebody an administrator.")
    return YES


def can_manage_team(user: User, department: Department) -> Permission:
    """Whether `user` may give and end contributor and deputy roles in the department."""
    if user.has_role(Role.HEAD, department):
        return YES
    return no(f"Only the head of {department} chooses its contributors and deputies.")
