"""What every verb shares: check the rule, refuse to save over what was not seen, record; and how a
row changes places."""

from datetime import date
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from django.utils.dateformat import format as formatted

from institution.models import AcademicYear, Department, Event, User
from institution.permissions import WHY, NotAllowed, Permission, Stale

GONE = "Somebody else has removed this in the meantime."


def check(permission: Permission) -> None:
    """Raise NotAllowed with the refusal's sentence."""
    if not permission:
        raise NotAllowed(permission.reason)


def reason_in(typed: str) -> str:
    """The reason that was typed. Raises NotAllowed where there is none."""
    if reason := typed.strip():
        return reason
    raise NotAllowed(WHY)


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


def move(rows: QuerySet[Any], row: Model, *, up: bool) -> bool:
    """Swap a row with the one above or below it, and say whether it moved: at the end nothing
    happens. The caller has locked what the rows belong to.

    rows: all of them in their order, which their `position` makes; that is no change of their
        words. Raises NotAllowed when the row is gone.
    """
    found = list(rows)
    if row not in found:
        raise NotAllowed(GONE)
    here = found.index(row)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(found):
        return False
    found[here], found[there] = found[there], found[here]
    for position, one in enumerate(found, start=1):
        one.position = position
    rows.bulk_update(found, ["position"])
    return True


def in_words(day: date) -> str:
    """A day as people read it: 5 March 2027."""
    return formatted(day, "j F Y")
