"""What leaves as CSV, XLSX and DOCX: text stays text, numbers stay numbers."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.docx import Heading, Line, LongText, Table, docx_bytes
from documents.exports import CUT, LONGEST_CELL, csv_response, xlsx_response

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://a.example")', "#N/A"]
MADE_AT = datetime(2026, 11, 12, 14, 5, tzinfo=UTC)


def csv_rows(header, rows):
    text = csv_response("list.csv", header, rows).content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def xlsx_rows(header, rows):
    content = xlsx_response("list.xlsx", header, rows).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    return [list(row) for row in sheet.iter_rows()]


@pytest.mark.parametrize("text", FORMULAS[:-1])
def test_csv_marks_text_that_a_spreadsheet_would_calculate(text):
    assert csv_rows(["Title"], [[text]])[1] == [f"'{text}"]


def test_csv_leaves_numbers_dates_and_words_as_they_are():
    row = [-5, Decimal("-2.50"), 0.5, None, True, date(2026, 3, 5), MADE_AT, "Tea – für 2", "a=b"]
    assert csv_rows(["A"] * 9, [row])[1] == [
        "-5", "-2.50", "0.5", "", "yes", "2026-03-05", "2026-11-12 14:05", "Tea – für 2", "a=b",
    ]  # fmt: skip


def test_csv_is_read_by_excel_as_utf_8():
    response = csv_response("Liste für Ärzte.csv", ["Title"], [["x"]])
    assert response.content.startswith(b'\xef\xbb\xbf"Title"\r\n')
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Liste")


@pytest.mark.parametrize("text", FORMULAS)
def test_xlsx_keeps_every_text_a_text(text):
    cell = xlsx_rows(["Title"], [[text]])[1][0]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix == (text != "#N/A")


def test_xlsx_keeps_numbers_and_dates():
    at_midnight = datetime(2026, 3, 5, tzinfo=UTC).replace(tzinfo=None)
    rows = xlsx_rows(["A"] * 5, [[-5, Decimal("2.5"), date(2026, 3, 5), MADE_AT, None]])
    assert [cell.data_type for cell in rows[1]] == ["n", "n", "d", "d", "n"]
    assert [cell.value for cell in rows[1]] == [
        -5, 2.5, at_midnight, MADE_AT.replace(tzinfo=None), None,
    ]  # fmt: skip
    assert all(cell.font.bold for cell in rows[0])


def test_xlsx_says_where_it_cut_a_text():
    cell = xlsx_rows(["Title"], [["x" * 40_000]])[1][0]
    assert len(cell.value) == LONGEST_CELL
    assert cell.value.endswith(CUT)


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(codec=None, categories=None), max_size=60))
def test_any_text_can_be_exported(text):
    assert len(csv_rows(["Title"], [[text]])) >= 2
    assert len(xlsx_rows(["Title"], [[text]])) == 2
    made = docx_bytes(text, [Line(text), LongText(text), Table([text], [[text], [LongText(text)]])],
                      author=text, made_at=MADE_AT)  # fmt: skip
    assert docx.Document(io.BytesIO(made)).tables


LONG = """We lend **books** and *paper*.
A second line, and [our page](https://library.kept.example/a?b=1&c=2).

- first
- second
  - deeper **still**

3. three
4. four

| Place | Hours |
| --- | --- |
| Main **desk** | 9 to 5 |

1. one again"""


def word(*blocks, title="A statement"):
    made = docx_bytes(title, blocks, author="Kept University", made_at=MADE_AT)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
    return docx.Document(io.BytesIO(made))


def test_docx_long_text_reads_like_the_page():
    document = word(LongText(LONG))
    written = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert written == [
        ("Normal", "We lend books and *paper*.\nA second line, and our page."),
        ("List Bullet", "first"),
        ("List Bullet", "second"),
        ("List Bullet 2", "deeper still"),
        ("List Number", "three"),
        ("List Number", "four"),
        ("List Number", "one again"),
    ]
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert bold == ["books", "still"]
    links = [link.address for p in document.paragraphs for link in p.hyperlinks]
    assert links == ["https://library.kept.example/a?b=1&c=2"]


def test_docx_lists_count_from_where_they_were_told_to():
    document = word(LongText(LONG))
    numbered = [p for p in document.paragraphs if p.style.name == "List Number"]
    three, four, one = [p._p.pPr.numPr.numId.val for p in numbered]
    assert three == four != one
    definitions = document.part.numbering_part.element
    starts = {
        num.numId: num.find(qn("w:lvlOverride")).find(qn("w:startOverride")).val
        for num in definitions.num_lst
        if num.numId in {three, one}
    }
    assert starts == {three: 3, one: 1}


def test_docx_tables_have_a_header_row():
    document = word(LongText(LONG), Table(["Service", "For whom"], [["Loans", "Students"]]))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    assert tables == [
        [["Place", "Hours"], ["Main desk", "9 to 5"]],
        [["Service", "For whom"], ["Loans", "Students"]],
    ]
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table.rows[1]._tr.trPr is None


def test_docx_cells_hold_long_text_as_the_page_shows_it():
    document = word(Table(["About", "Agreed"], [["What counts", LongText(LONG)], ["Why", "x"]]))
    cell = document.tables[0].rows[1].cells[1]
    written = [(p.style.name, p.text) for p in cell.paragraphs if p.text]
    assert written == [(p.style.name, p.text) for p in word(LongText(LONG)).paragraphs if p.text]
    assert cell.paragraphs[0].text.startswith("We lend books")
    assert [run.text for p in cell.paragraphs for run in p.runs if run.bold] == ["books", "still"]
    assert cell.paragraphs[0].hyperlinks[0].address == "https://library.kept.example/a?b=1&c=2"
    assert [one.text for one in cell.tables[0].rows[1].cells] == ["Main desk", "9 to 5"]


def test_docx_has_headings_a_title_and_a_language():
    document = word(Heading("A statement", 1), Heading("Section A", 2), Heading("A1", 3))
    assert [p.style.name for p in document.paragraphs] == ["Heading 1", "Heading 2", "Heading 3"]
    assert document.core_properties.title == "A statement"
    assert document.core_properties.language == "en-GB"
    languages = [e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))]
    assert languages == ["en-GB"]
