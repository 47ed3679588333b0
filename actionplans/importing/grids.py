"""What every kind of file is turned into before it is understood: lines of text and grids of cells.

Pure, without Django, as all of this package.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from documents.longtext import without_unseen

MOST_CELLS = 200_000  # of all grids of a file; a plan of 500 actions has some 4,000
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000_000  # of all cells; what stands once in a file may be shown in thousands
BESIDE, ABOVE = "beside", "above"  # the cell that a part of a merged cell belongs to


class CannotRead(ValueError):
    """The file is no action plan that can be read; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, the colour of its ground and those of its type ("00b050"; "" for none).

    joined: for a part of a merged cell that is not its first, where the first is; it has the same
    text and colours.
    """

    text: str = ""
    fill: str = ""
    inks: tuple[str, ...] = ()
    joined: str = ""
    is_bold: bool = False
    is_formula: bool = False

    def part(self, joined: str) -> "Cell":
        """The same cell as another place of a merged one."""
        return Cell(self.text, self.fill, self.inks, joined, self.is_bold, self.is_formula)


@dataclass(frozen=True, slots=True)
class Line:
    """Text outside tables; `level` from 1 on for what looks like a heading, 0 for other text."""

    text: str
    level: int = 0


Row = Sequence[Cell]


@dataclass
class Grid:
    """A table: where it is ("table 3", "sheet Plan"), and its rows with their numbers there."""

    place: str
    rows: list[tuple[int, Row]] = field(default_factory=list)
    called: str = "row"

    def where(self, number: int) -> str:
        """Where in the file a row stands: "table 3, row 5"."""
        return f"{self.place}, {self.called} {number}" if self.place else f"{self.called} {number}"


Block = Line | Grid


class Bounds:
    """Counts the cells of a file, those within merged cells too, and what they say."""

    def __init__(self, most: int = MOST_CELLS) -> None:
        self.cells, self.most, self.characters = 0, most, 0

    def spend(self, cells: int) -> None:
        """Take so many more. Raises CannotRead when there are too many."""
        self.cells += cells
        if self.cells > self.most:
            raise CannotRead(
                f"The tables of this file have more than {self.most:,} cells, with merged ones. "
                "Keep only the action plan, and delete empty rows and columns around it."
            )

    def say(self, characters: int) -> None:
        """Take so many characters more. Raises CannotRead when there are too many."""
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise CannotRead(
                f"This file says more than {MOST_CHARACTERS:,} characters, with what its cells "
                "repeat. Keep only the action plan."
            )

    def wide(self, columns: int) -> int:
        """The number of columns of a row or cell. Raises CannotRead when there are too many."""
        if columns > MOST_COLUMNS:
            raise CannotRead(
                f"A table of this file is more than {MOST_COLUMNS} columns wide. "
                "Keep only the columns of the action plan, and split cells merged beyond them."
            )
        return columns


def tidied(text: str) -> str:
    """The text with one line for each paragraph: no empty lines, single spaces, nothing unseen."""
    text = unicodedata.normalize("NFC", without_unseen(text))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def own(row: Row) -> list[int]:
    """The columns with a text of their own in this row: parts of a merged cell count once."""
    return [column for column, cell in enumerate(row) if cell.text and not cell.joined]


def padded(rows: Iterable[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """The rows, all as wide as the widest."""
    rows = list(rows)
    width = max((len(row) for _, row in rows), default=0)
    return [(number, [*row, *[Cell()] * (width - len(row))]) for number, row in rows]


def chunks(grid: Grid) -> Iterator[Block]:
    """The tables of a sheet, parted by blank rows; a line that stands alone is a heading."""
    found: list[tuple[int, Row]] = []
    last = 0
    for number, row in [*grid.rows, (-1, [])]:
        is_blank = not any(cell.text or cell.fill for cell in row)
        # Lines of CSV are counted as in the file, where a cell may take several.
        if found and (is_blank or (number > last + 1 and grid.called != "line")):
            yield from _chunk(grid, found)
            found = []
        if not is_blank:
            found.append((number, row))
        last = number


def _chunk(grid: Grid, rows: list[tuple[int, Row]]) -> Iterator[Block]:
    alone = own(rows[0][1])
    if len(rows) == 1 and len(alone) == 1:
        text = rows[0][1][alone[0]].text
        yield Line(text, 5 if len(text) <= 80 and not text.endswith(".") else 0)
    else:
        yield Grid(grid.place, rows, grid.called)
