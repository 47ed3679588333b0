"""Changes to academic years: their dates, and whether anything is asked in them."""

from django.db import transaction

from institution import permissions
from institution.history import save_as
from institution.models import AcademicYear, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, record

State = AcademicYear.State

# The dates of a year, as the record names them.
DATES = {
    "opens_on": "opening",
    "due_on": "due date",
    "census_on": "census date",
    "returns_due_on": "due date of returns",
}

# Which move of a year is legal. A closed year can be opened again, for a correction.
YEAR_MOVES: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.OPEN, State.PAUSED),
    State.OPEN: (State.PAUSED, State.CLOSED),
    State.PAUSED: (State.OPEN, State.CLOSED),
    State.CLOSED: (State.OPEN,),
}


@transaction.atomic
def add_year(year: AcademicYear, *, by: User) -> AcademicYear:
    """Add an academic year."""
    check(permissions.can_manage_years(by))
    save_as(year, by)
    record(f"added {year}", by=by, year=year)
    return year


@transaction.atomic
def change_year(year: AcademicYear, *, by: User, as_seen: str | None = None) -> AcademicYear:
    """Save changed dates of a year, and the words of a pause. Its state stays as it is.

    `as_seen` is the stamp of what a form had shown: Stale when that has changed.
    """
    check(permissions.can_manage_years(by))
    before = AcademicYear.objects.select_for_update().get(pk=year.pk)
    check_seen(before, as_seen)
    year.state = before.state
    _says_why(year)
    save_as(year, by, update_fields=[*DATES, "public_reason", "still_asked"])
    record(f"changed the dates of {year}" + _dates_changed(before, year), by=by, year=year)
    return year


def _dates_changed(before: AcademicYear, after: AcademicYear) -> str:
    changed = [
        f"{word} {getattr(before, name) or 'none'} to {getattr(after, name) or 'none'}"
        for name, word in DATES.items()
        if getattr(before, name) != getattr(after, name)
    ]
    return f": {', '.join(changed)}" if changed else ""


@transaction.atomic
def move_year(
    year: AcademicYear,
    state: str,
    *,
    by: User,
    public_reason: str | None = None,
    still_asked: str | None = None,
) -> AcademicYear:
    """Open, pause or close a year. A pause says why, and what still has to be done."""
    check(permissions.can_manage_years(by))
    year = AcademicYear.objects.select_for_update().get(pk=year.pk)
    if state not in YEAR_MOVES[year.state]:
        raise NotAllowed(f"{year} is {year.state} and cannot become {state}.")
    before, year.state = year.state, state
    if public_reason is not None:
        year.public_reason = public_reason.strip()
    if still_asked is not None:
        year.still_asked = still_asked.strip()
    _says_why(year)
    save_as(year, by, update_fields=["state", "public_reason", "still_asked"])
    record(f"changed {year} from {before} to {state}", by=by, year=year)
    return year


def _says_why(year: AcademicYear) -> None:
    if year.state == State.PAUSED and not year.public_reason.strip():
        raise NotAllowed("Say why the year is paused. Everybody can read the reason.")
