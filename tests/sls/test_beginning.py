"""Beginning a statement: blank, or from what was approved before, also after a merger."""

import re

from django.urls import reverse

from institution import once
from institution.models import AcademicYear
from institution.workflow.departments import merge_department
from sls import workflow
from sls.models import Statement
from sls.predecessors import approved_before
from tests import factories
from tests.sls.sending import send
from tests.sls.writing import last_year_approved, section_of


def test_statement_start_begins_a_blank_statement(house, sign_in):
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client = sign_in(house.contributor)
    assert "With a blank form" in client.get(url).content.decode()
    answer = send(client, url, begin_from="blank")
    statement = Statement.objects.get()
    assert answer.url == reverse("sls:statement_edit", args=[statement.pk])
    assert statement.begun_from is None


def test_statement_start_carries_last_years_words_over(house, sign_in):
    before = last_year_approved(house)
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client = sign_in(house.head)
    assert "From the approved statement for 2025-26" in client.get(url).content.decode()
    send(client, url, begin_from=before.pk)
    statement = Statement.objects.get(requirement=house.requirement)
    assert statement.begun_from == before
    assert section_of(statement).text == "What we said last year."


def merged_last_year(house, name, *, year=2025):
    """An approved statement of a department that has since been merged into the library."""
    department = factories.make_department(name)
    head = factories.make_person(f"head-{department.slug}", role="head", department=department)
    year = AcademicYear.objects.filter(start_year=year).first() or factories.make_year(year)
    statement = house.approved(factories.make_requirement(department, year), by=head)
    merge_department(department, house.library, by=house.reviewer)
    return statement


def choices_on(page: str) -> list[str]:
    """The ways to begin, in page order."""
    return re.findall(r"(From the approved statement[^<\n]*|With a blank form)", page)


def test_after_a_merge_the_merged_departments_words_are_carried_over(house, sign_in):
    before = merged_last_year(house, "Archives")
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client = sign_in(house.head)
    assert choices_on(client.get(url).content.decode()) == [
        "From the approved statement of Archives for 2025-26", "With a blank form",
    ]  # fmt: skip
    send(client, url, begin_from=before.pk)
    statement = Statement.objects.get(requirement=house.requirement)
    assert statement.begun_from == before
    page = client.get(reverse("sls:statement_edit", args=[statement.pk])).content.decode()
    assert "The same as in 2025-26 (Archives)" in page
    page = client.get(section_of(statement).get_absolute_url()).content.decode()
    assert "What you said in 2025-26 (Archives)" in page
    assert "of Archives, in our own words." in page
    workflow.submit(statement, by=house.head)
    url = reverse("sls:statement_review", args=[statement.pk])
    page = sign_in(house.reviewer).get(url).content.decode()
    assert "Says the same as 2025-26 (Archives)." in page


def test_after_a_merge_ones_own_words_come_first_and_what_was_chosen_is_compared(house, sign_in):
    last_year_approved(house)
    AcademicYear.objects.update(state="open")
    merged_last_year(house, "Archives")
    crafts = merged_last_year(house, "Crafts")
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client = sign_in(house.head)
    assert choices_on(client.get(url).content.decode()) == [
        "From the approved statement for 2025-26",
        "From the approved statement of Archives for 2025-26",
        "From the approved statement of Crafts for 2025-26",
        "With a blank form",
    ]
    blank = house.draft()
    assert approved_before(blank).label == "2025-26"
    workflow.discard(blank, by=house.head)
    send(client, url, begin_from=crafts.pk)
    statement = Statement.objects.get(begun_from=crafts)
    assert approved_before(statement).label == "2025-26 (Crafts)"


def test_statement_start_does_not_offer_a_year_that_has_nothing_approved(house, sign_in):
    year = factories.make_year(2025)
    sent = house.submitted(factories.make_requirement(house.library, year))
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    answer = send(sign_in(house.head), url, begin_from=sent.pk)
    assert "Choose one of the ways to begin." in answer.content.decode()
    assert not Statement.objects.filter(requirement=house.requirement).exists()


def test_statement_start_twice_leads_to_the_same_statement(house, sign_in):
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client = sign_in(house.head)
    first = send(client, url, begin_from="blank")
    assert send(client, url, begin_from="blank").url == first.url
    assert client.get(url).url == first.url
    assert Statement.objects.count() == 1


def test_statement_start_sent_again_after_the_draft_was_discarded_says_so(house, sign_in):
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    client, typed = sign_in(house.head), {"_once": once.new_token(), "begin_from": "blank"}
    client.post(url, typed)
    workflow.discard(Statement.objects.get(), by=house.head)
    answer = client.post(url, typed, follow=True)
    assert once.ALREADY_SENT in answer.content.decode()
    assert "With a blank form" in answer.content.decode()
    assert Statement.objects.get().state == "discarded"


def test_statement_start_is_for_the_department_in_an_open_year(house, sign_in):
    url = reverse("sls:statement_start", args=[house.requirement.pk])
    assert sign_in(house.head_elsewhere).get(url).status_code == 404
    assert sign_in(house.reviewer).get(url).status_code == 403
    AcademicYear.objects.update(state="paused", public_reason="A year to think.")
    answer = sign_in(house.head).get(url)
    assert answer.status_code == 403
    assert "A year to think." in answer.content.decode()
