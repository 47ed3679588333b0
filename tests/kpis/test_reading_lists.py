"""Lists of readings: a preview says what will be; then all of it is done, or nothing."""

from datetime import date

import pytest
from django.urls import reverse

from institution.models import Event, Import
from institution.permissions import NotAllowed
from kpis import workflow
from kpis.models import Measurement
from tests import factories
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import words_of
from tests.tables import (
    confirm,
    preview,
    rows_of,
    said,
)


@pytest.fixture
def start(year):
    return year.start_year


@pytest.fixture
def url(house, kpi):
    return reverse("kpis:readings_import", args=[house.library.slug])


def test_readings_preview_shows_what_becomes_of_each_row(house, kpi, start, url, sign_in):
    record(kpi, month(start, 0, 120, 130), by=house.head)
    record(kpi, month(start, 1, 95, 100), by=house.head)
    shown = preview(
        sign_in(house.contributor), url,
        rows_of(
            f"K1,{start}-08-01,120,130,,", f"k1,1/9/{start},96,100,Recounted,A slip",
            f"K1,1 October {start},0,0,,",
        ),
    )  # fmt: skip
    assert said(shown) == [
        (2, f"K1, August {start}", "left alone", []),
        (3, f"K1, September {start}", "changed", [
            "95 of 100 (final) becomes 96 of 100 (final)", "Comment becomes “Recounted”",
        ]),
        (4, f"K1, October {start}", "added", ["0 of 0 (final)"]),
    ]  # fmt: skip
    assert "Why are final readings corrected?" not in words_of(shown)


WRONG = {
    "K9,{y}-08-01,1,2,,": "“K9” is no KPI of Library that takes readings. There are: K1.",
    ",{y}-08-01,1,2,,": "KPI: Write the reference of the KPI, such as K1.",
    "K1,{y}-08-01,12,10,,": "The part is more than the whole. Are the two numbers exchanged?",
    "K1,{y}-08-01,-1,10,,": "This cannot be less than 0.",
    "K1,{y}-08-01,many,10,,": "Part: write a number, such as 12.5.",
    "K1,{y}-08-01,=B1+B2,10,,": "Part: “=B1+B2” looks like a formula. Write the number itself.",
    "K1,{y}-08-01,9,10,@SUM(A1),": "Comment: “@SUM(A1)” looks like a formula. Write the text",
    "K1,{y}-08-01,,10,,": "“How many of them” is missing: write a number",
    "K1,{y}-08-01,5,10,,": "The target is missed: say what happened and what you do about it.",
    "K1,{y}-08-02,9,10,,": "These days are no period of this KPI. The nearest is August {y}",
    "K1,31/31/{y},9,10,,": "From: write a date such as 5 March 2027.",
    "K1,1066-10-14,9,10,,": "From: the year 1066 is too far away.",
    "K1,2035-08-01,9,10,,": "This period has not begun.",
    "K1,{y}-08-01,9,10,,,,,x": "There are more cells than headings.",
}


@pytest.mark.parametrize("line", WRONG)
def test_readings_preview_says_what_is_wrong_with_a_row(house, kpi, start, url, sign_in, line):
    good = f"K1,{start}-10-01,95,100,,"
    client = sign_in(house.head)
    shown = preview(client, url, rows_of(good, line.format(y=start)))
    (_, _, outcome, notes) = said(shown)[1]
    assert outcome == "cannot be imported"
    assert WRONG[line].format(y=start) in " ".join(notes)
    refused = confirm(client, shown)
    assert "This list cannot be imported as it is. Nothing was changed." in words_of(refused)
    assert Measurement.objects.count() == 0


def test_a_figure_of_the_other_kind_is_not_dropped_in_silence(
    house, kpi, year, start, url, sign_in
):
    make_promise(house.library, year, by=house.head, **CHANGE)
    shown = preview(
        sign_in(house.head), url,
        f"KPI,From,Part,Whole,Value\nK1,{start}-08-01,95,100,95\nK2,{start}-08-01,9,10,20\n"
        f"K2,{start}-09-01,,,20\n",
    )  # fmt: skip
    assert [notes for *_, notes in said(shown)] == [
        ["This KPI has a part and a whole. Leave the value empty."],
        ["This KPI has one figure. Leave part and whole empty."],
        ["20 (final)"],
    ]


