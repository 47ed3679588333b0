"""The institution's working calendar, from its settings and closures."""

from collections.abc import Iterable
from datetime import date

from institution.models import Closure, Institution
from institution.workdays import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The working days of the institution: its part of the United Kingdom, less its closures."""
    return calendar_of(Institution.get(), Closure.objects.values_list("day", flat=True))


def calendar_of(institution: Institution, closures: Iterable[date]) -> WorkingCalendar:
    """The same from what a page has asked of the database already."""
    return WorkingCalendar(
        institution.subdivision,
        frozenset(closures),
        cutoff=institution.cutoff,
        receipt_rule=institution.receipt_rule,
    )
