"""A statement as a Word document, and the list of statements as rows of a spreadsheet."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils.timezone import localdate

from documents.docx import Block, Heading, Line, LongText, Table, docx_bytes
from kpis.content import KpiContent
from sls.content import SectionContent, StatementContent
from sls.models import Requirement, Statement

LIST_HEADER = (
    "Reference",
    "Department",
    "Academic year",
    "What is asked",
    "Edition",
    "State",
    "Due on",
    "Late",
    "Sent on",
    "Approved on",
    "Approved by",
    "Reviewer",
)
ListRow = tuple[str | int | bool | date | None, ...]


def list_rows(
    statements: Iterable[Statement], not_begun: Iterable[Requirement]
) -> Iterator[ListRow]:
    """A row for each statement, then one for each department that has not begun what it owes."""
    for statement in statements:
        yield (
            statement.reference,
            statement.department.name,
            statement.academic_year.label,
            statement.requirement.get_tier_display(),
            statement.edition,
            statement.get_state_display(),
            statement.due_on,
            statement.is_overdue,
            localdate(statement.submitted_at) if statement.submitted_at else None,
            localdate(statement.approved_at) if statement.approved_at else None,
            statement.document.signed_by_name if statement.document else "",
            str(statement.reviewer or ""),
        )
    for requirement in not_begun:
        year = requirement.academic_year
        yield (
            "", requirement.department.name, year.label, requirement.get_tier_display(), None,
            "not begun", year.due_on, year.is_overdue(), None, None, "", "",
        )  # fmt: skip


def statement_docx(
    content: StatementContent, *, is_approved: bool, made_at: datetime, verify_url: str
) -> bytes:
    """The statement as .docx, to be worked on elsewhere. The signed PDF is the record, not this."""
    state = (
        f"A copy of {content.reference} to work with. The signed PDF is the record: {verify_url}"
        if is_approved
        else "DRAFT. Nobody has approved this."
    )
    blocks: list[Block] = [
        Heading(f"{content.department}: service level statement {content.year_label}", 1),
        Line(f"{content.institution} · edition {content.edition} · {content.tier_label}"),
        Line(state),
    ]
    if content.written_by:
        blocks.append(Line(f"Written by {content.written_by}"))
    for section in content.sections:
        blocks += _section(section)
    return docx_bytes(
        f"{content.department}, service level statement {content.year_label}",
        blocks,
        author=content.institution,
        made_at=made_at,
    )


def _section(section: SectionContent) -> list[Block]:
    blocks: list[Block] = [Heading(f"{section.number} {section.title}", 2)]
    if section.text:
        blocks.append(LongText(section.text))
    if section.services:
        rows = [
            (row.name, *_said(", ".join(row.audiences), row.availability, row.how_to_reach))
            for row in section.services
        ]
        blocks.append(Table(("Service", "For whom", "When", "How to reach it"), rows))
    if section.not_delivered:
        lines = [(row.what, *_said(row.instead)) for row in section.not_delivered]
        blocks.append(Table(("What we do not do", "Who does it instead"), lines))
    if section.stakeholders:
        people = [
            (row.name, *_said(row.audience, row.department, row.is_dependency and row.depends_on))
            for row in section.stakeholders
        ]
        blocks.append(Table(("Stakeholder", "Who", "Department", "What we depend on"), people))
    blocks += [Line(standard.sentence) for standard in section.standards]
    for kpi in section.kpis:
        blocks += _kpi(kpi)
    return blocks


def _said(*cells: str | bool) -> list[str]:
    """The cells of a row, with a dash where nothing is said."""
    return [str(cell or "–") for cell in cells]


def _kpi(kpi: KpiContent) -> list[Block]:
    facts = [
        (fact.label, LongText(fact.words) if fact.is_long else fact.words) for fact in kpi.facts()
    ]
    return [
        Heading(f"{kpi.reference} {kpi.title}", 3),
        Line(kpi.sentence),
        Table(("About this indicator", "What was agreed"), facts),
    ]
