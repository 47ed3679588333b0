"""From one plan to the next: every action has an answer, and what goes on keeps its thread."""

import pytest
from playwright.sync_api import expect

from actionplans.models import Disposition, Plan
from tests.actionplans.plans import plan_in_force, rate
from tests.journeys.hands import ways

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

THERE, ON, INTO = "Both are there.", "It was begun late.", "One register has the skills of both."
ANSWERS = [("completed", THERE), ("completed", THERE), ("extended", ON), ("merged", INTO)]


@pytest.mark.parametrize("way", ways("keyboard", "no-javascript"))
def test_unfinished_work_goes_on_in_the_next_plan(house, way, sit_down):
    plan = plan_in_force(house.lead, actions=4)
    for action in plan.actions.all()[:2]:
        rate(action, "green", by=house.lead)
    lead = sit_down(house.lead, way)
    begin_the_next(lead)
    answer_several(lead)
    go_on(lead)
    merge(lead)
    dispositions = Disposition.objects.order_by("action")
    assert list(dispositions.values_list("kind", "sentence")) == ANSWERS
    assert Plan.objects.get(predecessor=plan).actions.count() == 1
    expect_thread(lead)


def begin_the_next(at):
    """What follows begins with the themes of this plan and without its actions."""
    at.go("/plans/")
    at.press("Technician Commitment action plan")
    at.press("Begin the next plan")
    at.write("Title", "The next plan")
    at.write("Runs from", "2027-10-10")
    at.press("Begin")
    assert at.title == "Carry forward"
    expect(at.page.get_by_role("heading", name="Still open: 4")).to_have_count(1)


def answer_several(at):
    """Two in one form, which says what it lacks and keeps what was ticked."""
    words = "V001 Name a champion (Green)", "V002 Publish the register of skills (Green)"
    for label in words:
        at.mark(label)
    at.mark("They are completed")
    at.press("Save")
    expect(at.page.get_by_role("alert")).to_contain_text("Say in a sentence what becomes of it")
    for label in words:
        expect(at.box(label)).to_be_checked()
    at.write("In a sentence", THERE)
    at.press("Save")
    expect(at.page.get_by_role("heading", name="Answered: 2")).to_have_count(1)


def go_on(at):
    """The third goes on with more in it, as a new action with its words."""
    at.press("Say what becomes of it (V003)")
    at.mark("Goes on with more in it")
    at.write("In a sentence", ON)
    at.press("Save")
    expect(answered(at, "V003")).to_contain_text(f"Goes on with more in it as V001: {ON}")


def merge(at):
    """The fourth is merged into the one that was made for the third; not without saying where."""
    at.press("Say what becomes of it (V004)")
    at.mark("Is merged into another")
    at.write("In a sentence", INTO)
    at.press("Save")
    expect(at.page.get_by_role("alert")).to_contain_text("Say into which action")
    at.choose("Which action of the next plan carries it on?", "V001 Open a route to registration")
    at.press("Save")
    expect(answered(at, "V004")).to_contain_text(f"Is merged into another as V001: {INTO}")
    expect(at.page.get_by_role("heading", name="Still open")).to_have_count(0)


def answered(at, reference):
    """The line of an action among those that have an answer."""
    lines = at.page.get_by_role("region", name="Answered").get_by_role("row")
    return lines.filter(has_text=reference)


def expect_thread(at):
    """The action that ends says where it goes on, and the new one from where it comes."""
    at.press("V003")
    facts = at.page.locator(".action-facts")
    goes_on = f"It goes on with more in it as V001 of The next plan. {ON}"
    expect(facts).to_contain_text(goes_on)
    at.press("V001", within=facts)
    expect(at.page.get_by_role("main")).to_contain_text("Second plan running")
    for words in (
        f"V003 of Technician Commitment action plan, which goes on with more in it: {ON}",
        f"V004 of Technician Commitment action plan, which is merged into another: {INTO}",
    ):
        expect(facts).to_contain_text(words)
