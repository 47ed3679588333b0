"""A live site and Chromium for the journeys, and the ways in which people work a page."""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from institution.models import User
from tests.journeys.desks import close, let_in, open_browser, watch
from tests.journeys.hands import Keyboard, Mouse

WAYS = ["mouse", "no-javascript", "keyboard"]


@pytest.fixture(scope="session")
def site(django_db_setup: None) -> Iterator[str]:
    """The address of the live site. It works on the test's database, from threads of its own."""
    server = LiveServer("localhost")
    yield server.url
    server.stop()


class Traffic:
    """How many requests the live site is answering now."""

    def __init__(self) -> None:
        self.under_way = 0
        self.change = threading.Condition()
        request_started.connect(self._started)
        request_finished.connect(self._finished)

    def _started(self, **sent: object) -> None:
        self._count(1)

    def _finished(self, **sent: object) -> None:
        self._count(-1)

    def _count(self, more: int) -> None:
        if threading.current_thread() is threading.main_thread():
            return  # a test's own client
        with self.change:
            self.under_way += more
            self.change.notify_all()

    def wait_for_none(self) -> None:
        """Come back when nobody is served any more."""
        with self.change:
            assert self.change.wait_for(lambda: self.under_way == 0, timeout=30)


@pytest.fixture(scope="session")
def traffic() -> Traffic:
    return Traffic()


@pytest.fixture
def quiet_site(site: str, traffic: Traffic) -> Iterator[str]:
    """The live site. The test ends when the site has answered whatever browsers sent to it: the
    database is emptied next, and PostgreSQL would find the two in each other's way."""
    yield site
    traffic.wait_for_none()


@pytest.fixture(params=WAYS)
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
