"""Saving the department's words: texts, rows and KPI promises, each with its version."""

from django.db import models, transaction
from django.utils import timezone

from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import GONE, check, move
from kpis import workflow as kpi_workflow
from kpis.models import Promise
from sls import checks, permissions
from sls.models import ReturnPart, Row, Section, Stakeholder, StatementKpi
from sls.workflow.locking import lock, touch

MOST_ROWS = 200  # of one kind in one section: more is a mistake or an attack


def _open_section(section: Section, by: User) -> Section:
    """The section as it is now, its statement locked, or NotAllowed."""
    statement = lock(section.statement)
    section = statement.sections.select_related("heading").get(pk=section.pk)
    section.statement = statement
    check(permissions.can_edit_section(by, section))
    return section


@transaction.atomic
def save_text(section: Section, *, by: User, text: str, version: int | None) -> Section:
    """Save the text of a section that was read at `version`. The same text again is no change, but
    for what was carried over: then it says that it still holds. Of an empty part it says nothing.

    Raises Stale when somebody else saved in between, or when no version was given.
    """
    section = _open_section(section, by)
    is_known = section.updated_by_id is not None or not checks.has_content(section)
    if write_text(section, by=by, text=text, version=version, is_known=is_known):
        touch(section.statement)
    return section


def write_text(
    place: Section | ReturnPart, *, by: User, text: str, version: int | None, is_known: bool = True
) -> bool:
    """Write the text of a section, or of a part of a return, and say whether that was a change.

    The caller has locked it and checked who may. The same text again is none, unless nobody had
    looked at it yet (`is_known`). Raises Stale unless it was read at `version`.
    """
    if place.text == text and is_known:
        return False
    if place.version != version:
        raise Stale(place)
    place.text = text
    place.version += 1
    place.updated_at, place.updated_by = timezone.now(), by
    save_as(place, by, update_fields=["text", "version", "updated_at", "updated_by"])
    return True


def _mark_written(section: Section, by: User) -> None:
    """Rows are part of the section: the history of the section says who wrote them."""
    section.updated_at, section.updated_by = timezone.now(), by
    save_as(section, by, update_fields=["updated_at", "updated_by"])
    touch(section.statement)


@transaction.atomic
def add_row(section: Section, row: Row, *, by: User) -> Row:
    """Add a service, a service not delivered, a stakeholder or a standard at the end."""
    section = _open_section(section, by)
    rows = type(row)._default_manager.filter(section=section)
    if rows.count() >= MOST_ROWS:
        raise NotAllowed(f"There are {MOST_ROWS} already. Remove one before you add another.")
    last = rows.aggregate(last=models.Max("position"))["last"]
    row.section, row.position, row.version = section, (last or 0) + 1, 1
    save_as(row, by, force_insert=True)
    _mark_written(section, by)
    return row


def _current_row(row: Row, version: int | None) -> Row:
    """The row as it is now. Raises Stale when that is not the version that was read."""
    current = type(row)._default_manager.filter(pk=row.pk).first()
    if current is None:
        raise NotAllowed(GONE)
    if current.version != version:
        raise Stale(current)
    return current


@transaction.atomic
def change_row(row: Row, *, by: User, version: int | None) -> Row:
    """Save a changed row that was read at `version`. Raises Stale when it is not that any more."""
    section = _open_section(row.section, by)
    current = _current_row(row, version)
    row.version = current.version + 1
    row.position = current.position  # it may have been moved meanwhile
    if isinstance(row, Stakeholder):
        # A changed line is asked again of the department that it names.
        row.response, row.response_note, row.responded_at, row.responded_by = "", "", None, None
    save_as(row, by, force_update=True)
    _mark_written(section, by)
    return row


@transaction.atomic
def remove_row(row: Row, *, by: User, version: int | None) -> None:
    """Remove a row that was read at `version`; the history keeps what it said."""
    section = _open_section(row.section, by)
    if not type(row)._default_manager.filter(pk=row.pk).exists():
        return
    _current_row(row, version)
    delete_as(row, by)
    _mark_written(section, by)


@transaction.atomic
def move_row(row: Row | StatementKpi, *, by: User, up: bool) -> None:
    """Swap the row, or the KPI, with the one above or below it; at the end nothing happens."""
    section = _open_section(row.section, by)
    if move(type(row)._default_manager.filter(section=section), row, up=up):
        _mark_written(section, by)


@transaction.atomic
def add_kpi(section: Section, *, by: User, title: str, shape: str = "") -> StatementKpi:
    """Begin a new KPI in Section B with its title and, if that is known, the kind of promise."""
    promise = Promise(academic_year=section.statement.academic_year, title=title, shape=shape)
    return add_written_kpi(section, promise, by=by)


@transaction.atomic
def add_written_kpi(section: Section, promise: Promise, *, by: User) -> StatementKpi:
    """Add a new KPI to Section B with what is promised about it, for the statement's year."""
    section = _open_section(section, by)
    if section.kpis.count() >= MOST_ROWS:
        raise NotAllowed(f"There are {MOST_ROWS} already. Remove one before you add another.")
    kpi_workflow.begin_written(promise, section.statement.department, by=by)
    last = section.kpis.aggregate(last=models.Max("position"))["last"]
    row = StatementKpi.objects.create(section=section, promise=promise, position=(last or 0) + 1)
    _mark_written(section, by)
    return row


@transaction.atomic
def change_kpi(row: StatementKpi, promise: Promise, *, by: User, version: int | None) -> Promise:
    """Save a promise that was read at `version`. Raises Stale when it is not that any more."""
    section = _open_section(row.section, by)
    current = Promise.objects.filter(pk=promise.pk).first()
    if current is None:
        raise NotAllowed("Somebody else has removed this KPI in the meantime.")
    if current.version != version:
        raise Stale(current)
    promise.version = current.version + 1
    kpi_workflow.save_promise(promise, by=by)
    _mark_written(section, by)
    return promise


@transaction.atomic
def remove_kpi(row: StatementKpi, *, by: User, version: int | None) -> None:
    """Take a KPI out of the statement; the history keeps what it promised."""
    section = _open_section(row.section, by)
    current = StatementKpi.objects.filter(pk=row.pk).select_related("promise__kpi").first()
    if current is None:
        return
    if current.promise.version != version:
        raise Stale(current.promise)
    promise = current.promise
    current.delete()
    kpi_workflow.drop_promise(promise, by=by)
    _mark_written(section, by)
