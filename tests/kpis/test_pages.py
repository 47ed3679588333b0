"""The pages of KPIs: cards, one KPI with its charts, and the page that explains them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.calendars import working_calendar
from institution.models import AcademicYear
from kpis import cards, reports, workflow
from kpis.filters import LATE, STANDINGS
from kpis.models import Kpi, KpiBaseline
from kpis.status import Status
from tests import factories
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import words_of

GOOD, BAD = (93, 100), (60, 100)


def filled(house, year, figures, *, months=12, **fields):
    kpi = make_promise(house.library, year, by=house.head, **fields).kpi
    for number in range(months):
        record(kpi, month(year.start_year, number, *figures), by=house.head)
    return kpi


def list_url(year, **query):
    parts = "".join(f"&{name}={value}" for name, value in query.items())
    return f"{reverse('kpis:kpi_list')}?year={year}{parts}"


def test_kpi_list_shows_each_with_its_figure_and_how_it_stands(house, year, sign_in):
    filled(house, year, GOOD)
    page = words_of(sign_in(house.outsider).get(list_url(year)))
    assert "93.0%" in page
    assert "Target at least 90%" in page
    assert "Met</span>" in page


@pytest.mark.parametrize(
    ("standing", "count"), [("met", 1), ("not met", 1), ("no data", 1), ("", 3)]
)
def test_kpi_list_can_be_filtered_by_how_they_stand(house, year, sign_in, standing, count):
    filled(house, year, GOOD, months=2)
    filled(house, year, BAD, months=2)
    filled(house, year, GOOD, months=0)
    page = words_of(sign_in(house.reviewer).get(list_url(year, standing=standing)))
    assert page.count('class="kpi-card"') == count


def test_a_sum_that_lacks_readings_is_not_complete_and_no_lack_of_data(house, year, sign_in):
    kpi = filled(house, year, (20,), months=3, **CHANGE)
    client = sign_in(house.head)
    for url in (list_url(year, standing="no data"), f"{kpi.get_absolute_url()}?year={year}"):
        page = words_of(client.get(url))
        assert "<strong>60</strong>" in page
        assert "Not complete</span>" in page
        assert "No data</span>" not in page


def test_kpi_list_says_why_it_is_empty(house, year, sign_in):
    client = sign_in(house.head)
    assert "once the statement that promises them is approved" in words_of(
        client.get(list_url(year))
    )
    assert "Nothing matches. Remove a filter" in words_of(
        client.get(list_url(year, standing="met"))
    )


def test_kpi_list_shows_what_is_overdue(house, year, sign_in):
    filled(house, year, GOOD, months=11)
    assert "Reading overdue" in words_of(sign_in(house.head).get(list_url(year)))
    late = words_of(sign_in(house.head).get(list_url(year, standing="late")))
    assert late.count('kpi-card"') == 1
    assert "KPI with readings overdue</a>" in late


@pytest.mark.parametrize("count", [1, 30])
def test_kpi_list_asks_the_same_of_the_database_for_one_and_for_thirty(
    house, year, sign_in, count, django_assert_num_queries
):
    for _ in range(count):
        filled(house, year, GOOD, months=2)
    client, url = sign_in(house.head), list_url(year, department=house.library.pk)
    client.get(url)
    with django_assert_num_queries(12):
        page = words_of(client.get(url))
    assert page.count('class="kpi-card"') == count


def test_kpi_list_counts_how_they_stand_and_leads_there(house, year, sign_in):
    for figures in (GOOD, GOOD, BAD):
        filled(house, year, figures)
    client = sign_in(house.reviewer)
    page = words_of(client.get(list_url(year, standing="not met")))
    assert page.count('class="kpi-card"') == 1
    for count, label, standing in ((2, "Met", "met"), (1, "Not met", "not%20met")):
        link = f'<a href="?year={year}&amp;standing={standing}">{label}</a>'
        stat = f'<p class="stat-number">{count}</p><p class="stat-label">{link}'
        assert stat in page
    assert ">Near miss</a>" not in page


def test_kpi_list_shows_what_was_corrected_since(house, year, sign_in):
    """Cards are kept once they are drawn: what changes draws them anew."""
    kpi, client = filled(house, year, GOOD), sign_in(house.reviewer)
    assert "93.0%" in words_of(client.get(list_url(year)))
    kpi.measurements.update(numerator=60)
    assert "60.0%" in words_of(client.get(list_url(year)))
    kpi.promises.update(decimals=2)
    assert "60.00%" in words_of(client.get(list_url(year)))
    kpi.promises.update(title="Answers in good time", share=50)
    kpi.department.name = "Library and Archive"
    kpi.department.save()
    page = words_of(client.get(list_url(year)))
    assert "Answers in good time" in page
    assert "Target at least 50%" in page
    assert "Library and Archive" in page


def test_kpi_list_takes_the_newest_revision_and_no_promise_of_later_years(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    newer = kpi.promises.get()
    newer.pk, newer.revision, newer.share, newer._state.adding = None, 2, 50, True
    newer.save()
    newer.pk, newer.revision, newer.share, newer._state.adding = None, 3, 40, True
    newer.approved_at = None  # still being written
    newer.save()
    later = AcademicYear.objects.get(start_year=year.start_year + 1)
    make_promise(house.library, later, by=house.head, title="Only later")
    page = words_of(sign_in(house.reviewer).get(list_url(year)))
    assert "Target at least 50%" in page
    assert "Only later" not in page


def test_nothing_is_overdue_in_a_paused_year(house, year, sign_in):
    kpi = filled(house, year, GOOD, months=11)
    url, client = f"{kpi.get_absolute_url()}?year={year}", sign_in(house.head)
    assert "Reading overdue" in words_of(client.get(url))
    AcademicYear.objects.filter(pk=year.pk).update(state="paused", public_reason="To think.")
    page = words_of(client.get(url))
    assert "Reading overdue" not in page
    assert "Not entered</span>" in page


def test_nothing_is_overdue_in_a_paused_year_without_a_promise_of_its_own(house, year, sign_in):
    before = AcademicYear.objects.get_or_create(start_year=year.start_year - 1)[0]
    kpi, client = filled(house, before, GOOD), sign_in(house.head)
    pages = (list_url(year), f"{kpi.get_absolute_url()}?year={year}")
    assert all("Reading overdue" in words_of(client.get(url)) for url in pages)
    AcademicYear.objects.filter(pk=year.pk).update(state="paused", public_reason="To think.")
    assert not any("Reading overdue" in words_of(client.get(url)) for url in pages)


def test_kpi_detail_tells_the_year_and_draws_it(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    page = words_of(sign_in(house.head).get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "12 of 12 periods met the target. The target is met." in page
    assert "93 of 100" in page
    assert page.count("<svg xmlns") == 2  # the year, and all readings with their mean
    assert "12 of 13 readings: too few to tell a real change from chance." in page


def test_kpi_detail_has_limits_from_thirteen_readings_on(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    record(kpi, month(year.start_year + 1, 0, 95, 100), by=house.head)
    page = words_of(sign_in(house.head).get(kpi.get_absolute_url()))
    assert "Upper limit" in page
    assert "A real change for the better, upwards." in page


def test_kpi_detail_draws_anew_what_was_corrected(house, year, sign_in):
    """Charts are kept once they are drawn; one reading or the target makes another of them."""
    kpi, client = filled(house, year, GOOD), sign_in(house.head)
    url = f"{kpi.get_absolute_url()}?year={year}"
    assert "Mean 93%" in words_of(client.get(url))
    kpi.measurements.filter(pk=kpi.measurements.last().pk).update(numerator=81)
    assert "Mean 92%" in words_of(client.get(url))
    kpi.promises.update(share=70)
    assert words_of(client.get(url)).count("Target 70%") == 2  # in both charts
    kpi.promises.update(decimals=3)
    assert words_of(client.get(url)).count("93.000%") == 22  # eleven in each table


def test_kpi_detail_burns_up_to_a_deadline(house, year, sign_in):
    kpi = filled(house, year, (20,), **CHANGE)
    page = words_of(sign_in(house.head).get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "at most 248" in page
    assert "240" in page
    assert "Met</span>" in page


def test_a_year_without_a_promise_is_measured_all_the_same(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    record(kpi, month(year.start_year + 1, 0, 55, 100), by=house.head)
    client = sign_in(house.head)
    page = words_of(client.get(kpi.get_absolute_url()))
    assert "It is measured as before." in page
    assert "55 of 100" in page
    assert "No target</span>" in page
    if not AcademicYear.objects.filter(state="open", start_year=year.start_year + 1).exists():
        factories.make_year(year.start_year + 1)
    assert "Nothing promised for the year yet" in words_of(client.get(reverse("kpis:kpi_list")))


def test_chart_help_is_for_everybody(house, client):
    page = words_of(client.get(reverse("kpis:chart_help")))
    assert "These figures are invented." in page
    assert "A real change for the better, upwards." in page


def test_a_chart_too_wide_begins_where_the_newest_reading_is(house, year, sign_in):
    kpi = filled(house, year, (20,), months=3, **CHANGE)
    url, client = f"{kpi.get_absolute_url()}?year={year}", sign_in(house.head)
    assert words_of(client.get(url)).count('class="chart-region from-left"') == 1
    for number in range(3, 9):
        record(kpi, month(year.start_year, number, 20), by=house.head)
    page = words_of(client.get(url))
    assert "from-left" not in page
    assert page.count('class="chart-region"') == page.count('role="region"') - 3  # and three tables
    assert "Scroll the chart sideways, or use the arrow keys, for what came before." in page


def test_a_year_without_an_approved_target_draws_none(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    record(kpi, month(year.start_year + 1, 0, 55, 100), by=house.head)
    client = sign_in(house.head)
    then = words_of(client.get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "Target 90%" in then
    now = words_of(client.get(kpi.get_absolute_url()))
    assert "It is measured as before." in now
    assert "Target 90%" not in now
    assert "As things stand" not in now
    # which way is the better one is still known
    assert "Worse than chance explains: beyond a limit" in now


def test_all_readings_are_held_against_the_target_of_the_newest(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    later = AcademicYear.objects.get(start_year=year.start_year + 1)
    record(kpi, month(later.start_year, 0, 95, 100), by=house.head)
    url, client = f"{kpi.get_absolute_url()}?year={year}", sign_in(house.head)
    assert words_of(client.get(url)).count("Target 90%") == 1  # in the chart of the year
    kpi.promises.update(decimals=2)
    promise = workflow.copy_promise(kpi.promises.get(), later, by=house.head)
    assert promise.decimals == 2
    promise.share = 96
    workflow.approve_promise(promise, by=house.head)
    page = words_of(client.get(url))
    assert (page.count("Target 90%"), page.count("Target 96%")) == (1, 1)
    assert "As things stand, the target is missed every time." in page


def test_a_missed_reading_without_a_word_asks_for_it(house, year, sign_in):
    kpi = filled(house, year, GOOD, months=2)
    missed = kpi.measurements.last()
    url = reverse("kpis:measurement_edit", args=[kpi.pk, missed.pk])
    page = f"{kpi.get_absolute_url()}?year={year}"
    assert "Say what happened" not in words_of(sign_in(house.head).get(page))
    kpi.measurements.filter(pk=missed.pk).update(numerator=60)
    said = words_of(sign_in(house.head).get(page))
    assert f'href="{url}#id_comment">Say what happened' in said
    assert "Missed, and nothing is said or done about it" in said
    assert "#id_comment" not in words_of(sign_in(house.reviewer).get(page))
    kpi.measurements.filter(pk=missed.pk).update(comment="The desk was shut.")
    assert "Say what happened" not in words_of(sign_in(house.head).get(page))


def test_kpi_list_begins_with_the_own_departments(house, year, sign_in):
    make_promise(house.library, year, by=house.head, title="Of the library")
    make_promise(house.finance, year, by=house.head_elsewhere, title="Of finance")
    theirs = words_of(sign_in(house.reviewer).get(list_url(year)))
    assert theirs.index("Of finance") < theirs.index("Of the library")
    own = words_of(sign_in(house.head).get(list_url(year)))
    assert own.index("Of the library") < own.index("Of finance")


def test_older_readings_are_folded(house, year, sign_in):
    kpi = filled(house, year, GOOD)
    page = words_of(sign_in(house.head).get(f"{kpi.get_absolute_url()}?year={year}"))
    shown, folded = page.split("Earlier readings (6)")
    table = shown[shown.index('id="t-readings"') :]
    assert f"July {year.start_year + 1}" in table
    assert f"August {year.start_year}" not in table
    assert f"August {year.start_year}" in folded


def test_kpi_list_counts_every_way_to_stand():
    """A way without a count would leave the reader with fewer KPIs than the list shows."""
    assert {value for value, _ in STANDINGS} == {*Status, LATE}


def test_a_running_year_is_compared_with_whatever_time_before(house, sign_in):
    """Page, list and the page of a reading say the same of a baseline that is two years old."""
    now = years.year_of(timezone.localdate())
    year, _ = AcademicYear.objects.get_or_create(start_year=now, defaults={"state": "open"})
    start = year.start_year - 2
    baseline = KpiBaseline(
        period_start=date(start, 8, 1), period_end=date(start + 1, 7, 31), value=Decimal(120)
    )
    due_on = date(year.start_year + 1, 7, 31)
    fields = {**CHANGE, "change_of": "count", "baseline": baseline, "due_on": due_on}
    kpi = make_promise(house.library, year, by=house.head, **fields).kpi
    for number in range(12):
        record(kpi, month(start, number, 20 if number < 4 else 5), by=house.head)
    record(kpi, month(year.start_year, 0, 12), by=house.head)
    kpi = reports.with_promises(Kpi.objects.filter(pk=kpi.pk)).get()
    page = reports.kpi_page(kpi, house.head, label=str(year), calendar=working_calendar())
    again = Kpi.objects.get(pk=kpi.pk)
    of_all = reports.kpi_year(
        again, page.year.promise, house.head, again.measurements.all(), calendar=working_calendar()
    )
    assert page.year.result == of_all.result
    assert page.year.result.expected == Decimal(16)  # 80 % of that August, not of a twelfth
    (card,) = cards.cards(
        Kpi.objects.filter(pk=kpi.pk), house.head, start_year=year.start_year,
        known=AcademicYear.objects.all(), calendar=working_calendar(),
    )  # fmt: skip
    assert (card.status, card.figure) == (page.year.result.status, page.year.figure)
