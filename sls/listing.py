"""The rows of the list of statements as plain values: a page has thirty, and has to be quick."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from institution.models import AcademicYear
from sls.models import Requirement, Section, Statement
from sls.models.requirements import asks_kpis
from sls.models.statements import owed


@dataclass(frozen=True)
class ListedStatement:
    """One row. `url` is relative to the list's own. `written` says how far a draft is: "3 of 9".
    `document` is the address of the signed PDF, empty without one."""

    url: str
    department: str
    year: str
    edition: int
    is_later_edition: bool
    state: str
    is_late: bool
    since: datetime
    written: str
    reviewer: str
    document: str


COLUMNS = [
    "pk", "department__name", "academic_year", "edition", "begun_from__academic_year", "state",
    "state_at", "reviewer__name", "document__reference",
]  # fmt: skip

NEEDED = [
    "statement", "key", "heading__is_required", "updated_by", "statement__requirement__tier",
    "statement__requirement__voluntary", "statement__requirement__decided_on",
]  # fmt: skip


def rows(statements: QuerySet[Statement], years: Iterable[AcademicYear]) -> list[ListedStatement]:
    """A row for each statement, in two queries. `years` has every academic year."""
    found = list(statements.values_list(*COLUMNS, named=True))
    counted = written([one.pk for one in found if one.state == Statement.State.DRAFT])
    by_key = {year.pk: (year.label, year.is_overdue()) for year in years}
    shown = []
    for one in found:
        year, is_over = by_key[one.academic_year]
        is_later_edition = one.begun_from__academic_year == one.academic_year
        document = one.document__reference
        row = ListedStatement(
            url=f"{one.pk}/",
            department=one.department__name,
            year=year,
            edition=one.edition,
            is_later_edition=is_later_edition,
            state=one.state,
            is_late=is_over and owed(one.state, is_later_edition=is_later_edition),
            since=one.state_at,
            written="{} of {}".format(*counted[one.pk]) if one.pk in counted else "",
            reviewer=one.reviewer__name or "",
            document=reverse("documents:document_pdf", args=[document]) if document else "",
        )
        shown.append(row)
    return shown


@dataclass(frozen=True)
class ListedRequirement:
    """One department that owes a statement and has not begun it."""

    department: str
    year: str
    asked: str
    due_on: date | None
    is_late: bool


def not_begun(
    requirements: QuerySet[Requirement], years: Iterable[AcademicYear]
) -> list[ListedRequirement]:
    """A row for each requirement, in one query. `years` has every academic year."""
    by_key = {year.pk: (year.label, year.due_on, year.is_overdue()) for year in years}
    found = requirements.values_list("department__name", "academic_year", "tier")
    return [
        ListedRequirement(department, label, str(Requirement.Tier(tier).label), due_on, is_late)
        for department, year, tier in found
        for label, due_on, is_late in [by_key[year]]
    ]


def written(statements: list[int]) -> dict[int, tuple[int, int]]:
    """By statement, how many of the parts that must be filled in somebody has saved, and how many
    there are. What those lack, the task list says of each."""
    # Counted here: to ask the database for the counts takes longer than to read the rows.
    sections = Section.objects.filter(statement__in=statements).order_by()
    counted: dict[int, tuple[int, int]] = {}
    for statement, key, is_required, author, *asked in sections.values_list(*NEEDED):
        if is_required or (key == Section.KPIS and asks_kpis(*asked)):
            done, needed = counted.get(statement, (0, 0))
            counted[statement] = done + (author is not None), needed + 1
    return counted
