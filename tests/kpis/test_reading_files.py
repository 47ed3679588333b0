"""Readings as files: the export is an import, and of what people send many kinds can be read."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from institution.models import Import
from kpis.importing import lists
from kpis.models import Measurement
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import words_of
from tests.tables import (
    HEAD,
    confirm,
    damaged,
    merged_heads,
    preview,
    rows_of,
    said,
    upload,
    with_part,
    workbook,
)

ODD = '\'=not a formula\r\nbut two lines; with "quotation" marks'


@pytest.fixture
def start(year):
    return year.start_year


@pytest.fixture
def url(house, kpi):
    return reverse("kpis:readings_import", args=[house.library.slug])


def several(house, kpi, year):
    """Readings of each kind and state."""
    start = year.start_year
    record(kpi, month(start, 0, "120.5", 130), by=house.head)
    record(kpi, replace(month(start, 1, 5, 10), comment=ODD), by=house.head)
    record(kpi, replace(month(start, 2), state="no_activity"), by=house.head)
    record(
        kpi, replace(month(start, 3, 9, 10), evidence_url="https://kept.example/a"), by=house.head
    )
    number = make_promise(house.library, year, by=house.head, **CHANGE).kpi
    record(number, month(start, 0, 1200), by=house.head)
    record(number, replace(month(start, 1), state="not_collected"), by=house.head)


def exported(client, house, kind, query="") -> bytes:
    url = reverse("kpis:department_readings", args=[house.library.slug, kind])
    return client.get(url + query).content


def test_department_readings_are_a_table_of_every_kpi(house, kpi, year, start, sign_in):
    several(house, kpi, year)
    text = exported(sign_in(house.reviewer), house, "csv").decode("utf-8-sig")
    header, first, odd, *_, number, last = csv.reader(io.StringIO(text, newline=""))
    assert header == lists.HEADER
    assert first == [
        "K1", "Answers in time", f"August {start}", f"{start}-08-01", f"{start}-08-31", "final",
        "120.5", "130", "", "", "",
    ]  # fmt: skip
    assert odd[9].splitlines() == f"'{ODD}".splitlines()
    assert (number[0], number[8], last[5]) == ("K2", "1200", "not collected")


def test_department_readings_can_be_those_of_one_year(house, kpi, year, start, sign_in):
    record(kpi, month(start, 0, 120, 130), by=house.head)
    client = sign_in(house.head)
    assert len(exported(client, house, "csv", f"?year={year}").splitlines()) == 2
    assert len(exported(client, house, "csv", "?year=2001-02").splitlines()) == 1


def test_kpi_readings_are_those_of_one_kpi(house, kpi, year, sign_in):
    several(house, kpi, year)
    client = sign_in(house.contributor)
    answer = client.get(reverse("kpis:kpi_readings", args=[kpi.pk, "xlsx"]))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["KPI", *["K1"] * 4]
    assert client.get(reverse("kpis:kpi_readings", args=[kpi.pk, "pdf"])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_imported_again_changes_nothing(house, kpi, year, url, sign_in, kind):
    several(house, kpi, year)
    client = sign_in(house.head)
    shown = preview(client, url, exported(client, house, kind), f"list.{kind}")
    assert [(outcome, notes) for *_, outcome, notes in said(shown)] == [("left alone", [])] * 6
    assert shown.context["upload"].unused == []
    nothing = f'Everything in this list is here already. <a href="{url}">Choose another file</a>'
    assert nothing in words_of(shown)
    before = list(Measurement.history.values())
    confirm(client, shown)
    assert list(Measurement.history.values()) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_was_exported_brings_back_what_was_lost(house, kpi, year, url, sign_in, kind):
    several(house, kpi, year)
    client = sign_in(house.head)
    file, fields = exported(client, house, kind), ["kpi", *lists.NUMBERS, "state", "evidence_url"]
    before = list(Measurement.objects.values_list(*fields))
    Measurement.objects.all().delete()
    answer = confirm(client, preview(client, url, file, f"list.{kind}"))
    assert answer.status_code == 302
    assert list(Measurement.objects.values_list(*fields)) == before
    odd = Measurement.objects.exclude(comment="").get()
    assert odd.comment.splitlines() == ODD.splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_may_come_in_other_encodings_and_with_semicolons(
    house, kpi, start, url, sign_in, encoding
):
    text = rows_of(f"K1,{start}-08-01,95,100,Café – geschlossen,").replace(",", ";")
    client = sign_in(house.head)
    shown = preview(client, url, text.encode(encoding))
    assert ("read as Windows-1252" in words_of(shown)) == (encoding == "cp1252")
    confirm(client, shown)
    assert Measurement.objects.get().comment == "Café – geschlossen"


def test_a_workbook_is_read_with_its_dates_and_numbers(house, kpi, start, url, sign_in):
    file = workbook(
        ["KPI", "From", "Part", "Whole", "Comment"], ["K1", date(start, 8, 1), 95, 100.0, None],
        [], ["K1", f"{start}-09-01", 90.5, "100", "- a dash first"],
    )  # fmt: skip
    client = sign_in(house.head)
    shown = preview(client, url, file, "list.xlsx")
    assert [(line, outcome) for line, _, outcome, _ in said(shown)] == [(2, "added"), (4, "added")]
    confirm(client, shown)
    last = Measurement.objects.latest("period_start")
    assert (float(last.numerator), last.comment) == (90.5, "- a dash first")


def test_a_formula_in_a_workbook_is_no_number(house, kpi, start, url, sign_in):
    file = workbook(["KPI", "From", "Part", "Whole"], ["K1", date(start, 8, 1), "=SUM(1,2)", 100])
    shown = preview(sign_in(house.head), url, file, "list.xlsx")
    assert said(shown)[0][3] == ["Part: “=SUM(1,2)” looks like a formula. Write the number itself."]


REFUSED = {
    "empty.csv": (lambda: b"", "This file is empty."),
    "empty.xlsx": (lambda: workbook(), "There is no column headed “KPI”."),
    "heads only.xlsx": (lambda: workbook(["KPI", "From"]), "headings but no rows"),
    "merged.xlsx": (merged_heads, "Titles and merged cells have to go."),
    "wide.csv": (lambda: b"KPI,From," + b"x," * 298, "has 301 columns and the most is 50"),
    "wide.xlsx": (lambda: workbook(["x"] * 300), "has 300 columns and the most is 50"),
    "utf-16.csv": (lambda: HEAD.encode("utf-16"), "This is text in UTF-16, and not CSV."),
    "is xlsx.csv": (lambda: workbook(["KPI", "From"]), "This is an Excel file"),
    "is csv.xlsx": (lambda: HEAD.encode(), "This is not an Excel file"),
    "old.xlsx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(99), "This is an old Excel file"),
    "damaged.xlsx": (damaged, "This Excel file is damaged"),
    "macros.xlsx": (lambda: with_part("xl/vbaProject.bin"), "This workbook holds macros."),
    "bomb.xlsx": (lambda: with_part("xl/bomb", bytes(201 * 1024**2)), "too large once unpacked"),
    "list.pdf": (lambda: b"%PDF-1.7", "its name does not end in .csv or .xlsx"),
    "large.csv": (lambda: bytes(10 * 1024**2 + 1), "the most is 10 MB"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(house, url, sign_in, name):
    make, sentence = REFUSED[name]
    answer = upload(sign_in(house.head), url, make(), name)
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert not Import.objects.exists()


def test_a_file_too_large_to_be_read_is_refused_with_a_sentence(house, url, sign_in, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = settings.LARGEST_UPLOAD_SIGNED_IN = 1_000
    answer = upload(sign_in(house.head), url, bytes(2_000))
    assert "and the most is 10 MB. Split the list into several files" in words_of(answer)
