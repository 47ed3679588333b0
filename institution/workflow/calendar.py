"""Changes to the working calendar: how days are counted, and on which nobody works."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from institution.models import Closure, Institution, User
from institution.permissions import NotAllowed, can_manage_calendar
from institution.workflow.recording import check, check_seen, in_words, record


@transaction.atomic
def change_calendar(
    institution: Institution, *, by: User, as_seen: str | None = None
) -> Institution:
    """Save another part of the United Kingdom, cutoff or receipt rule.

    Figures that are entered already stay as they are. `as_seen` is the stamp of what a form had
    shown: Stale when that has changed.
    """
    check(can_manage_calendar(by))
    before = Institution.objects.select_for_update().filter(pk=1).first() or Institution(pk=1)
    check_seen(before, as_seen)
    was, now = _rules(before), _rules(institution)
    if changed := [f"{name} {was[name]} to {now[name]}" for name in was if was[name] != now[name]]:
        institution.save()
        record(f"changed the working calendar: {', '.join(changed)}", by=by)
    return institution


def _rules(institution: Institution) -> dict[str, str]:
    """How working days are counted, by names in words."""
    return {
        "bank holidays of": institution.get_subdivision_display(),
        "cutoff": f"{institution.cutoff:%H:%M}",
        "receipt rule": institution.receipt_rule,
    }


@transaction.atomic
def add_closures(days: Sequence[date], label: str, *, by: User) -> list[Closure]:
    """Say that nobody works on these days, and why. NotAllowed if one is in the list already."""
    check(can_manage_calendar(by))
    if there := Closure.objects.filter(day__in=days).first():
        raise NotAllowed(f"{in_words(there.day)} is in the list already: {there.label}.")
    closures = Closure.objects.bulk_create(Closure(day=day, label=label) for day in days)
    record(f"added to the working calendar: {_listed(closures)}", by=by)
    return closures


@transaction.atomic
def remove_closures(closures: Sequence[Closure], *, by: User) -> None:
    """Make these days working days again. NotAllowed if none of them is in the list any more."""
    check(can_manage_calendar(by))
    there = list(Closure.objects.filter(pk__in=[closure.pk for closure in closures]))
    if not there:
        raise NotAllowed("These days are not in the list any more.")
    record(f"removed from the working calendar: {_listed(there)}", by=by)
    Closure.objects.filter(pk__in=[closure.pk for closure in there]).delete()


def _listed(closures: Sequence[Closure]) -> str:
    return ", ".join(f"{in_words(closure.day)} ({closure.label})" for closure in closures)
