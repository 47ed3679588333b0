"""CSV, in any of its separators and encodings, as a grid of cells. Pure."""

import codecs
from collections.abc import Sequence
from itertools import islice

from actionplans.importing import headers
from actionplans.importing.grids import Block, Bounds, Cell, Grid, chunks, padded, tidied
from institution.importing import files

SEPARATORS = ",;\t|"
LOOKED_AT = 40  # lines, to find the headings in
BY_MARK = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def blocks(content: bytes) -> list[Block]:
    """What stands in the file. Raises CannotRead or Unreadable with a sentence."""
    content = _in_utf_8(content)
    _, codec = files.encoding_of(content)
    separator, skipped = _separator(content, codec)
    bounds, grid = Bounds(), Grid("", called="line")
    for number, cells in files.cells_of(content, codec, separator, skipped=skipped):
        bounds.spend(bounds.wide(len(cells)))
        grid.rows.append((number, [Cell(tidied(files.meant(cell))) for cell in cells]))
    grid.rows = padded(grid.rows)
    bounds.spend(sum(len(row) for _, row in grid.rows) - bounds.cells)
    return list(chunks(grid))


def _in_utf_8(content: bytes) -> bytes:
    """What Excel calls “Unicode text” is UTF-16; our helpers take UTF-8."""
    for mark, codec in BY_MARK.items():
        if content.startswith(mark):
            try:
                return content.decode(codec).encode()
            except UnicodeError:
                break
    return content


def _separator(content: bytes, codec: str) -> tuple[str, int]:
    """The sign that parts the cells, and how many lines come before the table: the one by which
    most headings are known, or else most cells are parted."""
    first = content.decode(codec)[:20].split("\n")[0].strip().strip('"')
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1

    def found(separator: str) -> tuple[int, int]:
        lines: list[Sequence[str]] = [
            cells for _, cells in islice(
                files.cells_of(content, codec, separator, strict=False), LOOKED_AT
            )
        ]  # fmt: skip
        known = [len([1 for cell in line if headers.field_of(tidied(cell))]) for line in lines]
        return max(known, default=0), sum(len(line) for line in lines)

    return max(SEPARATORS, key=found), 0
