"""A CSV file as people's programs write them: what it says, or a sentence on what is wrong."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from documents.longtext import without_unseen

MOST_ROWS = 5_000
MOST_COLUMNS = 50
LONGEST_NAME = 60  # characters of a heading that are shown again
SEPARATORS = ",;\t"
UTF_8, WINDOWS = "UTF-8", "Windows-1252"
# What other kinds of file begin with, and what to do instead.
NOT_CSV = {
    b"PK\x03\x04": "an Excel file, whatever its name says",
    b"\xd0\xcf\x11\xe0": "an old Excel file, whatever its name says",
    b"%PDF": "a PDF, whatever its name says",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
SAVE_AS = "In your spreadsheet choose “Save as” and the type “CSV UTF-8”."


class Unreadable(ValueError):
    """The file is not a list that can be imported; the text says why and what to do."""


@dataclass(frozen=True)
class Column:
    """One column of a list: its field, its heading, other headings people give it."""

    field: str
    heading: str
    also: tuple[str, ...] = ()
    is_required: bool = False

    def is_called(self, heading: str) -> bool:
        """Whether this is a heading of the column."""
        return _bare(heading) in {_bare(name) for name in (self.heading, *self.also)}


@dataclass
class Row:
    """One line of the list: where it stands in the file, and its cells by field."""

    line: int
    cells: dict[str, str]
    problem: str = ""


@dataclass
class Table:
    """What a file says: rows, the encoding it was read in, headings that are not read."""

    rows: list[Row]
    encoding: str = UTF_8
    unused: list[str] = field(default_factory=list)

    def as_json(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return [asdict(row) for row in self.rows]


def read(content: bytes, columns: Sequence[Column]) -> Table:
    """The list that the bytes of a CSV file hold. Raises Unreadable with a sentence."""
    text, encoding = _decode(content)
    separator, text = _separator(text, columns)
    lines = _lines(text, separator)
    _, headings = next(lines, (0, []))
    fields = _fields(headings, columns)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cells):
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(
                f"The file has more than {MOST_ROWS:,} rows. Split it into several files."
            )
        rows.append(_row(line, cells, fields))
    if not rows:
        raise Unreadable("The file has headings but no rows below them. Add a row for each entry.")
    unused = [cell[:LONGEST_NAME] for cell, name in zip(headings, fields, strict=True) if not name]
    return Table(rows, encoding, [cell for cell in unused if cell])


def _decode(content: bytes) -> tuple[str, str]:
    """The text of the file and the encoding it was in."""
    if not content.strip():
        raise Unreadable("This file is empty. Choose another one.")
    for beginning, kind in NOT_CSV.items():
        if content.startswith(beginning):
            raise Unreadable(f"This is {kind}, and not CSV. {SAVE_AS}")
    if b"\0" in content:
        raise Unreadable(f"This file is not text, so it is not CSV. {SAVE_AS}")
    try:
        return content.decode("utf-8-sig"), UTF_8
    except UnicodeDecodeError:
        try:
            return content.decode("cp1252"), WINDOWS
        except UnicodeDecodeError:
            raise Unreadable(
                f"The letters of this file cannot be read: it is in an encoding we do not know. "
                f"{SAVE_AS}"
            ) from None


def _separator(text: str, columns: Sequence[Column]) -> tuple[str, str]:
    """The sign between cells, and the text without the line in which Excel may name it."""
    first, _, rest = text.partition("\n")
    if named := re.fullmatch(r'"?sep=([,;\t])"?\s*', first):
        return named[1], rest

    def known(separator: str) -> tuple[int, int]:
        _, headings = next(_lines(text, separator, strict=False), (0, []))
        found = sum(any(column.is_called(cell) for column in columns) for cell in headings)
        return found, len(headings)

    return max(SEPARATORS, key=known), text


def _lines(text: str, separator: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Each line of cells, cleaned, with the number of the line of the file that it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Unreadable(
                f"The file cannot be read from line {begins} on: a quotation mark is opened and "
                "not closed there, or a cell is far too long."
            ) from None
        if cells:
            yield begins, [_tidy(cell) for cell in cells]


def _tidy(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", without_unseen(cell)).split())


def _bare(heading: str) -> str:
    """A heading without what people write differently: capitals, hyphens, underscores."""
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


def _fields(headings: list[str], columns: Sequence[Column]) -> list[str]:
    """The field of each column of the file, empty for one that is not read."""
    if len(headings) > MOST_COLUMNS:
        raise Unreadable(
            f"The file has {len(headings):,} columns and the most is {MOST_COLUMNS}. "
            f"Keep only these: {_names(columns)}."
        )
    fields = [_field(heading, columns) for heading in headings]
    for column in columns:
        if fields.count(column.field) > 1:
            raise Unreadable(f"Two columns are headed “{column.heading}”. Keep one of them.")
    missing = [column for column in columns if column.is_required and column.field not in fields]
    if missing:
        raise Unreadable(
            f"There is no column headed “{missing[0].heading}”. The first line of the file "
            f"names the columns: {_names(columns)}."
        )
    return fields


def _field(heading: str, columns: Sequence[Column]) -> str:
    return next((column.field for column in columns if column.is_called(heading)), "")


def _names(columns: Sequence[Column]) -> str:
    return ", ".join(column.heading for column in columns)


def _row(line: int, cells: list[str], fields: list[str]) -> Row:
    known = {name: cell for name, cell in zip(fields, cells, strict=False) if name}
    too_many = any(cells[len(fields) :])
    problem = "There are more cells than headings. Put text that has a comma in quotation marks."
    return Row(line, known, problem if too_many else "")
