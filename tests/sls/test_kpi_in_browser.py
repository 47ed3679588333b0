"""The page of a KPI in Chromium: the fields of the chosen shape, the sentence as it grows."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from kpis.models import Promise
from sls import workflow

pytestmark = [
    pytest.mark.needs("chromium"),
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
]

SHAPES = {
    "all_within": {"action": "respond to", "what": "enquiries.", "days": "1"},
    "share_within": {"comparison": "at_most", "action": "leave", "share": "1.50", "what": "calls"},
    "share_by_date": {"action": "train", "share": "80 %", "what": "reps", "due_on": "2026-12-18"},
    "change": {
        "change_direction": "reduce", "what": "calls", "change_percent": "20",
        "due_on": "2027-07-31",
    },
}  # fmt: skip
PAUSE = 800  # milliseconds; the sentence follows half as long after the last letter


@pytest.fixture
def open_kpi(chromium, quiet_site, house, sign_in):
    """open_kpi(javascript) gives the page of a KPI that has nothing but its title."""
    section = house.draft().sections.get(key="kpis")
    row = workflow.add_kpi(section, by=house.head, title="Answers")
    session = sign_in(house.head).cookies[settings.SESSION_COOKIE_NAME].value
    contexts = []

    def opened(*, javascript: bool):
        context = chromium.new_context(base_url=quiet_site, java_script_enabled=javascript)
        contexts.append(context)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": quiet_site}
        context.add_cookies([cookie])
        context.route("**/autosave/**", lambda route: route.abort())
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(reverse("sls:kpi_edit", args=[section.statement_id, row.pk]))
        return page

    yield opened
    for context in contexts:
        context.close()


def fill(page, typed):
    for name, value in typed.items():
        field = page.locator(f"[name={name}]")
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)


def test_the_sentence_grows_as_the_server_would_say_it(open_kpi):
    page = open_kpi(javascript=True)
    shown = page.locator("[data-kpi-sentence]")
    for shape, typed in SHAPES.items():
        page.locator(f"[name=shape][value={shape}]").check()
        for name in ("action", "what", "days", "share", "due_on", "change_percent"):
            page.locator(f"[name={name}]").evaluate("field => { field.value = '' }")
        fill(page, typed)
        page.wait_for_timeout(PAUSE)
        live = shown.text_content()
        page.get_by_role("button", name="Save and see the sentence").click()
        page.wait_for_load_state()
        assert Promise.objects.get().shape == shape
        assert live == Promise.objects.get().sentence


def test_only_the_fields_of_the_chosen_shape_are_shown(open_kpi):
    page = open_kpi(javascript=True)
    expect(page.locator("[name=days]")).to_be_hidden()
    page.locator("[name=shape][value=all_within]").check()
    expect(page.locator("[name=days]")).to_be_visible()
    page.locator("[name=shape][value=change]").check()
    expect(page.locator("[name=days]")).to_be_hidden()
    expect(page.locator("[name=baseline_value]")).to_be_visible()
    expect(page.locator("[name=days]")).to_be_disabled()


def test_how_near_is_asked_only_where_there_is_a_near_miss(open_kpi):
    page = open_kpi(javascript=True)
    expect(page.locator("[name=amber_value]")).to_be_hidden()
    page.locator("[name=amber_kind]").select_option("points")
    expect(page.locator("[name=amber_value]")).to_be_visible()


def test_places_after_the_point_are_asked_of_all_but_numbers_of_things(open_kpi):
    page = open_kpi(javascript=True)
    page.locator("[name=shape][value=share_within]").check()
    expect(page.locator("[name=decimals]")).to_be_visible()
    page.locator("[name=shape][value=change]").check()
    expect(page.locator("[name=decimals]")).to_be_hidden()
    page.locator("[name=change_of]").select_option("duration")
    expect(page.locator("[name=decimals]")).to_be_visible()


def test_without_javascript_the_shape_is_chosen_on_a_page_of_its_own(open_kpi):
    page = open_kpi(javascript=False)
    page.locator("[name=owner]").fill("The desk")
    page.get_by_role("button", name="Save and choose the kind").click()
    page.locator("[name=shape][value=all_within]").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("[name=baseline_value]")).to_have_count(0)
    fill(page, SHAPES["all_within"])
    page.get_by_role("button", name="Save and see the sentence").click()
    expect(page.locator("[data-kpi-sentence]")).to_have_text(
        "We will respond to all enquiries within 1 working day."
    )
    assert Promise.objects.get().owner == "The desk"
