"""The rows of the list of statements as plain values: a page has thirty, and has to be quick."""

from collections.abc import Iterable, Mapping
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
    "pk", "department__name", "academic_year", "edition", "is_later_edition", "state",
    "state_at", "reviewer__name", "document__reference", "requirement__tier",
    "requirement__voluntary", "requirement__decided_on",
]  # fmt: skip


def rows(statements: QuerySet[Statement], years: Iterable[AcademicYear]) -> list[ListedStatement]:
    """A row for each statement, in two queries. `years` has every academic year."""
    found = list(statements.values_list(*COLUMNS, named=True))
    drafts = [one for one in found if one.state == Statement.State.DRAFT]
    counted = written({one.pk: asks_kpis(*one[-3:]) for one in drafts})
    by_key = {year.pk: (year.label, year.is_overdue()) for year in years}
    shown = []
    for one in found:
        year, is_over = by_key[one.academic_year]
        document = one.document__reference
        row = ListedStatement(
            url=f"{one.pk}/",
            department=one.department__name,
            year=year,
            edition=one.edition,
            is_later_edition=one.is_later_edition,
            state=one.state,
            is_late=is_over and owed(one.state, is_later_edition=one.is_later_edition),
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


def written(asking: Mapping[int, bool]) -> dict[int, tuple[int, int]]:
    """By statement, how many of the parts that must be filled in somebody has saved, and how many
    there are. What those lack, the task list says of each.

    asking: the statements by key, and of each whether its Section B needs a KPI.
    """
    # Counted here: to ask the database for the counts takes longer than to read the rows.
    sections = Section.objects.filter(statement__in=asking).order_by()
    needed = sections.values_list("statement", "key", "heading__is_required", "updated_by")
    counted: dict[int, tuple[int, int]] = {}
    for statement, key, is_required, author in needed:
        if is_required or (key == Section.KPIS and asking[statement]):
            done, total = counted.get(statement, (0, 0))
            counted[statement] = done + (author is not None), total + 1
    return counted
