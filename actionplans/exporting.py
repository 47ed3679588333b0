"""An action plan as a file, in the columns that are read back: CSV, Excel and Word."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from actionplans.importing import PlanRow
from actionplans.models import Action
from documents.docx import Block, Heading, Line, Table, docx_bytes
from documents.exports import csv_bytes, xlsx_bytes

HEADER = ("Theme", "Action", "Reference", "Owner", "Timescale", "RAG", "Status")
SHEET = "Action plan"


def rows_of(actions: Iterable[Action]) -> list[PlanRow]:
    """The actions as rows of a file, as their words were written; the status is what was said with
    the latest rating. They should come with what Action.objects.for_list brings along."""
    return [
        PlanRow(
            theme=action.theme.name, reference=action.reference, text=action.text,
            owner=action.owner_words or " / ".join(str(one) for one in action.owners.all()),
            timescale=action.timescale_words, rag=action.rating or None,
            status=action.latest.text if action.latest else "",
        )
        for action in actions
    ]  # fmt: skip


def plan_csv(rows: Iterable[PlanRow]) -> bytes:
    """The actions as CSV. Text that looks like a formula has an apostrophe in front of it, which
    goes again when the file is read."""
    return csv_bytes(HEADER, _cells(rows))


def plan_xlsx(rows: Iterable[PlanRow]) -> bytes:
    """The actions as an Excel workbook of one sheet."""
    return xlsx_bytes([(SHEET, HEADER, _cells(rows))])


def plan_docx(rows: Iterable[PlanRow], *, title: str, author: str, made_at: datetime) -> bytes:
    """The actions as a table in a Word document, on pages that lie on their side.

    made_at: aware, as everywhere; it stands below the title.
    """
    blocks: list[Block] = [
        Heading(title, 1),
        Line(f"{author} · as at {made_at:%-d %B %Y}"),
        Table(HEADER, _cells(rows)),
    ]
    return docx_bytes(title, blocks, author=author, made_at=made_at, is_wide=True)


def _cells(rows: Iterable[PlanRow]) -> list[Sequence[str]]:
    """The cells under HEADER; an action without a rating has an empty one."""
    return [
        (row.theme, row.text, row.reference, row.owner, row.timescale,
         (row.rag or "").capitalize(), row.status)
        for row in rows
    ]  # fmt: skip
