"""What a visitor does on a page before it is looked at, to bring it into another state."""

from django.conf import settings
from playwright.sync_api import Page

from tests.factories import PASSWORD

BOXES = "main input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), main textarea"
PRIMARY = "main form .button:not(.secondary, .quiet)"


def send_empty(page: Page) -> None:
    """Empty every box and send the form: all its errors at once."""
    for box in page.locator(BOXES).all():
        if box.is_editable() and box.is_visible():
            box.fill("")
    send(page)


def name_a_program(page: Page) -> None:
    """Say what the program is called, and make its token."""
    page.get_by_label("What is the program called?").fill("Enquiries")
    send(page)


def name_a_theme(page: Page) -> None:
    """Name a theme, say nothing of it, and send the form."""
    page.get_by_label("Theme 1", exact=True).fill("Term")
    send(page)


def send(page: Page) -> None:
    """Press the one primary button."""
    with page.expect_navigation():
        page.locator(PRIMARY).last.click()


def open_menus(page: Page) -> None:
    """Open everything that can be opened."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")


def preview(page: Page) -> None:
    """Show the preview of long text."""
    page.get_by_role("button", name="Preview").first.click()
    page.get_by_role("group", name="Preview").get_by_role("table").wait_for()


def type_something(page: Page) -> None:
    """Type until a draft is kept, and come back."""
    page.locator("main textarea").first.fill("Typed and not saved.")
    page.get_by_text("Draft saved").wait_for()
    page.goto(page.url)


def restore(page: Page) -> None:
    """Bring back what was typed before."""
    page.goto(f"{page.url.partition('?')[0]}?restore=1")


def write_and_send(page: Page) -> None:
    """Write something of one's own, and save it."""
    page.locator("main form").locator("textarea, input.form-control").first.fill("Mine.")
    send(page)


def note_and_send(page: Page) -> None:
    """Ask for a change in the last heading, and save the note."""
    note = page.locator(".note").last
    note.get_by_role("checkbox").check()
    note.get_by_label("What is the matter").select_option("unclear")
    note.get_by_label("What should change").fill("Say on which days.")
    send(page)


def dispute(page: Page) -> None:
    """Dispute what another department says, with a reason."""
    page.locator("main [type=radio]").last.check()
    page.locator("main textarea").fill("We have not had them since May.")
    send(page)


def send_too_much(page: Page) -> None:
    """Send more than a form may hold."""
    page.locator("[name=version]").evaluate("field => { field.value = 'x'.repeat(4000000) }")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and return").click()


def send_without_marks(page: Page) -> None:
    """Send a form that has lost its hidden fields."""
    page.locator("[name=_once]").evaluate_all("all => all.forEach(one => one.remove())")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and return").click()


def send_from_elsewhere(page: Page) -> None:
    """Send a form that this browser was not given."""
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)
    page.locator("[name=_who]").evaluate_all("all => all.forEach(one => one.remove())")
    send(page)


def confirm(page: Page) -> None:
    """Give the password once more, and come to the page that asked for it."""
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    send(page)


def confirm_and_send_empty(page: Page) -> None:
    """The same, and then send that page's form as it is."""
    confirm(page)
    send_empty(page)


def send_nonsense(page: Page) -> None:
    """Write words where numbers belong."""
    for box in page.locator("main [inputmode=decimal]").all():
        if box.is_visible():
            box.fill("as many as we can")
    send(page)


def note_nothing(page: Page) -> None:
    """Tick that a heading needs changes, and do not say which."""
    page.locator(".note-needs").last.check()
    send(page)


def sign_in_with_code(page: Page) -> None:
    """Sign in as somebody whose account asks for a code."""
    page.get_by_label("E-mail").fill("careful@kept.example")
    confirm(page)


def ask_often(page: Page) -> None:
    """Ask for a new password more often than is good."""
    for _ in range(6):
        page.goto("/accounts/password/reset/")
        page.get_by_label("E-mail").fill("careful@kept.example")
        send(page)


def check_file(content: bytes):
    """Send a file to be verified."""

    def chosen(page: Page) -> None:
        file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content}
        page.get_by_label("PDF file").set_input_files(file)
        with page.expect_navigation():
            page.get_by_role("button", name="Check the file").click()

    return chosen


def check_altered(page: Page) -> None:
    """Send a signed document with a byte more than it was signed with."""
    answer = page.request.get("/documents/SLS-2025-26-LIBRARY-1.pdf")
    check_file(answer.body() + b" ")(page)
