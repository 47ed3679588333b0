"""The year's end: results are frozen once, the department writes and decides, a KPI is retired."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, Event
from institution.permissions import NotAllowed, Stale
from kpis import census, reports, workflow
from kpis.figures import Figures
from kpis.models import Kpi, KpiReview, Measurement
from kpis.todo import duties
from sls import checks, content
from sls import workflow as statements
from tests import factories
from tests.kpis.promises import CHANGE, last_year, make_promise, month, record
from tests.sls.sending import send, words_of


@pytest.fixture
def year(house):
    year = last_year()
    year.census_on = timezone.localdate()
    year.save()
    return year


@pytest.fixture
def kpi(house, year):
    """Twelve months of 93 per cent where 90 were promised."""
    kpi = make_promise(house.library, year, by=house.head).kpi
    for number in range(12):
        record(kpi, month(year.start_year, number, 93, 100), by=house.head)
    return kpi


@pytest.fixture
def review(house, year, kpi):
    workflow.hold_census(year)
    return kpi.reviews.get()


def correct(kpi, *, to, by, reason="Recounted."):
    """Every reading of the KPI says something else."""
    for measurement in kpi.measurements.all():
        start, end = measurement.period_start, measurement.period_end
        said = Figures(start, end, numerator=Decimal(to), denominator=Decimal(100))
        version = measurement.version
        workflow.correct_measurement(measurement, said, by=by, version=version, reason=reason)


def after(year):
    """The year that follows, open and with a census date that has come."""
    said = {"state": "open", "census_on": timezone.localdate()}
    start = year.start_year + 1
    return AcademicYear.objects.update_or_create(start_year=start, defaults=said)[0]


def counted(kpi, year):
    found = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    return census.counted(found, year.start_year)


def url_of(name, review):
    start = review.academic_year.start_year
    return reverse(f"kpis:{name}", args=[review.kpi_id, start])


def decide(review, decision, *, by, reason="It has served its time."):
    review.refresh_from_db()
    return workflow.decide_review(
        review, by=by, version=review.version, decision=decision, reason=reason
    )


def test_the_census_says_what_the_page_says(house, year, kpi, review):
    shown = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    report = reports.kpi_page(shown, house.head, label=str(year), calendar=None)
    frozen = census.from_json(review.result)
    assert (frozen.figure, frozen.status) == (report.year.figure, report.year.result.status)
    assert (frozen.figure, frozen.status, frozen.target) == ("93.0%", "met", "at least 90%")
    assert (frozen.periods_met, frozen.periods_judged, frozen.readings) == (12, 12, 12)
    assert frozen.trend[0] == (f"Aug {year.start_year % 100:02d}", "93")
    assert frozen.variation == ""  # twelve readings are too few to tell


def test_the_census_freezes_the_icons_where_there_are_readings_enough(house, year, kpi):
    later = after(year)
    record(kpi, month(later.start_year, 0, 95, 100), by=house.head)
    workflow.hold_census(later)
    frozen = census.from_json(kpi.reviews.get().result)
    assert frozen.variation == "improvement_high"
    assert frozen.is_promised is False


def test_a_correction_after_the_census_changes_the_readings_and_not_the_copy(
    house, year, kpi, review, sign_in
):
    before = review.result
    assert counted(kpi, year).differs is False
    correct(kpi, to=60, by=house.head)
    review.refresh_from_db()
    assert review.result == before
    assert counted(kpi, year).now.status == "not met"
    page = words_of(sign_in(house.outsider).get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "Readings have changed since the census" in page
    assert "Today they give 60.0% (not met) from 12 final readings." in page
    assert "93.0%" in page


def test_the_last_day_of_the_year_counts_as_over(house, year):
    kpi = make_promise(house.library, year, by=house.head, **CHANGE).kpi
    for number in range(12):
        record(kpi, month(year.start_year, number, 20), by=house.head)
    found = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    last = years.last_day(year.start_year)
    assert census.freeze(found, year.start_year, today=last).status == "met"
    assert census.freeze(found, year.start_year, today=last - timedelta(days=1)).status == (
        "on track"
    )


def test_the_census_is_held_every_night_and_freezes_once(house, year, kpi, capsys):
    call_command("hold_census")
    first = kpi.reviews.get()
    correct(kpi, to=60, by=house.head)
    another = make_promise(house.library, year, by=house.head).kpi
    call_command("hold_census")
    assert capsys.readouterr().out == f"{year}: 0 returns asked for.\n" * 2
    assert kpi.reviews.get().result == first.result
    assert census.from_json(another.reviews.get().result).status == "no data"
    assert Event.objects.filter(by=None, text=f"counted what came of 1 KPI in {year}").count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"census_on": None}, "no census date yet"),
        ({"census_on": date(2100, 1, 1)}, "The census date of"),
        ({"state": "paused", "public_reason": "A year to think."}, "is paused"),
    ],
)
def test_no_census_before_its_day(house, year, kpi, sign_in, change, sentence):
    for name, value in change.items():
        setattr(year, name, value)
    year.save()
    call_command("hold_census")
    with pytest.raises(NotAllowed, match=sentence):
        workflow.hold_census(year, by=house.reviewer)
    page = words_of(
        sign_in(house.reviewer).get(reverse("kpis:census_detail", args=[year.start_year]))
    )
    assert sentence in page
    assert KpiReview.objects.count() == 0


def test_what_was_neither_promised_nor_measured_is_not_counted(house, year, kpi):
    later = after(year)
    workflow.hold_census(later)
    assert kpi.reviews.count() == 0
    record(kpi, month(later.start_year, 0, 95, 100), by=house.head)
    workflow.hold_census(later)
    assert kpi.reviews.count() == 1


def test_census_detail_holds_it_and_says_what_is_owed(house, year, kpi, sign_in):
    url, client = reverse("kpis:census_detail", args=[year.start_year]), sign_in(house.reviewer)
    assert "1 result has not been counted" in words_of(client.get(url))
    assert send(client, url).url == url
    page = words_of(client.get(url))
    assert "No department has said yet" in page
    assert "Still to say" not in page
    assert "Count the results now" not in page  # there is nothing left to count
    assert f'<a href="/returns/?year={year}">their annual returns</a>' in page
    assert kpi.reviews.get().frozen_by_name == str(house.reviewer)
    decide(kpi.reviews.get(), "keep", by=house.head)
    page = words_of(client.get(url))
    assert "What you did, what you learnt" in page
    assert "Keep it" in page


def by_the_day(house, year):
    """A share to be reached by 18 September, with a reading of 31 August and none of the day."""
    due = date(year.start_year, 9, 18)
    kpi = make_promise(
        house.library, year, by=house.head, title="Representatives trained",
        shape="share_by_date", action="train", what="representatives", share=Decimal(80),
        due_on=due, frequency="milestone",
    ).kpi  # fmt: skip
    august = date(year.start_year, 8, 31)
    record(kpi, Figures(august, august, numerator=Decimal(19), denominator=Decimal(30)),
           by=house.head)  # fmt: skip
    return kpi, due


def test_the_census_asks_for_the_reading_that_decides(house, year, sign_in):
    kpi, due = by_the_day(house, year)
    client, url = sign_in(house.reviewer), reverse("kpis:census_detail", args=[year.start_year])
    lacks = f"No reading for 18 September {due.year}. The one for 18 September {due.year} decides;"
    before = words_of(client.get(url))
    assert "Readings that are missing" in before
    assert lacks in before
    workflow.hold_census(year)
    frozen = census.from_json(kpi.reviews.get().result)
    assert (frozen.figure, frozen.status) == ("63.3%", "not met")
    for page in (url, url_of("review_edit", kpi.reviews.get()), kpi.get_absolute_url()):
        said = words_of(client.get(f"{page}?year={year}"))
        assert "Counted without all readings." in said
        assert lacks in said


def test_the_census_asks_for_nothing_once_the_reading_that_decides_is_there(house, year, sign_in):
    kpi, due = by_the_day(house, year)
    record(kpi, Figures(due, due, numerator=Decimal(27), denominator=Decimal(30)), by=house.head)
    client, url = sign_in(house.reviewer), reverse("kpis:census_detail", args=[year.start_year])
    assert "Readings that are missing" not in words_of(client.get(url))
    workflow.hold_census(year)
    assert census.from_json(kpi.reviews.get().result).gaps == ""
    assert "without all readings" not in words_of(client.get(url))


def test_the_census_names_provisional_readings_and_missing_ones(house, year, kpi, sign_in):
    kpi.measurements.last().delete()
    Measurement.objects.filter(pk=kpi.measurements.first().pk).update(state="provisional")
    url = reverse("kpis:census_detail", args=[year.start_year])
    page = words_of(sign_in(house.reviewer).get(url))
    assert f"No reading for July {year.start_year + 1}." in page
    assert f"Only provisional, so not counted: August {year.start_year}." in page


def test_readings_after_the_deadline_are_not_missed(house, year):
    _, due = by_the_day(house, year)
    kpi = make_promise(
        house.library, year, by=house.head, shape="share_by_date", action="train",
        what="staff", share=Decimal(80), due_on=due, frequency="monthly",
    ).kpi  # fmt: skip
    promise = kpi.promises.get()
    assert census.gap_words(promise, [], today=date(due.year + 1, 8, 1)) == (
        f"No reading for August {due.year}. The one for August {due.year} decides; without it the "
        "last final one before counts."
    )


@pytest.mark.parametrize("count", [1, 30])
def test_census_detail_asks_the_same_of_the_database(
    house, year, sign_in, count, django_assert_num_queries
):
    for _ in range(count):
        make_promise(house.library, year, by=house.head)
    workflow.hold_census(year)
    for _ in range(count):
        make_promise(house.library, year, by=house.head)
    client, url = sign_in(house.reviewer), reverse("kpis:census_detail", args=[year.start_year])
    client.get(url)
    with django_assert_num_queries(10):
        assert client.get(url).content.decode().count('scope="row"') == 2 * count


def test_review_edit_saves_what_was_learnt(house, review, sign_in):
    client, url = sign_in(house.contributor), url_of("review_edit", review)
    typed = {"what_done": "A second desk.", "learnt": "Mornings count.", "version": 1}
    assert send(client, url, **typed).url == url
    review.refresh_from_db()
    assert (review.done, review.learnt) == ("A second desk.", "Mornings count.")
    page = words_of(sign_in(house.reviewer).get(url))
    assert "Mornings count." in page
    assert "<textarea" not in page


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
    before = [duty.kpi for duty in duties(AcademicYear.objects.all(), house.institution)]
    assert before == [kpi]
    decide(review, "retire", by=house.head)
    assert duties(AcademicYear.objects.all(), house.institution) == []
