"""What a department makes of a counted year: what it learnt, and whether the KPI goes on."""

import pytest
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.calendars import working_calendar
from institution.models import AcademicYear
from institution.permissions import NotAllowed, Stale
from kpis import reports, workflow
from kpis.models import Kpi, KpiReview, Measurement
from kpis.todo import duties
from sls import checks, content
from sls import workflow as statements
from sls.models import AnnualReturn
from tests import factories
from tests.kpis.counting import after, correct, decide, twelve_months, url_of, year_to_count
from tests.kpis.promises import month, record
from tests.sls.sending import send, words_of


@pytest.fixture
def year(house):
    return year_to_count()


@pytest.fixture
def kpi(house, year):
    return twelve_months(house, year)


@pytest.fixture
def review(house, year, kpi):
    workflow.hold_census(year)
    return kpi.reviews.get()


def test_review_edit_saves_what_was_learnt(house, review, sign_in):
    client, url = sign_in(house.contributor), url_of("review_edit", review)
    typed = {"what_done": "A second desk.", "learnt": "Mornings count.", "version": 1}
    assert send(client, url, **typed).url == url
    review.refresh_from_db()
    assert (review.done, review.learnt) == ("A second desk.", "Mornings count.")
    page = words_of(sign_in(house.reviewer).get(url))
    assert "Mornings count." in page
    assert "<textarea" not in page


def test_review_edit_leads_back_to_ones_own_return(house, year, review, sign_in):
    client, url = sign_in(house.contributor), url_of("review_edit", review)
    assert "To your annual return" not in words_of(client.get(url))  # not asked for yet
    theirs, mine = (
        AnnualReturn.objects.create(department=one, academic_year=year)
        for one in (house.finance, house.library)
    )
    page = words_of(client.get(url))
    assert f'href="{reverse("sls:return_edit", args=[mine.pk])}"' in page
    assert f"To your annual return for {year}" in page
    assert reverse("sls:return_edit", args=[theirs.pk]) not in page


def test_review_edit_shows_both_when_somebody_else_saved_first(house, review, sign_in):
    words = ("A second desk.", "Mornings count.")
    workflow.save_review(review, by=house.head, version=1, words=words)
    client, url = sign_in(house.contributor), url_of("review_edit", review)
    answer = send(client, url, what_done="A guide.", learnt="Few read it.", version=1)
    page = words_of(answer)
    assert "A guide." in page
    assert "A second desk." in page
    assert 'name="version" value="2"' in page
    with pytest.raises(Stale):
        workflow.save_review(review, by=house.head, version=1, words=("", ""))


def test_a_review_that_was_sent_stays_as_it_is(house, review, sign_in):
    KpiReview.objects.update(is_open=False)
    client, url = sign_in(house.head), url_of("review_edit", review)
    assert "<textarea" not in words_of(client.get(url))
    assert send(client, url, what_done="More.", learnt="", version=1).status_code == 403
    assert client.get(url_of("review_decide", review)).status_code == 403
    with pytest.raises(NotAllowed, match="stays as it is"):
        decide(review, "retire", by=house.head)


def test_review_decide_asks_for_a_reason(house, review, sign_in):
    client, url = sign_in(house.head), url_of("review_decide", review)
    page = words_of(send(client, url, decision="keep", reason="", version=1))
    assert "Say why; the reason stays with the decision." in page
    assert send(client, url, decision="keep", reason="It tells.", version=1).status_code == 302
    page = words_of(client.get(url_of("review_edit", review)))
    assert "Decided: keep it.</strong> It tells." in page


def test_a_retired_kpi_is_measured_until_the_end_of_its_year(house, year, kpi, review, sign_in):
    client = sign_in(house.head)
    this_year = years.year_of(timezone.localdate())
    list_now = f"{reverse('kpis:kpi_list')}?year={years.label(this_year)}"
    AcademicYear.objects.get_or_create(start_year=this_year, defaults={"state": "open"})
    assert "Answers in time" in words_of(client.get(list_now))
    decide(review, "retire", by=house.head)
    kpi = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    assert (kpi.state, kpi.last_year) == ("retired", year.start_year)
    assert "Answers in time" not in words_of(client.get(list_now))
    assert "Answers in time" in words_of(client.get(f"{reverse('kpis:kpi_list')}?year={year}"))
    with pytest.raises(NotAllowed, match="retired before this period"):
        record(kpi, month(this_year, 0, 93, 100), by=house.head)
    assert "93.0%" in words_of(client.get(kpi.get_absolute_url()))
    correct(kpi, to=92, by=house.head)  # its own readings can still be corrected
    assert {one.numerator for one in Measurement.objects.all()} == {92}
    assert "measured until the end of" in words_of(client.get(url_of("review_edit", review)))
    page = words_of(client.get(reverse("kpis:measurement_add", args=[kpi.pk])))
    assert "No reading is due" in page
    assert f"This KPI is retired. It was measured until the end of {year}, and every" in page
    assert "Every period that has begun" not in page


def test_retiring_can_be_undone_while_the_review_is_open(house, kpi, review):
    decide(review, "retire", by=house.head)
    decide(review, "keep", by=house.head, reason="That was a mistake.")
    kpi.refresh_from_db()
    assert (kpi.state, kpi.last_year) == ("active", None)


def test_what_is_promised_already_is_measured_before_it_is_retired(house, year, kpi, review):
    later = after(year)
    again = workflow.copy_promise(kpi.promises.get(), later, by=house.head)
    workflow.approve_promise(again, by=house.head)
    decide(review, "retire", by=house.head)
    kpi.refresh_from_db()
    assert kpi.last_year == later.start_year


def test_a_promise_approved_later_brings_a_retired_one_back(house, year, kpi, review):
    decide(review, "retire", by=house.head)
    later = after(after(year))
    again = workflow.copy_promise(kpi.promises.get(), later, by=house.head)
    workflow.approve_promise(again, by=house.head)
    kpi.refresh_from_db()
    assert (kpi.state, kpi.last_year) == ("active", None)


def test_a_retired_kpi_is_not_carried_over_into_the_next_statement(house):
    house.year.census_on = timezone.localdate()
    house.year.save()
    before = house.approved()
    workflow.hold_census(house.year)
    next_year = factories.make_requirement(house.library, factories.make_year(2027))
    kept = statements.start(next_year, by=house.head, begin_from=before)
    assert kept.sections.get(key="kpis").kpis.count() == 1
    review = KpiReview.objects.get()
    decide(review, "retire", by=house.head)
    said = checks.advice(kept, content.sections_of(kept))
    assert any(sentence.startswith("You decided to retire K1") for sentence in said)
    statements.discard(kept, by=house.head)
    left = statements.start(next_year, by=house.head, begin_from=before)
    assert left.sections.get(key="kpis").kpis.count() == 0


def test_what_changed_since_last_year_is_said(house, year, kpi, review, sign_in):
    later = after(year)
    decide(review, "change", by=house.head, reason="Ninety is too easy.")
    record(kpi, month(later.start_year, 0, 80, 100), by=house.head)
    workflow.hold_census(later)
    url = reverse("kpis:review_edit", args=[kpi.pk, later.start_year])
    page = words_of(sign_in(house.head).get(url))
    assert "The year before: 93.0%, met." in page
    assert "Decided then: change it. Ninety is too easy." in page


def test_a_retired_kpi_is_asked_for_no_more(house, year, kpi, review):
    before = [duty.kpi for duty in duties(AcademicYear.objects.all(), working_calendar())]
    assert before == [kpi]
    decide(review, "retire", by=house.head)
    assert duties(AcademicYear.objects.all(), working_calendar()) == []
