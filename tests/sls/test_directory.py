"""The public directory: what is found, by whom, and what is never shown."""

import re

import pytest
from django.urls import reverse

from institution import workflow as departments
from sls import directory, workflow
from sls.models import NotDelivered, Service
from tests import factories
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
    departments.merge_department(house.finance, house.library, by=house.reviewer)
    answer = client.get(reverse("sls:service_department", args=["finance"]))
    assert answer.url == reverse("sls:service_department", args=["library"])


def test_service_department_without_a_statement_says_so_and_how_to_reach_it(house, client):
    house.draft()
    page = client.get(reverse("sls:service_department", args=["library"])).content.decode()
    assert "Library has not published a statement of its services. Ask it directly" in page
    assert 'href="mailto:library@kept.example"' in page
    assert "The statement</h2>" not in page


def test_service_department_without_anything_shows_its_name_alone(house, client):
    page = client.get(reverse("sls:service_department", args=["finance"])).content.decode()
    assert "<h1>Finance</h1>" in page
    assert "Finance has not published a statement of its services.</p>" in page
    assert "About this department" not in page


def test_service_department_of_an_unknown_one_is_404(house, client):
    assert client.get(reverse("sls:service_department", args=["alchemy"])).status_code == 404


def links_of(page: str) -> set[str]:
    """Where the page leads within the site, without the place on the page."""
    return {link.partition("#")[0] for link in re.findall(r'<a [^>]*?href="(/[^"]*)"', page)}


def test_every_link_of_the_directory_leads_somewhere(library, house, client):
    """Also those to departments that have published nothing, or are part of another now."""
    section = library.sections.get(key="not_delivered")
    gone = factories.make_department("Bursary")
    for department in (house.finance, gone):
        NotDelivered.objects.create(section=section, what="Parking", instead_department=department)
    departments.merge_department(gone, house.office, by=house.reviewer)
    own, unpublished, merged = (
        reverse("sls:service_department", args=[slug]) for slug in ("library", "finance", "bursary")
    )
    found = client.get(reverse("sls:service_list"), {"need": "parking"})
    links = links_of(found.content.decode()) | links_of(client.get(own).content.decode())
    assert {own, unpublished, merged} <= links
    assert [link for link in links if client.get(link, follow=True).status_code != 200] == []
    assert "<h1>Quality Office</h1>" in client.get(merged, follow=True).content.decode()


def test_a_service_without_a_way_to_reach_it_shows_that_of_its_department(library, client):
    """The library has one address; the desk has none of its own, the rooms have a bell."""
    section = library.sections.get(key="summary")
    Service.objects.create(section=section, name="Rooms", how_to_reach="Ring the bell", position=9)
    how = re.compile(r"<dt>How</dt><dd>(.*?)</dd>")
    mail = '<a href="mailto:library@kept.example">library@kept.example</a>'
    for url in (reverse("sls:service_list"), reverse("sls:service_department", args=["library"])):
        assert how.findall(client.get(url).content.decode()) == [mail, "Ring the bell"]


def test_contact_names_every_way_to_reach_a_department():
    department = factories.Department(email="desk@kept.example", phone="01234 567", web="")
    assert department.contact == "desk@kept.example, 01234 567"
    assert factories.Department().contact == ""


def test_the_directory_names_no_reviewer_and_no_words_of_a_draft(library, house, client):
    later = workflow.begin_edition(library, by=house.head)
    section = later.sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="Zugunruhe.", version=section.version)
    workflow.add_row(section, Service(name="Zugunruhe"), by=house.head)
    read = client.get(reverse("sls:statement_read", args=[library.pk])).content.decode()
    pages = [client.get(reverse("sls:service_list")).content.decode(), read]
    pages += [
        client.get(reverse("sls:service_department", args=[slug])).content.decode()
        for slug in ("library", "finance")
    ]
    assert "Lost card desk" in pages[0]
    for page in pages:
        assert "Zugunruhe" not in page
        assert house.reviewer.email not in page


def test_directory_asks_the_same_number_of_questions_for_many_rows(
    library, house, client, django_assert_num_queries
):
    section = library.sections.get(key="summary")
    client.get(reverse("sls:service_list"))
    for count in (1, 30):
        while Service.objects.filter(section=section).count() < count:
            Service.objects.create(section=section, name="One more", audiences=["staff"])
        with django_assert_num_queries(6):
            client.get(reverse("sls:service_list"))


def test_service_department_asks_the_same_number_of_questions_for_many_rows(
    library, house, client, django_assert_num_queries
):
    services, elsewhere = (library.sections.get(key=key) for key in ("summary", "not_delivered"))
    url = reverse("sls:service_department", args=["library"])
    client.get(url)
    for count in (1, 30):
        while Service.objects.filter(section=services).count() < count:
            Service.objects.create(section=services, name="One more", audiences=["staff"])
            NotDelivered.objects.create(
                section=elsewhere, what="Parking", instead_department=house.finance
            )
        with django_assert_num_queries(8):
            client.get(url)


def test_statement_read_shows_visitors_what_was_signed(library, client):
    page = client.get(reverse("sls:statement_read", args=[library.pk])).content.decode()
    assert "Lost card desk" in page


def test_statement_read_of_a_draft_is_404_for_visitors(house, client):
    statement = house.filled()
    assert client.get(reverse("sls:statement_read", args=[statement.pk])).status_code == 404


def test_not_delivered_needs_no_department(library):
    assert NotDelivered.objects.get().instead == "The town"


def test_service_list_of_a_new_site_says_that_nothing_is_published(client, db):
    page = client.get(reverse("sls:service_list")).content.decode()
    assert "Nothing is published yet" in page
    assert "By department" not in page


def test_service_list_that_finds_nothing_leads_to_the_departments(library, client):
    page = client.get(reverse("sls:service_list"), {"need": "unicorns"}).content.decode()
    assert "No service says that" in page
    assert "By department" in page


def test_a_superseded_edition_leads_to_the_one_in_force(library, house, client):
    later = workflow.begin_edition(library, by=house.head)
    workflow.submit(later, by=house.head)
    document = factories.quick_document(later, by=house.reviewer)
    workflow.approve(later, by=house.reviewer, document=document)
    page = client.get(reverse("sls:statement_read", args=[library.pk])).content.decode()
    newer = reverse("sls:statement_read", args=[later.pk])
    assert f'href="{newer}">Read the newer edition</a>' in page
    assert "Read the newer edition" not in client.get(newer).content.decode()
