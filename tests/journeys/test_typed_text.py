"""Typed text is never lost: a session that ends, two people at once, a tab that is closed."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from sls.models import Section
from tests.journeys.desks import fill_in_door

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

TYPED = "Open every day, as typed over the whole of an afternoon."


@pytest.fixture
def address(house):
    return reverse("sls:section_edit", args=[house.draft().pk, "availability"])


def saved():
    return Section.objects.get(key="availability").text


def test_a_session_that_ends_while_one_types_loses_nothing(house, way, sit_down, address):
    head = sit_down(house.head, way)
    head.go(address)
    head.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    head.write("Your text", TYPED)
    head.press("Save and return")
    assert head.title == "Sign in"
    fill_in_door(head, house.head)
    expect(head.box("Your text")).to_have_value(TYPED)
    assert saved() == ""  # it is offered, and never sent by itself
    head.press("Save and return")
    assert saved() == TYPED


def test_what_was_typed_is_offered_to_nobody_else(house, way, sit_down, address):
    head = sit_down(house.head, way)
    head.go(address)
    head.page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    head.write("Your text", TYPED)
    head.press("Save and return")
    fill_in_door(head, house.contributor)
    expect(head.page.get_by_text(TYPED)).to_have_count(0)
    expect(head.box("Your text")).to_have_value("")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("Keep mine", "Mine."), ("Keep theirs", "Theirs."), ("Save this", "Both together.")],
)
def test_of_two_who_save_the_second_chooses(house, way, sit_down, address, choice, expected):
    head, contributor = sit_down(house.head, way), sit_down(house.contributor, way)
    head.go(address)
    contributor.go(address)
    head.write("Your text", "Theirs.")
    head.press("Save and return")
    contributor.write("Your text", "Mine.")
    contributor.press("Save and return")
    assert contributor.title == "Somebody else saved this while you were writing"
    shown = contributor.page.locator(".side-by-side .typed")
    expect(shown).to_have_text(["Mine.", "Theirs."])
    assert saved() == "Theirs."
    if choice == "Save this":
        contributor.write("Your text", "Both together.")
    contributor.press(choice)
    assert saved() == expected


def test_a_closed_tab_is_made_good(house, sit_down, address):
    head = sit_down(house.head)
    head.go(address)
    head.box("Your text").press_sequentially(TYPED)
    expect(head.page.get_by_role("status")).to_have_text(re.compile(r"^Draft saved"))
    desk = head.page.context
    head.page.close()
    head.page = desk.new_page()
    head.go(address)
    expect(head.box("Your text")).to_have_value("")
    head.press("Restore it")
    expect(head.box("Your text")).to_have_value(TYPED)
    head.press("Save and return")
    assert saved() == TYPED
