"""The list: who sees which rows, what the filters find, who is late, and what it costs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institution.models import DepartmentName
from sls import workflow
from sls.models import Requirement, Section
from tests import factories

LIST = "/statements/"


def page(client, **query) -> str:
    return " ".join(client.get(LIST, query).content.decode().split())


def begun(client, **query) -> list[str]:
    """The departments in the table of statements, in order."""
    rows = client.get(LIST, query).context["page"]
    return [str(statement.department) for statement in rows]


def not_begun(client, **query) -> list[str]:
    return [str(one.department) for one in client.get(LIST, query).context["not_begun"]]


@pytest.fixture
def statements(house):
    """A draft of Finance; the library's is approved; Estates owes one and has none."""
    house.approved()
    owed = factories.make_requirement(house.finance, house.year, "a")
    house.draft(owed, by=house.head_elsewhere)
    house.estates = factories.make_department("Estates")
    factories.make_requirement(house.estates, house.year)
    return house


def make_late(house):
    house.year.due_on = timezone.localdate() - timedelta(days=1)
    house.year.save()


def test_statement_list_shows_each_person_what_they_may_know_of(statements, sign_in):
    house = statements
    seen = {name: begun(sign_in(house.cast[name])) for name in house.cast if name != "visitor"}
    published = ["Library"]
    assert seen == {
        "head": published,
        "contributor": published,
        "head_elsewhere": ["Finance", "Library"],
        "reviewer": ["Finance", "Library"],
        "library_reviewer": ["Finance", "Library"],
        "lead": published,
        "signatory": published,
        "administrator": published,
        "outsider": published,
    }


def test_statement_list_tells_the_quality_office_who_has_not_begun(statements, sign_in):
    house = statements
    assert not_begun(sign_in(house.reviewer)) == ["Estates"]
    assert not_begun(sign_in(house.outsider)) == []
    assert not_begun(sign_in(house.head)) == []


def test_statement_list_tells_who_is_late(statements, sign_in):
    house = statements
    client = sign_in(house.reviewer)
    assert (begun(client, late="yes"), not_begun(client, late="yes")) == ([], [])
    make_late(house)
    assert (begun(client, late="yes"), not_begun(client, late="yes")) == (["Finance"], ["Estates"])
    assert page(client).count("tag red") == 2


def test_a_later_edition_is_never_late(house, sign_in):
    approved = house.approved()
    make_late(house)
    workflow.begin_edition(approved, by=house.head)
    client = sign_in(house.reviewer)
    assert begun(client, late="yes") == []
    assert begun(client) == ["Library", "Library"]


def test_a_paused_year_makes_nobody_late_and_says_so(statements, sign_in):
    house = statements
    make_late(house)
    house.year.state, house.year.public_reason = "paused", "A year to think."
    house.year.save()
    client = sign_in(house.reviewer)
    assert "2026-27 is paused: nothing is asked of anyone" in page(client)
    assert "A year to think." in page(client)
    assert (begun(client, late="yes"), not_begun(client)) == ([], [])


@pytest.mark.parametrize(
    ("query", "statements_found", "owed_found"),
    [
        ({"state": "draft"}, ["Finance"], []),
        ({"state": "not_begun"}, [], ["Estates"]),
        ({"state": "approved"}, ["Library"], []),
        ({"state": "nonsense"}, ["Finance", "Library"], ["Estates"]),
        ({"tier": "a"}, ["Finance"], []),
        ({"tier": "ab"}, ["Library"], ["Estates"]),
        ({"text": "est"}, [], ["Estates"]),
        ({"text": "LIBRARY"}, ["Library"], []),
        ({"text": "lost card"}, ["Library"], []),
        ({"text": "no such words"}, [], []),
        ({"year": "2025-26"}, [], []),
        ({"year": "Every year"}, ["Finance", "Library"], ["Estates"]),
        ({"year": "nonsense"}, ["Finance", "Library"], ["Estates"]),
        ({"page": "nonsense"}, ["Finance", "Library"], ["Estates"]),
    ],
)
def test_statement_list_filters(statements, sign_in, query, statements_found, owed_found):
    factories.make_year(2025, "closed")
    client = sign_in(statements.reviewer)
    assert (begun(client, **query), not_begun(client, **query)) == (statements_found, owed_found)


