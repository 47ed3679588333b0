"""What is read of a list from a CSV file, and which files are refused. Without a database."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from institution.importing import departments, files

COLUMNS = departments.COLUMNS


def read(text: str | bytes) -> files.Table:
    return files.read(text if isinstance(text, bytes) else text.encode(), COLUMNS)


def cells(text: str | bytes) -> list[dict[str, str]]:
    return [row.cells for row in read(text).rows]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_separator_and_newline_is_known(separator, newline):
    lines = [["Name", "E-mail"], ["Café", "cafe@kept.example"], ["Post", ""]]
    text = newline.join(separator.join(line) for line in lines)
    assert cells(text) == [
        {"name": "Café", "email": "cafe@kept.example"},
        {"name": "Post", "email": ""},
    ]


@pytest.mark.parametrize(
    ("encoding", "known_as"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")],
)
def test_each_encoding_is_known(encoding, known_as):
    table = read("Name\nCafé “Dürer” – 5 €\n".encode(encoding))
    assert (table.rows[0].cells["name"], table.encoding) == ("Café “Dürer” – 5 €", known_as)


@pytest.mark.parametrize(
    "heading", ["name", "NAME", " Department ", "department_name", "Department-Name", '"Name"']
)
def test_a_heading_may_be_written_in_many_ways(heading):
    assert cells(f"{heading}\nLibrary\n") == [{"name": "Library"}]


def test_lines_are_counted_as_in_the_file():
    table = read('Name;Summary\n\nLibrary;"two\nlines; one cell"\n;\nFinance;\n')
    assert [(row.line, row.cells["name"]) for row in table.rows] == [(3, "Library"), (6, "Finance")]
    assert table.rows[0].cells["summary"] == "two lines; one cell"


def test_a_line_that_names_the_separator_is_not_a_heading():
    assert cells("sep=;\r\nName;E-mail\r\nLibrary;l@kept.example\r\n") == [
        {"name": "Library", "email": "l@kept.example"}
    ]


def test_columns_that_are_not_read_are_named():
    assert read("Name,Budget,,Head\nLibrary,1,,Ida\n").unused == ["Budget", "Head"]


def test_unseen_signs_are_taken_out():
    assert cells("Name\n Li\u200bbra\u202ery\u00a0\x07 \n") == [{"name": "Library"}]


def excel_file() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return target.getvalue()


REFUSED = {
    "blank": (b" \n\r\n ", "This file is empty."),
    "headings only": (b"Name,E-mail\n", "headings but no rows"),
    "no headings": (b"Library,library@kept.example\n", "There is no column headed “Name”"),
    "twice": (b"Name,Department\nA,B\n", "Two columns are headed “Name”"),
    "Excel": (excel_file(), "This is an Excel file, whatever its name says"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old Excel file"),
    "PDF": (b"%PDF-1.7\n", "This is a PDF"),
    "UTF-16": ("Name\nLibrary\n".encode("utf-16"), "text in UTF-16"),
    "NUL": (b"Name\nLib\0rary\n", "This file is not text"),
    "no encoding": (b"Name\n\x81\x8d\n", "The letters of this file cannot be read"),
    "open quotation": (b'Name\n"Library\nFinance\n', "from line 2 on: a quotation mark"),
    "wild quotation": (b'Name\n"Lib"rary\n', "from line 2 on: a quotation mark"),
    "huge cell": (b"Name\n" + b"x" * 140_000, "a cell is far too long"),
    "300 columns": (b"Name," + b"x," * 299 + b"\nA\n", "has 301 columns and the most is 50"),
    "many rows": (b"Name\n" + b"A\n" * 5_001, "more than 5,000 rows"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(kind):
    content, sentence = REFUSED[kind]
    with pytest.raises(files.Unreadable) as refusal:
        read(content)
    assert sentence in str(refusal.value)


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: ("Name;E-mail\n" + text).encode("utf-8", "replace"))
)
def test_any_file_is_read_or_refused_with_a_sentence(content):
    rows, sentence = [], ""
    try:
        rows = files.read(content, COLUMNS).rows
    except files.Unreadable as refusal:
        sentence = str(refusal)
    assert bool(rows) != sentence.endswith(".")
