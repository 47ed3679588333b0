"""A plan that was written as a file reads back as the same plan, whatever its words are."""

import csv
import io
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from actionplans import exporting
from actionplans.importing import PlanRow, PlanTable, themes
from actionplans.importing.grids import tidied
from tests.actionplans.plan_files import plain, read

NOON = datetime(2027, 5, 3, 12, tzinfo=UTC)
WORDS = st.sampled_from(
    ["=1+1", "'=1", "+44", "-", "@here", "Action", "Reference", "Visibility", "Total", "Green",
     "V001", "R", "R007", "Status", "a; b", '"', "one\ntwo", "1.", "Key: Green = done", "x, y",
     "Complete", "|", "\t", "sep=;", "Theme 1", "<b>", "_x0041_", "#N/A"]
)  # fmt: skip
TEXT = st.lists(WORDS | st.text(max_size=20), max_size=4).map(" ".join).map(tidied)
LINE = TEXT.map(lambda text: " ".join(text.split()))
ROW = st.builds(
    PlanRow,
    theme=LINE.filter(bool).map(lambda text: themes.named(text[:90].strip())),
    reference=LINE.filter(bool),
    text=TEXT.filter(bool),
    owner=TEXT,
    timescale=TEXT,
    rag=st.sampled_from(["red", "amber", "green", None]),
    status=TEXT,
)


def files(rows: list[PlanRow]) -> dict[str, bytes]:
    return {
        "plan.csv": exporting.plan_csv(rows),
        "plan.xlsx": exporting.plan_xlsx(rows),
        "plan.docx": exporting.plan_docx(rows, title="Our plan", author="Uni", made_at=NOON),
    }


LIKE_OTHERS = [
    PlanRow("Visibility", "V001", "=1+1", "-", "@x", "green", "+44"),
    PlanRow("Visibility", "2", "Visibility"),
    PlanRow("Total", "3", "Total actions: 3"),
]


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4))
@example(LIKE_OTHERS)
def test_an_exported_plan_reads_back_unchanged(rows):
    for name, content in files(rows).items():
        assert plain(read(name, content)) == plain(PlanTable(rows)), name


ROWS = [
    PlanRow("Visibility", "V001", "=Name a champion.", "HR", "Spring 2027", "red", "One.\nTwo."),
    PlanRow("Recognition", "R001", "Look for prizes.", "TCWG / HR", "Ongoing"),
]


def test_the_columns_are_the_same_in_every_file():
    content = files(ROWS)
    rows = list(csv.reader(io.StringIO(content["plan.csv"].decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(content["plan.xlsx"])).active
    table = Document(io.BytesIO(content["plan.docx"])).tables[0]
    header = ["Theme", "Action", "Reference", "Owner", "Timescale", "RAG", "Status"]
    assert rows[0] == header
    assert [cell.value for cell in sheet[1]] == header
    assert [cell.text for cell in table.rows[0].cells] == header
    first = ["Visibility", "=Name a champion.", "V001", "HR", "Spring 2027", "Red", "One.\nTwo."]
    assert rows[1] == [first[0], "'=Name a champion.", *first[2:]]
    assert [cell.value for cell in sheet[2]] == first
    assert [cell.text for cell in table.rows[1].cells] == first


def test_no_cell_of_an_exported_workbook_is_a_formula():
    sheet = load_workbook(io.BytesIO(files(ROWS)["plan.xlsx"])).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_pages_of_the_word_file_lie_on_their_side():
    section = Document(io.BytesIO(files(ROWS)["plan.docx"])).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx", "plan.docx"])
def test_500_actions_read_back(name):
    rows = [
        PlanRow("Visibility", f"V{number:03}", f"Do thing {number}.", "HR", "2027", "green", "Done")
        for number in range(1, 501)
    ]
    assert plain(read(name, files(rows)[name])) == plain(PlanTable(rows))
