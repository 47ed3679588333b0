"""A file as the evidence of a reading: kept, shown, given back, replaced and removed."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.attachments import Attached
from documents.models import Attachment
from institution import autosave, once
from institution.models import Autosave
from kpis.models import Measurement
from tests.kpis.promises import month, record
from tests.sls.sending import mark_for, send, words_of

CSV = b"Resolved,9\nDue,10\n"
TYPED = {"numerator": "9", "denominator": "10"}


@pytest.fixture
def evident(house, kpi, year) -> Measurement:
    """A final reading with a file."""
    file = Attached("export.csv", "csv", CSV)
    return record(kpi, month(year.start_year, 0, 9, 10), by=house.head, evidence=file)


def add_url(kpi):
    return reverse("kpis:measurement_add", args=[kpi.pk])


def edit_url(measurement):
    return reverse("kpis:measurement_edit", args=[measurement.kpi_id, measurement.pk])


def file_url(measurement, file):
    return reverse("kpis:evidence_file", args=[measurement.kpi_id, measurement.pk, file.pk])


def csv(name="export.csv", content=CSV):
    return SimpleUploadedFile(name, content)


def correct(client, measurement, **said):
    measurement.refresh_from_db()
    typed = {"version": measurement.version, "state": "final", "reason": "Recounted."} | TYPED
    return send(client, edit_url(measurement), **(typed | said))


def test_measurement_add_keeps_a_file(house, kpi, year, sign_in):
    client = sign_in(house.contributor)
    assert 'enctype="multipart/form-data"' in words_of(client.get(add_url(kpi)))
    answer = send(client, add_url(kpi), **TYPED, evidence_file=csv("../March: export.csv"))
    assert answer.url == f"{kpi.get_absolute_url()}?year={year}"
    file = Measurement.objects.get().evidence_file
    assert (file.name, file.kind, bytes(file.content)) == ("March_ export.csv", "csv", CSV)
    assert (file.size, file.sha256) == (len(CSV), hashlib.sha256(CSV).hexdigest())
    assert (file.added_by, file.added_by_name) == (house.contributor, str(house.contributor))
    words = words_of(client.get(f"{kpi.get_absolute_url()}?year={year}"))
    assert f'href="{file_url(Measurement.objects.get(), file)}"' in words
    assert "CSV, 18 bytes" in words


def test_a_file_is_given_back_to_be_saved_and_never_shown(house, evident, sign_in):
    url = file_url(evident, evident.evidence_file)
    answer = sign_in(house.reviewer).get(url)
    assert answer.content == CSV
    assert answer["Content-Disposition"] == 'attachment; filename="export.csv"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/csv"
    assert "no-store" in answer["Cache-Control"]
    assert sign_in(house.outsider).get(url).status_code == 403


def test_a_name_with_letters_of_all_kinds_stays_whole(house, kpi, year, sign_in):
    file = Attached("Übersicht.csv", "csv", CSV)
    there = record(kpi, month(year.start_year, 0, 9, 10), by=house.head, evidence=file)
    answer = sign_in(house.head).get(file_url(there, there.evidence_file))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''%C3%9Cbersicht.csv"


def test_others_are_told_of_no_file(house, evident, year, sign_in):
    url = f"{evident.kpi.get_absolute_url()}?year={year}"
    assert "export.csv" in words_of(sign_in(house.reviewer).get(url))
    assert "export.csv" not in words_of(sign_in(house.outsider).get(url))


def test_a_file_of_another_reading_is_not_there(house, kpi, year, evident, sign_in):
    other = record(
        kpi, month(year.start_year, 1, 9, 10), by=house.head,
        evidence=Attached("other.csv", "csv", CSV),
    )  # fmt: skip
    client = sign_in(house.head)
    assert client.get(file_url(evident, evident.evidence_file)).status_code == 200
    assert client.get(file_url(evident, other.evidence_file)).status_code == 404
    assert client.get(file_url(evident, Attachment(pk=10**15))).status_code == 404


def test_a_file_is_replaced_and_removed_by_a_correction_and_stays_in_the_history(
    house, evident, sign_in
):
    client, first = sign_in(house.head), evident.evidence_file
    assert "Remove “export.csv”" in words_of(client.get(edit_url(evident)))
    assert correct(client, evident, comment="As before.").status_code == 302
    evident.refresh_from_db()
    assert evident.evidence_file == first  # what is not touched stays
    correct(client, evident, evidence_file=csv("better.csv", b"Resolved,9\n"), reason="Better.")
    evident.refresh_from_db()
    assert evident.evidence_file.name == "better.csv"
    correct(client, evident, drop_evidence="on", reason="It named people.")
    evident.refresh_from_db()
    assert evident.evidence_file is None
    words = words_of(client.get(edit_url(evident)))
    assert "Remove “" not in words
    history = words.partition("What has been said")[2]
    assert re.findall(r">(\w+\.csv)<", history) == ["better.csv", "export.csv", "export.csv"]
    assert client.get(file_url(evident, first)).content == CSV
    assert Attachment.objects.count() == 2


def test_a_final_reading_takes_no_file_without_a_reason(house, evident, sign_in):
    answer = correct(sign_in(house.head), evident, evidence_file=csv("new.csv"), reason="")
    words = words_of(answer)
    assert "Say why this final reading is corrected." in words
    assert "The file is not kept, because something else has to be mended." in words
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("export.csv", b"", "This file is empty."),
        ("export.csv", b"x" * 6_000_000, "This file has 5.7 MB and the most is 5 MB."),
        ("page.html", b"<script>alert(1)</script>", "Files of this kind are not taken."),
        ("report.pdf", b"MZ\x90", "This is not a PDF file, though its name says so."),
        ("cases.xlsx", b"PK\x03\x04", "This is not an Excel file, though its name says so."),
    ],
)
def test_a_file_that_is_not_taken_loses_nothing_else(house, kpi, sign_in, name, content, sentence):
    typed = TYPED | {"comment": "An hour of typing."}
    words = words_of(
        send(sign_in(house.head), add_url(kpi), **typed, evidence_file=csv(name, content))
    )
    assert sentence in words
    assert "Choose it again" not in words
    assert 'name="numerator" value="9"' in words
    assert "An hour of typing.</textarea>" in words
    assert (Measurement.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_file_has_to_be_chosen_again_when_something_else_is_wrong(house, kpi, sign_in):
    typed = {"numerator": "12", "denominator": "10", "comment": "An hour of typing."}
    client = sign_in(house.head)
    words = words_of(send(client, add_url(kpi), **typed, evidence_file=csv()))
    assert "The part is more than the whole." in words
    assert words.count("Choose it again.") == 2  # in the summary and beside the field
    assert "An hour of typing.</textarea>" in words
    assert "Choose it again." not in words_of(send(client, add_url(kpi), **typed))
    assert Attachment.objects.count() == 0


def test_an_old_version_keeps_no_file_and_says_so(house, evident, sign_in):
    client = sign_in(house.contributor)
    answer = correct(client, evident, version=0, evidence_file=csv("new.csv"))
    assert "Somebody else changed this while you were writing." in words_of(answer)
    assert "The file is not kept" in words_of(answer)
    assert Attachment.objects.count() == 1


def test_a_form_too_large_to_be_read_says_so_and_keeps_what_was_typed(house, kpi, sign_in):
    """Beyond the server's bound no byte of the file is looked at."""
    typed = TYPED | {"comment": "An hour of typing."}
    huge = csv(content=b"x" * (12 * 1024**2))
    words = words_of(send(sign_in(house.head), add_url(kpi), **typed, evidence_file=huge))
    assert "This file has 12.0 MB and the most is 5 MB." in words
    assert "An hour of typing.</textarea>" in words
    assert Measurement.objects.count() == 0


