"""People at their desks for the journeys, and the ways in which they work a page."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from institution.models import User
from tests.journeys.desks import close, let_in, open_browser, watch
from tests.journeys.hands import Keyboard, Mouse, ways


@pytest.fixture(params=ways("mouse", "no-javascript", "keyboard"))
def way(request: pytest.FixtureRequest) -> str:
    """Each of the ways to work a page, one after the other."""
    return request.param


@pytest.fixture
def sit_down(chromium: Browser, quiet_site: str) -> Iterator[Callable[..., Mouse]]:
    """sit_down(person, way) opens a browser of their own, in which the person is signed in.

    None is a visitor. At the end nothing may have gone wrong on any of the pages.
    """
    desks: list[BrowserContext] = []
    problems: list[str] = []

    def opened(person: User | None = None, way: str = "mouse", **options) -> Mouse:
        desk = open_browser(chromium, quiet_site, way=way, **options)
        desks.append(desk)
        if person is not None:
            let_in(desk, person, quiet_site)
        page = desk.new_page()
        watch(page, quiet_site, problems)
        return Keyboard(page) if way == "keyboard" else Mouse(page)

    yield opened
    for desk in desks:
        close(desk)
    assert problems == []