def test_a_wrong_row_is_called_by_its_period_too(house, kpi, start, url, sign_in):
    shown = preview(sign_in(house.head), url, rows_of(f"K1,{start}-08-01,many,10,,"))
    assert [about for _, about, *_ in said(shown)] == [f"K1, August {start}"]
    assert "The list cannot be imported yet" in words_of(shown)


def test_dates_out_of_order_and_two_readings_of_a_period_are_said(house, kpi, start, url, sign_in):
    shown = preview(
        sign_in(house.head), url,
        f"KPI,From,To,Part,Whole\nK1,{start}-08-31,{start}-08-01,9,10\n"
        f"K1,{start}-09-01,,9,10\nK1,{start}-09-01,,9,10\n",
    )  # fmt: skip
    found = [(line, notes) for line, *_, notes in said(shown)]
    assert found == [
        (2, ["The period ends before it begins."]),
        (3, ["9 of 10 (final)"]),
        (4, ["This period of K1 is in line 3 already. Keep one row for each period."]),
    ]


def test_a_state_is_written_as_people_write_it(house, kpi, start, url, sign_in):
    lines = ["Provisional", "NO_ACTIVITY", "not collected", "perhaps"]
    rows = "".join(f"K1,{start}-{8 + n:02d}-01,9,10,{one}\n" for n, one in enumerate(lines))
    shown = preview(sign_in(house.head), url, f"KPI,From,Part,Whole,State\n{rows}")
    assert [notes[0] for *_, notes in said(shown)] == [
        "9 of 10 (provisional)", "no activity", "not collected",
        "State: “perhaps” is none of provisional, final, not collected, no activity.",
    ]  # fmt: skip


def test_confirming_enters_and_corrects_all_of_it_with_one_reason(house, kpi, start, url, sign_in):
    there = record(kpi, month(start, 0, 120, 130), by=house.head)
    client = sign_in(house.contributor)
    shown = preview(
        client, url, rows_of(f"K1,{start}-08-01,121,130,,", f"K1,{start}-09-01,95,100,,")
    )
    assert "Why are final readings corrected?" in words_of(shown)
    assert "Say why a final reading is corrected" in words_of(confirm(client, shown))
    assert Measurement.objects.count() == 1
    answer = confirm(client, shown, reason="Counted again.")
    assert answer.url == f"{reverse('kpis:kpi_list')}?department={house.library.pk}"
    there.refresh_from_db()
    assert (there.numerator, there.version, there.source) == (121, 2, "list")
    assert there.entered_by_name == str(house.contributor)
    newest = there.history.latest()
    assert (newest.history_change_reason, newest.history_user) == (
        "Counted again.", house.contributor,
    )  # fmt: skip
    new = Measurement.objects.latest("pk")
    assert (new.history.get().history_type, new.history.get().history_change_reason) == ("+", None)
    assert Event.objects.filter(
        text="imported readings from list.csv: 1 new, 1 corrected", department=house.library
    ).exists()
    upload = Import.objects.get()
    assert (upload.rows, upload.confirmed_at is None) == ([], False)
    again = client.get(shown.request["PATH_INFO"], follow=True)
    assert "has been imported already" in words_of(again)


def test_a_reason_in_a_row_is_that_rows_own(house, kpi, start, url, sign_in):
    for number in (0, 1):
        record(kpi, month(start, number, 95, 100), by=house.head)
    client = sign_in(house.head)
    shown = preview(
        client, url, rows_of(f"K1,{start}-08-01,96,100,,A slip", f"K1,{start}-09-01,96,100,,")
    )
    confirm(client, shown, reason="Counted again.")
    newest = [one.history.latest().history_change_reason for one in kpi.measurements.all()]
    assert newest == ["A slip", "Counted again."]


