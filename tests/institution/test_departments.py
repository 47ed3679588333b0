"""The pages of departments: found by any name, changed with their lineage, merged with care."""

import pytest

from documents.verification import REFERENCE
from institution import workflow
from institution.models import Department
from institution.views.departments import MOST_EVENTS
from tests import factories
from tests.sls.sending import send

LIST = "/departments/"


def names(client, **query) -> list[str]:
    """The departments on the list, in order."""
    return [str(department) for department in client.get(LIST, query).context["page"]]


def page(client, url) -> str:
    """The words of a page, on one line."""
    return " ".join(client.get(url).content.decode().split())


def rename(house, department, name):
    department.name = name
    workflow.change_department(department, by=house.reviewer)


def test_department_list_is_in_order_whatever_the_capitals(house, sign_in):
    factories.make_department("i-zone")
    assert names(sign_in(house.outsider)) == ["Finance", "i-zone", "Library", "Quality Office"]


def test_department_list_finds_present_former_and_other_names(house, sign_in):
    rename(house, house.finance, "Treasury")
    workflow.set_aliases(house.library, ["LLR"], by=house.reviewer)
    client = sign_in(house.outsider)
    assert names(client, text="treas") == ["Treasury"]
    assert names(client, text="finan") == ["Treasury"]
    assert names(client, text="llr") == ["Library"]
    assert names(client, text="nowhere") == []
    assert "No department found" in page(client, LIST + "?text=nowhere")


def test_department_list_tells_merged_from_active(house, sign_in):
    workflow.merge_department(house.finance, house.office, by=house.reviewer)
    client = sign_in(house.outsider)
    assert names(client, state="merged") == ["Finance"]
    assert names(client, state="active") == ["Library", "Quality Office"]
    assert names(client) == ["Finance", "Library", "Quality Office"]
    assert "merged into Quality Office" in page(client, LIST)


@pytest.mark.parametrize("rows", [1, 30])
def test_department_list_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, django_assert_num_queries
):
    for number in range(rows):
        new = factories.make_department(f"Service {number}")
        workflow.set_aliases(new, [f"S{number}"], by=house.reviewer)
        factories.make_person(f"head-{number}", role="head", department=new)
    client = sign_in(house.reviewer)
    assert len(names(client, text="service")) == rows
    with django_assert_num_queries(7):
        client.get(LIST, {"text": "service"})


def test_department_detail_shows_names_people_and_statements(house, sign_in):
    house.approved()
    rename(house, house.library, "Books")
    words = page(sign_in(house.outsider), "/departments/library/")
    assert 'Library <span class="meta">its name until' in words
    assert "library@kept.example" in words
    assert "Head of department" in words
    assert "/statements/" in words
    # What happened inside the house is for the quality office and the head.
    assert "Renamed Library to Books" not in words
    assert "Renamed Library to Books" in page(sign_in(house.head), "/departments/library/")


def test_department_detail_shows_only_statements_that_may_be_known_of(house, sign_in):
    house.draft()
    url = "/departments/library/"
    assert "Draft" not in page(sign_in(house.outsider), url)
    assert "Draft" in page(sign_in(house.head), url)


def test_statements_of_a_merged_department_stand_on_both_pages(house, sign_in):
    statement = house.approved()
    workflow.merge_department(house.library, house.finance, by=house.reviewer)
    client = sign_in(house.outsider)
    for slug, is_named in (("library", False), ("finance", True)):
        rows = page(client, f"/departments/{slug}/").partition("<tbody>")[2].split("<tr>")[1:]
        assert len(rows) == 1
        assert f'href="/statements/{statement.pk}/"' in rows[0]
        assert ('data-label="Department">Library<' in rows[0]) == is_named
    assert "Merged into Finance" in page(client, "/departments/library/")
    assert "merged in on" in page(client, "/departments/finance/")


@pytest.mark.parametrize("who", ["reviewer", "head"])
@pytest.mark.parametrize("rows", [1, 30])
def test_department_detail_asks_the_same_of_the_database_for_every_length(
    house, sign_in, rows, who, django_assert_num_queries
):
    """People, names, what was merged into it, statements and events: so many of each."""
    workflow.set_aliases(house.library, [f"Books {n}" for n in range(rows)], by=house.reviewer)
    for number in range(rows):
        person = factories.make_person(f"clerk-{number}")
        workflow.grant_role(person, "contributor", by=house.reviewer, department=house.library)
        old = factories.make_department(f"Reading room {number}")
        head = factories.make_person(f"old-{number}", role="head", department=old)
        house.draft(factories.make_requirement(old, house.year), by=head)
        workflow.merge_department(old, house.library, by=house.reviewer)
    client, url = sign_in(house.cast[who]), "/departments/library/"
    answer = client.get(url)
    shown = answer.context
    assert len(shown["grants"]) == rows + 2
    assert {len(shown[name]) for name in ("names", "merged")} == {rows}
    assert answer.content.decode().count("/statements/") > rows
    assert len(shown["events"]) >= min(rows, MOST_EVENTS)
    assert ("?page=2" in answer.content.decode()) == (rows > 1)
    with django_assert_num_queries(13):
        client.get(url)


