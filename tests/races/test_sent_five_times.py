"""A form that arrives five times at once has one effect."""

import uuid

import pytest
from django.urls import reverse

from institution.models import RoleGrant, User
from sls.models import Comment, Service, Statement, StatementKpi
from tests.conftest import House
from tests.factories import fill_in
from tests.races.together import at_once

TIMES = 5


@pytest.fixture
def house(transactional_db) -> House:
    return House()


def send(sign_in, person, address: str, fields: dict) -> list[int]:
    """Send the same form five times at once; the statuses of the answers."""
    clients = [sign_in(person) for _ in range(TIMES)]
    fields = {**fields, "_once": str(uuid.uuid4())}
    answers = at_once(*[lambda c=client: c.post(address, fields).status_code for client in clients])
    assert all(isinstance(status, int) and status < 500 for status in answers), answers
    return answers


def test_row_added_once(house, sign_in):
    statement = house.draft()
    address = reverse("sls:row_add", args=[statement.pk, "summary", "services"])
    send(sign_in, house.head, address, {"name": "Lost card desk", "audiences": ["students"]})
    assert Service.objects.count() == 1


def test_kpi_added_once(house, sign_in):
    statement = house.draft()
    address = reverse("sls:kpi_add", args=[statement.pk])
    send(sign_in, house.head, address, {"title": "Answers", "shape": "all_within"})
    assert StatementKpi.objects.count() == 1


def test_statement_submitted_once(house, sign_in):
    statement = fill_in(house.draft(), by=house.head)
    address = reverse("sls:statement_submit", args=[statement.pk])
    send(sign_in, house.head, address, {"declared": "on"})
    assert statement.submitted_versions.count() == 1
    assert Statement.objects.get().state == Statement.State.SUBMITTED


def test_comment_added_once(house, sign_in):
    statement = house.submitted()
    address = reverse("sls:comment_add", args=[statement.pk])
    send(sign_in, house.reviewer, address, {"text": "Thank you for this."})
    assert Comment.objects.count() == 1


def test_statement_returned_once(house, sign_in):
    from sls import workflow

    statement = house.submitted()
    workflow.take(statement, by=house.reviewer)
    section = statement.sections.get(key="summary")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Which?")
    send(
        sign_in, house.reviewer, reverse("sls:statement_return", args=[statement.pk]), {"text": ""}
    )
    assert statement.events.filter(kind="returned").count() == 1


def test_edition_begun_once(house, sign_in):
    statement = house.approved()
    send(sign_in, house.head, reverse("sls:edition_begin", args=[statement.pk]), {})
    assert Statement.objects.filter(edition=2).count() == 1


def test_person_added_once(house, sign_in):
    fields = {"email": "new@kept.example", "name": "New Person", "job_title": "", "department": ""}
    send(sign_in, house.administrator, reverse("institution:person_add"), fields)
    assert User.objects.filter(email="new@kept.example").count() == 1


def test_role_granted_once(house, sign_in):
    address = reverse("institution:grant_add", args=[house.outsider.pk])
    fields = {"role": "contributor", "department": house.library.pk, "starts_on": "2026-09-01"}
    send(sign_in, house.administrator, address, fields)
    assert RoleGrant.objects.filter(person=house.outsider).count() == 1
