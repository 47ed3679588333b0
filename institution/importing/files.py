"""A table as people's programs write them: what it says, or a sentence on what is wrong. No Django.

CSV is read here, Excel in sheets.py; both hand their lines to `table`.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from documents.longtext import without_unseen

MOST_ROWS = 5_000
MOST_COLUMNS = 50
MOST_SEEN = 200  # headings that are looked at to find the sign between cells
LONGEST_NAME = 60  # characters of a heading that are shown again
FORMULA = ("=", "+", "-", "@")
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
    """One column of a list: its field, its heading, other headings people give it.

    has_lines: whether its cells are text of several lines.
    """

    field: str
    heading: str
    also: tuple[str, ...] = ()
    is_required: bool = False
    has_lines: bool = False

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


Line = tuple[int, list[str]]


def read(content: bytes, columns: Sequence[Column], *, most_rows: int = MOST_ROWS) -> Table:
    """The list that the bytes of a CSV file hold. Raises Unreadable with a sentence."""
    encoding, lines = csv_lines(content, columns)
    return table(lines, columns, encoding=encoding, most_rows=most_rows)


def table(
    lines: Iterable[Line],
    columns: Sequence[Column],
    *,
    encoding: str = UTF_8,
    most_rows: int = MOST_ROWS,
) -> Table:
    """The list that lines of cells hold, the first of them naming the columns.

    Raises Unreadable with a sentence.
    """
    lines = iter(lines)
    _, cells = next(lines, (0, []))
    headings = headings_of(cells, columns)
    fields = fields_of(headings, columns)
    rows: list[Row] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == most_rows:
            raise Unreadable(
                f"The file has more than {most_rows:,} rows. Split it into several files."
            )
        rows.append(_row(line, cells, fields, columns))
    if not rows:
        raise Unreadable("The file has headings but no rows below them. Add a row for each entry.")
    unused = [cell[:LONGEST_NAME] for cell, name in zip(headings, fields, strict=True) if not name]
    return Table(rows, encoding, [cell for cell in unused if cell])


def csv_lines(content: bytes, columns: Sequence[Column]) -> tuple[str, Iterator[Line]]:
    """The encoding of a CSV file, and one by one its lines of cells as they stand in it.

    Raises Unreadable with a sentence, also while the lines are read.
    """
    encoding, codec = encoding_of(content)
    separator, skipped = _separator(content, codec, columns)
    return encoding, cells_of(content, codec, separator, skipped=skipped)


def encoding_of(content: bytes) -> tuple[str, str]:
    """In which encoding a CSV file is, and what Python calls it. Raises Unreadable."""
    if not content.strip():
        raise Unreadable("This file is empty. Choose another one.")
    for beginning, kind in NOT_CSV.items():
        if content.startswith(beginning):
            raise Unreadable(f"This is {kind}, and not CSV. {SAVE_AS}")
    if b"\0" in content:
        raise Unreadable(f"This file is not text, so it is not CSV. {SAVE_AS}")
    for encoding, codec in ((UTF_8, "utf-8-sig"), (WINDOWS, "cp1252")):
        try:
            content.decode(codec)
        except UnicodeDecodeError:
            continue
        return encoding, codec
    raise Unreadable(
        f"The letters of this file cannot be read: it is in an encoding we do not know. {SAVE_AS}"
    )


def _separator(content: bytes, codec: str, columns: Sequence[Column]) -> tuple[str, int]:
    """The sign between cells, and how many lines come before the headings: Excel may write one
    that names the sign."""
    first = _text(content, codec).readline()
    if named := re.fullmatch(r'"?sep=([,;\t])"?\s*', first):
        return named[1], 1

    def known(separator: str) -> tuple[int, int]:
        _, headings = next(cells_of(content, codec, separator, strict=False), (0, []))
        # A line may name millions, and each is held against every name of every column.
        first = headings[:MOST_SEEN]
        found = sum(any(column.is_called(cell) for column in columns) for cell in first)
        return found, len(headings)

    return max(SEPARATORS, key=known), 0


def _text(content: bytes, codec: str) -> io.TextIOWrapper:
    """The text bit by bit: as a whole it would need four times the memory of the file."""
    return io.TextIOWrapper(io.BytesIO(content), encoding=codec, newline="")


def cells_of(
    content: bytes, codec: str, separator: str, *, skipped: int = 0, strict: bool = True
) -> Iterator[Line]:
    """Each line of cells, with the number of the line of the file that it begins on.

    Raises Unreadable with a sentence, also while the lines are read.
    """
    text = _text(content, codec)
    for _ in range(skipped):
        text.readline()
    reader = csv.reader(text, delimiter=separator, strict=strict)
    while True:
        begins = reader.line_num + 1 + skipped
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
            yield begins, cells


def tidy(cell: str) -> str:
    """A cell on one line, without what is not seen."""
    return " ".join(unicodedata.normalize("NFC", without_unseen(cell)).split())


def meant(cell: str) -> str:
    """Text as it was before an export put an apostrophe in front of what looks like a formula."""
    is_escaped = cell.startswith("'") and cell.lstrip("'").startswith(FORMULA)
    return cell[1:] if is_escaped else cell


def _bare(heading: str) -> str:
    """A heading without what people write differently: capitals, hyphens, underscores."""
    return re.sub(r"[\W_]+", " ", heading.casefold()).strip()


def headings_of(
    cells: Sequence[str], columns: Sequence[Column], *, most: int = MOST_COLUMNS
) -> list[str]:
    """The headings that the first line names, each on one line. Raises Unreadable for too many."""
    if len(cells) > most:
        raise Unreadable(
            f"The file has {len(cells):,} columns and the most is {most}. "
            f"Keep only these: {_names(columns)}."
        )
    return [tidy(cell) for cell in cells]


def fields_of(headings: Sequence[str], columns: Sequence[Column]) -> list[str]:
    """The field of each column of the file, empty for one that is not read.

    Raises Unreadable when one that is needed is missing or one is there twice.
    """
    fields = [_field(heading, columns) for heading in headings]
    for column in columns:
        if fields.count(column.field) > 1:
            raise Unreadable(f"Two columns are headed “{column.heading}”. Keep one of them.")
    missing = [column for column in columns if column.is_required and column.field not in fields]
    if missing:
        raise Unreadable(
            f"There is no column headed “{missing[0].heading}”. The first line of the file "
            f"names the columns: {_names(columns)}. Titles and merged cells have to go."
        )
    return fields


def _field(heading: str, columns: Sequence[Column]) -> str:
    return next((column.field for column in columns if column.is_called(heading)), "")


def _names(columns: Sequence[Column]) -> str:
    return ", ".join(column.heading for column in columns)


def _row(line: int, cells: list[str], fields: list[str], columns: Sequence[Column]) -> Row:
    has_lines = {column.field for column in columns if column.has_lines}
    known = {
        name: cell if name in has_lines else tidy(cell)
        for name, cell in zip(fields, cells, strict=False)
        if name
    }
    too_many = any(cell.strip() for cell in cells[len(fields) :])
    problem = "There are more cells than headings. Put text that has a comma in quotation marks."
    return Row(line, known, problem if too_many else "")
