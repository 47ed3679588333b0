"""Files that are broken, wrong or made to do harm: one refusal, with a sentence on what to do."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.importing import CannotRead, PlanTable, opening, read_bytes, read_pasted, read_plan
from tests.actionplans.plan_files import (
    HEADER,
    archive,
    changed,
    csv_file,
    excel,
    line,
    plain,
    word,
)

PLAN = [HEADER, line("V001", "Name a champion.")]
WORD, EXCEL = word(PLAN), excel(("Plan", PLAN))
SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOMB = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]>"


def with_doctype(xml: bytes) -> bytes:
    head, rest = xml.split(b"?>", 1) if xml.startswith(b"<?xml") else (b"<?xml version='1.0'", xml)
    return head + b"?>" + BOMB + rest


def merging(ref: str):
    return lambda xml: xml.replace(
        b"</sheetData>",
        b"</sheetData><mergeCells><mergeCell ref='%b'/></mergeCells>" % ref.encode(),
    )


def filled(rows: int):
    row = b"<row><c t='inlineStr'><is><t>x</t></is></c></row>"
    return lambda xml: xml.replace(b"</sheetData>", row * rows + b"</sheetData>")


def span(xml: bytes) -> bytes:
    return xml.replace(b"<w:tcPr/>", b"<w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr>", 1)


def repeated(xml: bytes) -> bytes:
    """One row of the table two thousand times over, each merged over as much as is allowed."""
    start, end = xml.index(b"<w:tr>"), xml.index(b"</w:tr>") + 7
    wide = b"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='200'/></w:tcPr><w:p/></w:tc></w:tr>"
    return xml[:start] + wide * 2000 + xml[end:]


SAVE = "Save it again as"
REFUSED = {
    "an empty file": ("plan.docx", b"", "is empty"),
    "blank text": ("plan.csv", b" \n \n", "is empty"),
    "a PDF named .docx": ("plan.docx", b"%PDF-1.7 ...", "not a Word file, whatever its name"),
    "a PDF named .csv": ("plan.csv", b"%PDF-1.7 ...", "a PDF, whatever its name"),
    "a PDF": ("plan.pdf", b"%PDF-1.7 ...", "Choose the Word or Excel file"),
    "an old Excel file": ("plan.xls", OLD, "save it as an Excel workbook (.xlsx)"),
    "an old Word file": ("plan.doc", OLD, "save it as a Word document (.docx)"),
    "a workbook with a password": ("plan.xlsx", OLD, "kept by a password"),
    "a document with a password": ("plan.docx", OLD, "kept by a password"),
    "a workbook named .docx": ("plan.docx", EXCEL, "not a Word file"),
    "a document named .xlsx": ("plan.xlsx", WORD, "not an Excel file"),
    "a document named .csv": ("plan.csv", WORD, "an Excel file, whatever its name"),
    "a picture": ("plan.png", b"\x89PNG", "are read from .docx, .xlsx and .csv"),
    "a file without an ending": ("plan", b"Action", "are read from .docx, .xlsx and .csv"),
    "macros in a workbook": (
        "plan.xlsx", changed(EXCEL, {"xl/vbaProject.bin": b"x"}), "holds macros"
    ),
    "macros in a document": (
        "plan.docx", changed(WORD, {"word/vbaProject.bin": b"x"}), "holds macros"
    ),
    "entities in a workbook": ("plan.xlsx", changed(EXCEL, {SHEET: with_doctype}), "holds XML"),
    "entities in a document": (
        "plan.docx", changed(WORD, {"word/document.xml": with_doctype}), "holds XML"
    ),
    "XML in another encoding": (
        "plan.docx",
        changed(WORD, {"word/document.xml": lambda xml: xml.decode().encode("utf-16")}),
        "holds XML",
    ),
    "a bomb in a workbook": ("plan.xlsx", changed(EXCEL, {SHEET: b" " * 30_000_000}), "too large"),
    "a bomb beside the document": (
        "plan.docx", changed(WORD, {"word/media/a.png": b"\0" * 120_000_000}), "too large"
    ),
    "very many parts": (
        "plan.docx", changed(WORD, {f"word/{n}.xml": b"" for n in range(600)}), "too large"
    ),
    "a damaged workbook": ("plan.xlsx", changed(EXCEL, {SHEET: b"<worksheet"}), "is damaged"),
    "a damaged document": (
        "plan.docx", changed(WORD, {"word/document.xml": b"<w:document"}), "is damaged"
    ),
    "half a workbook": ("plan.xlsx", EXCEL[: len(EXCEL) // 2], "not an Excel file"),
    "an archive of nothing": ("plan.docx", archive({"a.txt": b"a"}), "not a Word file"),
    "a million rows": ("plan.xlsx", changed(EXCEL, {SHEET: filled(400_000)}), "200,000 cells"),
    "a million lines of CSV": (
        "plan.csv", csv_file(PLAN) + b"a,b,c,d,e,f\n" * 100_000, "200,000 cells"
    ),
    "more actions than any plan has": (
        "plan.csv", csv_file([*PLAN, *[line(f"V{n}", "More.") for n in range(2_100)]]),
        "more than 2,000 actions",
    ),
    "a sheet merged as a whole": (
        "plan.xlsx", changed(EXCEL, {SHEET: merging("A3:XFD1048576")}), "200 columns wide"
    ),
    "a column merged as a whole": (
        "plan.xlsx", changed(EXCEL, {SHEET: merging("A3:A1048576")}), "200,000 cells"
    ),
    "merged into nothing": (
        "plan.xlsx", changed(EXCEL, {SHEET: merging("no cells")}), "is damaged"
    ),
    "a cell of Word over millions of columns": (
        "plan.docx", changed(WORD, {"word/document.xml": span}), "200 columns wide"
    ),
    "very many wide rows of Word": (
        "plan.docx", changed(WORD, {"word/document.xml": repeated}), "60,000 cells"
    ),
    "a quotation mark that is not closed": (
        "plan.csv", csv_file(PLAN) + b'"Open,V002\n', "cannot be read from line 3"
    ),
    "a document without a table": ("plan.docx", word("Some words."), "No action plan was found"),
    "a table of something else": (
        "plan.docx", word([["Name", "Role"], ["A member", "Chair"]]), "No action plan was found"
    ),
    "a plan of headings only": ("plan.csv", csv_file([HEADER]), "No action plan was found"),
    "a list of totals": (
        "plan.csv",
        csv_file([["Theme", "Actions", "Green", "Amber", "Red"], ["Visibility", "1", "1", "", ""]]),
        "No action plan was found",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_plan_is_refused_with_a_sentence(kind):
    name, content, sentence = REFUSED[kind]
    with pytest.raises(CannotRead) as refusal:
        read_bytes(name, content)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_bytes(b"x" * (opening.MOST_BYTES + 1))
    with pytest.raises(CannotRead, match="and the most is 10 MB"):
        read_plan(path)


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("", "Nothing was pasted"),
        ("<table><tr><td colspan=999999>x</table>", "200 columns wide"),
        ("<table>" + "<tr><td colspan=200>x" * 2_000 + "</table>", "200,000 cells"),
        ("<p>No table at all</p>", "No action plan was found"),
        ("<div>" * 5_000 + "<table>", "No action plan was found"),
    ],
)
def test_what_is_pasted_and_no_plan_is_refused(html, sentence):
    with pytest.raises(CannotRead, match=sentence):
        read_pasted(html)


def test_a_cell_far_below_makes_no_million_rows():
    far = b"<row r='1048576'><c r='A1048576' t='inlineStr'><is><t>Total</t></is></c></row>"
    content = changed(
        EXCEL, {SHEET: lambda xml: xml.replace(b"</sheetData>", far + b"</sheetData>")}
    )
    assert len(read_bytes("plan.xlsx", content).rows) == 1


def test_scripts_that_are_pasted_are_no_text():
    html = (
        "<table><tr><th>Action<th>Owner<tr><td>Name<script>alert(1)</script>"
        "<style>a{}</style> one.<!-- no --><td>HR</table>"
    )
    assert read_pasted(html).rows[0].text == "Name one."


def test_deleted_words_and_rows_of_word_are_gone():
    def track(xml: bytes) -> bytes:
        gone = b"<w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        words = b"<w:tc><w:p><w:r><w:t>Gone</w:t></w:r></w:p></w:tc>"
        row = b"<w:tr><w:trPr><w:del/></w:trPr>" + words + b"</w:tr>"
        at = xml.rindex(b"<w:r>", 0, xml.index(b"Name a champion."))
        return xml[:at] + gone + xml[at:].replace(b"</w:tbl>", row + b"</w:tbl>")

    content = changed(WORD, {"word/document.xml": track})
    assert plain(read_bytes("plan.docx", content)) == plain(read_bytes("plan.docx", WORD))


def ends_well(reading: Callable[..., PlanTable], *arguments: object) -> bool:
    """Whether there are actions, or a refusal in a sentence; any other error is raised."""
    try:
        return bool(reading(*arguments).rows)
    except CannotRead as refusal:
        return str(refusal).endswith(".")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["docx", "xlsx"]), st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(kind, data):
    """One part of the archive with some of its bytes replaced."""
    content = WORD if kind == "docx" else EXCEL
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist() if not name.endswith("s.xml")}
    name = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, max(0, len(parts[name]) - 1)))
    junk = data.draw(st.binary(max_size=20))
    broken = parts[name][:at] + junk + parts[name][at + len(junk) :]
    assert ends_well(read_bytes, f"plan.{kind}", changed(content, {name: broken}))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text("<>/tabled r\"'=0123456789", max_size=300))
def test_whatever_is_pasted_is_read_or_refused(text):
    for pasted in (text, f"<table>{text}</table>"):
        assert ends_well(read_pasted, pasted)
