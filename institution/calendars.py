"""The institution's working calendar, from its settings and closures."""

from institution.models import Closure, Institution
from institution.workdays import WorkingCalendar


def working_calendar() -> WorkingCalendar:
    """The working days of the institution: its part of the United Kingdom, less its closures."""
    institution = Institution.get()
    return WorkingCalendar(
        institution.subdivision,
        frozenset(Closure.objects.values_list("day", flat=True)),
        cutoff=institution.cutoff,
        receipt_rule=institution.receipt_rule,
    )
