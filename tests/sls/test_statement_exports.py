"""Statements to take away."""

import io
import re

import docx
import openpyxl
from django.urls import reverse

from documents import pdf
from documents.pdf import RenderRefused
from sls import signing
from sls.content import from_json


def test_statement_docx_has_every_part(house, client):
    statement = house.approved()
    answer = client.get(reverse("sls:statement_docx", args=[statement.pk]))
    document = docx.Document(io.BytesIO(answer.content))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert "A1 What we do" in headings
    assert "K1 Answers in time" in headings
    assert document.tables[0].rows[1].cells[0].text == "Lost card desk"
    assert "Written by Contributor" in [p.text for p in document.paragraphs]


def test_statement_json_is_what_was_signed(house, client):
    statement = house.approved()
    answer = client.get(reverse("sls:statement_json", args=[statement.pk])).json()
    assert answer["fingerprint"] == from_json(answer["content"]).fingerprint()
    assert answer["verify"].endswith(f"/verify/{statement.reference}/")


def test_statement_json_of_a_draft_is_404_for_others(house, sign_in):
    statement = house.filled()
    address = reverse("sls:statement_json", args=[statement.pk])
    assert sign_in(house.head).get(address).status_code == 200
    assert sign_in(house.outsider).get(address).status_code == 404


def test_statement_list_xlsx_names_who_has_not_begun(house, sign_in):
    answer = sign_in(house.reviewer).get(reverse("sls:statement_list_xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [rows[1][1], rows[1][5]] == ["Library", "not begun"]


def test_statement_list_csv_shows_only_what_the_person_may_know(house, sign_in):
    house.filled()
    address = reverse("sls:statement_list_csv")
    assert "Library" in sign_in(house.head).get(address).content.decode()
    assert "Library" not in sign_in(house.outsider).get(address).content.decode()


def test_statement_pdf_draft_that_is_refused_says_why(house, sign_in, monkeypatch):
    def refuse(said):
        raise RenderRefused("This document is too long for a PDF. Shorten its text.")

    monkeypatch.setattr(signing, "draft_pdf", refuse)
    address = reverse("sls:statement_pdf_draft", args=[house.filled().pk])
    answer = sign_in(house.head).get(address)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<title>This cannot be done now" in page
    assert "This document is too long for a PDF. Shorten its text." in page
    assert re.search(r'<strong class="reference">\w{4}-\w{4}<', page)


def test_statement_pdf_draft_waits_a_moment_and_says_so(house, sign_in, monkeypatch):
    """Drafts that take long hold up neither the site nor a document that is being signed."""
    assert (pdf._drafts.patience, pdf._drafts.callers) == (5, 2)
    monkeypatch.setattr(pdf._drafts, "patience", 0)
    statement = house.filled()
    client = sign_in(house.head)
    with pdf._drafts._turn:
        page = client.get(reverse("sls:statement_pdf_draft", args=[statement.pk]))
        assert pdf.render("<title>To sign</title>").startswith(b"%PDF-")
    assert page.status_code == 409
    assert "Try again in a minute." in page.content.decode()
    assert client.get(page.request["PATH_INFO"]).content.startswith(b"%PDF-")
