"""Two people save the same at once: one of them does, the other keeps what was typed."""

from functools import partial
from threading import Barrier

import pytest
from django.apps import apps
from django.urls import reverse

from institution import once
from tests import factories
from tests.races.together import PATIENCE, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ADDED = [
    ("institution:department_add", "institution.Department", "name", "Estates"),
    ("institution:person_add", "institution.User", "email", "ida@kept.example"),
    ("institution:year_add", "institution.AcademicYear", "start_year", "2030-31"),
    ("kpis:university_kpi_add", "kpis.UniversityKpi", "name", "Continuation"),
]


@pytest.fixture
def together(monkeypatch):
    """Nobody saves before both forms have been found in order."""
    do, both = once.do, Barrier(2)

    def do_together(*args, **details):
        both.wait(timeout=PATIENCE)
        return do(*args, **details)

    monkeypatch.setattr(once, "do", do_together)


def send(client, url, **typed):
    return client.post(url, {**typed, "_once": once.new_token()})


def assert_one_is_told(answers, typed):
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    page = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert once.DONE_BY_ANOTHER in page
    assert f'value="{typed}"' in page


@pytest.mark.parametrize(("route", "model", "field", "value"), ADDED)
def test_two_add_the_same_at_once(house, sign_in, together, route, model, field, value):
    rows = apps.get_model(model).objects
    before, typed = rows.count(), {"name": "Ida Marsh", field: value}
    clients = [sign_in(house.reviewer), sign_in(house.library_reviewer)]
    answers = at_once(*(partial(send, one, reverse(route), **typed) for one in clients))
    assert_one_is_told(answers, value)
    assert rows.count() == before + 1


def test_two_departments_get_the_same_name_at_once(house, sign_in, together):
    pages = [reverse("institution:department_edit", args=[slug]) for slug in ("library", "finance")]
    clients = [sign_in(house.reviewer), sign_in(house.library_reviewer)]
    answers = at_once(
        *(
            partial(send, one, page, name="Books", as_seen=department.as_seen)
            for one, page, department in zip(
                clients, pages, [house.library, house.finance], strict=True
            )
        )
    )
    assert_one_is_told(answers, "Books")


def test_two_people_get_the_same_address_at_once(house, sign_in, together):
    people = [factories.make_person("ida"), factories.make_person("noor")]
    pages = [reverse("institution:person_edit", args=[person.pk]) for person in people]
    clients = [sign_in(house.reviewer), sign_in(house.library_reviewer)]
    answers = at_once(
        *(
            partial(
                send,
                one,
                page,
                name="Ida Marsh",
                email="marsh@kept.example",
                as_seen=person.as_seen,
            )
            for one, page, person in zip(clients, pages, people, strict=True)
        )
    )
    assert_one_is_told(answers, "marsh@kept.example")
