"""What monitoring and maintainers ask: is it well, and which routes are there."""

import json
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from institution import background
from institution.routes import all_routes
from kpis import schemas
from kpis.programs import MOST_BYTES


def test_healthz_asks_nothing_of_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert answer.headers["Content-Type"] == "text/plain"


def test_readyz_says_that_the_site_can_work(db, client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "migrations_to_run": 0, "worker_seen": False}


def test_readyz_says_whether_a_worker_has_been_seen(db, client):
    background.sign_of_life()
    assert client.get("/readyz").json()["worker_seen"] is True
    cache.set(background.SEEN, timezone.now() - timedelta(minutes=2))
    assert client.get("/readyz").json()["worker_seen"] is False


def test_readyz_waits_for_a_migration(db, client):
    ((app, newest),) = MigrationLoader(connection).graph.leaf_nodes("sls")
    MigrationRecorder(connection).record_unapplied(app, newest)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "migrations_to_run": 1, "worker_seen": False}


def test_routes_are_printed_as_json(capsys):
    call_command("routes", "--json")
    routes = json.loads(capsys.readouterr().out)
    assert len(routes) == len(all_routes())
    assert {frozenset(route) for route in routes} == {
        frozenset(["name", "pattern", "methods", "permission"])
    }
    named = {route["name"]: route for route in routes}
    assert named["sls:statement_approve"] == {
        "name": "sls:statement_approve",
        "pattern": "/statements/<int:pk>/approve/",
        "methods": ["GET", "POST"],
        "permission": "can_approve_statement",
    }
    assert named["home"]["permission"] == "public"
    assert named["sls:row_move"]["methods"] == ["POST"]
    assert [route for route in routes if not (route["pattern"] and route["permission"])] == []


@pytest.mark.parametrize("word", ["/statements/<int:pk>/approve/", "can_approve_statement"])
def test_routes_are_printed_for_people(capsys, word):
    call_command("routes")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(all_routes())
    assert [line for line in lines if word in line] != []


def test_what_is_said_of_programs_to_who_deploys_is_so(settings, db, client):
    """The addresses and limits in docs/deploy.md are those of the description, and of the code."""
    said = (settings.BASE_DIR / "docs" / "deploy.md").read_text(encoding="utf-8")
    said = " ".join(said.partition("## Programs\n")[2].partition("\n## ")[0].split())
    described = client.get("/api/v1/openapi.json").json()["paths"]
    named = re.findall(r"(?:/api/v1/|`)((?:kpis|published)/[\w./]+)", said)
    assert sorted(named) == [
        "kpis/12/readings", "published/promises", "published/readings", "published/readings.csv",
    ]  # fmt: skip
    assert {f"/api/v1/{one.replace('12', '{pk}')}" for one in named} <= set(described)
    assert client.get("/programs/").status_code == 200
    limits = settings.ACCOUNT_RATE_LIMITS
    assert f"{limits['program'].partition('/')[0]} requests a minute for each token" in said
    assert f"{limits['program_refused'].partition('/')[0]} a minute from one address" in said
    assert f"{MOST_BYTES // 1024} kB for each request" in said
    example = json.loads(re.search(r"-d '(.*?)'", said)[1], parse_int=str)
    assert schemas.ReadingIn(**example).numerator == "405"
