"""A list in a stranger's file of either kind, read within bounds."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Any

from documents.bounded import Busy, OutOfBounds, SideProcess
from institution.importing import files, sheets
from institution.importing.files import Column, Table, Unreadable

KINDS = ("csv", "xlsx")
BUSY = "Somebody else's file is being read just now. Try again in a minute."
TOO_MUCH = "This file takes too long to read. Save it as CSV if it is not, or split it."

# Nobody waits for it: of the four threads of a web process an import holds one at the most.
_reader = SideProcess(seconds=60, megabytes=400)


def read_list(
    name: str, content: bytes, columns: Sequence[Column], *, most_rows: int = files.MOST_ROWS
) -> Table:
    """The list in a CSV or Excel file, which of the two its name says.

    Raises Unreadable with a sentence.
    """
    if not is_sheet(name):
        return files.read(content, columns, most_rows=most_rows)
    lines = at_the_side(sheets.all_lines, content)
    return files.table(lines, columns, most_rows=most_rows)


def at_the_side(function: Callable[..., Any], *arguments: Any) -> Any:
    """The function's answer from the process at the side, as SideProcess.call has it.

    Raises Unreadable with a sentence, also when there is no end of it.
    """
    try:
        return _reader.call(function, *arguments)
    except Busy:
        raise Unreadable(BUSY) from None
    except OutOfBounds:
        raise Unreadable(TOO_MUCH) from None


def is_sheet(name: str) -> bool:
    """Whether the file's name is that of an Excel workbook."""
    return PurePath(name).suffix.lower() == ".xlsx"
