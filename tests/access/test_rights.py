"""A change of rights works from the next request, without signing in again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from institution.models import RoleGrant
from tests import factories
from tests.access.test_access import ask, said


@pytest.fixture
def draft(house):
    """Where the library writes its statement."""
    return reverse("sls:statement_edit", args=[house.draft().pk])


def day(offset: int):
    return timezone.localdate() + timedelta(days=offset)


def test_a_role_that_is_taken_away(house, sign_in, draft):
    client = sign_in(house.contributor)
    assert said(ask(client, "GET", draft)) == "200"
    house.contributor.role_grants.update(revoked_at=timezone.now())
    assert said(ask(client, "GET", draft)) == "404"


def test_a_role_that_is_given(house, sign_in, draft):
    client = sign_in(house.outsider)
    assert said(ask(client, "GET", draft)) == "404"
    factories.make_grant(house.outsider, "contributor", house.library)
    assert said(ask(client, "GET", draft)) == "200"


def test_a_role_that_is_taken_away_between_reading_and_sending(house, sign_in, draft):
    """What was typed is refused as if there were nothing; nothing is written."""
    client = sign_in(house.contributor)
    section = house.draft().sections.get(key="summary")
    assert client.get(section.get_absolute_url()).status_code == 200
    house.contributor.role_grants.update(revoked_at=timezone.now())
    form = {"text": "Too late.", "version": section.version}
    assert client.post(section.get_absolute_url(), form).status_code == 404
    section.refresh_from_db()
    assert section.text == ""


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        (-9, -1, "404"),  # ended yesterday
        (-9, 0, "200"),  # a deputy's last day
        (0, 0, "200"),  # one day only
        (1, 9, "404"),  # starts tomorrow
        (0, None, "200"),
    ],
)
def test_a_deputy_has_the_role_from_the_first_day_to_the_last(
    house, sign_in, draft, starts, ends, expected
):
    deputy = factories.make_person("deputy")
    dates = {"starts_on": day(starts), "ends_on": None if ends is None else day(ends)}
    factories.make_grant(deputy, "head", house.library, **dates)
    assert said(ask(sign_in(deputy), "GET", draft)) == expected


def test_a_deputy_ends_while_signed_in(house, sign_in, draft):
    deputy = factories.make_person("deputy")
    grant = factories.make_grant(deputy, "head", house.library, ends_on=day(0))
    client = sign_in(deputy)
    assert said(ask(client, "GET", draft)) == "200"
    RoleGrant.objects.filter(pk=grant.pk).update(ends_on=day(-1))
    assert said(ask(client, "GET", draft)) == "404"


def test_a_reviewer_who_is_one_no_more(house, sign_in):
    client, queue = sign_in(house.reviewer), reverse("sls:review_queue")
    assert said(ask(client, "GET", queue)) == "200"
    house.reviewer.role_grants.update(ends_on=day(-1))
    assert said(ask(client, "GET", queue)) == "403"


def test_a_reviewer_who_moves_to_the_department(house, sign_in):
    """From then on somebody else decides about its statement."""
    statement, client = house.submitted(), sign_in(house.reviewer)
    approve = reverse("sls:statement_approve", args=[statement.pk])
    assert said(ask(client, "GET", approve)) == "200"
    type(house.reviewer).objects.filter(pk=house.reviewer.pk).update(department=house.library)
    assert said(ask(client, "GET", approve)) == "403"


def test_somebody_who_may_sign_in_no_more(house, sign_in, draft):
    client = sign_in(house.head)
    assert said(ask(client, "GET", draft)) == "200"
    type(house.head).objects.filter(pk=house.head.pk).update(is_active=False)
    assert said(ask(client, "GET", draft)) == "in"


def test_a_department_that_is_merged_is_written_for_by_the_other_ones_people(house, sign_in, draft):
    client = sign_in(house.head_elsewhere)
    assert said(ask(client, "GET", draft)) == "404"
    house.library.merged_into, house.library.merged_on = house.finance, day(0)
    house.library.save()
    assert said(ask(client, "GET", draft)) == "200"
