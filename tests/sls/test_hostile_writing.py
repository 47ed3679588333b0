"""Whatever arrives in a form of the department's pages, the answer is a page with a sentence."""

from urllib.parse import quote_from_bytes

import pytest
from django.urls import reverse

from institution import once
from sls import workflow
from sls.forms.kpis import KpiForm
from sls.forms.rows import FORMS
from tests.sls.sending import mark_for

HOSTILE = [
    b"",
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xff\xfe",  # no UTF-8
    "\u202egnp.exe \u200b\ufeff".encode(),
    "𝕬é\u0301".encode(),
    b"9" * 400,
    b"-1",
    b"1e400",
    b"NaN",
    b"99999999999999999999",
    b"0x1F",
    "٣".encode(),
    b"<script>alert(1)</script>",
    b"{{ 7|add:7 }} {% url 'home' %}",
    b"' OR 1=1; --",
    b"../../etc/passwd",
    b"=1+1",
    b"x" * 60_000,
    b"[" * 5_000,
    b"0001-01-01",
    b"31/02/2027",
]
PAGES = {
    "section_edit": (["summary"], ["text", "version", "then"]),
    "row_move": (["summary", "services", "ROW"], ["direction", "text", "version"]),
    "row_remove": (["summary", "services", "ROW"], ["version"]),
    "kpi_add": ([], ["title", "shape"]),
    "kpi_edit": (["KPI"], [*KpiForm.base_fields, "version", "then"]),
    "kpi_shape": (["KPI"], ["title", "shape", "version"]),
    "kpi_move": (["KPI"], ["direction", "text", "version"]),
    "kpi_remove": (["KPI"], ["version"]),
    "statement_submit": ([], ["declared"]),
    "advice_ask": ([], ["section", "message"]),
    **{
        f"row_add {part}": ([part if part != "services" else "summary", part], [*form.base_fields])
        for part, form in FORMS.items()
    },
}


def address(name, keys, statement):
    section = statement.sections.get(key="summary")
    known = {"ROW": section.services.get().pk, "KPI": statement.sections.get(key="kpis").kpis.get}
    keys = [known[key]().pk if key == "KPI" else known.get(key, key) for key in keys]
    return reverse(f"sls:{name.split()[0]}", args=[statement.pk, *keys])


@pytest.mark.parametrize("name", PAGES)
def test_hostile_values_never_break_a_page(house, sign_in, name):
    keys, fields = PAGES[name]
    statement = house.filled()
    client = sign_in(house.head)
    url = address(name, keys, statement)
    for value in HOSTILE:
        sent = {**dict.fromkeys(fields, value), "shape": b"change"} if "share" in fields else None
        sent = sent or dict.fromkeys(fields, value)
        sent["_once"] = once.new_token().encode()
        body = "&".join(f"{field}={quote_from_bytes(typed)}" for field, typed in sent.items())
        answer = client.post(url, body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {200, 302, 409}, (value[:40], answer.status_code)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_queries_never_break_a_page(house, sign_in, value):
    statement = house.filled()
    client, query = sign_in(house.head), quote_from_bytes(value[:2_000])
    for name in ("statement_edit", "statement_check", "advice_ask"):
        url = reverse(f"sls:{name}", args=[statement.pk])
        assert client.get(f"{url}?section={query}&restore={query}").status_code == 200
    url = reverse("sls:section_edit", args=[statement.pk, "summary"])
    assert client.get(f"{url}?restore={query}").status_code == 200


def test_a_form_without_its_marks_is_a_bad_request(house, sign_in):
    section = house.draft().sections.get(key="summary")
    client = sign_in(house.head)
    for token in ({}, {"_once": "x"}, {"_once": "\x00"}):
        answer = client.post(section.get_absolute_url(), {"text": "Mine", "version": "1", **token})
        assert answer.status_code == 400
    section.refresh_from_db()
    assert section.text == ""


def test_more_rows_than_anybody_needs_are_refused_with_a_sentence(house, sign_in, monkeypatch):
    monkeypatch.setattr(workflow.writing, "MOST_ROWS", 1)
    statement = house.filled()
    url = reverse("sls:row_add", args=[statement.pk, "summary", "services"])
    body = {"_once": once.new_token(), "name": "One too many", **mark_for(house.head, url)}
    answer = sign_in(house.head).post(url, body)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Remove one before you add another." in page
    assert "One too many" in page
