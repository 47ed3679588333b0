"""The public directory: what is found, by whom, and what is never shown."""

import pytest
from django.urls import reverse

from sls import directory, workflow
from sls.models import NotDelivered, Service
from tests.factories import make_requirement


@pytest.fixture
def library(house):
    """An approved library statement with a service for students."""
    return house.approved()


def test_service_list_is_public_and_finds_by_need(library, client):
    found = client.get(reverse("sls:service_list"), {"need": "lost card"})
    assert [service.name for service in found.context["page"]] == ["Lost card desk"]
    assert found["Cache-Control"] == "public, max-age=300"


def test_search_finds_by_a_departments_other_name(library, house):
    house.library.names.create(name="Learning Hub")
    assert [service.name for service in directory.search("learning hub card").services] == [
        "Lost card desk"
    ]


@pytest.mark.parametrize("need", ["I lost my card", "lost cards", "LOST card for the desk"])
def test_search_knows_plurals_and_overlooks_small_words(library, need):
    found = directory.search(need)
    assert [service.name for service in found.services] == ["Lost card desk"]
    assert found.has_all_words


def test_search_falls_back_on_some_of_the_words_and_says_so(library, house, client):
    section = library.sections.get(key="summary")
    Service.objects.create(section=section, name="Desk hire", audiences=["staff"], position=9)
    found = directory.search("forgotten card desk")
    assert [service.name for service in found.services] == ["Lost card desk", "Desk hire"]
    assert not found.has_all_words
    page = client.get(reverse("sls:service_list"), {"need": "forgotten card desk"})
    assert "No service has all of these words." in page.content.decode()


def test_search_by_audience(library):
    assert directory.search(audience="students").services.count() == 1
    assert directory.search(audience="employers").services.count() == 0


def test_search_says_who_does_it_instead(library):
    assert [line.instead for line in directory.search("parking").elsewhere] == ["The town"]


def test_drafts_are_not_in_the_directory(house, client):
    house.submitted()
    assert Service.objects.filter(name="Lost card desk").exists()
    page = client.get(reverse("sls:service_list")).content.decode()
    assert "Lost card desk" not in page


def test_a_newer_year_replaces_the_older(library, house):
    from tests.factories import fill_in, make_year, quick_document

    year = make_year(2027)
    requirement = make_requirement(house.library, year)
    newer = fill_in(workflow.start(requirement, by=house.head), by=house.contributor)
    Service.objects.filter(section__statement=newer).update(name="Lost card counter")
    newer = workflow.submit(newer, by=house.head)
    workflow.approve(newer, by=house.reviewer, document=quick_document(newer, by=house.reviewer))
    assert [service.name for service in directory.search("lost").services] == ["Lost card counter"]


def test_service_department_of_a_merged_one_leads_to_its_successor(library, house, client):
    from institution import workflow as departments

    departments.merge_department(house.finance, house.library, by=house.reviewer)
    answer = client.get(reverse("sls:service_department", args=["finance"]))
    assert answer.url == reverse("sls:service_department", args=["library"])


def test_service_department_without_a_statement_is_404(house, client):
    assert client.get(reverse("sls:service_department", args=["finance"])).status_code == 404


def test_directory_asks_the_same_number_of_questions_for_many_rows(
    library, house, client, django_assert_num_queries
):
    section = library.sections.get(key="summary")
    client.get(reverse("sls:service_list"))
    for count in (1, 30):
        while Service.objects.filter(section=section).count() < count:
            Service.objects.create(section=section, name="One more", audiences=["staff"])
        with django_assert_num_queries(5):
            client.get(reverse("sls:service_list"))


def test_statement_read_shows_visitors_what_was_signed(library, client):
    page = client.get(reverse("sls:statement_read", args=[library.pk])).content.decode()
    assert "Lost card desk" in page


def test_statement_read_of_a_draft_is_404_for_visitors(house, client):
    statement = house.filled()
    assert client.get(reverse("sls:statement_read", args=[statement.pk])).status_code == 404


def test_not_delivered_needs_no_department(library):
    assert NotDelivered.objects.get().instead == "The town"
