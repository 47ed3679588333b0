"""Whose keys open what: nobody comes to hold both ends of a decision by the pages about people."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institution.models import RoleGrant, User
from institution.permissions import NotAllowed
from institution.workflow import change_person, end_role, grant_role, merge_department
from sls import permissions
from tests.factories import make_grant, make_person, make_requirement

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
    with pytest.raises(NotAllowed, match="Nobody changes their own details"):
        change_person(mine, by=again(mine))
    assert not permissions.can_approve_statement(again(mine), statement)


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
@pytest.mark.parametrize("detail", ["name", "job_title"])
def test_nobody_changes_the_name_or_job_they_sign_with(house, sign_in, who, detail):
    """A signed document says who signed it, and in which role."""
    mine = house.cast[who]
    setattr(mine, detail, "Pro-Vice-Chancellor")
    with pytest.raises(NotAllowed, match="Nobody changes their own details"):
        change_person(mine, by=again(mine))
    assert sign_in(mine).get(f"/people/{mine.pk}/edit/").status_code == 403
    colleague = make_person("colleague", role="administrator")
    change_person(mine, by=colleague)
    assert getattr(again(mine), detail) == "Pro-Vice-Chancellor"


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


def test_a_reviewer_who_works_in_no_department_is_of_the_quality_office(house):
    """Else the office's own statement could be approved by whoever has no “Works in”."""
    own = make_requirement(house.office, house.year, "a")
    head = make_person("head-of-office", role="head", department=house.office)
    ours, elsewhere = house.submitted(own, by=head), house.submitted()
    nobody = make_person("nobody", role="reviewer")
    refused = permissions.can_approve_statement(nobody, ours)
    assert refused.reason.startswith("You belong to Quality Office.")
    assert permissions.can_approve_statement(nobody, elsewhere)
    assert permissions.can_approve_statement(house.library_reviewer, ours)


def test_nobody_merges_a_department_they_belong_to(house, sign_in):
    """Else a reviewer who is its head would lose that role, and approve its statement."""
    page = sign_in(house.library_reviewer).get(house.library.get_absolute_url())
    assert "You belong to Library, so a colleague from elsewhere merges it." in page.text
    assert "/departments/library/merge/" not in page.text
    with pytest.raises(NotAllowed, match="You belong to Library"):
        merge_department(house.library, house.finance, by=house.library_reviewer)
    merge_department(house.library, house.finance, by=house.reviewer)


def test_nobody_merges_another_department_into_one_they_write_for(house):
    """Nobody gives themselves a role, and a merger would hand them a second department."""
    make_grant(house.reviewer, "head", house.finance)
    with pytest.raises(NotAllowed, match="You write for Finance"):
        merge_department(house.library, house.finance, by=again(house.reviewer))


def test_a_role_that_a_merger_ended_still_stands_between_a_reviewer_and_the_statement(house):
    statement = house.submitted()
    both = make_person("both", role="reviewer")
    make_grant(both, "head", house.library)
    merge_department(house.library, house.finance, by=house.reviewer)
    assert not again(both).writes_for
    refused = permissions.can_approve_statement(again(both), statement)
    assert refused.reason.startswith("You belong to Library.")
    assert permissions.can_approve_statement(again(house.reviewer), statement)


def test_a_role_that_ended_before_is_no_tie_to_what_a_merger_left(house):
    statement = house.submitted()
    once = make_person("once", role="reviewer")
    long_ago = timezone.now() - timedelta(days=200)
    make_grant(once, "contributor", house.library, revoked_at=long_ago)
    merge_department(house.library, house.finance, by=house.reviewer)
    assert permissions.can_approve_statement(again(once), statement)
