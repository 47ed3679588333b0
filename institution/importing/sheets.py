"""An Excel file as lines of cells, in the shape in which CSV files come. No Django.

A stranger's archive can be made to need any amount of time and memory, so `lines` belongs into a
process at the side.
"""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from institution.importing.archives import EXCEL, look_inside
from institution.importing.files import FORMULA, Line, Unreadable

MOST_LINES = 120_000  # blank ones too
MOST_CHARACTERS = 10_000_000  # that come back, and cells: as a CSV file of 10 MB has at most


def lines(content: bytes) -> Iterator[Line]:
    """The lines of the first sheet, with their numbers; text that looks like a formula has an
    apostrophe in front, as in our own CSV files, and a formula has none.

    Raises Unreadable with a sentence, also while the lines are read.
    """
    look_inside(content)
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
        raise Unreadable(
            f"This Excel file is damaged and cannot be read. {EXCEL.save_as}"
        ) from problem


def all_lines(content: bytes) -> list[Line]:
    """The same as one value, to come back from a process at the side.

    Raises Unreadable for more than a CSV file may say: a long text stands once in an Excel file and
    may be shown in a million cells, each of which somebody copies when it is here.
    """
    found: list[Line] = []
    left = MOST_CHARACTERS
    for number, cells in lines(content):
        left -= len(cells) + sum(map(len, cells))
        if left < 0:
            raise Unreadable(
                f"The sheet has more than {MOST_CHARACTERS:,} characters. Split it, or keep only "
                "the columns of the list."
            )
        found.append((number, cells))
    return found


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