def test_department_add_adds_one_with_its_names(house, sign_in):
    client = sign_in(house.reviewer)
    typed = {
        "name": "  Café   Services ",
        "aliases": "Coffee\n\nTea\nCoffee",
        "web": "kept.example",
    }
    answer = send(client, "/departments/add/", **typed)
    new = Department.objects.get(slug="cafe-services")
    assert answer.url == "/departments/cafe-services/"
    assert (new.name, new.web) == ("Café Services", "https://kept.example")
    assert [str(name) for name in new.names.all()] == ["Coffee", "Tea"]
    assert new.events.get().text == "added Café Services"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Enter the department&#x27;s name."),
        ({"name": "LIBRARY"}, "There is a department called Library already."),
        ({"name": "llr"}, "“llr” is another name of Library."),
        ({"name": "Parking", "aliases": "finance"}, "There is a department called Finance already"),
        ({"name": "x" * 201}, "is 201 characters long and the most is 200"),
        ({"name": "Parking", "email": "nobody"}, "Write an e-mail address such as"),
        ({"name": "Parking", "phone": "=1+1"}, "Write a telephone number such as"),
        ({"name": "Parking", "web": "javascript:alert(1)"}, "Write a web address such as"),
        ({"name": "Parking", "aliases": "\n".join("abcdefghijklmnopqrstuvw")}, "at most 20"),
    ],
)
def test_department_add_answers_mistakes_with_a_sentence(house, sign_in, typed, sentence):
    workflow.set_aliases(house.library, ["LLR"], by=house.reviewer)
    answer = send(sign_in(house.reviewer), "/departments/add/", **typed)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert Department.objects.count() == 3


def test_department_edit_keeps_the_address_and_the_old_name(house, sign_in):
    client = sign_in(house.reviewer)
    typed = {"name": "Books", "email": "b@kept.example", "as_seen": house.library.as_seen}
    answer = send(client, "/departments/library/edit/", **typed)
    assert answer.url == "/departments/library/"
    house.library.refresh_from_db()
    assert (house.library.name, house.library.email) == ("Books", "b@kept.example")
    assert house.library.names.get().kind == "former"


def test_department_edit_may_keep_its_own_name_and_aliases(house, sign_in):
    workflow.set_aliases(house.library, ["LLR"], by=house.reviewer)
    client = sign_in(house.reviewer)
    assert client.get("/departments/library/edit/").context["form"]["aliases"].value() == "LLR"
    typed = {"name": "Library", "aliases": "LLR", "phone": "01632 960110"}
    send(client, "/departments/library/edit/", **typed, as_seen=house.library.as_seen)
    house.library.refresh_from_db()
    assert house.library.phone == "01632 960110"
    assert [str(name) for name in house.library.names.all()] == ["LLR"]


def test_department_merge_lists_what_follows_and_does_it(house, sign_in):
    house.draft()
    client = sign_in(house.reviewer)
    words = page(client, "/departments/library/merge/")
    assert "Its 1 statement stays as it is" in words
    assert "Head is no longer head of department here" in words
    assert "A statement for 2026-27 is no longer asked of it" in words
    assert "1 person who works here will work in the other department" in words
    answer = send(client, "/departments/library/merge/", into=house.finance.pk)
    assert answer.url == "/departments/finance/"
    house.library.refresh_from_db()
    assert house.library.merged_into == house.finance
    assert client.get("/departments/library/merge/").status_code == 404


@pytest.mark.parametrize("into", ["", "0", "library", "99999999999999999999"])
def test_department_merge_needs_another_department(house, sign_in, into):
    answer = send(sign_in(house.reviewer), "/departments/library/merge/", into=into)
    words = answer.content.decode()
    assert "Choose a department from the list." in words or "Choose the department that" in words
    own = send(sign_in(house.reviewer), "/departments/library/merge/", into=house.library.pk)
    assert "Choose a department from the list." in own.content.decode()
    assert Department.objects.exclude(merged_into=None).count() == 0


@pytest.mark.parametrize("url", ["add/", "library/edit/", "library/merge/", "import/"])
@pytest.mark.parametrize("who", ["head", "administrator", "outsider"])
def test_departments_are_managed_by_the_quality_office(house, sign_in, url, who):
    client = sign_in(house.cast[who])
    assert client.get(LIST + url).status_code == 403
    assert send(client, LIST + url, name="X", into=house.finance.pk).status_code == 403
    assert set(Department.objects.values_list("name", "merged_into")) == {
        ("Library", None), ("Finance", None), ("Quality Office", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "Department of Learning and Teaching Enhancement and Academic Practice and Innovation",
        "Research_and_Enterprise",
        "—",
    ],
)
def test_every_name_gives_references_that_verify(house, name):
    """A slug that ended in a hyphen made references that the verify page did not know."""
    department = Department(name=name)
    workflow.add_department(department, by=house.reviewer)
    reference = f"SLS-2026-27-{department.slug}-1".upper()
    assert REFERENCE.fullmatch(reference.encode())
