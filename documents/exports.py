"""The one writer of tables that leave the site: CSV and XLSX.

Text that a spreadsheet would take for a formula stays text, numbers stay numbers, dates dates.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from documents.longtext import without_unseen

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what spreadsheets read as the start of one
LONGEST_CELL = 32_767  # characters; Excel refuses a file with more in a cell
CUT = " [cut here: a cell holds no more]"

Row = Sequence[Any]


def csv_response(filename: str, header: Sequence[str], rows: Iterable[Row]) -> HttpResponse:
    """A CSV file to download, in UTF-8 with the mark by which Excel knows it.

    Cells are text, numbers, dates, times with a zone (written in local time), bools or None.
    """
    return download(filename, csv_bytes(header, rows), "text/csv; charset=utf-8")


def csv_bytes(header: Sequence[str], rows: Iterable[Row]) -> bytes:
    """The same as the bytes of a file."""
    text = io.StringIO()
    # In quotes also a spreadsheet that parts cells at ; or tabs sees one cell.
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([_csv_cell(value) for value in header])
    writer.writerows([_csv_cell(value) for value in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def csv_stream(filename: str, header: Sequence[str], rows: Iterable[Row]) -> StreamingHttpResponse:
    """The same file sent line by line, for more rows than belong in memory."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_NONNUMERIC)

    def lines() -> Iterator[str]:
        for row in chain([header], rows):
            writer.writerow([_csv_cell(value) for value in row])
            yield line.getvalue()
            line.seek(0)
            line.truncate()

    content = (text.encode() for text in chain(["\ufeff"], lines()))
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    return StreamingHttpResponse(
        content, content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": disposition or "attachment"},
    )  # fmt: skip


def xlsx_response(
    filename: str, header: Sequence[str], rows: Iterable[Row], *, sheet: str = "Sheet"
) -> HttpResponse:
    """An Excel file to download, of one sheet with a header row that stays in sight.

    Cells as in `csv_response`. `sheet` is the sheet's name, at most 31 characters.
    """
    return download(filename, xlsx_bytes([(sheet, header, rows)]), XLSX)


def xlsx_bytes(sheets: Iterable[tuple[str, Sequence[str], Iterable[Row]]]) -> bytes:
    """An Excel file of sheets, each with its name, a header row that stays in sight, and its rows.
    Names and cells as in `xlsx_response`."""
    workbook = Workbook(write_only=True)
    for name, header, rows in sheets:
        _write_sheet(workbook.create_sheet(name), header, rows)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _write_sheet(page: Any, header: Sequence[str], rows: Iterable[Row]) -> None:
    page.freeze_panes = "A2"
    table = [[_plain(value) for value in row] for row in rows]
    for number, title in enumerate(header, start=1):
        cells = [str(title), *(_width_text(row[number - 1]) for row in table[:200])]
        width = max(len(line) for cell in cells for line in (cell.splitlines() or [""]))
        page.column_dimensions[get_column_letter(number)].width = min(60, max(10, width + 2))
    page.append([_xlsx_cell(page, _plain(title), bold=True) for title in header])
    for row in table:
        page.append([_xlsx_cell(page, value) for value in row])
    page.auto_filter.ref = f"A1:{get_column_letter(max(1, len(header)))}{len(table) + 1}"


def download(filename: str, content: bytes, kind: str) -> HttpResponse:
    """A file to keep under this name, of this kind of content."""
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    headers = {"Content-Disposition": disposition} if disposition else {}
    return HttpResponse(content, content_type=kind, headers=headers)


def _plain(value: Any) -> Any:
    """The value as a spreadsheet knows it: local times without a zone, clean text, no bools."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    return value if isinstance(value, date) else without_unseen(str(value))


def _csv_cell(value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    # What begins with apostrophes and then a formula gets one more, so that imports can tell.
    if isinstance(value, str) and value.lstrip("'").startswith(FORMULA):
        return f"'{value}"
    return value


def _xlsx_cell(page: Any, value: Any, *, bold: bool = False) -> WriteOnlyCell:
    if isinstance(value, str) and len(value) > LONGEST_CELL:
        value = value[: LONGEST_CELL - len(CUT)] + CUT
    cell = WriteOnlyCell(page, value=value)
    if isinstance(value, str):
        cell.data_type = "s"  # openpyxl would make a formula of "=1+1" and an error of "#N/A"
        cell.quotePrefix = value.startswith(FORMULA)  # and Excel one, when the cell is edited
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif isinstance(value, datetime):
        cell.number_format = "d mmm yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "d mmm yyyy"
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width_text(value: Any) -> str:
    return "" if value is None else f"{value:%d %b %Y}" if isinstance(value, date) else str(value)
