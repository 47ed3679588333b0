"""Whether an address of the institution's own site answers, and what is never asked."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command

from actionplans import addresses, workflow
from actionplans.addresses import NO_PAGE, NOT_PUBLIC, problem_in_time, problem_of
from actionplans.models import Plan
from documents.bounded import SideProcess
from tests.actionplans.plans import plan_in_force

ONWARD = {"/moved": "/here", "/round": "/round"}


class Site(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self) -> None:
        if self.path == "/drop-by-drop":
            return self._drip()
        onward = ONWARD.get(self.path)
        is_gone = self.path in ("/gone", "/page")
        self.send_response(302 if onward else 404 if is_gone else 200)
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

    def _drip(self) -> None:
        """A byte now and then: none of the waits is long."""
        with suppress(OSError):
            for _ in range(60):
                self.wfile.write(b"H")
                time.sleep(0.1)

    def log_message(self, *args) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/here", ""),
        ("", ""),
        ("/moved", ""),
        ("/gone", "It answers with an error (404)."),
        ("/page?plan=3", ""),
        ("/plän für alle?größe=3", ""),
        ("/round", "It leads from one address to the next without an end."),
    ],
)
def test_an_address_answers_or_not(site, path, problem):
    assert problem_of(f"{site}{path}", may_be_private=True) == problem


def test_nobody_at_an_address():
    assert problem_of("http://127.0.0.1:9/", may_be_private=True) == "Nobody answers there."


@pytest.mark.parametrize("url", ["ftp://kept.example/plan", "file:///etc/passwd", "no address"])
def test_other_schemes_are_not_asked(url):
    assert problem_of(url, may_be_private=True) == "Nobody answers there."


def test_no_address_of_a_private_network_is_asked(site):
    assert problem_of(f"{site}/here") == NOT_PUBLIC


@pytest.fixture
def one_is_public(site, monkeypatch) -> str:
    """As if 127.0.0.1 were a public machine, where pages are at this port."""
    port = int(site.rpartition(":")[2])
    monkeypatch.setattr(addresses, "PORTS", {port})
    monkeypatch.setattr(addresses, "is_public", lambda number: number == "127.0.0.1")
    return f":{port}"


def test_where_an_address_leads_on_to_is_looked_at_as_well(site, one_is_public, monkeypatch):
    assert problem_of(f"{site}/moved") == ""
    monkeypatch.setitem(ONWARD, "/moved", f"http://127.0.0.2{one_is_public}/here")
    assert problem_of(f"{site}/moved") == NOT_PUBLIC
    monkeypatch.setitem(ONWARD, "/moved", "file:///etc/passwd")
    assert problem_of(f"{site}/moved") == "Nobody answers there."


def test_a_name_that_means_another_machine_a_moment_later(site, one_is_public, monkeypatch):
    machines, look_up = iter(["127.0.0.1", "127.0.0.2"]), socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo",
        lambda name, *more, **how: look_up(
            next(machines) if name == "kept.example" else name, *more, **how
        ),
    )  # fmt: skip
    assert problem_of(f"http://kept.example{one_is_public}/here") == ""
    assert problem_of(f"http://kept.example{one_is_public}/here") == NOT_PUBLIC


@pytest.mark.parametrize("port", [22, 25, 3306, 6379, 65535])
def test_what_is_no_page_is_not_asked(port):
    assert problem_of(f"http://93.184.215.14:{port}/") == NO_PAGE


def test_who_answers_without_an_end_is_not_waited_for(site, monkeypatch):
    assert problem_in_time(f"{site}/here", may_be_private=True) == ""
    monkeypatch.setattr(addresses, "_asker", SideProcess(seconds=1, megabytes=200))
    asked = problem_in_time(f"{site}/drop-by-drop", may_be_private=True)
    assert asked == "It does not answer in time."


@pytest.mark.parametrize(
    ("number", "is_public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("64:ff9b::5db8:d70e", True),  # the first of these through a gateway
        ("127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b:1::a00:1", False),
        ("2002:a00:1::", False),
        ("fec0::1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
    ],
)
def test_a_number_is_public_however_it_is_written(number, is_public):
    assert addresses.is_public(number) is is_public


@pytest.fixture
def plan(house) -> Plan:
    plan = workflow.publish_plan(plan_in_force(house.lead), by=house.lead)
    plan.external_url = "https://kept.example/plan"
    plan.save()
    return plan


def test_check_addresses_asks_nobody_unless_it_is_allowed(plan, settings, monkeypatch):
    monkeypatch.setattr(addresses._asker, "call", pytest.fail)
    call_command("check_addresses", verbosity=0)
    assert Plan.objects.get().external_checked_at is None


def test_check_addresses_keeps_what_it_found(plan, settings, house, sign_in, monkeypatch):
    settings.KEPT_CHECK_ADDRESSES = True
    said = "It answers with an error (404)."
    monkeypatch.setattr(addresses._asker, "call", lambda *asked: said)
    call_command("check_addresses", verbosity=0)
    page = sign_in(house.lead).get(plan.get_absolute_url()).content.decode()
    assert said in page
    plan = Plan.objects.get()
    plan.external_url = "https://kept.example/elsewhere"
    workflow.change_plan(plan, by=house.lead)
    assert Plan.objects.get().external_problem == ""
