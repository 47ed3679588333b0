"""A self-assessment from its last missing words to two signatures, a document and a plan."""

import hashlib

import pytest
from playwright.sync_api import expect

from actionplans import workflow
from actionplans.models import Plan
from documents.models import SignedDocument
from tests.actionplans import assessments
from tests.factories import PASSWORD
from tests.journeys.desks import sign_in
from tests.journeys.hands import ways

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

APPROACH = "The working group reports to the senate twice a year."


@pytest.mark.parametrize("way", ways("keyboard", "no-javascript"))
def test_signed_twice_sealed_and_published(house, way, sit_down, tmp_path):
    assessment = nearly_complete(house)
    lead = sit_down(house.lead, way)
    complete_and_sign(lead)

    head = sit_down(None, way)
    sign_in(head, house.signatory)
    sign_for_the_institution(head, assessment)
    signed = SignedDocument.objects.get()
    file = head.download("The signed document (PDF)", tmp_path / "signed.pdf")
    assert hashlib.sha256(file.read_bytes()).hexdigest() == signed.sealed_sha256
    states = dict(Plan.objects.values_list("title", "state"))
    assert states == {"Technician Commitment action plan": "past", "The next plan": "current"}

    publish(lead)
    visitor = sit_down(None, way)
    check(visitor, file)
    expect_published(visitor, signed)


def nearly_complete(house):
    """Every action of the plan has an answer; of its assessment two things are missing."""
    assessment = assessments.ready_to_sign(house.lead)
    assessment.phone = ""
    workflow.change_assessment(assessment, ["phone"], by=house.lead)
    assessments.write(assessment, "approach", "", by=house.lead)
    return assessment


def complete_and_sign(at):
    """Nothing is signed before the last part is written."""
    at.go("/plans/")
    at.press("Technician Commitment action plan")
    at.press("Self-assessment")
    at.press("Check, sign and send")
    missing = at.page.get_by_role("region", name="What is still missing")
    expect(missing.get_by_role("listitem")).to_have_count(2)
    expect(at.page.get_by_label("Your password")).to_have_count(0)
    missing.get_by_role("link").first.press("Enter")
    at.write("Telephone", "01227 922000")
    at.press("Save and return")
    at.press("3 Approach, governance and reporting lines")
    at.write("Your text", APPROACH)
    at.press("Save and return")
    at.press("Check, sign and send")
    assert at.title == "Sign and send"
    expect(at.page.get_by_role("article", name="What will be signed")).to_contain_text(APPROACH)
    at.write("Your password", PASSWORD)
    at.press("Send and sign")
    expect(at.page.get_by_label("Messages")).to_contain_text("It is signed, and sent on.")


def sign_for_the_institution(at, assessment):
    """Read exactly what the lead signed; a wrong password signs nothing."""
    at.go(assessment.get_absolute_url())
    at.press("Read and sign")
    expect(at.page.get_by_role("article", name="What will be signed")).to_contain_text(APPROACH)
    at.write("Your password", "not-my-password")
    at.press("Approve and sign")
    expect(at.page.get_by_role("alert")).to_contain_text("This is not your password.")
    at.write("Your password", PASSWORD)
    at.press("Approve and sign")
    messages = at.page.get_by_label("Messages")
    expect(messages).to_contain_text("It is signed. The plan that follows is in force.")


def publish(at):
    """Both plans: the one that ended, with which the document appears, and the one in force."""
    for title in ("Technician Commitment action plan", "The next plan"):
        at.go("/plans/")
        at.press(title)
        at.press("Publish it")
        at.press("Publish")
        expect(at.page.get_by_label("Messages")).to_contain_text("The plan is published.")


def check(at, file):
    """Whoever has the file can ask whether it is genuine."""
    at.go("/verify/")
    at.attach("PDF file", file)
    at.press("Check the file")
    assert at.title == "Genuine and current"


def expect_published(at, signed):
    """The public page leads to the plan that is in force now, and to the document."""
    at.go("/technician-commitment/")
    expect(at.page.get_by_role("heading", level=2).first).to_have_text("The next plan")
    documents = at.page.get_by_role("region", name="Signed documents")
    expect(documents.get_by_role("listitem")).to_contain_text(signed.reference)
    plans_before = at.page.get_by_role("region", name="Plans before")
    expect(plans_before).to_contain_text("Technician Commitment action plan")
    at.press(signed.reference)
    assert at.title == "Genuine and current"
