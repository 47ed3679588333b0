"""Readings from a file of enquiries: the pages, and what is kept of it."""

import re
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.models import Closure, Event, Import
from institution.permissions import NotAllowed
from kpis import workflow
from kpis.forms.imports import LARGEST
from kpis.models import CaseImport, Measurement
from tests.kpis.promises import CHANGE, SHARE, make_promise, month, record
from tests.sls.sending import words_of
from tests.tables import confirm, preview, upload, workbook

WITHIN = {**SHARE, "days": 2}
SECRET = "Jane.Doe@elsewhere.example"


@pytest.fixture
def kpi(house, year):
    return make_promise(house.library, year, by=house.head, **WITHIN).kpi


@pytest.fixture
def url(kpi):
    return reverse("kpis:cases_import", args=[kpi.pk])


@pytest.fixture
def may(year) -> str:
    """The year and month of a May that is over."""
    return f"{year.start_year + 1}-05"


def enquiries(may: str, *, met: int = 9, missed: int = 1, queue: str = "Desk") -> str:
    """A list of enquiries of the first Tuesday or so in May."""
    rows = [f"{may}-06 10:00,{may}-07 12:00"] * met + [f"{may}-06 10:00,{may}-30 12:00"] * missed
    return "From,Created,Resolved,Queue\n" + "".join(f"{SECRET},{row},{queue}\n" for row in rows)


def sent(client, url, content, name="cases.csv", **typed):
    typed.setdefault("as_at", timezone.localdate().isoformat())
    return upload(client, url, content, name, **typed)


def shown_for(client, url, content, name="cases.csv", **typed):
    typed.setdefault("as_at", timezone.localdate().isoformat())
    return preview(client, url, content, name, **typed)


def first_of(may: str) -> str:
    return f"{may}-01"


def test_cases_import_leads_to_what_each_period_comes_to(house, kpi, may, url, sign_in):
    shown = shown_for(sign_in(house.contributor), url, enquiries(may, met=18, missed=2))
    page = words_of(shown)
    assert f"May {may[:4]}" in page
    assert "90.0%" in page
    assert "18 of 20, final" in page
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
    assert (step.cells["open"], step.notes) == (1, ["9 of 10, provisional"])
    later = shown_for(client, url, content)
    assert later.context["plan"].steps[0].cells["due"] == 11


def test_a_file_exported_in_the_middle_of_a_period_makes_it_provisional(
    house, kpi, may, url, sign_in
):
    shown = shown_for(sign_in(house.head), url, enquiries(may, missed=0), as_at=f"{may}-20")
    assert shown.context["plan"].added[0].notes == ["9 of 9, provisional"]


def test_only_some_queues_are_counted_if_one_says_so(house, kpi, may, url, sign_in):
    fees = enquiries(may, met=0, missed=4, queue="Fees").split("\n", 1)[1]
    client = sign_in(house.head)
    shown = shown_for(client, url, enquiries(may, met=10, missed=0) + fees)
    assert shown.context["plan"].added[0].notes == ["10 of 14, final"]
    path = f"{shown.request['PATH_INFO']}?queue=Desk&queue=No such queue"
    some = client.get(path)
    assert some.context["plan"].added[0].notes == ["10 of 10, final"]
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
    assert "99 of 100, final becomes 1 of 10, final" in words_of(shown)
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
        "1 of 1, final"
    ]
    for day in ("07", "08"):
        Closure.objects.create(day=date.fromisoformat(f"{may}-{day}"), label="Closed")
    shown = shown_for(sign_in(house.head), url, content)
    assert shown.context["plan"].added[0].notes == ["1 of 1, final"]


def test_the_days_are_asked_for_where_the_promise_does_not_say(house, year, may, sign_in):
    kpi = make_promise(house.library, year, by=house.head, **{**SHARE, "days": None}).kpi
    url = reverse("kpis:cases_import", args=[kpi.pk])
    client = sign_in(house.head)
    content = f"Received,Answered\n{may}-06,{may}-14\n"
    assert "Say within how many working days." in words_of(sent(client, url, content))
    assert shown_for(client, url, content, days="2").context["plan"].steps[0].cells["met"] == 0
    shown = shown_for(client, url, content, days="10")
    assert shown.context["plan"].steps[0].cells["met"] == 1
    confirm(client, shown, period=first_of(may))
    assert CaseImport.objects.get().days == 10
    assert "within 10 working days" in CaseImport.objects.get().words


