"""Readings from a file of enquiries: the pages, and what is kept of it."""

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.urls import reverse

from institution import years
from institution.models import Closure, Event, Import
from institution.permissions import NotAllowed
from kpis import workflow
from kpis.models import CaseImport, Measurement
from tests.kpis.enquiries import SECRET, WITHIN, enquiries, first_of, shown_for
from tests.kpis.promises import CHANGE, SHARE, make_promise, month, record
from tests.sls.sending import words_of
from tests.tables import confirm


@pytest.fixture
def kpi(house, year):
    return make_promise(house.library, year, by=house.head, **WITHIN).kpi


@pytest.fixture
def url(kpi):
    return reverse("kpis:cases_import", args=[kpi.pk])


def test_cases_import_leads_to_what_each_period_comes_to(house, kpi, may, url, sign_in):
    shown = shown_for(sign_in(house.contributor), url, enquiries(may, met=18, missed=2))
    page = words_of(shown)
    assert f"May {may[:4]}" in page
    assert "90.0%" in page
    assert "18 of 20 (final)" in page
    assert "Created" in page
    assert Measurement.objects.count() == 0


def test_cases_preview_writes_large_numbers_as_people_do(house, kpi, may, url, sign_in):
    other_year = f"x,{int(may[:4]) - 20}-05-06,,Desk\n" * 1_300
    content = enquiries(may, met=1_100, missed=100) + other_year
    shown = shown_for(sign_in(house.contributor), url, content)
    page = shown.content.decode()
    for words in ("2,500", "1,300"):
        assert f'<dd class="summary-value">{words}</dd>' in page
    for label, words in (("In time", "1,100"), ("Due", "1,200")):
        assert f'data-label="{label}" class="numbers">{words}</td>' in page


def test_cases_preview_says_by_which_rule_it_was_counted(house, kpi, may, url, sign_in):
    client = sign_in(house.contributor)
    said = words_of(shown_for(client, url, enquiries(may, met=18, missed=2)))
    assert "Within so many working days: 2" in said
    assert "What arrives at 17:00 or later counts as arrived the next day." in said
    assert "and that is day 0." in said
    assert "Counted as of" in said
    assert "Weekends and bank holidays. The university was not closed on any other day." in said


def test_cases_preview_enters_the_readings_and_keeps_how_they_came_about(
    house, kpi, may, url, sign_in
):
    client, content = sign_in(house.contributor), enquiries(may, met=18, missed=2)
    shown = shown_for(client, url, content)
    answer = confirm(client, shown, period=first_of(may))
    assert answer.url == f"{kpi.get_absolute_url()}?year={years.label(int(may[:4]) - 1)}"
    reading = Measurement.objects.get()
    assert (reading.numerator, reading.denominator, reading.state, reading.source) == (
        18, 20, "final", "cases",
    )  # fmt: skip
    kept = CaseImport.objects.get()
    assert (kept.file_name, kept.sha256) == ("cases.csv", sha256(content.encode()).hexdigest())
    assert (kept.rows, kept.rows_left_out, kept.imported_by_name) == (20, 0, str(house.contributor))
    assert (reading.case_import, reading.history.get().case_import) == (kept, kept)
    page = words_of(client.get(reverse("kpis:measurement_edit", args=[kpi.pk, reading.pk])))
    assert "Worked out from cases.csv (20 rows), as of" in page
    assert kept.sha256 in page
    assert Event.objects.filter(
        text=f"worked out readings of {kpi} from cases.csv: 1", department=house.library
    ).exists()


def test_nothing_of_the_rows_is_kept_anywhere(house, kpi, may, url, sign_in, capsys):
    """Neither before it is confirmed nor after: the whole database is looked through."""
    client = sign_in(house.head)
    content = enquiries(may) + f"{SECRET},{SECRET},,Desk\n"
    shown = shown_for(client, url, content)
    for _ in range(2):
        call_command("dumpdata")
        dumped = capsys.readouterr().out
        assert "cases.csv" in dumped
        assert "Jane" not in dumped
        confirm(client, shown, period=first_of(may), leave_out="on")
    assert Import.objects.get().rows == []


