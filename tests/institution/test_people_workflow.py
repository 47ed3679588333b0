"""The verbs of people and their roles: what they change, refuse and record."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from institution import workflow
from institution.models import RoleGrant, User
from institution.permissions import NotAllowed
from tests import factories
from tests.institution.recorded import again, events

Role = RoleGrant.Role


# People


def test_a_new_person_gets_a_link_that_works(house, django_capture_on_commit_callbacks, mailoutbox):
    new = User(email="Ida@Kept.Example", name="Ida Marsh")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.add_person(new, by=house.reviewer)
    assert new.email == "ida@kept.example"
    assert not new.has_usable_password()
    [mail] = mailoutbox
    assert mail.to == ["ida@kept.example"]
    link = "/accounts/password/reset/key/"
    assert link in mail.body
    assert link in mail.alternatives[0][0]
    assert events() == ["added Ida Marsh (ida@kept.example)"]


def test_no_mail_before_the_change_is_safe(house, mailoutbox):
    workflow.add_person(User(email="ida@kept.example", name="Ida Marsh"), by=house.reviewer)
    assert mailoutbox == []  # the test's own transaction is never committed


def test_only_who_never_signed_in_is_invited_again(
    house, django_capture_on_commit_callbacks, mailoutbox
):
    with django_capture_on_commit_callbacks(execute=True):
        workflow.invite_person(house.outsider, by=house.reviewer)
    assert [mail.to for mail in mailoutbox] == [[house.outsider.email]]
    house.outsider.last_login = timezone.now()
    with pytest.raises(NotAllowed, match="has an account in use"):
        workflow.invite_person(house.outsider, by=house.reviewer)


def test_the_old_address_is_told_and_opens_nothing(
    house, django_capture_on_commit_callbacks, mailoutbox
):
    old = house.head.email
    EmailAddress.objects.create(user=house.head, email=old, verified=True, primary=True)
    house.head.email = "New.Head@kept.example"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.change_person(house.head, by=house.reviewer)
    assert again(house.head).email == "new.head@kept.example"
    assert [mail.to for mail in mailoutbox] == [[old]]
    assert not EmailAddress.objects.filter(email=old).exists()
    assert events() == [f"changed Head: e-mail {old} to new.head@kept.example"]


def test_an_address_of_an_administrator_is_for_administrators(house):
    house.administrator.email = "mine@kept.example"
    with pytest.raises(NotAllowed, match="Only an administrator changes"):
        workflow.change_person(house.administrator, by=house.reviewer)
    assert again(house.administrator).email == "administrator@kept.example"
    other = factories.make_person("other-admin", role="administrator")
    workflow.change_person(house.administrator, by=other)
    assert again(house.administrator).email == "mine@kept.example"


def test_deactivating_takes_every_right_and_keeps_the_roles(house):
    workflow.deactivate_person(house.head, by=house.reviewer)
    person = again(house.head)
    assert not person.is_active
    assert not person.has_role(Role.HEAD, house.library)
    workflow.reactivate_person(person, by=house.reviewer)
    assert again(person).has_role(Role.HEAD, house.library)
    assert events() == ["deactivated Head", "let Head sign in again"]


def test_nobody_deactivates_themselves_or_who_keeps_the_house(house):
    with pytest.raises(NotAllowed, match="Nobody deactivates themselves"):
        workflow.deactivate_person(house.reviewer, by=house.reviewer)
    with pytest.raises(NotAllowed, match="Only an administrator"):
        workflow.deactivate_person(house.administrator, by=house.reviewer)
    other = factories.make_person("other-admin", role="administrator")
    workflow.deactivate_person(house.administrator, by=other)
    # An administrator who cannot sign in is still one to a reviewer.
    with pytest.raises(NotAllowed, match="Only an administrator"):
        workflow.reactivate_person(again(house.administrator), by=house.reviewer)


# Roles


def test_a_role_works_from_the_next_request_and_ends_with_it(house):
    grant = workflow.grant_role(
        house.outsider, Role.CONTRIBUTOR, by=house.reviewer, department=house.library
    )
    assert again(house.outsider).has_role(Role.CONTRIBUTOR, house.library)
    workflow.end_role(grant, by=house.reviewer)
    assert not again(house.outsider).has_role(Role.CONTRIBUTOR, house.library)
    assert events() == [
        "made Outsider Contributor, Library",
        "ended Outsider's role: Contributor, Library",
    ]


def test_nobody_changes_their_own_roles(house):
    with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
        workflow.grant_role(house.reviewer, Role.LEAD, by=house.reviewer)
    with pytest.raises(NotAllowed, match="Nobody changes their own roles"):
        workflow.end_role(house.reviewer.role_grants.get(), by=house.reviewer)
    with pytest.raises(NotAllowed):
        workflow.end_role(house.head.role_grants.get(), by=house.head)
    assert events() == []


def test_only_administrators_make_administrators(house):
    with pytest.raises(NotAllowed, match="Only an administrator makes"):
        workflow.grant_role(house.outsider, Role.ADMINISTRATOR, by=house.reviewer)
    workflow.grant_role(house.outsider, Role.ADMINISTRATOR, by=house.administrator)
    assert again(house.outsider).has_role(Role.ADMINISTRATOR)


def test_the_same_role_is_given_once_for_each_day(house):
    today = timezone.localdate()
    later = today + timedelta(days=30)
    details = {"by": house.reviewer, "department": house.finance}
    workflow.grant_role(house.outsider, Role.HEAD, starts_on=later, **details)
    workflow.grant_role(house.outsider, Role.HEAD, ends_on=later - timedelta(days=1), **details)
    with pytest.raises(NotAllowed, match="holds this role already"):
        workflow.grant_role(house.outsider, Role.HEAD, ends_on=later, **details)


def test_a_role_in_a_merged_department_or_of_somebody_deactivated_is_refused(house):
    workflow.merge_department(house.finance, house.office, by=house.reviewer)
    house.finance.refresh_from_db()
    with pytest.raises(NotAllowed, match="merged into"):
        workflow.grant_role(house.outsider, Role.HEAD, by=house.reviewer, department=house.finance)
    workflow.deactivate_person(house.outsider, by=house.reviewer)
    with pytest.raises(NotAllowed, match="cannot sign in"):
        workflow.grant_role(house.outsider, Role.LEAD, by=house.reviewer)


def test_a_head_chooses_contributors_and_deputies_of_the_own_department_only(house):
    last = timezone.localdate() + timedelta(days=30)
    grant = workflow.grant_role
    deputy = grant(house.outsider, Role.HEAD, by=house.head, department=house.library, ends_on=last)
    assert events() == [f"made Outsider Head of department, Library until {last:%-d %B %Y}"]
    with pytest.raises(NotAllowed):
        grant(house.lead, Role.HEAD, by=house.head, department=house.library)
    with pytest.raises(NotAllowed):
        grant(house.lead, Role.CONTRIBUTOR, by=house.head, department=house.finance)
    with pytest.raises(NotAllowed):
        grant(house.lead, Role.REVIEWER, by=house.head)
    # A deputy acts as the head does, and still cannot depose the head.
    with pytest.raises(NotAllowed):
        workflow.end_role(house.head.role_grants.get(), by=again(house.outsider))
    workflow.end_role(deputy, by=house.head)
    assert not again(house.outsider).has_role(Role.HEAD)


def test_a_deputy_is_head_until_the_last_day(house):
    today = timezone.localdate()
    last = factories.make_grant(house.outsider, Role.HEAD, house.library, ends_on=today)
    assert again(house.outsider).has_role(Role.HEAD, house.library)
    last.ends_on = today - timedelta(days=1)
    last.save()
    assert not again(house.outsider).has_role(Role.HEAD, house.library)


def test_heads_and_reviewers_are_never_made_in_silence(
    house, django_capture_on_commit_callbacks, mailoutbox
):
    """One reviewer alone may enter a person and give them roles: others hear of it."""
    last = timezone.localdate() + timedelta(days=30)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.grant_role(house.outsider, Role.LEAD, by=house.reviewer)
        workflow.grant_role(
            house.outsider, Role.CONTRIBUTOR, by=house.head, department=house.library
        )
    assert mailoutbox == []
    with django_capture_on_commit_callbacks(execute=True):
        workflow.grant_role(house.outsider, Role.REVIEWER, by=house.reviewer)
        workflow.grant_role(
            house.lead, Role.HEAD, by=house.head, department=house.library, ends_on=last
        )
    told = [house.administrator.email, "quality@kept.example"]
    assert [mail.to[0] for mail in mailoutbox] == told * 2
    for mail, line in (
        (mailoutbox[0], "Outsider (outsider@kept.example): Reviewer, quality office, from"),
        (mailoutbox[2], "Lead (lead@kept.example): Head of department, Library, from"),
    ):
        assert line in mail.body
        assert line in mail.alternatives[0][0]
    assert f"until {last:%-d %B %Y}" in mailoutbox[2].body


def test_a_list_of_heads_is_told_in_one_letter(
    house, django_capture_on_commit_callbacks, mailoutbox
):
    people = [factories.make_person(f"head-{number}") for number in range(3)]
    grants = [RoleGrant(person=one, role=Role.HEAD, department=house.finance) for one in people]
    with django_capture_on_commit_callbacks(execute=True):
        workflow.grant_roles(grants, by=house.reviewer)
    assert [mail.subject for mail in mailoutbox] == ["3 roles were given"] * 2
    assert all(person.email in mailoutbox[0].body for person in people)