def test_what_changed_since_the_preview_is_said_and_nothing_is_done(
    house, kpi, start, url, sign_in
):
    client = sign_in(house.head)
    shown = preview(client, url, rows_of(f"K1,{start}-08-01,95,100,,"))
    record(kpi, month(start, 0, 91, 100), by=house.contributor)
    typed = {"reason": "Counted again."}
    answer = confirm(client, shown, **typed)
    assert "Something has changed since you looked." in words_of(answer)
    assert Measurement.objects.get().numerator == 91
    assert "91 of 100 (final) becomes 95 of 100 (final)" in words_of(answer)
    confirm(client, answer, **typed)
    assert Measurement.objects.get().numerator == 95


def test_a_failure_in_the_middle_leaves_nothing_behind(
    house, kpi, start, url, sign_in, monkeypatch
):
    record(kpi, month(start, 0, 91, 100), by=house.head)
    client = sign_in(house.head)
    shown = preview(
        client, url, rows_of(f"K1,{start}-08-01,95,100,,A slip", f"K1,{start}-09-01,95,100,,")
    )
    monkeypatch.setattr("kpis.workflow.imports.bulk_update_with_history", lambda *a, **b: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(client, shown)
    assert Measurement.objects.get().numerator == 91
    assert Import.objects.get().confirmed_at is None


def test_a_retired_kpi_takes_no_readings_from_a_list(house, kpi, start, url, sign_in):
    record(kpi, month(start, 0, 95, 100), by=house.head)
    kpi.state, kpi.last_year = "retired", start - 1
    kpi.save()
    shown = preview(
        sign_in(house.head), url, rows_of(f"K1,{start}-08-01,95,100,,", f"K1,{start}-09-01,9,10,,")
    )
    assert [notes for *_, notes in said(shown)] == [
        [], ["This KPI was retired before this period: it takes no reading of it."],
    ]  # fmt: skip


def test_the_verb_asks_for_the_permission_itself(house, kpi, start, url, sign_in):
    shown = preview(sign_in(house.head), url, rows_of(f"K1,{start}-08-01,95,100,,"))
    kept, stamp = Import.objects.get(), shown.context["plan"].stamp()
    with pytest.raises(NotAllowed, match="Only people of Library"):
        workflow.confirm_readings(kept, house.library, by=house.head_elsewhere, stamp=stamp)


def test_a_list_of_another_person_or_department_is_not_there(house, kpi, start, url, sign_in):
    factories.make_grant(house.head, "head", house.finance)
    shown = preview(sign_in(house.head), url, rows_of(f"K1,{start}-08-01,95,100,,"))
    path = shown.request["PATH_INFO"]
    assert sign_in(house.contributor).get(path).status_code == 404
    assert sign_in(house.head).get(path.replace("library", "finance")).status_code == 404
    kept = Import.objects.get()
    assert sign_in(house.head).get(f"/imports/{kept.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_readings_preview_asks_the_same_of_the_database_for_one_row_and_for_thirty(
    house, kpi, start, url, sign_in, django_assert_num_queries, count
):
    days = [date(start - n // 12, n % 12 + 1, 1) for n in range(count)]
    client = sign_in(house.head)
    shown = preview(client, url, rows_of(*(f"K1,{day},95,100,," for day in days)))
    with django_assert_num_queries(9):
        client.get(shown.request["PATH_INFO"])


def test_readings_preview_shows_what_happens_before_what_stays(house, kpi, start, url, sign_in):
    for number in range(2):
        record(kpi, month(start, number, 9, 10), by=house.head)
    rows = [f"K1,{start}-{number:02d}-01,9,10,," for number in (8, 9, 10)]
    shown = preview(sign_in(house.head), url, rows_of(*rows))
    assert [step.about for step in shown.context["page"]] == [
        f"K1, October {start}", f"K1, August {start}", f"K1, September {start}",
    ]  # fmt: skip
