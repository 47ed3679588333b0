"""Lists that are made to cost time and memory: refused with a sentence before they do."""

import io
import zipfile
from datetime import date, time

import pytest

from institution.importing import files, sheets
from institution.importing.files import Column, Unreadable
from kpis import cases
from kpis.importing import lists
from tests.tables import workbook

STRINGS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
ASKED = cases.Asked(
    (), ("ENG", frozenset(), time(17), "deemed"), date(2026, 11, 1), date(2026, 11, 1)
)


def one_text_in(rows: int, *, length: int) -> bytes:
    """A workbook of a few kilobytes: one long text, shown in each row."""
    target = io.BytesIO()
    text = f"<si><t>{'long ' * (length // 5)}</t></si>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f"<sst xmlns='{main}'>{text}</sst>".encode()
    kind = f"<Override PartName='/xl/strings.xml' ContentType='{STRINGS}'/></Types>".encode()
    shown = b"<row><c t='s'><v>0</v></c></row>" * rows
    source = zipfile.ZipFile(io.BytesIO(workbook(["KPI"])))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/strings.xml", strings)
        for name in source.namelist():
            part = source.read(name).replace(b"</Types>", kind)
            archive.writestr(name, part.replace(b"</sheetData>", shown + b"</sheetData>"))
    return target.getvalue()


def test_one_text_in_very_many_cells_does_not_come_back():
    """In the file it stands once; the site would copy it for every cell."""
    file = one_text_in(101, length=100_000)
    assert len(file) < 10_000
    with pytest.raises(Unreadable, match="more than 10,000,000 characters"):
        sheets.all_lines(file)
    assert len(sheets.all_lines(one_text_in(99, length=100_000))) == 100


def test_very_many_empty_cells_do_not_come_back(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_CHARACTERS", 1_000)
    with pytest.raises(Unreadable, match="more than 1,000 characters"):
        sheets.all_lines(workbook(["KPI"], *[[None] * 20 + ["x"]] * 60))


def test_of_very_many_headings_only_the_first_are_looked_at(monkeypatch):
    """Each would be held against all names of all columns, three times over."""
    looked_at = []
    is_called = Column.is_called
    monkeypatch.setattr(
        Column, "is_called", lambda column, cell: looked_at.append(1) or is_called(column, cell)
    )
    with pytest.raises(Unreadable, match="columns and the most is 50"):
        files.read(b"a,b;c\t" * 20_000 + b"\n1\n", lists.COLUMNS)
    assert 0 < len(looked_at) <= 3 * files.MOST_SEEN * len(lists.COLUMNS)


def test_of_very_many_headings_none_is_offered_to_be_chosen():
    """A page would list each three times, with its text twice."""
    with pytest.raises(Unreadable, match="and the most is 200") as refusal:
        cases.count_file(b"a,b;c\t" * 20_000 + b"\n1\n", False, ASKED)
    assert not isinstance(refusal.value, cases.Unrecognised)


def test_a_heading_that_cannot_be_chosen_is_not_offered():
    with pytest.raises(cases.Unrecognised) as refusal:
        cases.count_file(f"When,{'x' * 101},Queue\n1,2,3\n".encode(), False, ASKED)
    assert refusal.value.headings == ["When", "Queue"]
