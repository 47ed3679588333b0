"""What the views of statements share: loading what may be seen, and doing a verb once."""

from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from institution.models import AcademicYear
from institution.models.years import AcademicYearQuerySet
from institution.once import do as do_once
from institution.saving import version_from
from sls.models import Section, Statement

__all__ = ["at_row", "do_once", "section_of", "statement_of", "version_from", "year_in"]


def statement_of(request: HttpRequest, pk: int) -> Statement:
    """The statement, if the person may know of it; else a 404."""
    statements = Statement.objects.visible_to(request.user).select_related(
        "department", "academic_year", "requirement", "template", "reviewer"
    )
    return get_object_or_404(statements, pk=pk)


def section_of(request: HttpRequest, pk: int, key: str) -> Section:
    """One section of a statement that the person may know of; else a 404."""
    statement = statement_of(request, pk)
    sections = statement.sections.select_related("heading", "updated_by")
    section = get_object_or_404(sections, key=key)
    section.statement = statement
    return section


def at_row(section: Section, row: Model, query: str = "") -> str:
    """The address of a row on the page of its section, where whoever changed or moved it goes on.

    `query` is "" or begins with "?". A row that was not made (the second of two clicks) has no
    place of its own: that is the list of the rows.
    """
    place = f"row-{row.pk}" if row.pk else "rows"
    return f"{section.get_absolute_url()}{query}#{place}"


def year_in(text: str, years: AcademicYearQuerySet) -> AcademicYear | None:
    """The year that an address names ("2026-27"), else the current one; None without any."""
    return next((year for year in years if str(year) == text), None) or years.current()
