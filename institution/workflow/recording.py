"""What every verb shares: check the rule, record the event."""

from datetime import date

from django.utils.dateformat import format as formatted

from institution.models import AcademicYear, Department, Event, User
from institution.permissions import NotAllowed, Permission


def check(permission: Permission) -> None:
    """Raise NotAllowed with the refusal's sentence."""
    if not permission:
        raise NotAllowed(permission.reason)


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
