"""How long a person needs to enter a reading, from the line on the home page to "is saved".

Chromium does what the person does, and takes the time that a person takes by the keystroke-level
model of Card, Moran and Newell (1980), for somebody who types as most people do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from playwright.sync_api import Locator, Page, sync_playwright

from tests.benchmarks.serving import served, with_demonstration_seal
from tests.chromium import QUIET
from tests.machine import find_chromium

# Seconds: to make up one's mind, to point, to press the button, to move the hand between mouse and
# keyboard, and to press a key.
MIND, POINT, PRESS, HAND, KEY = 1.35, 1.1, 0.2, 0.4, 0.28
FIGURES = {"numerator": "100", "denominator": "100", "value": "100"}  # keeps any target


def seconds(site: dict[str, str], session: str, *, repeats: int) -> float:
    """The longest of so many readings, one after the other, that the person of the session enters.

    site: an environment of tests.benchmarks.serving; it is served as in development, because
        Chromium comes without a proxy.
    """
    local = {"KEPT_ALLOWED_HOSTS": f"127.0.0.1,{site['KEPT_ALLOWED_HOSTS']}"}
    with served(with_demonstration_seal(site) | local) as server, _page() as page:
        home = f"http://127.0.0.1:{server.port}/"
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": home}])
        return max(_enter(page, home) for _ in range(repeats))


@contextmanager
def _page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
        yield browser.new_page()
        browser.close()


def _enter(page: Page, home: str) -> float:
    page.goto(home)
    begun = perf_counter()
    _click(page, page.get_by_role("link", name="Enter the reading for").first)
    asked = [page.locator(f"input[name={name}]") for name in FIGURES]
    fields = [field for field in asked if field.count()]
    if not fields[0].evaluate("field => field === document.activeElement"):
        _click(page, fields[0])
    _take(page, HAND)
    for number, field in enumerate(fields):
        if number:
            _type(page, "Tab")
        _take(page, MIND)
        for key in FIGURES[field.get_attribute("name") or ""]:
            _type(page, key)
    _type(page, "Enter")
    page.get_by_text("is saved.").wait_for()
    _take(page, MIND)  # to have read it
    return perf_counter() - begun


def _click(page: Page, what: Locator) -> None:
    _take(page, MIND + POINT + PRESS)
    what.click()


def _type(page: Page, key: str) -> None:
    _take(page, KEY)
    page.keyboard.press(key)


def _take(page: Page, seconds: float) -> None:
    page.wait_for_timeout(1000 * seconds)
