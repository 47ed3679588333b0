"""The fourth journey: readings are entered, one is put right, and the year has its result."""

import pytest
from playwright.sync_api import expect

from institution import years
from kpis import periods
from tests.kpis.promises import SHARE, last_year, make_promise

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

# Answered in time, due, and what that comes to. The third is put right afterwards.
QUARTERS = [
    ("93", "100", "93.0%", "met"),
    ("84", "100", "84.0%", "not met"),
    ("26", "30", "86.7%", "near miss"),
    ("190", "200", "95.0%", "met"),
]
RIGHT = ("28", "30", "93.3%", "met")
# 395 of 430. The mean of the four percentages would be 91.3%.
RESULT = "91.9%"
MISSED = "Two of us were ill in December."


def test_a_year_of_readings_is_entered_and_one_is_put_right(house, way, sit_down):
    year = last_year()
    make_promise(house.library, year, by=house.head, **{**SHARE, "frequency": "quarterly"})
    days = years.first_day(year.start_year), years.last_day(year.start_year)
    names = [periods.name("quarterly", *one) for one in periods.periods("quarterly", *days)]

    contributor = sit_down(house.contributor, way)
    contributor.go("/")
    for name, quarter in zip(names, QUARTERS, strict=True):
        contributor.press(f"Enter the reading for {name}")
        enter(contributor, name, quarter, way)
    correct(contributor, names[2], way)
    expect(contributor.page.locator(".kpi-figure")).to_contain_text(RESULT)
    expect(contributor.page.locator(".kpi-figure")).to_contain_text("Met")
    expect(contributor.page.get_by_role("main")).to_contain_text("3 of 4 periods met the target")
    contributor.go("/")
    for name in names:
        expect(contributor.page.get_by_role("link", name=name)).to_have_count(0)


def enter(at, name, quarter, way):
    """Fill in the page of the period that is due; a miss needs a word."""
    assert at.title == name
    write_figures(at, quarter, way)
    at.press("Save the reading")
    if quarter[3] == "not met":
        expect(at.page.get_by_role("alert")).to_contain_text("what happened")
        expect(at.box("Resolved in time")).to_have_value(quarter[0])
        at.write("What is to be said about it?", MISSED)
        at.press("Save the reading")
        expect(line_of(at, name)).to_contain_text(MISSED)
    expect(at.page.get_by_label("Messages")).to_contain_text(f"The reading for {name} is saved.")
    expect_figures(at, name, quarter)


def correct(at, name, way):
    """Put a final reading right: not without a reason, and the history keeps both."""
    at.press(name)
    write_figures(at, RIGHT, way)
    at.press("Save the correction")
    expect(at.page.get_by_role("alert")).to_contain_text("Say why this final reading is corrected.")
    at.write("Why is it corrected?", "Two were answered by telephone.")
    at.press("Save the correction")
    expect_figures(at, name, RIGHT)
    at.press(name)
    for words in ("Two were answered by telephone.", "26 of 30", "28 of 30"):
        expect(at.page.get_by_role("main")).to_contain_text(words)
    at.press("Cancel")


def write_figures(at, quarter, way):
    """Type both numbers; with scripts the page says at once what they come to."""
    met, due, figure, status = quarter
    at.write("Resolved in time", met)
    at.write("Due in the month", due)
    if way != "no-javascript":
        expect(at.page.locator(".reading-now")).to_have_text(f"{figure}: {status}")


def expect_figures(at, name, quarter):
    """The year's page shows the reading with its status."""
    met, due, figure, status = quarter
    for words in (figure, f"{met} of {due}", status.capitalize()):
        expect(line_of(at, name)).to_contain_text(words)


def line_of(at, name):
    """The row of the period among the readings of the year."""
    return at.page.locator("#readings ~ * tbody tr").filter(has_text=name)
