"""An Excel file as lines of cells, in the shape in which CSV files come. No Django.

A stranger's archive can be made to need any amount of time and memory, so `lines` belongs into a
process at the side.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from institution.importing.files import FORMULA, Line, Unreadable

MOST_PARTS = 500
MOST_UNPACKED = 200 * 1024**2  # bytes
MOST_LINES = 120_000  # blank ones too
SAVE_AS = "Save it again as an Excel workbook (.xlsx), or as CSV."
NO_SHEET = f"This is not an Excel file, whatever its name says. {SAVE_AS}"


def lines(content: bytes) -> Iterator[Line]:
    """The lines of the first sheet, with their numbers; text that looks like a formula has an
    apostrophe in front, as in our own CSV files, and a formula has none.

    Raises Unreadable with a sentence, also while the lines are read.
    """
    _look_inside(content)
    from openpyxl import load_workbook  # takes a while, and CSV does without

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size may be a lie
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_LINES:
                raise Unreadable(f"The sheet has more than {MOST_LINES:,} lines. Split it.")
            yield number, [_words(cell) for cell in cells]
    except Unreadable:
        raise
    except Exception as problem:  # whatever a broken file does to the reader
        raise Unreadable(f"This Excel file is damaged and cannot be read. {SAVE_AS}") from problem


def all_lines(content: bytes) -> list[Line]:
    """The same as one value, to come back from a process at the side."""
    return list(lines(content))


def _look_inside(content: bytes) -> None:
    """Refuse what is no plain workbook, before anything in it is unpacked."""
    if not content.strip():
        raise Unreadable("This file is empty. Choose another one.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(f"This is an old Excel file, or one that is kept by a password. {SAVE_AS}")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as problem:
        raise Unreadable(
            f"This is not an Excel file, whatever its name says. {SAVE_AS}"
        ) from problem
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise Unreadable(NO_SHEET)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("This workbook holds macros. Save it as a plain workbook (.xlsx).")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable("This workbook is too large once unpacked. Save the list as CSV.")


def _words(cell: Any) -> str:
    """What the cell says, as CSV would have it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if cell.data_type == "f":
        return value if isinstance(value, str) else "=…"  # a formula of several cells
    text = str(value)
    is_text = isinstance(value, str) and text.lstrip("'").startswith(FORMULA)
    return f"'{text}" if is_text else text
