"""A workbook as headings and grids of cells, with the colours that people give them. Pure.

Whatever would make openpyxl take for ever is counted in the file first.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries

from actionplans.importing import colours
from actionplans.importing.grids import (
    ABOVE,
    BESIDE,
    Block,
    Bounds,
    Cell,
    Grid,
    Line,
    Row,
    chunks,
    padded,
    tidied,
)

MOST_ROWS = 20_000  # of a sheet, blank ones too


def blocks(content: bytes) -> list[Block]:
    """What stands on the sheets that are shown, in their order. Raises CannotRead when that is too
    much, and whatever openpyxl raises for a broken file."""
    bounds = Bounds()
    _count(content, bounds)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of parts that it leaves out; we read none
        book = load_workbook(io.BytesIO(content), rich_text=True, keep_links=False)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    palette = _Palette(book)
    found: list[Block] = []
    for sheet in sheets:
        # The name of the only sheet says little; that of one of several is a heading.
        found.append(Line(tidied(sheet.title), 1 if len(sheets) > 1 else 0))
        place = f"sheet “{sheet.title}”" if len(sheets) > 1 else ""
        found += chunks(Grid(place, padded(_rows(sheet, palette, bounds))))
    return found


def _count(content: bytes, bounds: Bounds) -> None:
    """Take the cells of all sheets, and those of merged and linked ranges, before they are read.

    Any part may be a sheet, whatever it is called: the workbook says which are.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    for name in archive.namelist():
        with archive.open(name) as part:
            try:
                _count_part(part, bounds)
            except etree.XMLSyntaxError:  # a picture; a sheet that is broken cannot be read later
                continue


def _count_part(part: Any, bounds: Bounds) -> None:
    tags = ("{*}c", "{*}row", "{*}f", "{*}mergeCell", "{*}hyperlink")
    longest = 0  # of the formulas that other cells repeat
    for _, element in etree.iterparse(part, tag=tags, resolve_entities=False):
        kind, place = etree.QName(element).localname, element.get("ref", "")
        if kind == "f":
            said = len(element.text or "")
            longest = max(longest, said)
            bounds.say(said or longest)
            continue
        if kind == "mergeCell" or ":" in place:
            left, top, right, bottom = range_boundaries(place)
            bounds.wide(right - left + 1 if bottom > top else 1)
            bounds.spend((right - left + 1) * (bottom - top + 1))
        else:
            bounds.spend(1)
        element.clear()


def _rows(sheet: Any, palette: "_Palette", bounds: Bounds) -> list[tuple[int, Row]]:
    """The rows with something in them. A stray cell far below does not make a million of them."""
    merged: dict[tuple[int, int], tuple[str, tuple[int, int]]] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                joined = BESIDE if column > area.min_col else ABOVE
                merged[row, column] = joined, (area.min_row, area.min_col)
        merged.pop((area.min_row, area.min_col))
    places = {
        place: cell for place, cell in sheet._cells.items()  # iter_rows() would fill all gaps
        if cell.value is not None or cell.has_style or place in merged
    }  # fmt: skip
    read: dict[tuple[int, int], Cell] = {}
    by_row: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sorted(places.items(), key=lambda item: item[0]):
        joined, first = merged.get((row, column), ("", (row, column)))
        if joined and first in read:
            found = read[first].part(joined)
        else:
            found = read[row, column] = palette.cell(cell, bounds)
        if found.text or found.fill:
            by_row.setdefault(row, {})[column] = found
    rows: list[tuple[int, Row]] = []
    for row, cells in by_row.items():
        # Rows and columns that only have a colour, out to the last one of the sheet, are no table.
        if texts := [column for column, cell in cells.items() if cell.text]:
            width = bounds.wide(max(texts))
            bounds.spend(width)
            rows.append((row, [cells.get(column, Cell()) for column in range(1, width + 1)]))
    return rows


class _Palette:
    """Turns the cells of a workbook into ours; knows its theme, its numbered colours."""

    def __init__(self, book: Any) -> None:
        theme = book.loaded_theme or b""
        text = theme.decode("utf-8", "replace") if isinstance(theme, bytes) else str(theme)
        self.scheme = colours.scheme(text)
        self.indexed: Sequence[str] = book._colors
        self.known: dict[int, tuple[str, str, bool]] = {}

    def cell(self, cell: Any, bounds: Bounds) -> Cell:
        """The cell with its words as it shows them, and its colours."""
        fill, ink, is_bold = self._look(cell)
        inks = {ink: None} if ink else {}
        if isinstance(cell.value, CellRichText):
            inks |= dict.fromkeys(self._of_blocks(cell.value))
        words = _words(cell)
        bounds.say(len(words))
        text = tidied(words)
        return Cell(
            text, fill, tuple(one for one in inks if one and text), is_bold=is_bold,
            is_formula=cell.data_type == "f",
        )  # fmt: skip

    def _look(self, cell: Any) -> tuple[str, str, bool]:
        """Ground, type and boldness, worked out once for each style of the workbook."""
        if not getattr(cell, "has_style", False):
            return "", "", False
        number = cell._style.fillId * 1_000_000 + cell._style.fontId
        if number not in self.known:
            fill = cell.fill
            is_solid = fill.fill_type == "solid"
            ground = self._colour(fill.fgColor) if is_solid else ""
            self.known[number] = ground, self._colour(cell.font.color), bool(cell.font.b)
        return self.known[number]

    def _of_blocks(self, text: CellRichText) -> Iterator[str]:
        for block in text:
            if isinstance(block, TextBlock) and block.text.strip():
                yield self._colour(block.font.color)

    def _colour(self, colour: Any) -> str:
        """Six hex digits of a colour by value, by number or by its place in the theme."""
        if colour is None:
            return ""
        if colour.type == "theme":
            names = colours.THEME_ORDER
            known = 0 <= colour.theme < len(names)
            return colours.tinted(self.scheme[names[colour.theme]], colour.tint) if known else ""
        if colour.type == "indexed":
            known = 0 <= colour.indexed < len(self.indexed)
            found = colours.hexed(self.indexed[colour.indexed]) if known else ""
        else:
            found = colours.hexed(colour.rgb) if colour.type == "rgb" else ""
        return colours.tinted(found, colour.tint or 0)


def _words(cell: Any) -> str:
    """What the cell shows, as far as that can be told from its value and its format."""
    value, shown = cell.value, str(cell.number_format or "").lower()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime | date):
        plain = shown.split(";")[0]
        if "y" in plain and "d" not in plain:
            return f"{value:%B %Y}" if "m" in plain else f"{value:%Y}"
        return f"{value:%-d %B %Y}"
    if isinstance(value, int | float) and shown.endswith("%"):
        return f"{value * 100:g}%"
    if isinstance(value, float):
        places = len(shown) - 2 if shown.startswith("0.") and not shown.strip("0.") else -1
        return f"{value:.{places}f}" if 0 < places < 10 else f"{value:.10g}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    # A formula is never worked out; one of several cells has no words.
    return "=…" if cell.data_type == "f" and not isinstance(value, str) else str(value)
