"""Entering and correcting readings: the pages and the verbs behind them."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from institution import autosave
from institution.models import Event
from institution.once import new_token
from institution.permissions import NotAllowed
from kpis import workflow
from kpis.figures import Figures
from kpis.models import Kpi, Measurement
from tests.kpis.promises import CHANGE, make_promise, month, record
from tests.sls.sending import send, words_of

State = Measurement.State
BY_DATE = {
    "shape": "share_by_date", "action": "train", "what": "tutors", "share": Decimal(80),
    "frequency": "milestone",
}  # fmt: skip


@pytest.fixture
def promise(house, year):
    return make_promise(house.library, year, by=house.head)


@pytest.fixture
def kpi(promise) -> Kpi:
    return promise.kpi


def add_url(kpi, period=""):
    url = reverse("kpis:measurement_add", args=[kpi.pk])
    return f"{url}?period={period}" if period else url


def first_month(year) -> date:
    return date(year.start_year, 8, 1)


def test_measurement_add_opens_on_the_period_that_is_due_and_saves_it(house, kpi, year, sign_in):
    client = sign_in(house.contributor)
    page = words_of(client.get(add_url(kpi)))
    assert f"<h1>August {year.start_year}</h1>" in page
    assert "Resolved in time" in page
    assert "Due in the month" in page
    answer = send(client, add_url(kpi), numerator="120", denominator="130", state="final")
    assert answer.url == f"{kpi.get_absolute_url()}?year={year}"
    measurement = Measurement.objects.get()
    assert (measurement.numerator, measurement.denominator, measurement.value) == (120, 130, None)
    assert (measurement.period_start, measurement.state) == (first_month(year), "final")
    assert measurement.entered_by_name == str(house.contributor)
    assert f"September {year.start_year}" in words_of(client.get(add_url(kpi)))
    assert Event.objects.filter(
        text=f"entered the reading of {kpi} for August {year.start_year}", by=house.contributor
    ).exists()


def test_measurement_add_reads_out_what_the_numbers_come_to(kpi, house, sign_in):
    """What a script writes while somebody types is announced only inside a status."""
    page = words_of(sign_in(house.contributor).get(add_url(kpi)))
    assert '<div role="status"> <div data-reading-now hidden>' in page


def test_measurement_add_can_take_another_period(house, kpi, year, sign_in):
    later = date(year.start_year, 11, 1)
    client, url = sign_in(house.head), add_url(kpi, later.isoformat())
    assert f"<h1>November {year.start_year}</h1>" in words_of(client.get(url))
    send(client, url, numerator="9", denominator="10")
    assert Measurement.objects.get().period_start == later


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"numerator": "12", "denominator": "10"}, "The part is more than the whole."),
        (
            {"numerator": "", "denominator": "10"},
            "“Resolved in time” is missing: write a number, also if it is 0.",
        ),
        (
            {"numerator": "many", "denominator": "10"},
            "Resolved in time: write a number, such as 12.5.",
        ),
        (
            {"numerator": "9,5", "denominator": "10"},
            "Resolved in time: write the decimals after a point, such as 12.5. A comma",
        ),
        ({"numerator": "-1", "denominator": "10"}, "This cannot be less than 0."),
        ({"numerator": "5", "denominator": "10"}, "The target is missed: say what happened"),
        ({"numerator": "9", "denominator": "10", "state": "nearly"}, "Choose from the list."),
        ({"numerator": "9", "denominator": "10", "evidence_url": "no address"}, "web address"),
    ],
)
def test_measurement_add_says_what_is_wrong_and_keeps_what_was_typed(
    house, kpi, sign_in, typed, sentence
):
    page = words_of(send(sign_in(house.head), add_url(kpi), **typed))
    assert sentence in page
    assert 'name="denominator" value="10"' in page
    assert Measurement.objects.count() == 0


def test_measurement_add_names_every_number_that_is_missing(house, kpi, sign_in):
    page = words_of(send(sign_in(house.head), add_url(kpi), numerator="", denominator=""))
    assert page.count("is missing: write a number") == 4  # in the summary and at each field
    assert Measurement.objects.count() == 0


def test_a_miss_is_saved_with_what_was_said_about_it(house, kpi, year, sign_in):
    typed = {"numerator": "0", "denominator": "10", "comment": "The system was down."}
    send(sign_in(house.head), add_url(kpi), **typed)
    measurement = Measurement.objects.get()
    assert (measurement.numerator, measurement.comment) == (0, "The system was down.")
    page = words_of(sign_in(house.head).get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "0.0%" in page
    assert "Not met" in page


def test_a_period_that_is_not_over_can_only_be_provisional(house, kpi, sign_in):
    today = timezone.localdate()
    client, url = sign_in(house.head), add_url(kpi, today.replace(day=1).isoformat())
    page = words_of(client.get(url))
    assert "Provisional, to be made final later" in page
    assert ">Final<" not in page
    send(client, url, numerator="9", denominator="10")
    assert Measurement.objects.get().state == "provisional"


@pytest.mark.parametrize("state", [State.NO_ACTIVITY, State.NOT_COLLECTED])
def test_a_period_without_figures_takes_none(house, kpi, sign_in, state):
    send(sign_in(house.head), add_url(kpi), numerator="3", denominator="4", state=state)
    measurement = Measurement.objects.get()
    assert (measurement.state, measurement.numerator) == (state, None)


def test_a_count_is_one_whole_number(house, year, sign_in):
    kpi = make_promise(house.library, year, by=house.head, **CHANGE).kpi
    client = sign_in(house.head)
    assert "A count is a whole number" in words_of(send(client, add_url(kpi), value="2.5"))
    send(client, add_url(kpi), value="1,204")
    assert Measurement.objects.get().value == 1204


def test_two_readings_of_a_period_lead_to_the_one_that_is_there(house, kpi, year, sign_in):
    there = record(kpi, month(year.start_year, 0, 9, 10), by=house.head)
    client = sign_in(house.contributor)
    with pytest.raises(workflow.AlreadyThere, match="Correct that one instead") as found:
        record(kpi, month(year.start_year, 0, 8, 10), by=house.head)
    assert found.value.measurement == there
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(
            kpi=kpi, period_start=there.period_start, period_end=there.period_end, value=1
        )
    assert client.get(add_url(kpi)).status_code == 200


def test_what_was_typed_for_a_period_that_a_colleague_entered_goes_to_no_other(
    house, kpi, year, sign_in
):
    """The page was opened on August; the next period that is due is September by now."""
    there = record(kpi, month(year.start_year, 0, 9, 10), by=house.head)
    typed = {"numerator": "8", "denominator": "10", "comment": "Mine."}
    client, period = sign_in(house.contributor), first_month(year).isoformat()
    answer = send(client, add_url(kpi), **typed, period=period)
    url = reverse("kpis:measurement_edit", args=[kpi.pk, there.pk])
    assert answer.url == url
    assert Measurement.objects.get().numerator == 9
    assert autosave.offered(house.contributor, url).fields["comment"] == ["Mine."]


def test_the_second_of_two_clicks_enters_no_second_period(house, kpi, year, sign_in):
    client, form = (
        sign_in(house.head),
        {"numerator": "9", "denominator": "10", "_once": new_token()},
    )
    page = words_of(client.get(add_url(kpi)))
    form["period"] = re.search(r'name="period" value="([^"]+)"', page)[1]
    for _ in range(2):
        assert client.post(add_url(kpi), form).url == f"{kpi.get_absolute_url()}?year={year}"
    assert Measurement.objects.count() == 1


def test_a_milestone_is_entered_for_a_day_of_ones_own(house, year, sign_in):
    said = {**BY_DATE, "due_on": date(year.start_year, 12, 18)}
    kpi = make_promise(house.library, year, by=house.head, **said).kpi
    day = date(year.start_year, 12, 18).isoformat()
    client = sign_in(house.head)
    page = words_of(client.get(add_url(kpi, day)))
    assert re.findall(r'<input type="date" name="period" value="([^"]+)"', page) == [day]
    assert page.count('name="period"') == 1  # a day that is changed is the day that is saved
    send(client, add_url(kpi), numerator="9", denominator="10", period=day)
    assert Measurement.objects.get().period_start.isoformat() == day
    for odd in ["0001-01-01", "", "soon"]:
        page = words_of(send(client, add_url(kpi), numerator="7", denominator="10", period=odd))
        assert "There is a problem" in page
        assert 'href="#id_period"' in page
        assert 'name="numerator" value="7"' in page
    assert Measurement.objects.count() == 1


def test_a_milestone_missed_on_its_day_wants_a_word(house, year, sign_in):
    due = date(year.start_year, 12, 18)
    kpi = make_promise(house.library, year, by=house.head, **BY_DATE | {"due_on": due}).kpi
    client, typed = sign_in(house.head), {"numerator": "61", "denominator": "152"}
    assert "Needed when the target is missed" in words_of(client.get(add_url(kpi)))
    send(client, add_url(kpi), **typed, period=f"{year.start_year}-11-30")  # not the day yet
    refused = words_of(send(client, add_url(kpi), **typed, period=due.isoformat()))
    assert "The target is missed: say what happened" in refused
    assert Measurement.objects.count() == 1
    send(client, add_url(kpi), **typed, period=due.isoformat(), comment="The trainer was ill.")
    page = words_of(client.get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "missed, and nothing is said" not in page.casefold()
    kpi.measurements.update(comment="")
    kpi.measurements.filter(period_start__lt=due).update(comment="Well on the way.")
    page = words_of(client.get(f"{kpi.get_absolute_url()}?year={year}"))
    assert f"Missed, and nothing is said or done about it: 18 December {due.year}." in page
    assert page.count("Say what happened<") == 1


def test_a_milestone_of_last_year_is_measured_by_last_years_promise(house, year, sign_in):
    said = {**BY_DATE, "due_on": date(year.start_year, 12, 18)}
    promise = make_promise(house.library, year, by=house.head, **said)
    later = workflow.copy_promise(promise, house.year, by=house.head)
    later.share = Decimal(85)
    workflow.save_promise(later, by=house.head)
    workflow.approve_promise(later, by=house.head)
    client, day = sign_in(house.head), said["due_on"].isoformat()
    assert "80%" in words_of(client.get(add_url(promise.kpi, day)))
    assert "85%" in words_of(client.get(add_url(promise.kpi, str(timezone.localdate()))))


def test_nothing_is_missed_before_something_is_approved_for_the_year(house, kpi, year, sign_in):
    client, asked = sign_in(house.head), "Needed when the target is missed"
    page = words_of(client.get(add_url(kpi)))
    assert asked in page
    assert "data-threshold" in page
    august = date(year.start_year + 1, 8, 1).isoformat()
    page = words_of(client.get(add_url(kpi, august)))
    assert asked not in page
    assert "data-threshold" not in page
    assert f"Nothing has been approved for {house.year} yet" in page
    send(client, add_url(kpi), numerator="5", denominator="10", period=august)
    assert Measurement.objects.get().numerator == 5


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (Figures(date(2025, 8, 2), date(2025, 8, 31), value=None), "no period of this KPI"),
        (Figures(date(2025, 8, 31), date(2025, 8, 1)), "ends before it begins"),
        (Figures(date(2099, 8, 1), date(2099, 8, 31)), "has not begun"),
    ],
)
def test_odd_periods_are_refused(house, kpi, figures, sentence):
    with pytest.raises(NotAllowed, match=sentence):
        record(kpi, figures, by=house.head)


def test_a_final_reading_is_corrected_only_with_a_reason(house, kpi, year, sign_in):
    measurement = record(kpi, month(year.start_year, 0, 90, 100), by=house.head)
    url = reverse("kpis:measurement_edit", args=[kpi.pk, measurement.pk])
    client = sign_in(house.contributor)
    typed = {"numerator": "96", "denominator": "100", "version": "1", "state": "final"}
    assert "Say why this final reading is corrected." in words_of(send(client, url, **typed))
    send(client, url, **typed, reason="Six had been counted twice.")
    measurement.refresh_from_db()
    assert (measurement.numerator, measurement.version) == (96, 2)
    page = words_of(client.get(url))
    assert "Corrected because: Six had been counted twice." in page
    assert "90.0% (90 of 100)" in page
    assert "96.0% (96 of 100)" in page


def test_a_provisional_reading_becomes_final_without_a_reason(house, kpi, year, sign_in):
    provisional = month(year.start_year, 0, 90, 100, state="provisional")
    measurement = record(kpi, provisional, by=house.head)
    url = reverse("kpis:measurement_edit", args=[kpi.pk, measurement.pk])
    send(sign_in(house.head), url, numerator="91", denominator="100", version="1", state="final")
    measurement.refresh_from_db()
    assert (measurement.numerator, measurement.state) == (91, "final")


def test_an_old_version_is_refused_and_what_was_typed_stays(house, kpi, year, sign_in):
    measurement = record(kpi, month(year.start_year, 0, 90, 100), by=house.head)
    workflow.correct_measurement(
        measurement, month(year.start_year, 0, 95, 100), by=house.head, version=1, reason="Late."
    )
    url = reverse("kpis:measurement_edit", args=[kpi.pk, measurement.pk])
    answer = send(
        sign_in(house.contributor), url, numerator="97", denominator="100", version="1",
        reason="Recounted.",
    )  # fmt: skip
    assert "Somebody else changed this while you were writing." in words_of(answer)
    assert 'name="numerator" value="97"' in words_of(answer)
    assert "95.0% (95 of 100)" in words_of(answer)  # what the colleague saved
    measurement.refresh_from_db()
    assert measurement.numerator == 95
    version = re.search(r'name="version" value="(\d+)"', words_of(answer))[1]
    send(
        sign_in(house.contributor), url, numerator="97", denominator="100", version=version,
        reason="Recounted.",
    )  # fmt: skip
    measurement.refresh_from_db()
    assert measurement.numerator == 97


def test_others_see_final_figures_and_nothing_of_the_work(house, kpi, year, sign_in):
    record(kpi, month(year.start_year, 0, 50, 100, comment="Between us."), by=house.head)
    record(kpi, month(year.start_year, 1, 77, 100, state="provisional"), by=house.head)
    url = f"{kpi.get_absolute_url()}?year={year}"
    inside, outside = (words_of(sign_in(who).get(url)) for who in (house.reviewer, house.outsider))
    assert "50 of 100" in inside
    assert "50 of 100" in outside
    for secret in ("Between us.", "77 of 100"):
        assert secret in inside
        assert secret not in outside


@pytest.mark.parametrize("who", ["head_elsewhere", "reviewer", "outsider", "administrator"])
def test_only_the_department_enters_its_readings(house, kpi, year, sign_in, who):
    person = house.cast[who]
    assert sign_in(person).get(add_url(kpi)).status_code == 403
    with pytest.raises(NotAllowed, match="Only people of Library enter its readings"):
        record(kpi, month(year.start_year, 0, 9, 10), by=person)


def test_a_draft_promise_takes_no_readings_and_is_no_page(house, sign_in):
    kpi = house.filled().sections.get(key="kpis").kpis.get().promise.kpi
    assert sign_in(house.head).get(kpi.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed, match="once the statement that promises this is approved"):
        workflow.record_measurement(
            kpi, Figures(date(2026, 8, 3), date(2026, 8, 9), value=Decimal(1)), by=house.head
        )
