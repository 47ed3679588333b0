"""The first journey: a statement is begun, written, checked and sent, three ways to work a page."""

import re
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import expect

from kpis.models import Promise
from sls.models import Service, ServiceStandard, Stakeholder, Statement
from tests.journeys.desks import copy, declare_and_send, sign_in

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

WORD = Path(__file__).parent.parent / "data" / "clipboard" / "word-for-windows.htm"
# The answers about a KPI's promise. Between them the three ways try all four kinds.
KPIS = {
    "mouse": [
        {
            "What do you call it?": "Answers in time",
            "kind": "Everything, within a number of working days",
            "What will you do?": "answer",
            "What is it about?": "student enquiries",
            "Within how many working days?": "2",
            "sentence": "We will answer all student enquiries within 2 working days.",
        },
        {
            "What do you call it?": "Enquiries resolved",
            "kind": "A share, perhaps within a number of working days",
            "What will you do?": "resolve",
            "At least, or no more than?": "At least",
            "Target, in per cent": "90 %",
            "What is it about?": "enquiries",
            "Within how many working days?": "7",
            "Who is responsible?": "Help desk lead",
            "sentence": "We will resolve at least 90% of enquiries within 7 working days.",
        },
    ],
    "no-javascript": [
        {
            "What do you call it?": "Representatives",
            "kind": "A share, by a date",
            "What will you do?": "train",
            "Target, in per cent": "80",
            "What is it about?": "new student representatives",
            "By which date?": "2026-12-18",
            "sentence": (
                "We will train at least 80% of new student representatives by 18 December 2026."
            ),
        }
    ],
    "keyboard": [
        {
            "What do you call it?": "Fewer questions",
            "kind": "A reduction or increase against a baseline",
            "Reduce or increase?": "Reduce",
            "What is it about?": "enquiries about procedures",
            "By how many per cent?": "20",
            "By which date?": "2027-08-08",
            "The figure to compare with": "1,250",
            "sentence": (
                "We will reduce the number of enquiries about procedures by 20% by 8 August 2027."
            ),
        }
    ],
}
MEASURED = {
    "What counts, and what does not?": "Every enquiry that arrives by e-mail.",
    "Where do the figures come from?": "The help desk",
    "How often is it measured?": "Every month",
    "For whom does it matter?": "Students",
    "How would students notice?": "They hear from us sooner.",
    "What kind of goal does it serve?": "Operational",
}
DROP_DOWNS = {
    "At least, or no more than?", "Reduce or increase?", "How often is it measured?",
    "What kind of goal does it serve?",
}  # fmt: skip


def test_a_statement_is_written_checked_and_sent(house, way, sit_down):
    contributor = sit_down(way=way)
    sign_in(contributor, house.contributor)
    contributor.press(f"Begin the statement for {house.year}")
    contributor.mark("With a blank form")
    contributor.press("Begin the statement")
    write_section_a(contributor, way)
    for answers in KPIS[way]:
        promise(contributor, answers)
    contributor.press("Save and continue")
    add_standard(contributor)
    contributor.press("Save and continue")
    assert contributor.title == "Check the whole statement"
    refusal = contributor.page.locator(".not-yours")
    expect(refusal).to_contain_text("Only the head of Library can send its statement.")

    head = sit_down(way=way)
    sign_in(head, house.head)
    head.press(f"Finish the statement for {house.year}")
    head.press("Check and send")
    declare_and_send(head)
    fill_the_gaps_and_send(head)
    assert head.title == "The statement is with the quality office"
    expect_it_was_sent(house, way)


def write_section_a(at, way):
    at.press("A1 What we do")
    if way == "no-javascript":
        at.write("Your text", "**What we offer**\n\n- Loans\n- Help")
    else:
        copy(at, WORD.read_text(encoding="utf-8"))
        at.paste("Your text")
        expect(at.box("Your text")).to_have_value(re.compile(r"^\*\*What we offer\*\*\n"))
    add_services(at)
    at.press("Save and continue")
    assert at.title == "A2 When we are there"  # left empty: a gap
    at.press("Save and continue")
    at.write("Your text", "What others do better.")
    at.press("Add a service you do not deliver")
    at.write("What you do not do", "Parking permits")
    at.choose("Which department does it", "Finance")
    at.press("Save")
    at.press("Save and continue")
    at.write("Your text", "Those we work with.")
    at.press("Add a stakeholder")
    at.write("The stakeholder", "The Finance team")
    at.choose("Which department, if it is one of ours", "Finance")
    at.mark("Our service depends on their work or information")  # for what: a gap
    at.press("Save")
    at.press("Save and continue")


