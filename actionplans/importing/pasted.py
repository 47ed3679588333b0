"""A table pasted from Word, Excel or a web page as headings and grids of cells. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from actionplans.importing import colours, texts
from actionplans.importing.grids import (
    ABOVE,
    BESIDE,
    Block,
    Bounds,
    Cell,
    Grid,
    Line,
    Row,
    padded,
    tidied,
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
ENDS_LINE = {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"script", "style", "head", "title", "xml"}
GROUND = re.compile(r"(?:^|;)\s*background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
INK = re.compile(r"(?:^|;)\s*color\s*:\s*([^;]+)", re.IGNORECASE)
BOLD = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.IGNORECASE)


def blocks(html: str) -> list[Block]:
    """What was pasted; without a table in it, as text whose cells are parted by tabs."""
    if "<table" not in html.lower():
        return texts.blocks(html.encode())
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    page = lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    return list(_blocks(page, Bounds()))


def _blocks(page: Any, bounds: Bounds) -> Iterator[Block]:
    tables = 0
    for element in page.iter():
        if element.tag == "table":
            tables += 1
            yield _grid(element, f"table {tables}", bounds)
        elif element.tag in {*HEADINGS, "p"} and not any(True for _ in element.iterancestors("td")):
            words = _words(element)
            bounds.say(len(words))
            text = tidied(words)
            level = HEADINGS.get(element.tag, 9 if _is_bold(element) else 0)
            if text:
                yield Line(text, level)


def _grid(table: Any, place: str, bounds: Bounds) -> Grid:
    """The rows of a table, with its merged cells laid out."""
    rows: list[tuple[int, Row]] = []
    below: dict[int, tuple[int, Cell]] = {}  # by column: for how many rows more, and which cell
    for element in table.iter("tr"):
        if next(element.iterancestors("table")) is not table:
            continue
        cells = _row(element, below, bounds)
        bounds.spend(len(cells))
        rows.append((len(rows) + 1, cells))
    return Grid(place, padded(rows))


def _row(element: Any, below: dict[int, tuple[int, Cell]], bounds: Bounds) -> list[Cell]:
    """The cells of a row, with those that reach down into it from above."""
    cells: list[Cell] = []
    stated = element.iterchildren("td", "th")
    while True:
        column = len(cells)
        if column in below:
            left, cell = below.pop(column)
            cells.append(cell.part(ABOVE))
            if left > 1:
                below[column] = left - 1, cell
        elif (one := next(stated, None)) is not None:
            cell, across, down = _cell(one, bounds), _span(one, "colspan"), _span(one, "rowspan")
            bounds.spend(bounds.wide(across))
            bounds.wide(column + across)
            for part in range(across):
                if down > 1:
                    below[column + part] = down - 1, cell
                cells.append(cell.part(BESIDE) if part else cell)
        elif any(other > column for other in below):
            cells.append(Cell())
        else:
            return cells


def _span(element: Any, name: str) -> int:
    text = (element.get(name) or "").strip()
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1


def _cell(element: Any, bounds: Bounds) -> Cell:
    words = _words(element)
    bounds.say(len(words))
    fill = _ground(element) or _ground(element.getparent())
    inks = [colour for one in element.iter(etree.Element) for colour in _inks(one, element)]
    return Cell(tidied(words), fill, tuple(dict.fromkeys(inks)), is_bold=_is_bold(element))


def _ground(element: Any) -> str:
    stated = GROUND.search(element.get("style") or "")
    return colours.of_css(stated[1] if stated else element.get("bgcolor") or "")


def _inks(element: Any, cell: Any) -> Iterator[str]:
    """The colours of the type of an element with words, and of the ground within the cell."""
    if not any(text.strip() for text in element.itertext()):
        return
    stated = INK.search(element.get("style") or "")
    colour = colours.of_css(stated[1] if stated else element.get("color") or "")
    if colour:
        yield colour
    if element is not cell and (ground := _ground(element)):
        yield ground


def _is_bold(element: Any) -> bool:
    """Whether all of its words are bold. What is bold within bold is not looked at once more."""
    words = "".join(element.itertext()).split()
    outermost = (
        one for one in element.iter("b", "strong") if one.getparent().tag not in {"b", "strong"}
    )
    bold = any("".join(one.itertext()).split() == words for one in outermost)
    return bool(words) and (bold or bool(BOLD.search(element.get("style") or "")))


def _words(element: Any) -> str:
    """The words as lines: a browser's line ends only at the end of a paragraph or at a break."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return ""
    parts = [" ".join((element.text or "").split("\n"))]
    for child in element:
        inner = _words(child)
        parts.append(f"\n{inner}\n" if child.tag in ENDS_LINE else inner)
        parts.append(" ".join((child.tail or "").split("\n")))
    return "".join(parts)
