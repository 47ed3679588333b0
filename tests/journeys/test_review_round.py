"""The lead asks how the actions stand, their owners say it, and everybody can read it."""

import pytest
from playwright.sync_api import expect

from actionplans import workflow
from actionplans.models import Plan, Rating
from tests.actionplans.groups import yesterday
from tests.actionplans.plans import make_action, make_plan
from tests.journeys.hands import ways

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

DONE, HARD = "There is a champion in each division.", "Nobody has answered yet."
TOTALS = (
    "Total Actions: 4, Completed actions (Green): 1 / 25%, "
    "Started and/or continuing actions (Amber): 0 / 0%, "
    "Did not start and/or redefined (Red): 1 / 25%, Not yet rated: 2 / 50%"
)


@pytest.mark.parametrize("way", ways("keyboard", "no-javascript"))
def test_a_round_is_asked_answered_and_published(house, way, sit_down, mailoutbox):
    plan = published_plan(house)
    lead = sit_down(house.lead, way)
    open_a_round(lead)
    assert {mail.to[0] for mail in mailoutbox} == {
        house.contributor.email, house.head_elsewhere.email,
    }  # fmt: skip
    answer(sit_down(house.contributor, way))
    assert list(Rating.objects.order_by("action").values_list("value", "text")) == [
        ("green", DONE), ("red", HARD),
    ]  # fmt: skip

    mailoutbox.clear()
    yesterday(plan.rounds.get())
    nudge_and_close(lead, plan)
    assert [mail.to for mail in mailoutbox] == [[house.head_elsewhere.email]]
    lead.press("Publish how far the actions are")
    expect_totals(sit_down(None, way))


def published_plan(house):
    """A plan on the public page: two actions of the contributor, two of somebody else."""
    plan = make_plan(house.lead)
    for owner in 2 * [house.contributor] + 2 * [house.head_elsewhere]:
        make_action(plan, house.lead, owner=owner)
    return workflow.publish_plan(workflow.put_in_force(plan, by=house.lead), by=house.lead)


def open_a_round(at):
    """Not without a day by which owners answer."""
    at.go("/plans/")
    at.press("Technician Commitment action plan")
    at.press("Review rounds")
    at.press("Open a round")
    at.press("Open the round and write to owners")
    expect(at.page.get_by_role("alert")).to_contain_text("Say by when owners answer.")
    at.write("What is it for?", "The meeting before the winter")
    at.write("Owners answer by", "2030-12-12")
    at.press("Open the round and write to owners")
    assert at.title == "The meeting before the winter"
    expect(at.page.get_by_role("heading", name="Who has not answered: 2")).to_have_count(1)


def answer(at):
    """Both actions on one page; Red is not taken without a reason, and nothing typed is lost."""
    at.go("/")
    at.press("Say how 2 actions of yours stand")
    assert at.title == "Your actions"
    first, second = (at.page.locator(".own-action", has_text=f"V00{number}") for number in (1, 2))
    at.choose("Rating", "Completed actions (Green)", within=first)
    at.write("What happened, and what comes next?", DONE, within=first)
    at.choose("Rating", "Did not start and/or redefined (Red)", within=second)
    at.press("Save all")
    expect(at.page.get_by_role("alert")).to_contain_text("V002: say why it is Red;")
    expect(at.box("What happened, and what comes next?", within=first)).to_have_value(DONE)
    at.write("What happened, and what comes next?", HARD, within=second)
    at.press("Save all")
    at.go("/")
    expect(at.page.get_by_role("link", name="actions of yours")).to_have_count(0)


def nudge_and_close(at, plan):
    """Ask the one who is missing again, then close the round without their answer."""
    at.go(plan.rounds.get().get_absolute_url())
    expect(at.page.locator("main")).to_contain_text("Updated in this round: 2 of 4 actions.")
    missing = at.page.get_by_role("table", name="Owners who have not answered")
    expect(missing.get_by_role("rowheader")).to_have_text(["Head-Elsewhere"])
    at.press("Nudge all of them by mail")
    expect(at.page.get_by_label("Messages")).to_contain_text("1 person is nudged.")
    at.press("Close the round")
    expect(at.page.locator("main")).to_contain_text("1 owner has not answered: Head-Elsewhere.")
    at.press("Close the round")
    assert at.title == "Review rounds"
    expect(at.page.get_by_role("table", name="Review rounds")).to_contain_text(TOTALS)
    assert not Plan.objects.get(pk=plan.pk).progress_at


def expect_totals(at):
    """The public page shows the numbers, and beside each action what was said of it."""
    at.go("/technician-commitment/")
    expect(at.page.locator(".totals-line")).to_have_text(TOTALS)
    at.press("Technician Commitment action plan")
    for words in (DONE, HARD):
        expect(at.page.get_by_role("main")).to_contain_text(words)
