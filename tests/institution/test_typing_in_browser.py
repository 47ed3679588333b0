"""Typing in Chromium, under the site's own security policy: paste, toolbar, preview, drafts."""

import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from documents.longtext import clean, to_html, word_count
from institution.models import Autosave, Department, User

pytestmark = [
    pytest.mark.needs("chromium"),
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.typing_pages"),
]

CLIPBOARDS = Path(__file__).parent.parent / "data" / "clipboard"
CLIPBOARD = pytest.mark.parametrize("name", sorted(file.stem for file in CLIPBOARDS.glob("*.htm")))
NOTE = "/notes/library/"
PASTE = """(area, html) => {
  const clipboard = new DataTransfer();
  clipboard.setData("text/html", html);
  clipboard.setData("text/plain", "the plain text");
  const event = { clipboardData: clipboard, bubbles: true, cancelable: true };
  return area.dispatchEvent(new ClipboardEvent("paste", event));
}"""


@pytest.fixture
def ida(transactional_db):
    return User.objects.create_user("ida@kept.example", "kept-for-tests-only", name="Ida Marsh")


def open_note(chromium: Browser, quiet_site, person: User, **options) -> Page:
    """The note's page, in a browser of its own in which the person is signed in."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    context = chromium.new_context(base_url=quiet_site, **options)
    context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": quiet_site}]
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto(NOTE)
    return page


@pytest.fixture
def drafting(chromium, quiet_site, ida):
    """The page, and at the end the assurance that nothing went wrong or against its policy."""
    page = open_note(chromium, quiet_site, ida)
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text))
    yield page
    keep_no_drafts(page)  # nothing may reach the server when the test is over
    page.context.close()
    # What the browser only advises, and connections that a test cuts on purpose, are no problems.
    advice = ("[DOM]", "Autofocus processing", "Failed to load resource")
    assert [problem for problem in problems if not problem.startswith(advice)] == []


@pytest.fixture
def note(drafting):
    """The same page for tests of other things than drafts: it keeps none."""
    keep_no_drafts(drafting)
    return drafting


def keep_no_drafts(page):
    page.context.route("**/autosave/", lambda route: route.abort())


def wait_for_draft():
    """The draft that a page sends while it is going away; nobody on the page sees it arrive."""
    deadline = time.monotonic() + 10
    while not Autosave.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    return Autosave.objects.get()


def area_of(page: Page):
    return page.get_by_label("What it does")


@pytest.mark.once
@CLIPBOARD
def test_a_paste_becomes_markdown(note, name):
    html = (CLIPBOARDS / f"{name}.htm").read_text(encoding="utf-8")
    expected = (CLIPBOARDS / f"{name}.md").read_text(encoding="utf-8").strip()
    area = area_of(note)
    area.focus()
    assert area.evaluate(PASTE, html) is False
    assert area.input_value() == expected
    # It is clean already, and its words are counted alike on both sides.
    assert clean(expected) == expected
    expect(note.locator("[data-words]")).to_have_text(f"{word_count(expected)} words")
    assert note.title().startswith("A note")


@pytest.mark.once
@CLIPBOARD
def test_a_paste_is_shown_again_as_it_was_meant(name):
    shown = to_html((CLIPBOARDS / f"{name}.md").read_text(encoding="utf-8"))
    meant = {
        "google-docs": {"strong": 2, "ul": 2, "li": 4, "a": 1, "th": 2, "td": 2},
        "web-page": {"strong": 3, "ul": 1, "ol": 1, "li": 4, "a": 2, "th": 2, "td": 4, "br": 1},
        "word-for-the-web": {"strong": 1, "ul": 2, "ol": 1, "li": 5, "a": 1},
        "word-for-windows": {"strong": 4, "ul": 2, "ol": 2, "li": 8, "a": 2, "th": 3, "td": 6},
    }[name]
    tags = re.findall(r"<(strong|ul|ol|li|a|th|td|br)\b", shown)
    assert {tag: tags.count(tag) for tag in sorted(set(tags))} == dict(sorted(meant.items()))


@pytest.mark.once
def test_a_paste_goes_where_the_cursor_is_and_can_be_undone(note):
    area = area_of(note)
    area.fill("Before. After.")
    area.evaluate("area => area.setSelectionRange(8, 8)")
    area.evaluate(PASTE, "<ul><li>one</li><li>two</li></ul>")
    assert area.input_value() == "Before. \n\n- one\n- two\n\nAfter."
    area.press("Control+z")
    assert area.input_value() == "Before. After."


@pytest.mark.once
def test_a_clipboard_that_is_plain_text_is_left_to_the_browser(note):
    area = area_of(note)
    area.focus()
    assert area.evaluate(PASTE, "<meta charset='utf-8'><span style='color:red'>a word</span>")
    assert area.input_value() == ""


@pytest.mark.once
def test_what_is_copied_from_a_page_and_pasted_keeps_its_list(note):
    other = note.context.new_page()
    other.set_content("<h2>Hours</h2><ul><li>Monday<ul><li>late</li></ul></li><li>Friday</li></ul>")
    other.keyboard.press("Control+a")
    other.keyboard.press("Control+c")
    other.close()
    area = area_of(note)
    area.focus()
    note.keyboard.press("Control+v")
    expect(area).to_have_value("**Hours**\n\n- Monday\n  - late\n- Friday")


@pytest.mark.once
def test_the_toolbar_works_by_keyboard_alone(note):
    note.get_by_label("Name of the department").focus()
    note.keyboard.press("Tab")
    toolbar = note.get_by_role("toolbar", name="Formatting")
    expect(toolbar.get_by_role("button", name="Bold")).to_be_focused()
    for name in ("Bullets", "Numbers", "Link", "Table", "Preview", "Bold"):
        note.keyboard.press("ArrowRight")
        expect(toolbar.get_by_role("button", name=name)).to_be_focused()
    note.keyboard.press("End")
    note.keyboard.press("ArrowLeft")
    expect(toolbar.get_by_role("button", name="Table")).to_be_focused()
    note.keyboard.press("Home")
    note.keyboard.press("Enter")
    area = area_of(note)
    expect(area).to_be_focused()
    note.keyboard.type("open late")
    assert area.input_value() == "**open late**"
    area.press("Control+a")
    area.press("Control+b")
    assert area.input_value() == "open late"


@pytest.mark.once
@pytest.mark.parametrize(
    ("button", "typed", "expected"),
    [
        ("Bullets", "one\ntwo", "- one\n- two"),
        ("Bullets", "- one\n- two", "one\ntwo"),
        ("Numbers", "- one\n- two", "1. one\n2. two"),
        ("Link", "the form", "[the form](https://)"),
        ("Link", "https://kept.example/a", "[words of the link](https://kept.example/a)"),
    ],
)
def test_each_button_marks_what_is_selected(note, button, typed, expected):
    area = area_of(note)
    area.fill(typed)
    area.press("Control+a")
    note.get_by_role("button", name=button).click()
    assert area.input_value() == expected


@pytest.mark.once
def test_a_table_is_put_below_and_its_first_heading_selected(note):
    area = area_of(note)
    area.fill("Prices:")
    note.get_by_role("button", name="Table").click()
    note.keyboard.type("Card")
    lines = ["Prices:", "", "| Card | Heading |", "| --- | --- |", *["| Words | Words |"] * 2]
    assert area.input_value() == "\n".join(lines)


def test_the_preview_shows_what_will_be_saved(note):
    area = area_of(note)
    area.fill("**Now** <img src=x onerror=alert(1)>")
    button = note.get_by_role("button", name="Preview")
    button.click()
    preview = note.get_by_role("group", name="Preview")
    expect(preview.locator("strong")).to_have_text("Now")
    expect(preview).to_contain_text("<img src=x onerror=alert(1)>")
    area.fill("- later")
    expect(preview.locator("li")).to_have_text("later")
    assert preview.locator("img, strong").count() == 0
    button.click()
    expect(preview).to_be_hidden()


def test_a_draft_is_saved_offered_restored_and_forgotten(drafting, ida):
    area_of(drafting).press_sequentially("Two seconds later")
    state = drafting.get_by_role("status")
    expect(state).to_have_text(re.compile(r"^Draft saved \d\d:\d\d$"))
    kept = Autosave.objects.get()
    assert (kept.person, kept.fields["summary"]) == (ida, ["Two seconds later"])
    drafting.reload()
    expect(area_of(drafting)).to_have_value("")
    drafting.get_by_role("link", name="Restore it").click()
    expect(area_of(drafting)).to_have_value("Two seconds later")
    drafting.get_by_label("Name of the department").fill("Library")
    drafting.get_by_role("button", name="Save").click()
    drafting.wait_for_url(f"**{NOTE}")
    assert Department.objects.get().summary == "Two seconds later"
    assert not Autosave.objects.exists()


def test_leaving_the_page_at_once_keeps_the_draft(drafting):
    area_of(drafting).press_sequentially("No time to wait")
    drafting.goto("about:blank")
    assert wait_for_draft().fields["summary"] == ["No time to wait"]
    drafting.goto(NOTE)
    expect(drafting.get_by_role("link", name="Restore it")).to_be_visible()


def test_typing_over_an_offer_is_kept_beside_it(drafting, ida):
    Autosave.objects.create(person=ida, page=NOTE, fields={"summary": ["From yesterday"]})
    drafting.reload()
    area_of(drafting).press_sequentially("Today")
    expect(drafting.get_by_role("status")).to_contain_text("Draft saved")
    drafts = Autosave.objects.order_by("saved_at")
    assert [kept.fields["summary"] for kept in drafts] == [["From yesterday"], ["Today"]]
    drafting.get_by_label("Name of the department").fill("Library")
    drafting.get_by_role("button", name="Save").click()
    expect(drafting.get_by_role("link", name="Restore it")).to_have_count(1)
    assert Autosave.objects.get().fields["summary"] == ["From yesterday"]


def test_a_lost_session_is_said_while_typing_and_the_text_comes_back(drafting, quiet_site):
    session = settings.SESSION_COOKIE_NAME
    cookie = next(c for c in drafting.context.cookies() if c["name"] == session)
    drafting.context.clear_cookies(name=session)
    area_of(drafting).press_sequentially("Typed after the session")
    expect(drafting.get_by_role("status")).to_contain_text("You have been signed out")
    drafting.get_by_label("Name of the department").fill("Library")
    drafting.get_by_role("button", name="Save").click()
    drafting.wait_for_url(re.compile(r"/accounts/login/\?next="))
    drafting.context.add_cookies([cookie])
    drafting.goto(f"{NOTE}?restore=1")
    expect(area_of(drafting)).to_have_value("Typed after the session")
    expect(drafting.get_by_label("Name of the department")).to_have_value("Library")


def test_a_lost_connection_is_said_and_made_good(drafting):
    drafting.route("**/autosave/", lambda route: route.abort())
    area_of(drafting).press_sequentially("In the train")
    expect(drafting.get_by_role("status")).to_contain_text("cannot be reached just now")
    drafting.unroute("**/autosave/")
    area_of(drafting).press_sequentially(" home")
    expect(drafting.get_by_role("status")).to_contain_text("Draft saved")
    assert Autosave.objects.get().fields["summary"] == ["In the train home"]


def test_typing_on_after_an_answer_that_never_came_is_kept(drafting):
    """The form arrived, its answer did not; what is typed then is newer than what was saved."""

    def answer_is_lost(route):
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("aborted")
        else:
            route.continue_()

    drafting.get_by_label("Name of the department").fill("Library")
    area_of(drafting).fill("One")
    drafting.route(f"**{NOTE}", answer_is_lost)
    drafting.get_by_role("button", name="Save").click()
    drafting.wait_for_timeout(500)
    drafting.unroute(f"**{NOTE}")
    area_of(drafting).press_sequentially(" and two")
    expect(drafting.get_by_role("status")).to_have_text(re.compile(r"^Draft saved \d\d:\d\d$"))
    assert Autosave.objects.get().fields["summary"] == ["One and two"]
    drafting.get_by_label("Name of the department").fill("The Library")
    drafting.get_by_role("button", name="Save").click()
    drafting.wait_for_url(f"**{NOTE}")
    assert set(Department.objects.values_list("summary", flat=True)) == {"One", "One and two"}


def test_two_clicks_send_one_form(note):
    area_of(note).fill("Once")
    note.get_by_label("Name of the department").fill("Library")
    note.get_by_role("button", name="Save").dblclick()
    note.wait_for_load_state()
    expect(note.get_by_role("link", name="Restore it")).to_have_count(0)
    assert Department.objects.count() == 1


def test_errors_are_in_focus_and_lead_to_their_field(note):
    note.locator("form[data-autosave]").evaluate("form => { form.noValidate = true }")
    area_of(note).fill("Without a name")
    note.get_by_role("button", name="Save").click()
    summary = note.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(area_of(note)).to_have_value("Without a name")
    summary.get_by_role("link").press("Enter")
    expect(note.get_by_label("Name of the department")).to_be_focused()


def test_without_javascript_it_is_a_plain_textarea(chromium, quiet_site, ida):
    page = open_note(chromium, quiet_site, ida, java_script_enabled=False)
    expect(page.get_by_role("toolbar")).to_have_count(0)
    page.get_by_label("Name of the department").fill("Library")
    area_of(page).fill("- one\n- two")
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()
    page.context.close()
    assert Department.objects.get().summary == "- one\n- two"
