"""What KPIs ask of whom today: on the home page, and of nobody in a paused year."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from institution.calendars import working_calendar
from institution.models import AcademicYear, Closure
from institution.workdays import WorkingCalendar
from kpis import todo, workflow
from kpis.figures import Figures
from kpis.models import Intervention, Kpi
from kpis.periods import due_on
from tests.kpis.promises import make_promise, month, record

MILESTONE = {
    "shape": "share_by_date", "action": "train", "what": "new representatives",
    "share": Decimal(80), "frequency": "milestone", "numerator_label": "Trained",
    "denominator_label": "In post",
}  # fmt: skip


def asked(of=None, today=None) -> list[tuple[str, date | None, str]]:
    """What is asked, by when, and what more is said."""
    found = todo.duties(AcademicYear.objects.all(), working_calendar(), of=of, today=today)
    return [(duty.todo.what, duty.todo.due_on, duty.todo.detail) for duty in found]


def make_kpi(house, year, *, months=12, **fields):
    kpi = make_promise(house.library, year, by=house.head, **fields).kpi
    for number in range(months):
        record(kpi, month(year.start_year, number, 93, 100), by=house.head)
    return kpi


def needs(client) -> list[str]:
    return [one.what for one in client.get("/").context["todos"] if one.url.startswith("/kpis/")]


def make_intervention(house, kpi, review_on, **fields) -> Intervention:
    said = {"title": "A guide", "starts_on": review_on - timedelta(days=90)}
    planned = Intervention(**said, review_on=review_on, **fields)
    return workflow.plan_intervention(kpi, planned, by=house.head)


def test_a_reading_is_asked_for_when_its_period_is_over_by_ten_working_days_after(house, year):
    start = year.start_year
    make_kpi(house, year, months=2)  # August and September
    calendar = WorkingCalendar("ENG")
    assert asked(today=date(start, 10, 31)) == []
    due = due_on("monthly", date(start, 10, 31), calendar)
    october = (f"Enter the reading for October {start}", due, "")
    assert asked(today=date(start, 11, 1)) == [october]
    what, day, more = asked(today=date(start + 1, 1, 5))[0]
    assert (what, day) == october[:2]
    assert more == "2 more readings are waiting"


def test_closed_days_move_the_day_by_which_it_is_due(house, year):
    make_kpi(house, year, months=2)
    today = date(year.start_year, 11, 2)
    before = asked(today=today)[0][1]
    Closure.objects.create(day=before, label="A day of rest")
    assert asked(today=today)[0][1] > before


def test_it_is_asked_of_the_departments_writers_and_of_nobody_else(house, year, sign_in):
    make_kpi(house, year, months=11)
    july = f"Enter the reading for July {year.start_year + 1}"
    asked_of = {name: needs(sign_in(one)) for name, one in house.cast.items() if one}
    assert {name for name, found in asked_of.items() if found} == {"head", "contributor"}
    assert asked_of["head"][0] == july
    page = sign_in(house.head).get("/").content.decode()
    assert "Library, “Answers in time”" in page


def test_the_link_leads_to_the_period_that_is_asked(house, year, sign_in):
    make_kpi(house, year, months=11)
    client = sign_in(house.head)
    url = next(one.url for one in client.get("/").context["todos"] if "July" in one.what)
    assert client.get(url).context["asked"].name == f"July {year.start_year + 1}"


def test_a_provisional_reading_waits_to_be_made_final(house, year, sign_in):
    kpi = make_kpi(house, year, months=11)
    said = month(year.start_year, 11, 90, 100, state="provisional")
    record(kpi, said, by=house.head)
    client = sign_in(house.head)
    assert needs(client)[0] == f"Make the reading for July {year.start_year + 1} final"
    url = next(one.url for one in client.get("/").context["todos"] if "July" in one.what)
    assert client.get(url).context["measurement"].state == "provisional"


def test_a_milestone_is_asked_for_when_the_day_of_its_target_has_passed(house, year, sign_in):
    due = date(year.start_year, 12, 24)
    kpi = make_promise(
        house.library, year, by=house.head, title="Training", due_on=due,
        starts_on=date(year.start_year, 9, 21), **MILESTONE,
    ).kpi  # fmt: skip
    assert asked(today=due) == []
    [(what, _, _)] = asked(today=due + timedelta(days=1))
    assert what == f"Enter how things stood on 24 December {due.year}, the day of the target"
    client = sign_in(house.head)
    page = client.get(f"{kpi.get_absolute_url()}?year={year}").content.decode()
    assert f"Enter the reading for 24 December {due.year}" in page
    add = client.get(reverse("kpis:measurement_add", args=[kpi.pk]))
    assert add.context["asked"].period == (due, due)  # and not today
    day = due - timedelta(days=20)
    early = Figures(day, day, numerator=Decimal(100), denominator=Decimal(156))
    record(kpi, early, by=house.head)
    assert len(asked(today=due + timedelta(days=1))) == 1
    record(kpi, replace(early, start=due, end=due), by=house.head)
    assert asked(today=due + timedelta(days=1)) == []
    page = client.get(f"{kpi.get_absolute_url()}?year={year}").content.decode()
    assert f"Enter the reading for 24 December {due.year}" not in page


@pytest.mark.parametrize("ago", [0, 30])
def test_an_intervention_is_asked_about_from_its_day_of_review_on(house, year, sign_in, ago):
    kpi = make_kpi(house, year)
    day = timezone.localdate() - timedelta(days=ago)
    intervention = make_intervention(house, kpi, day)
    make_intervention(house, kpi, timezone.localdate() + timedelta(days=1))
    for person in (house.head, house.contributor):
        assert needs(sign_in(person)).count("Look whether “A guide” worked") == 1
    assert needs(sign_in(house.reviewer)) == []
    workflow.decide_intervention(
        intervention, by=house.head, version=1, decision="continue", reason="Wait."
    )
    assert "Look whether “A guide” worked" not in needs(sign_in(house.head))


def test_who_went_on_is_asked_again_on_the_new_day(house, year):
    kpi = make_kpi(house, year)
    today = timezone.localdate()
    intervention = make_intervention(house, kpi, today - timedelta(days=9))
    decided = workflow.decide_intervention(
        intervention, by=house.head, version=1, decision="continue", reason="Wait."
    )
    decided.review_on = today + timedelta(days=7)
    workflow.change_intervention(decided, by=house.head, version=2)
    assert not [one for one in asked() if "A guide" in one[0]]
    later = asked(today=today + timedelta(days=7))
    assert [one[1] for one in later if "A guide" in one[0]] == [today + timedelta(days=7)]


def test_a_paused_year_asks_nothing_of_anyone(house, year):
    kpi = make_kpi(house, year, months=2)
    today = date(year.start_year + 1, 6, 1)
    make_intervention(house, kpi, date(year.start_year + 1, 5, 1))
    assert len(asked(today=today)) == 2
    year.state, year.public_reason = "paused", "A year to think."
    year.save()
    assert asked(today=today) == []
    # Nor is it asked for in the year after.
    after = asked(today=date(year.start_year + 1, 9, 10))
    assert after[0][0] == f"Enter the reading for August {year.start_year + 1}"


@pytest.mark.parametrize("instead", [{"state": "retired", "last_year": 2020}, {"state": "draft"}])
def test_only_a_kpi_that_is_measured_asks(house, year, instead):
    make_kpi(house, year, months=2)
    assert asked()
    Kpi.objects.update(**instead)
    assert asked() == []