def add_services(at):
    """Three services; the last is moved up, the first removed."""
    at.press("Add a service")
    at.write("The service", "Loans by post")
    at.press("Save and add another")
    at.write("The service", "Lost card desk")
    at.mark("Students")
    at.mark("Staff")
    at.write("When it is available (optional)", "Every day from 9 to 5")
    at.write("How to reach it (optional)", "desk@library.example")
    at.press("Save and add another")
    at.write("The service", "Reading rooms")
    at.press("Save")
    at.press("Move up Reading rooms")
    at.press("Remove Loans by post")
    at.press("Remove it")
    rows = at.page.locator(".row-item h3")
    expect(rows).to_have_text(["Reading rooms", "Lost card desk"])


def promise(at, answers):
    """Add a KPI. Nobody says who is responsible for the first one: a gap."""
    assert at.title == "B1 Key performance indicators"
    at.press("Add a KPI")
    at.write("What do you call it?", answers["What do you call it?"])
    at.mark(re.compile(f"^{answers['kind']}"))
    at.press("Save and continue")
    asked = {label: text for label, text in answers.items() if at.box(label).count()}
    for label, text in (asked | MEASURED).items():
        answer = at.choose if label in DROP_DOWNS else at.write
        answer(label, text)
    at.press("Save and see the sentence")
    expect(at.page.locator("[data-kpi-sentence]")).to_have_text(answers["sentence"])
    at.press("Save and return")


def add_standard(at):
    assert at.title == "B2 Service standards"
    at.press("Add a service standard")
    at.write("What you promise", "Send the panel's report")
    at.write("Within (optional)", "2")
    at.choose("Unit", "weeks")
    at.write("Counted from when (optional)", "the panel meets")
    at.press("Save")


def fill_the_gaps_and_send(at):
    """Everything that is missing is named at once; each link leads to where it is filled in."""
    gaps = {
        "A2 “When we are there” is still empty.": (
            "Your text", "Every day.", ["Save and return"],
        ),
        "Say what you depend on The Finance team for.": (
            "What you depend on them for", "Invoices by May.", ["Save", "Save and return"],
        ),
        "Say who is responsible.": (
            "Who is responsible?", "Desk lead", ["Save and return", "Save and return"],
        ),
    }  # fmt: skip
    while gaps:
        summary = at.page.get_by_role("alert")
        assert at.page.title().startswith("Error: ")
        assert summary.get_by_role("link").all_inner_texts() == list(gaps)
        sentence = next(iter(gaps))
        label, text, buttons = gaps.pop(sentence)
        at.press(sentence, within=summary)
        expect(at.page.locator(":target")).to_have_count(1)
        at.write(label, text)
        for button in [*buttons, "Check and send"]:
            at.press(button)
        declare_and_send(at)


def expect_it_was_sent(house, way):
    statement = Statement.objects.get()
    assert (statement.state, statement.submitted_by) == ("submitted", house.head)
    text = {section.key: section.text for section in statement.sections.all()}
    offer = "- Loans" if way == "no-javascript" else "| Service | Open | Who |"
    assert offer in text["summary"]
    services = Service.objects.values_list("name", "audiences")
    assert list(services) == [("Reading rooms", []), ("Lost card desk", ["students", "staff"])]
    promised = [promise.sentence for promise in Promise.objects.order_by("pk")]
    assert promised == [answers["sentence"] for answers in KPIS[way]]
    assert ServiceStandard.objects.get().sentence.startswith("Send the panel's report within 2")
    assert Stakeholder.objects.get().department == house.finance
    told = {address for message in mail.outbox for address in message.to}
    assert house.reviewer.email in told
    assert house.library_reviewer.email not in told
