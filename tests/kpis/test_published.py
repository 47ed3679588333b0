"""What programs may read: exactly what everybody who signs in can see, row by row."""

import csv
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kpis import published, workflow
from kpis.models import Measurement, Promise
from tests import factories
from tests.kpis.programs import Program, make_token
from tests.kpis.promises import CHANGE, make_promise, month, record


@pytest.fixture
def promise(house, year) -> Promise:
    return make_promise(house.library, year, by=house.head)


@pytest.fixture
def reports(house):
    """A program that the quality office lets read."""
    return Program(make_token(house, None, name="Reports")[1])


def test_published_promises_are_those_in_force(house, year, promise, reports):
    later = workflow.copy_promise(promise, year, by=house.head)
    later.share = Decimal(95)
    workflow.save_promise(later, by=house.head)  # a draft of another edition
    house.filled()  # and a draft of another KPI
    (row,) = reports.get("published/promises").json()["items"]
    assert row == {
        "id": promise.pk, "kpi": promise.kpi_id, "department": "library",
        "department_name": "Library", "reference": "K1", "year": str(year), "revision": 1,
        "title": "Answers in time", "promise": promise.sentence, "measure": "percentage",
        "unit": "", "decimals": 1, "target": "90", "direction": "at least", "near_miss": "5",
        "due_on": None,
        "frequency": "monthly", "goal": "", "university_kpi": "",
        "approved_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    workflow.approve_promise(later, by=house.head)
    (row,) = reports.get("published/promises").json()["items"]
    assert (row["id"], row["revision"], row["target"]) == (later.pk, 2, "95")


def test_published_readings_are_final_figures_alone(house, year, promise, reports):
    kpi = promise.kpi
    final = month(year.start_year, 0, "405", "412", comment="Between us.")
    one = record(kpi, final, by=house.head)
    record(kpi, month(year.start_year, 1, 77, 100, state="provisional"), by=house.head)
    record(kpi, month(year.start_year, 2, state="no_activity"), by=house.head)
    answer = reports.get("published/readings")
    first, second = answer.json()["items"]
    assert first == {
        "id": one.pk, "kpi": kpi.pk, "department": "library", "department_name": "Library",
        "reference": "K1", "year": str(year), "period": f"August {year.start_year}",
        "period_start": f"{year.start_year}-08-01", "period_end": f"{year.start_year}-08-31",
        "state": "final", "numerator": "405", "denominator": "412", "value": None,
        "figure": "98.300971", "status": "met",
    }  # fmt: skip
    assert (second["state"], second["figure"]) == ("no_activity", None)
    for secret in ("Between us.", "77", str(house.head)):
        assert secret not in answer.content.decode().replace(f'"id": {one.pk}', "")


def test_they_are_what_somebody_who_signs_in_sees(house, year, promise, reports, sign_in):
    """The page of the KPI, for an outsider, and the feed tell the same."""
    kpi = promise.kpi
    record(kpi, month(year.start_year, 0, 91, 100), by=house.head)
    record(kpi, month(year.start_year, 1, 77, 100, state="provisional"), by=house.head)
    page = sign_in(house.outsider).get(f"{kpi.get_absolute_url()}?year={year}").content.decode()
    rows = reports.get("published/readings").json()["items"]
    assert [row["numerator"] for row in rows] == ["91"]
    assert "91 of 100" in page
    assert "77 of 100" not in page
    assert sign_in(None).get(kpi.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("later", [-1, 2])
def test_a_year_without_a_promise_has_no_status(house, year, promise, reports, later):
    record(promise.kpi, month(year.start_year, 0, 91, 100), by=house.head)
    Promise.objects.update(academic_year=factories.make_year(year.start_year + later))
    (row,) = reports.get("published/readings").json()["items"]
    assert (row["figure"], row["status"]) == ("91", "info")


def test_published_rows_of_one_year(house, year, promise, reports):
    record(promise.kpi, month(year.start_year, 0, 91, 100), by=house.head)
    for table in ("promises", "readings"):
        assert len(reports.get(f"published/{table}?year={year}").json()["items"]) == 1
        assert reports.get(f"published/{table}?year=2001-02").json()["items"] == []
        odd = reports.get(f"published/{table}?year=soon")
        assert (odd.status_code, odd.json()["error"]) == (
            422, "\"soon\" is not an academic year. Write it like 2026-27.",
        )  # fmt: skip


def test_pages_follow_one_another(house, year, promise, reports, monkeypatch, settings):
    monkeypatch.setattr(published, "A_PAGE", 2)
    for number in range(5):
        record(promise.kpi, month(year.start_year, number, 91, 100), by=house.head)
    address, met = "published/readings", []
    while address:
        said = reports.get(address).json()
        met += [row["id"] for row in said["items"]]
        address = (said["next"] or "").removeprefix(f"{settings.SITE_URL}/api/v1/")
    assert met == list(Measurement.objects.order_by("pk").values_list("pk", flat=True))
    content = b"".join(reports.get("published/readings.csv").streaming_content)
    assert len(content.splitlines()) == 6


def test_csv_has_the_same_rows_and_no_formulas(house, year, promise, reports):
    Promise.objects.update(title="=cmd|' /C calc'!A0")
    record(promise.kpi, month(year.start_year, 0, 91, 100), by=house.head)
    for table in ("promises", "readings"):
        answer = reports.get(f"published/{table}.csv")
        assert answer["Content-Disposition"] == f'attachment; filename="{table}.csv"'
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        (row,) = csv.DictReader(io.StringIO(text))
        (same,) = reports.get(f"published/{table}").json()["items"]
        assert list(row) == list(same)
        assert row["id"] == str(same["id"])
        assert not any(cell.startswith("=") for cell in row.values())
    assert ",91," in text
    assert '"91"' not in text


def test_what_has_not_changed_is_not_sent_again(house, year, promise, reports):
    first = reports.get("published/promises")
    assert first["Cache-Control"] == "private, no-cache"
    assert "Authorization" in first["Vary"]
    again = reports.get("published/promises", **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make_promise(house.finance, year, by=house.head_elsewhere)
    changed = reports.get("published/promises", **{"if-none-match": first["ETag"]})
    assert (changed.status_code, len(changed.json()["items"])) == (200, 2)


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize(("table", "expected"), [("promises", 1), ("readings", 2)])
def test_a_page_asks_the_same_however_many_rows_there_are(house, year, count, table, expected):
    for number in range(count):
        department = factories.make_department(f"Service {number}")
        head = factories.make_person(f"head-{number}", role="head", department=department)
        fields = CHANGE if number % 2 else {}
        promise = make_promise(department, year, by=head, **fields)
        figures = (12,) if number % 2 else (91, 100)
        record(promise.kpi, month(year.start_year, 0, *figures), by=head)
    with CaptureQueriesContext(connection) as asked:
        rows = getattr(published, table).page(None, 0)
    assert len(rows) == count
    assert len(asked) == expected


def test_odd_places_to_go_on_from_are_refused_in_words(reports):
    for after in ("x", "1.5", "9" * 5000):
        answer = reports.get(f"published/readings?after={after}")
        assert answer.status_code == 422, after
        assert answer.json()["fields"]["after"] == ["Write a whole number."]
    assert reports.get(f"published/readings?after={'9' * 30}").json()["items"] == []
    assert reports.get("published/readings?after=-1").json()["items"] == []