def test_a_reading_corrected_by_hand_later_is_no_longer_worked_out(house, kpi, may, url, sign_in):
    client = sign_in(house.head)
    confirm(client, shown_for(client, url, enquiries(may)), period=first_of(may))
    there = Measurement.objects.get()
    said = replace(month(int(may[:4]) - 1, 9, 9, 11), comment="One more.")
    workflow.correct_measurement(there, said, by=house.head, version=1, reason="A slip")
    there.refresh_from_db()
    assert (there.source, there.case_import) == ("form", None)
    assert there.history.earliest().case_import == CaseImport.objects.get()


def test_an_enquiry_that_is_not_due_yet_makes_its_period_provisional(house, kpi, may, url, sign_in):
    content = enquiries(may) + f"x,{may}-30 10:00,,Desk\n"
    client = sign_in(house.head)
    shown = shown_for(client, url, content, as_at=f"{may[:4]}-06-01")
    (step,) = shown.context["plan"].added
    assert (step.cells["open"], step.notes) == (1, ["9 of 10 (provisional)"])
    later = shown_for(client, url, content)
    assert later.context["plan"].steps[0].cells["due"] == 11


def test_a_file_exported_in_the_middle_of_a_period_makes_it_provisional(
    house, kpi, may, url, sign_in
):
    shown = shown_for(sign_in(house.head), url, enquiries(may, missed=0), as_at=f"{may}-20")
    assert shown.context["plan"].added[0].notes == ["9 of 9 (provisional)"]


def test_only_some_queues_are_counted_if_one_says_so(house, kpi, may, url, sign_in):
    fees = enquiries(may, met=0, missed=4, queue="Fees").split("\n", 1)[1]
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may, met=10, missed=0) + fees)
    assert shown.context["plan"].added[0].notes == ["10 of 14 (final)"]
    path = f"{shown.request['PATH_INFO']}?queue=Desk&queue=No such queue"
    some = client.get(path)
    assert some.context["plan"].added[0].notes == ["10 of 10 (final)"]
    refused = confirm(client, shown, period=first_of(may), comment="Said.")
    assert refused.status_code == 302
    assert Measurement.objects.get().denominator == 14
    again = shown_for(client, url, enquiries(may, met=10, missed=0) + fees)
    path = f"{again.request['PATH_INFO']}?queue=Desk"
    stamp = client.get(path).context["plan"].stamp()
    from_desk = {"period": first_of(may), "reason": "Fees are not ours."}
    client.post(path, {"_once": "0" * 32, "stamp": stamp, **from_desk})
    assert Measurement.objects.get().denominator == 10
    assert CaseImport.objects.latest("pk").queues == ["Desk"]


def test_cases_preview_asks_for_a_comment_and_a_reason_where_they_are_needed(
    house, kpi, may, url, sign_in
):
    start = int(may[:4]) - 1
    there = record(kpi, month(start, 9, 99, 100), by=house.head)
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may, met=1, missed=9))
    assert "99 of 100 (final) becomes 1 of 10 (final)" in words_of(shown)
    answer = words_of(confirm(client, shown, period=first_of(may)))
    assert "Say why a final reading is corrected" in answer
    assert "The target is missed: say what happened" in answer
    assert Measurement.objects.get().denominator == 100
    confirm(client, shown, period=first_of(may), reason="Counted.", comment="The flood.")
    there.refresh_from_db()
    assert (there.denominator, there.comment, there.version) == (10, "The flood.", 2)
    assert there.history.latest().history_change_reason == "Counted."


def test_only_the_ticked_periods_are_entered(house, kpi, may, url, sign_in):
    june = enquiries(f"{may[:4]}-06").split("\n", 1)[1]
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may) + june)
    assert "Choose at least one period." in words_of(confirm(client, shown))
    confirm(client, shown, period=first_of(may))
    assert [str(one.period_start) for one in Measurement.objects.all()] == [first_of(may)]


