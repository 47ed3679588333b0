"""The second journey: the reviewer asks for a change, the department makes it and sends again."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.desks import declare_and_send

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

QUESTION, ANSWER = "Which days are you open in August?", "The hours of August are in now."


def test_a_change_is_asked_for_made_and_seen(house, way, sit_down):
    statement = house.submitted()
    reviewer = sit_down(house.reviewer, way)
    take(reviewer)
    ask_for_a_change(reviewer)
    statement.refresh_from_db()
    assert (statement.state, statement.reviewer) == ("returned", house.reviewer)

    head = sit_down(house.head, way)
    make_the_change(head, statement)
    statement.refresh_from_db()
    assert (statement.state, statement.submitted_versions.count()) == ("submitted", 2)

    read_what_changed(reviewer)


def take(at):
    at.go("/")
    at.press("Review the statement of Library for 2026-27")
    at.press("Take it for review")
    assert at.title == "Library"


def ask_for_a_change(at):
    at.mark("Needs changes in A2 When we are there")
    notes = at.page.get_by_role("group", name="Your notes on A2 When we are there")
    at.press("Ask for changes")
    expect(at.page.get_by_role("alert").get_by_role("link")).to_have_text(
        [
            "A2 When we are there: choose what is the matter.",
            "A2 When we are there: say what should change.",
        ]
    )
    at.choose("What is the matter", "Incomplete", within=notes)
    at.write("What should change", QUESTION, within=notes)
    at.press("Ask for changes")
    assert at.title == "Ask for changes"
    expect(at.page.locator(".request")).to_have_count(1)
    at.write("Message to the department (optional)", "Nearly there.")
    at.press("Send to Library")
    expect(at.page.get_by_label("Messages")).to_contain_text("Library has been asked for changes.")


def make_the_change(at, statement):
    """Only what was asked for is open; the request stands beside it, and can be answered."""
    at.go("/")
    at.press("Make the changes asked for in 2026-27")
    expect(at.page.locator("a.task-title")).to_have_text(["A2 When we are there"])
    closed = at.go(reverse("sls:section_edit", args=[statement.pk, "summary"]))
    assert closed.status == 403
    at.go(reverse("sls:statement_edit", args=[statement.pk]))
    at.press("A2 When we are there")
    expect(at.page.locator(".request")).to_contain_text(QUESTION)
    at.press("Answer this request")
    at.write("Your answer", ANSWER)
    at.press("Send the answer")
    at.press("Make the changes")
    at.press("A2 When we are there")
    at.write("Your text", "Every day, and in August in the mornings.")
    at.press("Save and return")
    expect(at.page.locator(".task", has_text="A2")).to_contain_text("Changes made")
    at.press("Check and send")
    declare_and_send(at)
    assert at.title == "The statement is with the quality office"


def read_what_changed(at):
    at.go("/")
    at.press("Review the statement of Library for 2026-27")
    changed = at.page.locator("#availability")
    for words in ("Changes made", QUESTION, ANSWER, "Changed since version 1."):
        expect(changed).to_contain_text(words)
    expect(at.page.locator("#summary")).to_contain_text("Says the same as version 1.")
    at.press("Show the differences word by word")
    expect(changed.locator("ins").last).to_contain_text("mornings")
    expect(at.page.locator("#summary ins")).to_have_count(0)
