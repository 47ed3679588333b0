"""What every verb shares: check the rule, refuse to save over what was not seen, record."""

from datetime import date
from typing import Protocol

from django.utils.dateformat import format as formatted

from institution.models import AcademicYear, Department, Event, User
from institution.permissions import NotAllowed, Permission, Stale


def check(permission: Permission) -> None:
    """Raise NotAllowed with the refusal's sentence."""
    if not permission:
        raise NotAllowed(permission.reason)


class Seen(Protocol):
    """A row that can tell in which state it is."""

    @property
    def as_seen(self) -> str: ...


def check_seen(current: Seen, as_seen: str | None) -> None:
    """Raise Stale unless the row is as its form had shown it. None where no form was shown."""
    if as_seen is not None and current.as_seen != as_seen:
        raise Stale(current)


def event(
    text: str,
    *,
    by: User,
    department: Department | None = None,
    year: AcademicYear | None = None,
    person: User | None = None,
) -> Event:
    """One line of the record, not yet written."""
    return Event(
        by=by, by_name=str(by), text=text, department=department, academic_year=year, person=person
    )


def record(
    text: str,
    *,
    by: User,
    department: Department | None = None,
    year: AcademicYear | None = None,
    person: User | None = None,
) -> None:
    """Write one line of the record, in the transaction of the change it tells of."""
    event(text, by=by, department=department, year=year, person=person).save()


def in_words(day: date) -> str:
    """A day as people read it: 5 March 2027."""
    return formatted(day, "j F Y")