def test_wrong_rows_are_told_and_left_out_only_on_purpose(house, kpi, may, url, sign_in):
    content = enquiries(may) + f"x,{may}-07,{may}-06,Desk\n"
    client = sign_in(house.head)
    shown = shown_for(client, url, content)
    assert "Line 12: It was answered before it was received." in words_of(shown)
    refused = confirm(client, shown, period=first_of(may))
    assert "Say that the rows that cannot be counted may be left out" in words_of(refused)
    assert Measurement.objects.count() == 0
    confirm(client, shown, period=first_of(may), leave_out="on")
    kept = CaseImport.objects.get()
    assert (kept.rows, kept.rows_left_out) == (11, 1)
    assert "11 rows, 1 of them left out" in kept.words


def test_what_changed_since_the_preview_is_said(house, kpi, may, url, sign_in):
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may))
    record(kpi, month(int(may[:4]) - 1, 9, 99, 100), by=house.contributor)
    answer = confirm(client, shown, period=first_of(may), reason="Counted.")
    assert "Something has changed since you looked." in words_of(answer)
    assert Measurement.objects.get().denominator == 100
    assert not CaseImport.objects.exists()


def test_a_failure_in_the_middle_leaves_nothing(house, kpi, may, url, sign_in, monkeypatch):
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may))
    monkeypatch.setattr("kpis.workflow.imports.record", lambda *a, **b: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        confirm(client, shown, period=first_of(may))
    assert not Measurement.objects.exists()
    assert not CaseImport.objects.exists()
    assert Import.objects.get().confirmed_at is None


def test_the_institutions_closures_are_no_working_days(house, kpi, may, url, sign_in):
    content = f"Received,Answered\n{may}-06,{may}-09\n"
    assert shown_for(sign_in(house.head), url, content).context["plan"].added[0].notes != [
        "1 of 1 (final)"
    ]
    for day in ("07", "08"):
        Closure.objects.create(day=date.fromisoformat(f"{may}-{day}"), label="Closed")
    shown = shown_for(sign_in(house.head), url, content)
    assert shown.context["plan"].added[0].notes == ["1 of 1 (final)"]


@pytest.mark.parametrize("fields", [CHANGE, {**SHARE, "frequency": "milestone"}])
def test_other_kpis_are_not_for_it(house, year, sign_in, fields):
    kpi = make_promise(house.library, year, by=house.head, **fields).kpi
    page = words_of(sign_in(house.head).get(reverse("kpis:cases_import", args=[kpi.pk])))
    assert "Only a KPI that promises a share" in page
    assert '<form method="post" enctype' not in page


def test_the_verb_asks_for_the_permission_itself(house, kpi, may, url, sign_in):
    shown = shown_for(sign_in(house.head), url, enquiries(may))
    said = {"stamp": shown.context["plan"].stamp(), "queues": [], "chosen": [first_of(may)]}
    with pytest.raises(NotAllowed, match="Only people of Library"):
        workflow.confirm_cases(Import.objects.get(), kpi, by=house.head_elsewhere, **said)


def test_enquiries_of_another_person_or_kpi_are_not_there(house, year, kpi, may, url, sign_in):
    shown = shown_for(sign_in(house.head), url, enquiries(may))
    path = shown.request["PATH_INFO"]
    assert sign_in(house.contributor).get(path).status_code == 404
    other = make_promise(house.library, year, by=house.head, **WITHIN).kpi
    kept = Import.objects.get().pk
    other_path = reverse("kpis:cases_preview", args=[other.pk, kept])
    assert sign_in(house.head).get(other_path).status_code == 404
    confirm(sign_in(house.head), shown, period=first_of(may))
    assert sign_in(house.head).get(path).url == kpi.get_absolute_url()


@pytest.mark.parametrize("months", [1, 9])
def test_cases_preview_asks_the_same_of_the_database_for_one_period_and_for_nine(
    house, year, kpi, url, sign_in, django_assert_num_queries, months
):
    starts = [years.first_day(year.start_year).replace(month=8 + n) if n < 5 else
              date(year.start_year + 1, n - 4, 1) for n in range(months)]  # fmt: skip
    rows = "".join(f"{start:%Y-%m}-15,{start:%Y-%m}-15\n" for start in starts)
    client = sign_in(house.head)
    shown = shown_for(client, url, f"Received,Answered\n{rows}")
    assert len(shown.context["plan"].added) == months
    with django_assert_num_queries(8):
        client.get(shown.request["PATH_INFO"])
