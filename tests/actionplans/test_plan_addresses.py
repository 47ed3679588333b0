"""Whether an address of the institution's own site answers, and what is never asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import call_command

from actionplans import addresses, workflow
from actionplans.addresses import NOT_PUBLIC, problem_of
from actionplans.models import Plan
from tests.actionplans.plans import plan_in_force


class Site(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self) -> None:
        onward = {"/moved": "/here", "/round": "/round"}.get(self.path)
        is_gone = self.path in ("/gone", "/page")
        self.send_response(302 if onward else 404 if is_gone else 200)
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

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
    monkeypatch.setattr(addresses, "_ask", pytest.fail)
    call_command("check_addresses", verbosity=0)
    assert Plan.objects.get().external_checked_at is None


def test_check_addresses_keeps_what_it_found(plan, settings, house, sign_in, monkeypatch):
    settings.KEPT_CHECK_ADDRESSES = True
    monkeypatch.setattr(addresses, "_ask", lambda url, **how: (404, ""))
    call_command("check_addresses", verbosity=0)
    page = sign_in(house.lead).get(plan.get_absolute_url()).content.decode()
    assert "It answers with an error (404)." in page
    plan = Plan.objects.get()
    plan.external_url = "https://kept.example/elsewhere"
    workflow.change_plan(plan, by=house.lead)
    assert Plan.objects.get().external_problem == ""
