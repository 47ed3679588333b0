"""A pytest plugin: a browser and a live site for the tests that look at pages as people do."""

import threading
from collections.abc import Iterator

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.machine import find_chromium

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    # Playwright keeps an event loop in this thread, and Django would refuse the database to it.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=QUIET)
            yield browser
            browser.close()


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
