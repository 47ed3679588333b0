"""The fifth journey: something is done about a figure, the readings say whether it worked, and a
person decides."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.kpis.promises import last_year, make_promise, month, record

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

# In time of 200: twelve months and the first of the next year before it, then eight since.
BEFORE = [168, 172, 170, 174] * 3 + [171]  # 85.5% on the mean
SINCE = [186, 188, 190, 186, 188, 190, 186, 190]  # 94.0%
DONE, REASON = "A second person at the desk", "Two people stay; nobody waits at noon any more."


def test_what_is_done_is_judged_by_the_readings_and_decided(house, way, sit_down):
    year = last_year()
    earlier = factories.make_year(year.start_year - 1, state="closed")
    kpi = make_promise(house.library, earlier, by=house.head).kpi
    make_readings(kpi, earlier.start_year, 0, BEFORE, by=house.head)

    contributor = sit_down(house.contributor, way)
    plan(contributor, year)
    make_readings(kpi, earlier.start_year, len(BEFORE), SINCE, by=house.contributor)

    head = sit_down(house.head, way)
    head.go("/")
    head.press(f"Look whether “{DONE}” worked")
    read_the_verdict(head)
    decide(head)
    head.press("Answers in time")
    decided = head.page.locator(".timeline", has_text=DONE)
    expect(decided).to_contain_text(f"Decided: close the loop. {REASON}")
    head.go("/")
    expect(head.page.get_by_role("link", name=DONE)).to_have_count(0)


def make_readings(kpi, start_year, first, figures, *, by):
    """Record one after the other, from the month of the year that is so many after August."""
    for number, figure in enumerate(figures, start=first):
        said = month(start_year + number // 12, number % 12, figure, 200, comment="As noted.")
        record(kpi, said, by=by)


def plan(at, year):
    """Note what is done, be warned of an early review, and put it later."""
    at.go("/")
    at.press("KPIs")
    at.press("Answers in time")
    at.press("Note what you do differently")
    at.write("In a few words", DONE)
    at.write("From which day?", f"{year.start_year}-08-08")
    at.write("When will you look whether it worked?", f"{year.start_year}-10-10")
    at.press("Save")
    messages = at.page.get_by_label("Messages")
    early = f"The review on 10 October {year.start_year} is early"
    expect(messages).to_contain_text(early)
    at.press(DONE)
    expect(at.page.locator(".verdict")).to_contain_text("It is too early to tell.")
    at.write("When will you look whether it worked?", f"{year.start_year + 1}-06-06")
    at.press("Save the changes")
    expect(messages).to_contain_text(f"“{DONE}” is saved.")
    expect(messages).not_to_contain_text(early)
    expect(at.page.locator(".timeline", has_text=DONE)).to_contain_text(
        f"to be looked at on 6 June {year.start_year + 1}"
    )


def read_the_verdict(at):
    """In words, with how much has changed, and drawn."""
    verdict = at.page.locator(".verdict")
    expect(verdict).to_contain_text("It worked: since then the figures are better than chance")
    expect(verdict).to_contain_text("+8.5 points (+9.9%), over 8 readings")
    expect(verdict).to_contain_text("Close the loop")
    chart = at.page.get_by_role("img", name="Answers in time")
    expect(chart).to_be_visible()
    expect(chart).to_contain_text(DONE)
    expect(at.page.get_by_role("figure")).to_contain_text("13 readings before")


def decide(at):
    """The head decides, and says why: not without."""
    at.press("Decide what becomes of it")
    at.mark("Count mean and limits anew from the day it began")
    at.press("Save the decision")
    expect(at.page.get_by_role("alert")).to_contain_text("Say why")
    at.write("Why?", REASON)
    at.press("Save the decision")
    decided = at.page.get_by_role("region", name="Decided: close the loop")
    for words in (REASON, "Head", "counted anew", "The readings said then: It worked"):
        expect(decided).to_contain_text(words)
