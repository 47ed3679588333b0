"""A Word document from headings, long text and tables; it reads like the page and the PDF."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from lxml import html as lxml_html

from documents.longtext import to_html, without_unseen

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BRAND = RGBColor(0x08, 0x3F, 0x4A)
DEEPEST_LIST = 3  # Word's own styles go no deeper


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (the document's title), 2 or 3."""

    text: str
    level: int


@dataclass(frozen=True)
class LongText:
    """Markdown as `documents.longtext` knows it."""

    markdown: str


@dataclass(frozen=True)
class Line:
    """One paragraph of plain words."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table with a header row, which Word repeats on each page. Cells are plain or long text."""

    header: Sequence[str]
    rows: Sequence[Sequence[str | LongText]]


Block = Heading | LongText | Line | Table


def docx_bytes(
    title: str, blocks: Iterable[Block], *, author: str, made_at: datetime, is_wide: bool = False
) -> bytes:
    """The .docx file of the blocks in their order. `made_at` is aware; the language is British.

    is_wide: whether its pages lie on their side, for tables of many columns.
    """
    document = Document()
    _set_up(document, title=title, author=author, made_at=made_at)
    if is_wide:
        for section in document.sections:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
    for block in blocks:
        match block:
            case Heading(text, level):
                document.add_heading(without_unseen(text), level)
            case LongText(markdown):
                _add_long_text(document, markdown)
            case Line(text):
                document.add_paragraph(without_unseen(text))
            case Table(header, rows):
                _add_table(document, [header, *rows])
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _set_up(document: Any, *, title: str, author: str, made_at: datetime) -> None:
    """Name, language and looks of the document."""
    properties = document.core_properties
    properties.title, properties.author = without_unseen(title)[:255], without_unseen(author)[:255]
    properties.language, properties.comments = "en-GB", ""
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    defaults = document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    defaults.append(_element("w:lang", val="en-GB", eastAsia="en-GB"))
    for name, size in (("Normal", 11), ("Heading 1", 24), ("Heading 2", 16), ("Heading 3", 13)):
        style = document.styles[name]
        style.font.name, style.font.size = "Calibri", Pt(size)
        style.element.rPr.rFonts.set(qn("w:asciiTheme"), "minorHAnsi")
        style.element.rPr.rFonts.set(qn("w:hAnsiTheme"), "minorHAnsi")
        if name != "Normal":
            style.font.color.rgb = BRAND
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)


def _add_long_text(place: Any, markdown: str) -> None:
    """The same clean HTML that the page shows, block by block; into the document or a cell."""
    for block in _html(markdown):
        _add_block(place, block, depth=0)


def _html(markdown: str) -> Any:
    return lxml_html.fragment_fromstring(str(to_html(markdown)), create_parent="div")


def _add_block(place: Any, block: Any, *, depth: int) -> None:
    if block.tag in ("ul", "ol"):
        _add_list(place, block, depth=depth + 1)
    elif block.tag == "table":
        _add_table(place, [list(row) for row in block.iter("tr")])
    else:
        _add_words(place.add_paragraph(), block)


def _add_list(place: Any, items: Any, *, depth: int) -> None:
    kind = "List Bullet" if items.tag == "ul" else "List Number"
    level = min(depth, DEEPEST_LIST)
    style = kind if level == 1 else f"{kind} {level}"
    numbering = None
    if items.tag == "ol":
        numbering = _new_numbering(place.part, style, start=int(items.get("start", "1")))
    for item in items:
        paragraph = place.add_paragraph(style=style)
        if numbering is not None:
            paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = numbering
        _add_words(paragraph, item)
        has_words = bool(paragraph.runs)
        for block in item:
            if block.tag == "p":
                if has_words:
                    paragraph = place.add_paragraph(style="List Continue")
                _add_words(paragraph, block)
                has_words = True
            elif block.tag in ("ul", "ol", "table"):
                _add_block(place, block, depth=depth)


def _new_numbering(part: Any, style: str, *, start: int) -> int:
    """A count that begins at `start`; without it Word goes on counting from the last list."""
    definitions = part.numbering_part.element
    of_style = part.styles[style].element.pPr.numPr.numId.val
    abstract = definitions.num_having_numId(of_style).abstractNumId.val
    number = definitions.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _add_words(paragraph: Any, element: Any, *, bold: bool = False) -> None:
    """The words of an element with its bold parts, links and line breaks; blocks are left out."""
    _add_run(paragraph, element.text, bold=bold)
    for child in element:
        if child.tag == "strong":
            _add_words(paragraph, child, bold=True)
        elif child.tag == "a":
            _add_link(paragraph, child, bold=bold)
        elif child.tag == "br":
            paragraph.add_run().add_break(WD_BREAK.LINE)
        _add_run(paragraph, child.tail, bold=bold)


def _add_run(paragraph: Any, text: str | None, *, bold: bool) -> None:
    words = (text or "").replace("\n", "")  # a break that was meant is a <br>
    if words:
        paragraph.add_run(words).bold = bold or None


def _add_link(paragraph: Any, link: Any, *, bold: bool) -> None:
    """A link that Word can follow; python-docx knows no way to add one."""
    part = paragraph.part
    address = part.relate_to(link.get("href"), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(link.text_content())
    run.bold, run.underline, run.font.color.rgb = bold or None, True, BRAND
    hyperlink = OxmlElement("w:hyperlink")
    hyperlink.set(qn("r:id"), address)
    hyperlink.append(run._r)
    paragraph._p.append(hyperlink)


def _add_table(place: Any, rows: Sequence[Sequence[Any]]) -> None:
    """A table with hairlines whose first row is the header. Cells are plain text, long text or
    HTML elements."""
    table = place.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for number, row in enumerate(rows):
        for cell, content in zip(table.add_row().cells, row, strict=True):
            _fill(cell, content, bold=number == 0)
    heading = table.rows[0]._tr.get_or_add_trPr()
    heading.append(_element("w:cantSplit"))
    heading.append(_element("w:tblHeader"))
    place.add_paragraph()  # so that two tables do not grow together


def _fill(cell: Any, content: Any, *, bold: bool) -> None:
    first = cell.paragraphs[0]
    match content:
        case str():
            first.add_run(without_unseen(content)).bold = bold or None
        case LongText(markdown):
            _add_long_text(cell, markdown)
            if len(cell.paragraphs) > 1:
                cell._tc.remove(first._p)
        case _:
            _add_words(first, content, bold=bold)


def _element(name: str, **attributes: str) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element
