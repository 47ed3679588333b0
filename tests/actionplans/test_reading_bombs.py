"""Small files that become large when they are read: refused before they do."""

import io
import zipfile

import pytest

from actionplans.importing import CannotRead, pasted, read_bytes, read_pasted
from actionplans.importing.grids import MOST_CHARACTERS, Grid
from tests.actionplans.plan_files import HEADER, changed, excel, line, word

PLAN = [HEADER, line("V001", "Name a champion.")]
WORD, EXCEL = word(PLAN), excel(("Plan", PLAN))
SHEET, DOCUMENT, KINDS = "xl/worksheets/sheet1.xml", "word/document.xml", "[Content_Types].xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
EVERYTHING = b"A3:XFD1048576"
STRINGS = (
    b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    b"<si><t>" + b"long " * 200_000 + b"</t></si></sst>"
)
KIND = (
    b"<Override PartName='/xl/strings.xml' ContentType='application/vnd.openxmlformats-"
    b"officedocument.spreadsheetml.sharedStrings+xml'/></Types>"
)  # fmt: skip
AGAIN = "10,000,000 characters"


def below(rows: bytes):
    return lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")


def after(part: bytes):
    return lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + part)


def linked(ref: bytes) -> bytes:
    return b"<hyperlinks><hyperlink ref='%b' location='x'/></hyperlinks>" % ref


def formulas() -> bytes:
    """One long formula, and a hundred cells that say: the same."""
    first = b"<row r='3'><c r='A3'><f t='shared' ref='A3:A99' si='0'>"
    same = [b"<row r='%d'><c r='A%d'><f t='shared' si='0'/></c></row>" % (n, n)
            for n in range(4, 110)]  # fmt: skip
    return first + b"A1+" * 40_000 + b"1</f></c></row>" + b"".join(same)


def part_of(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


def nested(times: int, text: str) -> str:
    return "<table><tr><td>" * times + text + "</table>" * times


def nested_in_word(xml: bytes) -> bytes:
    start, end = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    words = b"<w:p><w:r><w:t>" + b"long " * 200_000 + b"</w:t></w:r></w:p>"
    return xml.replace(b"<w:body>", b"<w:body>" + start * 20 + words + end * 20)


def merged_elsewhere() -> bytes:
    """A sheet that is merged as a whole and stands where no sheet is looked for."""
    part = b"<mergeCells><mergeCell ref='%b'/></mergeCells>" % EVERYTHING
    sheet = after(part)(part_of(EXCEL, SHEET))
    moved = {
        "xl/plan.xml": sheet,
        RELATIONS: lambda xml: xml.replace(b"worksheets/sheet1", b"plan"),
    }
    return changed(EXCEL, moved)


def repeated() -> bytes:
    """One text, shown in twenty cells."""
    rows = b"<row><c t='s'><v>0</v></c></row>" * 20

    def kinds(xml: bytes) -> bytes:
        return xml.replace(b"</Types>", KIND)

    return changed(EXCEL, {SHEET: below(rows), "xl/strings.xml": STRINGS, KINDS: kinds})


BOMBS = {
    "a link over a whole sheet": (
        "plan.xlsx", changed(EXCEL, {SHEET: after(linked(EVERYTHING))}), "200 columns wide"
    ),
    "a link over a long column": (
        "plan.xlsx", changed(EXCEL, {SHEET: after(linked(b"A1:A200001"))}), "200,000 cells"
    ),
    "a sheet that is kept elsewhere": ("plan.xlsx", merged_elsewhere(), "200 columns wide"),
    "one formula for many cells": ("plan.xlsx", changed(EXCEL, {SHEET: below(formulas())}), AGAIN),
    "one text in many cells": ("plan.xlsx", repeated(), AGAIN),
    "one text in tables within tables": (
        "plan.docx", changed(WORD, {DOCUMENT: nested_in_word}), AGAIN
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_small_file_that_becomes_large_is_refused(kind):
    name, content, sentence = BOMBS[kind]
    assert len(content) < 100_000
    with pytest.raises(CannotRead, match=sentence):
        read_bytes(name, content)


def test_tables_within_tables_that_are_pasted_are_refused():
    with pytest.raises(CannotRead, match=AGAIN):
        read_pasted(nested(20, "long " * (MOST_CHARACTERS // 50)))


def test_a_link_over_a_few_cells_is_read():
    content = changed(EXCEL, {SHEET: after(linked(b"A1:C2"))})
    assert [row.text for row in read_bytes("plan.xlsx", content).rows] == ["Name a champion."]


@pytest.mark.parametrize(
    ("cell", "is_bold"),
    [
        ("<b>Theme <b>one</b></b>", True),
        ("<b> </b><strong>Theme one</strong>", True),
        ("<b>Theme</b> one", False),
        ("<p><b>Theme</b></p><p><b>one</b></p>", False),
        ("<b></b>", False),
    ],
)
def test_what_is_bold_as_a_whole_is_known_from_its_outermost_part(cell, is_bold):
    table = pasted.blocks(f"<table><tr><td>{cell}</table>")[0]
    assert isinstance(table, Grid)
    assert table.rows[0][1][0].is_bold is is_bold
