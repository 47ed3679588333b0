"""The verbs of people, departments and years: what they change, refuse and record."""

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from institution import workflow
from institution.models import AcademicYear, Department, Event, Institution, RoleGrant, User
from institution.permissions import NotAllowed
from sls.models import Statement
from tests import factories

Role = RoleGrant.Role


def events() -> list[str]:
    """What has been recorded, the oldest first."""
    return list(Event.objects.order_by("pk").values_list("text", flat=True))


def again(person: User) -> User:
    """The person as the next request sees them."""
    return User.objects.get(pk=person.pk)


# Departments


def test_a_new_name_keeps_the_old_one_and_the_address(house):
    house.library.name = "Library and Archives"
    workflow.change_department(house.library, by=house.reviewer)
    department = Department.objects.get(slug="library")
    former = department.names.get()
    assert (department.name, former.name) == ("Library and Archives", "Library")
    assert (former.kind, former.until_on) == ("former", timezone.localdate())
    assert events() == ["renamed Library to Library and Archives"]
    assert Department.objects.named("LIBRARY").get() == department


def test_a_name_that_it_has_again_is_no_other_name_of_it(house):
    """Neither an alias that became its name, nor the name that it came back to."""
    workflow.set_aliases(house.library, ["library", "The Library", "Archives"], by=house.reviewer)
    others = house.library.names.order_by("name")
    assert [str(name) for name in others] == ["Archives", "The Library"]
    house.library.name = "The Library"
    workflow.change_department(house.library, by=house.reviewer)
    assert [(str(name), name.kind) for name in others.all()] == [
        ("Archives", "alias"), ("Library", "former"),
    ]  # fmt: skip
    house.library.name = "Library"
    workflow.change_department(house.library, by=house.reviewer)
    assert [(str(name), name.kind) for name in others.all()] == [
        ("Archives", "alias"), ("The Library", "former"),
    ]  # fmt: skip


def test_other_capitals_are_no_former_name(house):
    house.library.name = "LIBRARY"
    workflow.change_department(house.library, by=house.reviewer)
    assert not house.library.names.exists()


def test_aliases_are_replaced_and_former_names_stay(house):
    house.library.name = "Books"
    workflow.change_department(house.library, by=house.reviewer, aliases=["Shelves"])
    workflow.change_department(house.library, by=house.reviewer, aliases=["Reading"])
    assert [str(name) for name in house.library.names.all()] == ["Library", "Reading"]
    assert events()[-1] == "changed the other names of Books"


def test_saving_without_a_change_records_nothing(house):
    workflow.change_department(house.library, by=house.reviewer, aliases=[])
    assert events() == []


def test_a_slug_never_takes_an_address_of_ours(house):
    new = Department(name="Import")
    workflow.add_department(new, by=house.reviewer)
    assert new.slug == "import-2"
    assert events() == ["added Import"]


def test_merging_hands_statements_and_people_to_the_other_department(house, sign_in):
    statement = house.approved()
    workflow.merge_department(house.library, house.finance, by=house.reviewer)
    house.library.refresh_from_db()
    assert (house.library.merged_into, house.library.merged_on) == (
        house.finance, timezone.localdate(),
    )  # fmt: skip
    assert Statement.objects.get(pk=statement.pk).department == house.library
    assert house.library.pk in again(house.head_elsewhere).writes_for
    assert not again(house.head).writes_for
    assert not again(house.head).has_role(Role.HEAD, house.library)
    assert again(house.head_elsewhere).has_role(Role.HEAD, house.library)
    # A reviewer who worked there belongs to the successor, and never reviews its statement.
    assert again(house.library_reviewer).department == house.finance
    assert {house.library.pk, house.finance.pk} <= again(house.library_reviewer).belongs_to
    assert "merged Library into Finance" in events()
    assert f"ended {house.head}'s role: Head of department, Library" in events()


def test_merging_the_quality_office_moves_its_work(house):
    workflow.merge_department(house.office, house.finance, by=house.library_reviewer)
    assert Institution.get().quality_office == house.finance


@pytest.mark.parametrize("case", ["itself", "a merged one", "merged already"])
def test_merging_is_refused_with_a_sentence(house, case):
    workflow.merge_department(house.finance, house.office, by=house.reviewer)
    source, target = {
        "itself": (house.library, house.library),
        "a merged one": (house.library, house.finance),
        "merged already": (house.finance, house.library),
    }[case]
    before = len(events())
    with pytest.raises(NotAllowed, match=r"still exists|merged into Quality Office already"):
        workflow.merge_department(source, target, by=house.reviewer)
    assert len(events()) == before