def test_statement_list_by_department_and_its_former_name(statements, sign_in):
    house = statements
    client = sign_in(house.reviewer)
    assert begun(client, department=str(house.finance.pk)) == ["Finance"]
    DepartmentName.objects.create(department=house.finance, name="Bursary", kind="former")
    assert begun(client, text="bursary") == ["Finance"]


def test_words_of_a_draft_cannot_be_found_by_others(statements, sign_in):
    house = statements
    draft = house.finance.statements.get()
    section = draft.sections.get(key="summary")
    workflow.save_text(section, by=house.head_elsewhere, text="Merger plans", version=1)
    for person in (house.reviewer, house.outsider, house.head):
        assert begun(sign_in(person), text="Merger plans") == []


def test_what_was_replaced_is_listed_only_when_asked_for(house, sign_in):
    edition = workflow.begin_edition(house.approved(), by=house.head)
    edition = workflow.submit(edition, by=house.head)
    document = factories.quick_document(edition, by=house.reviewer)
    workflow.approve(edition, by=house.reviewer, document=document)
    client = sign_in(house.outsider)
    assert [one.edition for one in client.get(LIST).context["page"]] == [2]
    superseded = client.get(LIST, {"state": "superseded"}).context["page"]
    assert [one.edition for one in superseded] == [1]


def test_filters_keep_the_year_and_can_be_taken_away(statements, sign_in):
    factories.make_year(2025, "closed")
    html = page(sign_in(statements.reviewer), year="2025-26", state="draft")
    assert '<input type="hidden" name="year" value="2025-26" id="id_year">' in html
    assert "State: Draft" in html
    assert 'href="?year=2025-26">Clear all filters' in html
    assert "Year: 2025-26" not in html


def test_statement_list_shows_how_far_a_draft_is(house, sign_in):
    draft = house.draft()
    section = draft.sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="Begun.", version=section.version)
    assert "1 of 5" in page(sign_in(house.reviewer))
    Requirement.objects.update(decided_on=None)  # a mere proposal asks for no KPI
    assert not Section.objects.get(key="kpis").is_required
    assert "1 of 4" in page(sign_in(house.reviewer))


def many(house, count):
    for number in range(count):
        department = factories.make_department(f"Department {number:02}")
        requirement = factories.make_requirement(department, house.year, "a")
        head = factories.make_person(f"head{number}", role="head", department=department)
        if number % 2:
            house.submitted(requirement, by=head)
        else:
            house.draft(requirement, by=head)
        factories.make_requirement(factories.make_department(f"Owing {number}"), house.year)


@pytest.mark.once
@pytest.mark.parametrize("who", ["reviewer", "head"])
def test_statement_list_costs_the_same_with_one_row_and_with_thirty(
    house, sign_in, django_assert_num_queries, who
):
    queries = {"reviewer": 9, "head": 10}[who]
    client = sign_in(house.cast[who])
    house.draft()
    with django_assert_num_queries(queries):
        assert len(client.get(LIST).context["page"]) == 1
    many(house, 29)
    with django_assert_num_queries(queries):
        shown = client.get(LIST).context["page"]
    assert len(shown) == {"reviewer": 30, "head": 1}[who]


def test_statement_list_has_pages_of_thirty(house, sign_in):
    many(house, 31)
    client = sign_in(house.reviewer)
    assert len(begun(client)) == 30
    assert len(begun(client, page="2")) == 1
    assert not_begun(client, page="2") == []
    assert "Owing 3" in not_begun(client)


def test_an_empty_list_speaks_of_filters_only_if_one_is_set(house, sign_in):
    Requirement.objects.all().delete()
    client = sign_in(house.reviewer)
    bare, filtered = page(client), page(client, state="approved")
    assert "A statement appears here when its department begins it." in bare
    assert "Remove a filter" not in bare
    assert "Remove a filter" in filtered
    assert "Download this list" not in bare + filtered


def test_without_a_year_the_list_leads_whoever_plans_one(db, sign_in):
    planner = factories.make_person("planner", role="reviewer")
    assert "Add the first year" in page(sign_in(planner))
    assert "Add the first year" not in page(sign_in(factories.make_person("anybody")))
