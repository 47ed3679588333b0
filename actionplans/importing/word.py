"""A Word document as headings and grids of cells, with the colours that people give them. Pure."""

import io
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

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
    padded,
    tidied,
)
from actionplans.importing.ratings import MARKS

# What only stands around other things: content controls, links, what was inserted by tracking.
# What was deleted (w:del) is not looked into.
AROUND = {
    qn(f"w:{name}")
    for name in ("sdt", "sdtContent", "ins", "moveTo", "hyperlink", "smartTag", "customXml",
                 "fldSimple", "dir", "bdo")
}  # fmt: skip
BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
SHAPE = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}spPr"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML = "{urn:schemas-microsoft-com:vml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MOST_CELLS = 60_000  # python-docx takes long over each
DEEPEST = 10  # of styles that stand on one another
EMPHASIS = 9  # the level of a paragraph that is bold as a whole


def blocks(content: bytes) -> list[Block]:
    """What stands in the document, in its order. Raises CannotRead when its tables are too large,
    and whatever python-docx raises for a broken file."""
    document = Document(io.BytesIO(content))
    return list(_Reader(document).blocks())


def _inside(parent: Any) -> Iterator[Any]:
    """The children, also of what only stands around them."""
    for child in parent:
        if child.tag in AROUND:
            yield from _inside(child)
        else:
            yield child


def _value(element: Any, path: str, name: str = "w:val") -> str:
    """An attribute of what stands at a path below the element; "" if there is none."""
    for step in path.split("/"):
        if element is None:
            return ""
        element = element.find(qn(step))
    return "" if element is None else element.get(qn(name)) or ""


class _Reader:
    """Knows the document's theme and styles while its body is gone through."""

    def __init__(self, document: Any) -> None:
        self.body = document.element.body
        self.styles = {one.get(qn("w:styleId")): one for one in document.styles.element}
        self.bounds = Bounds(MOST_CELLS)
        self.tables = 0
        theme = b""
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.THEME and not relation.is_external:
                theme = relation.target_part.blob
        self.scheme = colours.scheme(theme.decode("utf-8", "replace"))

    def blocks(self) -> Iterator[Block]:
        """The lines and grids of the body; a table within a table comes after it."""
        for child in _inside(self.body):
            if child.tag == qn("w:p"):
                text = tidied(self._text(child))
                if text:
                    yield Line(text, self._level(child))
            elif child.tag == qn("w:tbl"):
                tables = [child, *(one for one in child.iter(qn("w:tbl")) if one is not child)]
                for table in tables:
                    yield self._grid(table)

    def _grid(self, table: Any) -> Grid:
        self.tables += 1
        grid = Grid(f"table {self.tables}")
        above: Row = []
        rows: list[tuple[int, Row]] = []
        for child in _inside(table):
            if child.tag == qn("w:tr") and child.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                above = self._row(child, above)
                rows.append((len(rows) + 1, above))
        grid.rows = padded(rows)
        return grid

    def _row(self, row: Any, above: Row) -> Row:
        cells = [Cell()] * self._number(_value(row, "w:trPr/w:gridBefore"), 0)
        for child in _inside(row):
            if child.tag != qn("w:tc"):
                continue
            merge = child.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
            cell = self._cell(child)
            if goes_on and len(cells) < len(above) and not cell.text:
                cell = above[len(cells)].part(ABOVE)
            across = self._number(_value(child, "w:tcPr/w:gridSpan"), 1)
            self.bounds.spend(across)
            cells += [cell, *[cell.part(cell.joined or BESIDE)] * (across - 1)]
            self.bounds.wide(len(cells))
        return cells

    def _number(self, text: str, least: int) -> int:
        return self.bounds.wide(max(least, int(text))) if text.isdecimal() else least

    def _cell(self, cell: Any) -> Cell:
        """The paragraphs of a cell as one text; those of a table within it too."""
        paragraphs = list(cell.iter(qn("w:p")))
        text = "\n".join(self._text(one) for one in paragraphs)
        self.bounds.say(len(text))
        text = tidied(text)
        properties = cell.find(qn("w:tcPr"))
        fill = self._shading(None if properties is None else properties.find(qn("w:shd")))
        inks: dict[str, None] = {}
        bold = []
        for paragraph in paragraphs:
            style = self._of_style(_value(paragraph, "w:pPr/w:pStyle"))
            ground = self._shading(paragraph.find(f"{qn('w:pPr')}/{qn('w:shd')}"))
            for run in self._runs(paragraph):
                if self._words(run).strip():
                    inks |= dict.fromkeys([*(self._inks(run) or style), ground])
                    bold.append(self._is_bold(run))
        inks |= dict.fromkeys(self._shapes(cell))
        found = tuple(ink for ink in inks if ink)
        return Cell(text, fill, found, is_bold=bool(bold) and all(bold))

    def _runs(self, paragraph: Any) -> Iterator[Any]:
        return (child for child in _inside(paragraph) if child.tag == qn("w:r"))

    def _text(self, paragraph: Any) -> str:
        return "".join(self._words(run) for run in self._runs(paragraph))

    def _words(self, run: Any) -> str:
        """The words of a run; signs of a symbol font, such as its discs, are one sign here."""
        parts = []
        for child in run:
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag == qn("w:sym"):
                parts.append(MARKS[0])
            else:
                parts.append(BREAKS.get(child.tag, ""))
        return "".join(parts)

    def _inks(self, run: Any) -> list[str]:
        """The colours of a run: of its type, its highlighting and its ground."""
        properties = run.find(qn("w:rPr"))
        if properties is None:
            return []
        found = [
            self._colour(properties.find(qn("w:color")), "w:val", "w:theme"),
            colours.NAMED.get(_value(properties, "w:highlight").lower(), ""),
            self._shading(properties.find(qn("w:shd"))),
        ]
        return [one for one in found if one] or self._of_style(_value(properties, "w:rStyle"))

    def _of_style(self, name: str) -> list[str]:
        """The colours that a style gives, its own or those of the styles it stands on."""
        for _ in range(DEEPEST):
            style = self.styles.get(name)
            if style is None:
                return []
            properties = style.find(qn("w:rPr"))
            if properties is not None and (
                ink := self._colour(properties.find(qn("w:color")), "w:val", "w:theme")
            ):
                return [ink]
            name = _value(style, "w:basedOn")
        return []

    def _is_bold(self, run: Any) -> bool:
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        return bold is not None and bold.get(qn("w:val")) not in {"0", "false"}

    def _colour(self, element: Any, stated: str, theme: str) -> str:
        """A colour as an element states it, in hex or by its place in the theme."""
        if element is None:
            return ""
        named = "Color" if theme == "w:theme" else ""
        return colours.of_word(
            self.scheme,
            stated=element.get(qn(stated)) or "",
            theme=element.get(qn(f"{theme}{named}")) or "",
            tint=element.get(qn(f"{theme}Tint")) or "",
            shade=element.get(qn(f"{theme}Shade")) or "",
        )

    def _shading(self, element: Any) -> str:
        """The ground of a cell, paragraph or run; a solid pattern shows its own colour."""
        if element is None:
            return ""
        if element.get(qn("w:val")) == "solid":
            return self._colour(element, "w:color", "w:theme")
        return self._colour(element, "w:fill", "w:themeFill")

    def _shapes(self, cell: Any) -> Iterator[str]:
        """The colours of discs that are drawn in the cell."""
        for shape in cell.iter(SHAPE, f"{VML}oval", f"{VML}shape", f"{VML}rect"):
            if shape.tag != SHAPE:
                if not any(True for _ in shape.iterancestors(FALLBACK)):
                    yield colours.of_css(shape.get("fillcolor") or "")
            elif (fill := shape.find(f"{DRAWN}solidFill")) is not None:
                for colour in fill:
                    yield colours.of_word(
                        self.scheme, stated=colour.get("val") or "", theme=colour.get("val") or ""
                    )

    def _level(self, paragraph: Any) -> int:
        """The level of a heading, by its style or outline; EMPHASIS if it is bold as a whole."""
        name = _value(paragraph, "w:pPr/w:pStyle")
        outline = _value(paragraph, "w:pPr/w:outlineLvl")
        for _ in range(DEEPEST):
            style = self.styles.get(name)
            if style is None:
                break
            called = _value(style, "w:name").lower()
            if called == "title":
                return 1
            outline = outline or _value(style, "w:pPr/w:outlineLvl")
            if called.startswith("heading ") and called[8:].isdecimal():
                outline = str(int(called[8:]) - 1)
                break
            name = _value(style, "w:basedOn")
        if outline.isdecimal() and int(outline) < EMPHASIS:
            return int(outline) + 1
        runs = [run for run in self._runs(paragraph) if self._words(run).strip()]
        return EMPHASIS if runs and all(self._is_bold(run) for run in runs) else 0
