"""Plans as people write them, built for the tests: Word, Excel, CSV and what is pasted."""

import csv
import io
import zipfile
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import RGBColor
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from actionplans.importing import PlanTable, read_bytes

HEADER = ["Action", "Reference", "Owner", "Timescale", "RAG", "Status"]
GREEN, AMBER, RED = "00B050", "FFC000", "FF0000"


@dataclass
class C:
    """A cell with looks: ground, type, how many columns wide, and whether it begins ("restart") or
    continues ("continue") a cell merged downwards."""

    text: str = ""
    fill: str = ""
    ink: str = ""
    across: int = 1
    down: str = ""
    bold: bool = False
    theme: str = ""


@dataclass
class H:
    """A heading of a Word document."""

    text: str
    level: int = 2


def line(reference: str, text: str, *more: Any) -> list[Any]:
    """A row of a plan under HEADER, with usual cells behind the action."""
    usual = ["HR", "Spring 2027", "", "The first step is taken."]
    return [text, reference, *more, *usual[len(more) :]]


def many_actions(number: int) -> bytes:
    """A Word document of a plan with so many actions, under five themes and with their ratings."""
    themes = ["Visibility", "Recognition", "Career Development", "Sustainability", "Impact"]
    each = -(-number // len(themes))
    blocks: list[Any] = []
    for place, theme in enumerate(themes):
        rows = [
            line(f"{theme[0]}{at:03}", f"{theme}: do thing number {at} with all the schools.",
                 "TCWG/HR", "Autumn 2025 & Autumn 2026", C(["Green", "Amber", ""][at % 3]))
            for at in range(1, min(each, number - place * each) + 1)
        ]  # fmt: skip
        blocks += [H(theme), [HEADER, *rows]]
    return word(*blocks)


def word(*blocks: Any) -> bytes:
    """A Word document: headings, paragraphs, and tables as lists of rows."""
    document = Document()
    for block in blocks:
        if isinstance(block, H):
            document.add_heading(block.text, block.level)
        elif isinstance(block, str):
            document.add_paragraph(block)
        else:
            _table(document, block)
    return saved(document)


def saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _table(document: Any, rows: list[list[Any]]) -> None:
    table = document.add_table(rows=0, cols=0)
    for row in rows:
        line = OxmlElement("w:tr")
        table._tbl.append(line)
        for one in row:
            line.append(_cell(document, one if isinstance(one, C) else C(one)))


def _cell(document: Any, one: C) -> Any:
    cell = parse_xml(f"<w:tc {nsdecls('w')}><w:tcPr/></w:tc>")
    properties = cell.find(qn("w:tcPr"))
    if one.across > 1:
        _add(properties, "w:gridSpan", val=str(one.across))
    if one.down:
        _add(properties, "w:vMerge", val=one.down)
    if one.fill:
        _add(properties, "w:shd", val="clear", color="auto", fill=one.fill)
    if one.theme:
        _add(properties, "w:shd", val="clear", themeFill=one.theme)
    for text in one.text.split("\n"):
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.bold = one.bold or None
        if one.ink:
            run.font.color.rgb = RGBColor.from_string(one.ink)
        cell.append(paragraph._p)
    return cell


def _add(parent: Any, name: str, **attributes: str) -> None:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    parent.append(element)


def excel(*sheets: tuple[str, list[list[Any]]], merged: tuple[str, ...] = ()) -> bytes:
    """A workbook of sheets with their names; ranges of the first one are merged."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, one in enumerate(row, start=1):
                _write(sheet.cell(number, column), one)
    for area in merged:
        book.worksheets[0].merge_cells(area)
    return saved(book)


def _write(cell: Any, one: Any) -> None:
    looks = one if isinstance(one, C) else C()
    cell.value = looks.text or None if isinstance(one, C) else one
    if isinstance(cell.value, str) and cell.value.startswith("="):
        cell.data_type = "s" if isinstance(one, C) else "f"
    if looks.fill:
        cell.fill = PatternFill("solid", fgColor=looks.fill)
    if looks.ink or looks.bold:
        cell.font = Font(color=looks.ink or None, bold=looks.bold)


def csv_file(rows: list[list[str]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip archive of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


def changed(content: bytes, changes: dict[str, Any]) -> bytes:
    """An Office file with parts replaced, added or, by a function of the part, changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name]) if callable(change) else change
    return archive(parts)


def plain(plan: PlanTable) -> list[tuple[str | None, ...]]:
    """The actions of a plan without where they stood and what was warned of."""
    return [
        (row.theme, row.reference, row.text, row.owner, row.timescale, row.rag, row.status)
        for row in plan.rows
    ]


def read(name: str, content: bytes) -> PlanTable:
    return read_bytes(name, content)
