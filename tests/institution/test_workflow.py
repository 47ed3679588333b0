"""The verbs of departments, years and the institution: what they change, refuse and record."""

from datetime import date

import pytest
from django.utils import timezone

from institution import workflow
from institution.models import AcademicYear, Department, Institution, RoleGrant, User
from institution.permissions import NotAllowed
from sls.models import Statement
from tests import factories
from tests.institution.recorded import again, events

Role = RoleGrant.Role


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


def test_others_change_nothing_of_the_house(house):
    for who in ("head", "contributor", "lead", "signatory", "outsider"):
        refuse_everything(house, house.cast[who])
    assert events() == []


def refuse_everything(house, person) -> None:
    for attempt in (
        lambda: workflow.add_year(AcademicYear(start_year=2031), by=person),
        lambda: workflow.add_department(Department(name="Parking"), by=person),
        lambda: workflow.add_person(User(email="x@kept.example", name="X"), by=person),
        lambda: workflow.grant_role(house.lead, Role.SIGNATORY, by=person),
        lambda: workflow.change_institution(Institution.get(), by=person),
    ):
        with pytest.raises(NotAllowed, match=r"^Only "):
            attempt()