def test_headings_that_are_not_known_can_be_chosen(house, kpi, may, url, sign_in):
    client, content = sign_in(house.head), f"When in,When out\n{may}-06,{may}-06\n"
    page = words_of(sent(client, url, content))
    assert "There is no column headed “Received”." in page
    assert '<option value="When out">When out</option>' in page
    shown = shown_for(client, url, content, received="When in", answered="When out")
    assert shown.context["plan"].added[0].notes == ["1 of 1, final"]


def test_dates_that_could_be_read_in_two_ways_are_said(house, kpi, may, url, sign_in):
    year, number = may.split("-")
    content = f"Received,Answered\n06/{number}/{year},06/{number}/{year}\n"
    client = sign_in(house.head)
    shown = shown_for(client, url, content)
    assert "Dates that could be read in two ways" in words_of(shown)
    other = shown_for(client, url, f"Received,Answered\n{number}/06/{year},\n", dates="month")
    assert other.context["plan"].steps[0].cells["start"] == first_of(may)


def test_a_workbook_of_enquiries_is_counted_too(house, kpi, may, url, sign_in):
    content = workbook(["Received", "Answered"], [f"{may}-06", f"{may}-06"])
    shown = shown_for(sign_in(house.head), url, content, "cases.xlsx")
    assert shown.context["plan"].added[0].notes == ["1 of 1, final"]


REFUSED = {
    "empty.csv": (b"", "This file is empty."),
    "heads.csv": (b"Received,Answered\n", "headings but no rows"),
    "none.csv": (b"Received,Answered\nx,\ny,\n", "None of the rows could be counted. Line 2:"),
    "old.csv": (b"Received,Answered\n1066-10-14,\n", "They are of other years."),
    "wide.csv": (b"Received,Answered" + b",x" * 300 + b"\n", "has 302 columns"),
    "utf-16.csv": ("Received,Answered\n".encode("utf-16"), "This is text in UTF-16"),
    "excel.csv": (workbook(["Received"]), "This is an Excel file"),
    "csv.xlsx": (b"Received,Answered\n", "This is not an Excel file"),
    "open.csv": (b'Received,Answered\n"2020-01-01,\n', "a quotation mark is opened"),
    "cases.txt": (b"Received,Answered\n", "its name does not end in .csv or .xlsx"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_counted_is_refused_with_a_sentence(house, kpi, url, sign_in, name):
    content, sentence = REFUSED[name]
    answer = sent(sign_in(house.head), url, content, name)
    assert answer.status_code == 200
    assert sentence in words_of(answer)
    assert not Import.objects.exists()


def test_somebody_signed_in_may_send_more_than_a_visitor(house, kpi, may, url, sign_in, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE, settings.LARGEST_UPLOAD_SIGNED_IN = 1_000, 4_000
    client = sign_in(house.head)
    assert sent(client, url, enquiries(may, met=30)).status_code == 302
    large = words_of(sent(client, url, enquiries(may, met=90)))
    assert "and the most is 30 MB. Export only the columns that are counted" in large
    visitor = upload(sign_in(None), reverse("documents:verify"), bytes(2_000), "a.pdf")
    assert "and the most is 10 MB." in words_of(visitor)


def test_a_file_of_200_000_rows_is_let_in(house, kpi, may, url):
    """A row of a help-desk's export has 60 to 150 bytes; these are longer, and fewer."""
    row = f"{'x' * 60_000},{may}-06 10:00,{may}-07 12:00,Desk\n"
    content = ("From,Created,Resolved,Queue\n" + row * 500).encode()
    assert 200_000 * 145 < len(content) < LARGEST
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.head)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', words_of(client.get(url)))[1]
    assert sent(client, url, content, csrfmiddlewaretoken=token).status_code == 302
    assert Import.objects.get().about["sha256"] == sha256(content).hexdigest()


def test_a_file_that_is_too_large_says_so_and_keeps_what_was_typed(house, kpi, url, sign_in):
    content = b"Received,Answered\n" + bytes(32 * 1024**2)
    page = words_of(sent(sign_in(house.head), url, content, queue="Queue of the desk"))
    assert "This file has 32.0 MB and the most is 30 MB. Export only the columns" in page
    assert "Choose the CSV" not in page
    assert 'value="Queue of the desk"' in page


def test_the_day_of_the_export_has_come(house, kpi, may, url, sign_in):
    answer = sent(
        sign_in(house.head), url, enquiries(may), as_at=f"{timezone.localdate().year + 1}-01-01"
    )
    assert "This day has not come yet." in words_of(answer)


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