def test_a_merged_department_stays_as_it_was(house):
    workflow.merge_department(house.finance, house.office, by=house.reviewer)
    department = Department.objects.get(pk=house.finance.pk)
    department.name = "Treasury"
    with pytest.raises(NotAllowed, match="stays as it was"):
        workflow.change_department(department, by=house.reviewer)
    assert Department.objects.get(pk=department.pk).name == "Finance"


# Years


@pytest.mark.parametrize("state", ["planned", "open", "paused", "closed"])
def test_years_move_only_as_the_table_says(house, state):
    for wanted in AcademicYear.State.values:
        AcademicYear.objects.filter(start_year=2030).delete()
        year = factories.make_year(2030, state)
        if wanted in workflow.YEAR_MOVES[state]:
            moved = workflow.move_year(year, wanted, by=house.reviewer, public_reason="A rest.")
            assert AcademicYear.objects.get(pk=year.pk).state == moved.state == wanted
            assert events()[-1] == f"changed 2030-31 from {state} to {wanted}"
        else:
            with pytest.raises(NotAllowed, match=f"is {state} and cannot become {wanted}"):
                workflow.move_year(year, wanted, by=house.reviewer)


def test_a_pause_says_why(house):
    with pytest.raises(NotAllowed, match="Say why"):
        workflow.move_year(house.year, "paused", by=house.reviewer, public_reason="  ")
    assert AcademicYear.objects.get(pk=house.year.pk).state == "open"


def test_saving_dates_never_moves_the_year_back(house):
    page = AcademicYear.objects.get(pk=house.year.pk)
    workflow.move_year(house.year, "paused", by=house.reviewer, public_reason="A rest.")
    page.public_reason, page.due_on = "A long rest.", date(2027, 1, 8)
    workflow.change_year(page, by=house.reviewer)
    year = AcademicYear.objects.get(pk=house.year.pk)
    assert (year.state, year.due_on) == ("paused", date(2027, 1, 8))
    assert events()[-1].endswith("to 2027-01-08")


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


# The institution


def test_changing_the_institution_records_what_was_changed(house):
    institution = Institution.get()
    institution.short_name, institution.brand_colour = "Testing", "#123456"
    workflow.change_institution(institution, by=house.administrator)
    assert Institution.get().short_name == "Testing"
    assert events() == ["changed the institution's short name, brand colour"]


def test_the_quality_office_alone_says_where_its_mail_goes(house):
    """Else an administrator could read what departments write to it."""
    for change in ({"quality_mailbox": "mine@kept.example"}, {"quality_office": house.finance}):
        institution = Institution.get()
        for name, value in change.items():
            setattr(institution, name, value)
        with pytest.raises(NotAllowed, match="Only the quality office itself"):
            workflow.change_institution(institution, by=house.administrator)
    assert Institution.get().quality_mailbox == "quality@kept.example"
    assert Institution.get().quality_office == house.office


def test_the_old_mailbox_is_told_of_the_new_one(
    house, django_capture_on_commit_callbacks, mailoutbox
):
    institution = Institution.get()
    institution.quality_mailbox = "office@kept.example"
    with django_capture_on_commit_callbacks(execute=True):
        workflow.change_institution(institution, by=house.reviewer)
    [mail] = mailoutbox
    assert mail.to == ["quality@kept.example"]
    for said in (mail.body, mail.alternatives[0][0]):
        assert "Reviewer has changed the details of the quality office." in said
        assert "goes to office@kept.example from now on" in said
        assert "no department" not in said  # that did not change


@pytest.mark.parametrize("who", ["head", "contributor", "lead", "signatory", "outsider"])
def test_others_change_nothing_of_the_house(house, who):
    person = house.cast[who]
    for attempt in (
        lambda: workflow.add_year(AcademicYear(start_year=2031), by=person),
        lambda: workflow.add_department(Department(name="Parking"), by=person),
        lambda: workflow.add_person(User(email="x@kept.example", name="X"), by=person),
        lambda: workflow.grant_role(house.lead, Role.SIGNATORY, by=person),
        lambda: workflow.change_institution(Institution.get(), by=person),
    ):
        with pytest.raises(NotAllowed, match=r"^Only "):
            attempt()
    assert events() == []
