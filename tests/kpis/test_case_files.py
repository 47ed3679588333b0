"""Which files of enquiries are let in, and how their headings, dates and days are understood."""

import re
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from institution.models import Import
from kpis.forms.imports import LARGEST
from kpis.models import CaseImport
from tests.kpis.enquiries import WITHIN, enquiries, first_of, sent, shown_for
from tests.kpis.promises import SHARE, make_promise
from tests.sls.sending import words_of
from tests.tables import confirm, upload, workbook


@pytest.fixture
def kpi(house, year):
    return make_promise(house.library, year, by=house.head, **WITHIN).kpi


@pytest.fixture
def url(kpi):
    return reverse("kpis:cases_import", args=[kpi.pk])


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
    assert shown.context["plan"].added[0].notes == ["1 of 1 (final)"]


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
    assert shown.context["plan"].added[0].notes == ["1 of 1 (final)"]


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


def test_a_file_that_cannot_be_counted_is_refused_with_a_sentence(house, kpi, url, sign_in):
    client = sign_in(house.head)
    for name, (content, sentence) in REFUSED.items():
        answer = sent(client, url, content, name)
        assert answer.status_code == 200, name
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
