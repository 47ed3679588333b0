"""Who gets what: every route for everybody of the cast, as table.txt says it."""

import copy
from collections import Counter
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access import examples, table
from tests.access.scene import STATES, Scene

OURS = ("healthz", "readyz")  # answer monitoring, without a template
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def ask(
    client: Client, method: str, url: str, form: dict | None = None, **options: Any
) -> HttpResponse:
    """The answer to a request that leaves nothing behind, neither here nor in the client.

    `options` are those of Client.generic.
    """
    cookies = copy.deepcopy(client.cookies)
    try:
        with transaction.atomic():
            answer = client.post(url, form) if form else client.generic(method, url, **options)
            transaction.set_rollback(True)
    finally:
        client.cookies = cookies
    return answer


def said(answer: HttpResponse) -> str:
    """The answer in the words of the table: its status, or `in` for the way to sign in."""
    sign_in = reverse("account_login")
    is_way_in = answer.status_code == 302 and answer.headers["Location"].startswith(f"{sign_in}?")
    return "in" if is_way_in else str(answer.status_code)


def askers(line: table.Line, turn: int) -> list[str]:
    """Who asks: on SQLite everybody. On PostgreSQL one person for each answer, another on each
    line: who may do what is no question to a database, but whether it takes the page's is."""
    names = [*line.answers]
    if connection.vendor == "sqlite":
        return names
    turned = names[turn % len(names) :] + names[: turn % len(names)]
    return [*{line.answers[name]: name for name in turned}.values()]


# In one state every route is asked for, in the others what depends on it; that is asked in two
# states on each database.
ON_EACH = ("draft", "submitted")


@pytest.mark.parametrize(
    "state",
    [pytest.param(one, marks=[] if one in ON_EACH else pytest.mark.once) for one in STATES],
)
def test_everybody_gets_what_the_table_says(house, sign_in, state):
    scene = Scene(house, state)
    clients = {name: sign_in(person) for name, person in house.cast.items()}
    wrong = []
    for turn, (route, line) in enumerate(table.lines_for(state)):
        url = examples.address(route, scene)
        for name in askers(line, turn):
            form = examples.sent(route, scene, house.cast[name]) if line.method == "POST" else None
            got = said(ask(clients[name], line.method, url, form))
            if got != line.answers[name]:
                wrong.append(f"{route.name} {line.method} {name}: {line.answers[name]}, not {got}")
    assert wrong == []


def test_every_route_has_its_lines(house):
    """One line for each route, method and state, and none for what is not there."""
    known = table.routes()
    needed = {(name, method) for name, route in known.items() for method in route.methods}
    assert needed, "There are no routes, so this would prove nothing."
    lines = table.read()
    assert {(line.route, line.method) for line in lines} == needed
    counted = Counter((line.route, line.method, state) for line in lines for state in line.states)
    assert set(counted.values()) == {1}
    assert {state for *_, state in counted} == set(STATES)
    assert len(counted) == len(needed) * len(STATES)
    assert {tuple(line.answers) for line in lines} == {tuple(house.cast)}


@pytest.mark.once
def test_methods_that_a_view_does_not_declare_are_refused(house, sign_in):
    scene = Scene(house, "submitted")
    visitor, reviewer = sign_in(None), sign_in(house.reviewer)
    wrong = []
    for route in table.routes().values():
        if not is_ours(route):
            continue
        url = examples.address(route, scene)
        allowed = {*route.methods, "HEAD"} if "GET" in route.methods else {*route.methods}
        for method in sorted(set(METHODS) - allowed):
            expected = "405" if route.asks.startswith(("public", "token")) else "in"
            answers = (said(ask(reviewer, method, url)), said(ask(visitor, method, url)))
            if answers != ("405", expected):
                wrong.append(f"{method} {url}: {answers}")
    assert wrong == []


def is_ours(route) -> bool:
    """Whether the route is a page of Kept and not one of the library that signs people in."""
    return not route.pattern.startswith("/accounts/")
