"""The approved statement that came before one: what last year said."""

from institution.models import AcademicYear, Department
from sls import content
from sls.models import Statement


def predecessor(department: Department, year: AcademicYear) -> Statement | None:
    """The department's approved statement of the newest earlier year that has one.

    A paused year has none, so the search goes past it.
    """
    earlier = Statement.objects.in_force().filter(
        department=department, academic_year__start_year__lt=year.start_year
    )
    return _with_words(earlier).order_by("-academic_year__start_year").first()


def before(statement: Statement) -> Statement | None:
    """The approved statement to compare with: for a later edition the one it is to replace,
    otherwise the predecessor."""
    if statement.edition == 1:
        return predecessor(statement.department, statement.academic_year)
    same_year = Statement.objects.published().filter(
        department=statement.department_id,
        academic_year=statement.academic_year_id,
        edition__lt=statement.edition,
    )
    found = _with_words(same_year).order_by("-edition").first()
    return found or predecessor(statement.department, statement.academic_year)


def last_year(statement: Statement) -> content.StatementContent | None:
    """What the approved statement before this one says, or None when there is none."""
    found = before(statement)
    return content.in_force(found) if found else None


def name_of(before: content.StatementContent, statement: Statement) -> str:
    """What to call an earlier statement beside this one: "2025-26", or "edition 1"."""
    if before.year_label != statement.academic_year.label:
        return before.year_label
    return f"edition {before.edition}"


def _with_words(statements):
    """With the frozen content but not the bytes of the PDF."""
    return statements.select_related("document", "academic_year", "department", "template").defer(
        "document__pdf"
    )
