"""The year's end: results are frozen once, with what is missing said before and after."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse

from institution import years
from institution.models import Event
from institution.permissions import NotAllowed
from kpis import census, reports, workflow
from kpis.figures import Figures
from kpis.models import Kpi, KpiReview, Measurement
from tests.kpis.counting import (
    after,
    correct,
    counted,
    decide,
    twelve_months,
    url_of,
    year_to_count,
)
from tests.kpis.promises import CHANGE, make_promise, month, record
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
    assert (frozen.is_promised, frozen.assurance) == (False, "")  # nothing was promised for it


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


def test_what_is_frozen_is_never_rounded_over_what_is_expected_by_then(house, year):
    start = year.start_year
    kpi = make_promise(
        house.library, year, by=house.head, shape="share_by_date", action="train", what="tutors",
        share=Decimal(80), starts_on=date(start, 9, 21), due_on=date(start, 12, 24),
        frequency="milestone",
    ).kpi  # fmt: skip
    day = date(start, 11, 20)  # by when 51.0638 per cent are expected
    said = Figures(day, day, numerator=Decimal(5106), denominator=Decimal(10_000))
    record(kpi, said, by=house.head)
    found = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    frozen = census.freeze(found, start, today=date(start, 11, 21))
    assert (frozen.figure, frozen.status) == ("51.06%", "off track")
