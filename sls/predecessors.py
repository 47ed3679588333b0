"""The approved statement that came before one: what last year said."""

from collections.abc import Iterator
from dataclasses import dataclass

from institution.models import AcademicYear, Department
from sls import content
from sls.models import Statement


@dataclass(frozen=True)
class Earlier:
    """Earlier words and what to call them: "2025-26", "edition 1", "version 1"."""

    label: str
    content: content.StatementContent


def predecessors(department: Department, year: AcademicYear) -> Iterator[Statement]:
    """The approved statement of the newest earlier year that has one: the department's own, then
    that of each department that was merged into it.

    A paused year has none, so the search goes past it.
    """
    earlier = Statement.objects.in_force().filter(academic_year__start_year__lt=year.start_year)
    newest_first = _with_words(earlier).order_by("-academic_year__start_year")
    yield from newest_first.filter(department=department)[:1]
    for merged in department.lineage():
        yield from newest_first.filter(department=merged)[:1]


def approved_before(statement: Statement) -> Earlier | None:
    """What was signed before and is to be compared with this one, by the name that tells it from
    this one; None when there is nothing."""
    found = _edition_before(statement) or _year_before(statement)
    if found is None:
        return None
    return Earlier(_name_beside(found, statement), content.in_force(found))


def _edition_before(statement: Statement) -> Statement | None:
    """For a later edition the one that it is to replace."""
    same_year = Statement.objects.published().filter(
        department=statement.department_id,
        academic_year=statement.academic_year_id,
        edition__lt=statement.edition,
    )
    return _with_words(same_year).order_by("-edition").first() if statement.edition > 1 else None


def _year_before(statement: Statement) -> Statement | None:
    """The one that it was begun from, if there is a choice, else the department's own."""
    found = predecessors(statement.department, statement.academic_year)
    first = next(found, None)
    if first is None or statement.begun_from_id in {None, first.pk}:
        return first
    return next((one for one in found if one.pk == statement.begun_from_id), first)


def _name_beside(found: Statement, statement: Statement) -> str:
    """What to call it beside the statement: by what differs, the edition, or the year and, since
    a merge, the department."""
    if found.academic_year_id == statement.academic_year_id:
        return f"edition {found.edition}"
    if found.department_id == statement.department_id:
        return str(found.academic_year)
    return f"{found.academic_year} ({found.department})"


def _with_words(statements):
    """With the frozen content, and what it is called by. Of all other columns, which are many, one
    that somebody asks for is fetched then."""
    return statements.select_related("document", "academic_year", "department").only(
        "state", "edition", "template", "department__name", "department__merged_into",
        "academic_year__start_year", "document__content",
    )  # fmt: skip
