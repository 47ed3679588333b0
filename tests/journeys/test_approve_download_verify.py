"""The third journey: approved and signed, downloaded, verified, published, and superseded."""

import hashlib

import pytest
from playwright.sync_api import expect

from documents.models import SignedDocument
from tests.factories import PASSWORD
from tests.journeys.desks import declare_and_send
from tests.verapdf import failed_rules

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]


def test_approved_signed_verified_and_superseded(house, way, sit_down, tmp_path):
    house.submitted()
    reviewer = sit_down(house.reviewer, way)
    approve(reviewer, guess="not-my-password")
    signed = SignedDocument.objects.get()
    file = reviewer.download("Download the signed document", tmp_path / "signed.pdf")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == signed.sealed_sha256

    visitor = sit_down(None, way)
    look_up(visitor, signed.reference)
    assert visitor.title == "Genuine and current"
    check(visitor, file)
    assert visitor.title == "Genuine and current"
    check(visitor, one_byte_flipped(file))
    assert visitor.title == "Altered"
    visitor.press("Directory")
    expect(visitor.page.get_by_role("link", name="Lost card desk")).to_have_count(1)

    head = sit_down(house.head, way)
    begin_and_send_a_new_edition(head, signed)
    approve(reviewer)
    check(visitor, file)
    assert visitor.title == "Genuine, but a newer version exists"
    newest = SignedDocument.objects.get(supersedes=signed)
    visitor.press(newest.reference)
    assert visitor.title == "Genuine and current"
    assert download_again(visitor, signed) == file.read_bytes()


@pytest.mark.once
@pytest.mark.needs("verapdf")
def test_what_is_downloaded_is_accessible(house, sit_down, tmp_path):
    house.submitted()
    reviewer = sit_down(house.reviewer)
    approve(reviewer)
    file = reviewer.download("Download the signed document", tmp_path / "signed.pdf")
    assert failed_rules(file.read_bytes()) == []


def approve(at, guess=""):
    """Take the statement that waits, read it, and sign it with the password."""
    at.go("/")
    at.press("Review the statement of Library for 2026-27")
    at.press("Take it for review")
    at.press("Approve")
    assert at.title == "Approve and sign"
    if guess:
        at.write("Your password", guess)
        at.press("Approve and sign")
        expect(at.page.get_by_role("alert")).to_contain_text("This is not your password.")
    at.write("Your password", PASSWORD)
    at.press("Approve and sign")
    assert at.title == "The statement is approved"


def download_again(at, document):
    return at.page.request.get(document.pdf_url).body()


def look_up(at, reference):
    at.go("/")
    at.press("Verify")
    at.write("Reference", reference)
    at.press("Look up the reference")


def check(at, file):
    at.go("/verify/")
    at.attach("PDF file", file)
    at.press("Check the file")


def one_byte_flipped(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    altered = file.with_name("altered.pdf")
    altered.write_bytes(content)
    return altered


def begin_and_send_a_new_edition(at, signed):
    at.go("/")
    at.go(signed.statement.get_absolute_url())
    at.press("Begin a new edition")
    at.press("Begin the new edition")
    at.press("A2 When we are there")
    at.write("Your text", "Every day, now also in August.")
    at.press("Save and return")
    at.press("Check and send")
    declare_and_send(at)
    assert at.title == "The statement is with the quality office"
