"""The demo: what it holds, that it is built once, and where it refuses to be built."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from itertools import count

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from institution import clock
from institution.models import AcademicYear, Department, Event, Institution, User
from kpis.models import Promise
from sls import signing
from sls.demo import house, reading
from sls.models import AnnualReturn, GoodPractice, Requirement, Statement
from tests import factories

CAST = [
    "head.library", "contributor.library", "head.finance", "head.it", "head.quality", "reviewer",
    "reviewer2", "lead", "signatory", "admin", "reader",
]  # fmt: skip


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def signed_in(name: str) -> Client:
    """Somebody of the cast, through the form that everybody uses."""
    client = Client()
    sent = {"login": f"{name}@kept.example", "password": "kept-demo-password"}
    answer = client.post("/accounts/login/", sent)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/"), name
    return client


@pytest.fixture
def quick(monkeypatch):
    """Nothing is typeset, and no plans are made: tests/actionplans/test_plan_demo.py has them."""
    monkeypatch.setattr("actionplans.demo.story.build", lambda say: None)
    monkeypatch.setattr("sls.demo.statements.prepare", factories.quick_document)
    monkeypatch.setattr("sls.demo.returns.prepare_return", factories.quick_return)


@pytest.fixture
def some_typeset(monkeypatch):
    """On SQLite every sixth document is typeset: all 37 would take a minute. What a document says
    was read from the database before; the journeys store typeset ones on both."""
    turns, every = count(), 6 if connection.vendor == "sqlite" else 37

    def some(prepare: Callable, stand_in: Callable) -> Callable:
        return lambda *args, **more: (stand_in if next(turns) % every else prepare)(*args, **more)

    for name, prepare, stand_in in (
        ("sls.demo.statements.prepare", signing.prepare, factories.quick_document),
        ("sls.demo.returns.prepare_return", signing.prepare_return, factories.quick_return),
    ):
        monkeypatch.setattr(name, some(prepare, stand_in))
    monkeypatch.setattr("actionplans.demo.assessing.prepare", factories.quick_assessment)


def test_the_whole_demo(db, some_typeset, capsys):
    call_command("load_demo")
    before = rows()
    call_command("load_demo")
    assert rows() == before
    assert min(before[label] for label in ("sls.Statement", "kpis.Promise", "sls.Comment")) > 0
    starts = AcademicYear.objects.values_list("start_year", flat=True)
    assert sorted(starts) == list(range(2019, max(starts) + 1))
    current = AcademicYear.objects.get(state="open")
    assert current.opens_on <= clock.today() <= current.census_on
    assert AcademicYear.objects.get(state="paused").label == "2020-21"
    assert Counter(current.requirements.values_list("tier", flat=True)) == {
        "ab": 10, "a": 12, "none": 6,
    }  # fmt: skip
    assert Department.objects.count() == 28
    assert set(Statement.objects.values_list("state", flat=True)) == set(Statement.State.values)
    assert set(Promise.objects.values_list("shape", flat=True)) == set(Promise.Shape.values)
    assert set(AnnualReturn.objects.values_list("state", flat=True)) == set(
        AnnualReturn.State.values
    )
    assert GoodPractice.objects.on_shelf().count() == 2
    for name in CAST:
        page = signed_in(name).get("/")
        assert page.status_code == 200
        assert page.wsgi_request.user.email == f"{name}@kept.example"


def test_the_demo_tells_who_did_what(db, quick, capsys):
    call_command("load_demo", only=[])
    told = set(Event.objects.values_list("by_name", "text"))
    assert ("Callum Adeyinka", "added Harpreet Coldwell (head.finance@kept.example)") in told
    assert ("Callum Adeyinka", "made Harpreet Coldwell Head of department, Finance") in told
    assert ("Farah Lindsell", "added Finance") in told
    assert any(text.startswith("changed the institution's name") for _, text in told)
    assert User.objects.get(email="reviewer@kept.example").department == Department.objects.get(
        slug="quality-and-standards-office"
    )
    assert Statement.objects.count() == 0


def test_a_new_year_leaves_what_was_changed(db, quick, capsys, monkeypatch):
    """What people have done in the demo stays, and the new year has its statements."""
    call_command("load_demo", only=["finance", "student-desk"])
    last = AcademicYear.objects.get(state="open")
    Institution.objects.update(name="University of Eastmarch")
    Department.objects.filter(slug="finance").update(name="Money")
    Department.objects.filter(slug="student-desk").update(
        merged_into=Department.objects.get(slug="it-service"), merged_on=clock.today()
    )
    User.objects.create(email="ida@elsewhere.example", name="Ida Marsh")
    a_year_on = date(last.start_year + 1, 10, 5)
    monkeypatch.setattr(clock, "today", lambda: a_year_on)
    call_command("load_demo", only=["finance", "student-desk"])
    assert Institution.get().name == "University of Eastmarch"
    assert User.objects.filter(email="ida@elsewhere.example").exists()
    last.refresh_from_db()
    assert last.state == "closed"
    this = AcademicYear.objects.get(start_year=last.start_year + 1)
    assert this.state == "open"
    begun = Statement.objects.filter(academic_year=this).values_list("department__name", "state")
    assert list(begun) == [("Money", "submitted")]
    assert Requirement.objects.filter(academic_year=this).count() == 27


def test_a_production_site_never_gets_the_demo(db, settings):
    settings.IS_PRODUCTION = True
    with pytest.raises(CommandError, match="the demo was not loaded"):
        call_command("load_demo")
    assert User.objects.count() == 0


def test_a_site_with_people_of_its_own_never_gets_the_demo(db):
    factories.make_person("ida")
    before = rows()
    with pytest.raises(CommandError, match="the demo was not loaded"):
        call_command("load_demo")
    assert rows() == before


def test_the_demo_has_the_cast_of_the_readme():
    known = {entry["email"] for entry in reading.institution()["people"]}
    assert {f"{name}@kept.example" for name in CAST} <= known
    readme = (reading.HERE.parent.parent / "README.md").read_text(encoding="utf-8")
    assert house.PASSWORD in readme
    assert [name for name in CAST if f"| {name}@kept.example |" not in readme] == []
