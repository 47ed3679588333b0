"""The pages of people and of the institution: found, added, invited, changed."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from institution import workflow
from institution.models import RoleGrant, User
from tests import factories
from tests.sls.sending import send

LIST = "/people/"
Role = RoleGrant.Role


def names(client, **query) -> list[str]:
    """The people on the list, in order."""
    return [str(person) for person in client.get(LIST, query).context["page"]]


def page(client, url) -> str:
    """The words of a page, on one line."""
    return " ".join(client.get(url).content.decode().split())


def at(person, verb: str = "") -> str:
    return f"/people/{person.pk}/{verb}"


# The list


def test_person_list_is_searched_by_name_address_and_job(house, sign_in):
    factories.make_person("ida", name="Ida Marsh", job_title="Archivist")
    client = sign_in(house.reviewer)
    assert names(client, text="marsh") == ["Ida Marsh"]
    assert names(client, text="IDA@") == ["Ida Marsh"]
    assert names(client, text="archiv") == ["Ida Marsh"]
    assert names(client, text="nobody at all") == []


def test_person_list_filters_by_what_people_hold_today(house, sign_in):
    yesterday = timezone.localdate() - timedelta(days=1)
    factories.make_grant(house.outsider, Role.HEAD, house.finance, ends_on=yesterday)
    client = sign_in(house.reviewer)
    assert names(client, role="head") == ["Head", "Head-Elsewhere"]
    assert names(client, role="nobody") == ["Outsider"]
    assert names(client, department=house.finance.pk) == ["Head-Elsewhere"]
    assert names(client, department=house.library.pk) == [
        "Contributor", "Head", "Library-Reviewer",
    ]  # fmt: skip


def test_person_list_filters_by_who_can_sign_in(house, sign_in):
    workflow.deactivate_person(house.outsider, by=house.reviewer)
    client = sign_in(house.reviewer)
    assert names(client, state="off") == ["Outsider"]
    assert "Outsider" not in names(client, state="active")
    # Signing in for this test was the reviewer's first time.
    new = [name for name in names(client, state="active") if name != "Reviewer"]
    assert names(client, state="new") == new


@pytest.mark.parametrize("rows", [1, 30])
def test_person_list_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, django_assert_num_queries
):
    for number in range(rows):
        person = factories.make_person(f"clerk-{number}", role="contributor",
                                       department=house.library)  # fmt: skip
        factories.make_grant(person, Role.HEAD, house.finance)
    client = sign_in(house.reviewer)
    assert len(names(client, text="clerk")) == rows
    with django_assert_num_queries(7):
        client.get(LIST, {"text": "clerk"})


@pytest.mark.parametrize("whose", ["outsider", "reviewer"])  # somebody else's, and one's own
@pytest.mark.parametrize("rows", [1, 30])
def test_person_detail_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, whose, django_assert_num_queries
):
    """Roles now and before, and what happened: so many of each."""
    person, colleague = house.cast[whose], factories.make_person("colleague", role="reviewer")
    for number in range(rows):
        service = factories.make_department(f"Service {number}")
        past = workflow.grant_role(person, Role.HEAD, by=colleague, department=service)
        workflow.end_role(past, by=colleague)
        workflow.grant_role(person, Role.CONTRIBUTOR, by=colleague, department=service)
    client = sign_in(house.reviewer)
    shown = client.get(at(person)).context
    assert len(shown["past_roles"]) == rows
    assert len(shown["roles"]) == rows + (whose == "reviewer")
    assert len(shown["events"]) >= min(3 * rows, 30)
    with django_assert_num_queries({"outsider": 8, "reviewer": 6}[whose]):
        client.get(at(person))


def test_people_are_not_listed_to_everybody(house, sign_in):
    for who in ("head", "contributor", "lead", "signatory", "outsider"):
        client = sign_in(house.cast[who])
        for url in [LIST, LIST + "add/", LIST + "import/", at(house.lead), at(User(pk=0))]:
            assert client.get(url).status_code == 403, (who, url)
        for verb in ["edit/", "deactivate/", "roles/add/"]:
            assert client.get(at(house.lead, verb)).status_code == 403, (who, verb)
        for url in [at(house.lead, "invite/"), at(house.lead, "reactivate/")]:
            assert send(client, url).status_code == 403, (who, url)


def test_an_administrator_reaches_people_and_the_institution_by_the_menu(house, sign_in):
    words = page(sign_in(house.administrator), "/")
    assert "Administration" in words
    assert 'href="/people/"' in words
    assert 'href="/institution/"' in words
    assert 'href="/years/"' not in words
    assert 'href="/people/"' not in page(sign_in(house.outsider), "/")


# One person


def test_person_detail_shows_roles_now_and_before(house, sign_in):
    grant = house.contributor.role_grants.get()
    workflow.end_role(grant, by=house.reviewer)
    workflow.grant_role(house.contributor, Role.LEAD, by=house.administrator, note="For a year")
    context = sign_in(house.reviewer).get(at(house.contributor)).context
    assert [str(role) for role in context["roles"]] == ["Institutional lead"]
    assert [str(role) for role in context["past_roles"]] == ["Contributor, Library"]
    words = page(sign_in(house.reviewer), at(house.contributor))
    assert "For a year" in words
    assert "Ended Contributor&#x27;s role: Contributor, Library" in words


def test_person_detail_says_why_a_step_is_not_ones_own(house, sign_in):
    words = page(sign_in(house.reviewer), at(house.reviewer))
    assert "Nobody changes their own roles." in words
    assert "Nobody deactivates themselves." in words
    assert "Give a role" not in words
    words = page(sign_in(house.reviewer), at(house.administrator))
    assert "Only an administrator changes an administrator&#x27;s details." in words
    assert "Give a role" in words


@pytest.mark.django_db(transaction=True)
def test_person_add_invites_by_a_link_that_sets_a_password(house, sign_in):
    typed = {"name": "Ida Marsh", "email": "IDA@Kept.Example", "job_title": "Archivist"}
    answer = send(sign_in(house.reviewer), "/people/add/", **typed)
    ida = User.objects.get(email="ida@kept.example")
    assert answer.url == at(ida)
    [message] = mail.outbox
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", message.body)[1]
    visitor = Client()
    form = visitor.get(link, follow=True)
    new = "a quiet reading room"
    visitor.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    ida.refresh_from_db()
    assert ida.check_password(new)


MISTAKES = [
    ({"email": "ida@kept.example"}, "Enter the person&#x27;s name."),
    ({"name": "Ida"}, "Enter the person&#x27;s e-mail address."),
    ({"name": "Ida", "email": "ida at kept"}, "Write an e-mail address such as"),
    ({"name": "Ida", "email": "HEAD@KEPT.EXAMPLE"}, "Head has this e-mail already."),
    ({"name": "I" * 151, "email": "ida@kept.example"}, "is 151 characters long"),
    ({"name": "Ida", "email": "ida@kept.example", "department": "x"}, "Choose from the list."),
]


def test_person_add_answers_mistakes_with_a_sentence(house, sign_in):
    before, client = User.objects.count(), sign_in(house.reviewer)
    for typed, sentence in MISTAKES:
        answer = send(client, "/people/add/", **typed)
        assert answer.status_code == 200, typed
        assert sentence in answer.content.decode()
    assert User.objects.count() == before


def test_person_edit_changes_details_only(house, sign_in):
    typed = {
        "name": "Hedda Gray", "email": house.head.email.upper(), "job_title": "Librarian",
        "as_seen": house.head.as_seen,
    }  # fmt: skip
    send(sign_in(house.reviewer), at(house.head, "edit/"), is_active="", is_staff="on", **typed)
    person = User.objects.get(pk=house.head.pk)
    assert (person.name, person.job_title, person.email) == (
        "Hedda Gray", "Librarian", house.head.email,
    )  # fmt: skip
    assert person.is_active
    assert not person.is_staff
    assert person.has_usable_password()


def test_person_edit_of_an_administrator_is_for_administrators(house, sign_in):
    url = at(house.administrator, "edit/")
    assert sign_in(house.reviewer).get(url).status_code == 403
    assert send(sign_in(house.reviewer), url, name="X", email="x@kept.example").status_code == 403
    other = factories.make_person("other-admin", role="administrator")
    assert sign_in(other).get(url).status_code == 200


def test_person_deactivate_signs_out_and_keeps_the_name(house, sign_in):
    statement = house.approved()
    theirs = sign_in(house.head)
    assert theirs.get("/years/").status_code == 200
    client = sign_in(house.reviewer)
    assert "As Head of department, Library" in page(client, at(house.head, "deactivate/"))
    send(client, at(house.head, "deactivate/"))
    assert theirs.get("/years/").status_code == 302
    assert "This person can no longer sign in." in page(client, at(house.head))
    assert "Head" in page(client, statement.get_absolute_url())
    send(client, at(house.head, "reactivate/"))
    assert User.objects.get(pk=house.head.pk).is_active
    # What was signed in before stays out, and others were not signed out.
    assert theirs.get("/years/").status_code == 302
    assert sign_in(house.head).get("/years/").status_code == 200
    assert client.get("/years/").status_code == 200


def test_person_invite_sends_once_more(house, sign_in, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(sign_in(house.reviewer), at(house.outsider, "invite/"))
    assert [message.to for message in mail.outbox] == [[house.outsider.email]]


# The institution


def test_institution_edit_saves_and_answers_mistakes(house, sign_in):
    client = sign_in(house.administrator)
    typed = {"name": "University of Testing", "quality_office": house.office.pk}
    typed["as_seen"] = house.institution.as_seen
    answer = send(client, "/institution/", brand_colour="teal", **typed)
    assert "Write a colour such as #0b5563." in answer.content.decode()
    assert send(client, "/institution/", brand_colour="#00AA00", **typed).status_code == 302
    house.institution.refresh_from_db()
    assert house.institution.brand_colour == "#00AA00"
    assert sign_in(house.head).get("/institution/").status_code == 403


def test_institution_edit_shows_administrators_where_the_quality_office_is(house, sign_in):
    client = sign_in(house.administrator)
    words = page(client, "/institution/")
    assert "quality@kept.example" in words
    assert words.count("Only the quality office itself changes this.") == 2
    typed = {"name": "Testing", "brand_colour": "#0b5563", "quality_mailbox": "me@kept.example"}
    seen = house.institution.as_seen
    assert send(client, "/institution/", **typed, as_seen=seen).status_code == 302
    house.institution.refresh_from_db()
    assert (house.institution.name, house.institution.quality_mailbox) == (
        "Testing", "quality@kept.example",
    )  # fmt: skip
    seen = house.institution.as_seen
    send(sign_in(house.reviewer), "/institution/", **typed, as_seen=seen)
    house.institution.refresh_from_db()
    assert house.institution.quality_mailbox == "me@kept.example"
