"""A person's browser: opening it, signing in, and hearing what goes wrong in it."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from institution.models import User
from tests.factories import PASSWORD
from tests.journeys.hands import Mouse

# What the browser only advises, and pages that are meant to answer with an error.
ADVICE = ("[DOM]", "Autofocus processing", "Failed to load resource")
PATIENCE = 30_000  # milliseconds for one step; making a document takes some seconds


def open_browser(chromium: Browser, site: str, *, way: str = "mouse", **options) -> BrowserContext:
    """A browser with nothing in it: no cookie, no stored page."""
    desk = chromium.new_context(
        base_url=site, locale="en-GB", java_script_enabled=way != "no-javascript", **options
    )
    desk.set_default_timeout(PATIENCE)
    return desk


def let_in(desk: BrowserContext, person: User, site: str) -> None:
    """Sign the person in where signing in is not the point."""
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    desk.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def watch(page: Page, site: str, problems: list[str]) -> None:
    """Note what goes wrong on the page: scripts, the security policy, requests to elsewhere."""

    def hear(words: str) -> None:
        if not words.startswith(ADVICE):
            problems.append(f"{page.url}: {words}")

    page.on("pageerror", lambda error: hear(str(error)))
    page.on("console", lambda message: hear(message.text))
    page.on("request", lambda request: _stays_here(request.url, site) or hear(request.url))


def _stays_here(address: str, site: str) -> bool:
    return address.startswith((site, "data:", "blob:", "about:"))


def close(desk: BrowserContext) -> None:
    """Close the browser; no draft may reach the server when the test is over."""
    desk.route("**/autosave/", lambda route: route.abort())
    desk.close()


def sign_in(at: Mouse, person: User) -> None:
    """Sign in as people do."""
    at.go("/accounts/login/")
    fill_in_door(at, person)


def fill_in_door(at: Mouse, person: User) -> None:
    """Fill in the sign-in page that is open."""
    at.write("E-mail", person.email)
    at.write("Password", PASSWORD)
    at.press("Sign in", within=at.page.get_by_role("main"))


def declare_and_send(at: Mouse) -> None:
    """On the check page: tick the declaration and send the statement to the quality office."""
    at.mark(
        "I have read the statement, it is true to the best of my knowledge, and my department "
        "means to do what it says."
    )
    at.press("Send to the quality office")


def copy(at: Mouse, html: str) -> None:
    """Copy a document that is open in another window, as one does to paste it."""
    other = at.page.context.new_page()
    other.set_content(html)
    other.keyboard.press("Control+a")
    other.keyboard.press("Control+c")
    other.close()
