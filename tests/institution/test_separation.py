"""Whose keys open what: nobody comes to hold both ends of a decision by the pages about people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institution.models import RoleGrant, User
from institution.permissions import NotAllowed
from institution.workflow import change_person, end_role, grant_role
from sls import permissions
from tests.factories import make_grant

Role = RoleGrant.Role


def soon(days: int = 20):
    return timezone.localdate() + timedelta(days=days)


def again(person: User) -> User:
    """The person as the next request reads them."""
    return User.objects.get(pk=person.pk)


def test_nobody_moves_to_another_department_by_themselves(house):
    """Else a reviewer could leave their department, approve its statement and come back."""
    statement = house.submitted()
    mine = house.library_reviewer
    mine.department = house.office
    with pytest.raises(NotAllowed, match="Nobody changes their own department"):
        change_person(mine, by=again(mine))
    assert not permissions.can_approve_statement(again(mine), statement)


def test_the_address_of_somebody_who_signs_in_is_for_administrators(house):
    """Who has the address can ask for a new password, and send as the head what they approve."""
    head = again(house.head)
    head.last_login = timezone.now()
    head.save()
    head.email = "mine@kept.example"
    with pytest.raises(NotAllowed, match="Only an administrator changes it"):
        change_person(head, by=house.reviewer)
    change_person(head, by=house.administrator)
    assert again(head).email == "mine@kept.example"


def test_an_administrator_to_be_is_one_already(house):
    make_grant(house.lead, "administrator", starts_on=soon(1))
    lead = again(house.lead)
    lead.email = "mine@kept.example"
    with pytest.raises(NotAllowed, match="Only an administrator"):
        change_person(lead, by=house.reviewer)


def test_who_may_not_sign_in_writes_for_nobody(house):
    assert again(house.head).writes_for == {house.library.pk}
    User.objects.filter(pk=house.head.pk).update(is_active=False)
    assert again(house.head).writes_for == set()


def test_a_deputy_makes_no_deputies(house):
    """Else one day as a deputy would last for years."""
    make_grant(house.outsider, "head", house.library, ends_on=soon(0))
    deputy = again(house.outsider)
    with pytest.raises(NotAllowed, match="Another deputy is for the head"):
        grant_role(house.lead, Role.HEAD, by=deputy, department=house.library, ends_on=soon(900))
    grant_role(house.lead, Role.CONTRIBUTOR, by=deputy, department=house.library)
    with pytest.raises(NotAllowed, match="for the quality office"):
        end_role(house.head.role_grants.get(), by=deputy)


def test_a_head_cannot_bind_the_reviewers(house):
    """Who writes for a department may not review it: its head would choose who does."""
    statement = house.submitted()
    with pytest.raises(NotAllowed, match="reviews statements"):
        grant_role(house.reviewer, Role.CONTRIBUTOR, by=house.head, department=house.library)
    assert permissions.can_approve_statement(again(house.reviewer), statement)