def test_a_form_with_a_file_counts_once_and_another_file_is_another_form(house, evident, sign_in):
    client, token = sign_in(house.head), once.new_token()
    form = TYPED | {"_once": token, "version": 1, "state": "final", "reason": "Better."}
    for _ in range(2):
        client.post(edit_url(evident), form | {"evidence_file": csv("new.csv", b"1\n")})
    evident.refresh_from_db()
    assert (evident.version, Attachment.objects.count()) == (2, 2)
    answer = client.post(edit_url(evident), form | {"evidence_file": csv("new.csv", b"2\n")})
    assert "Somebody else changed this while you were writing." in words_of(answer)
    assert Attachment.objects.count() == 2


def test_a_lost_session_keeps_the_text_and_says_that_the_file_is_gone(house, kpi, client):
    url = add_url(kpi)
    form = TYPED | {"_once": once.new_token(), "comment": "Mine."} | mark_for(house.head, url)
    answer = client.post(url, form | {"evidence_file": csv()})
    assert answer.status_code == 302
    assert autosave.offered(house.head, url).fields["comment"] == ["Mine."]
    assert "evidence_file" not in Autosave.objects.get().fields
    words = words_of(client.get(answer.url))
    assert "What you typed is kept." in words
    assert "A file that you chose is not kept: choose it again" in words
    assert (Measurement.objects.count(), Attachment.objects.count()) == (0, 0)


def test_without_a_file_nobody_hears_of_one(house, kpi, client):
    url = add_url(kpi)
    form = TYPED | {"_once": once.new_token(), "comment": "Mine."} | mark_for(house.head, url)
    words = words_of(client.get(client.post(url, form).url))
    assert "What you typed is kept." in words
    assert "A file that you chose" not in words


def test_a_reading_that_a_colleague_entered_meanwhile_asks_for_the_file_again(
    house, evident, sign_in
):
    typed = TYPED | {"period": evident.period_start.isoformat(), "comment": "Mine."}
    client, url = sign_in(house.contributor), add_url(evident.kpi)
    answer = send(client, url, **typed, evidence_file=csv("mine.csv"))
    assert answer.url == edit_url(evident)
    assert "Choose the file again there." in words_of(client.get(answer.url))
    assert Attachment.objects.count() == 1


def test_pages_of_readings_leave_the_bytes_where_they_are(
    house, kpi, year, evident, sign_in, django_assert_max_num_queries
):
    """And ask no more for many files than for one."""
    client, url = sign_in(house.head), f"{kpi.get_absolute_url()}?year={year}"
    client.get(url)
    with django_assert_max_num_queries(20) as one:
        client.get(url)
    for number in range(1, 9):
        file = Attached(f"export-{number}.csv", "csv", CSV)
        record(kpi, month(year.start_year, number, 9, 10), by=house.head, evidence=file)
    with django_assert_max_num_queries(20) as many:
        assert "export-8.csv" in words_of(client.get(url))
    assert len(many) == len(one)
    assert not any('"content"' in query["sql"] for query in many.captured_queries)
