"""Working days against a published list of cases and the official bank holidays."""

import json
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from institution.workdays import WorkingCalendar

DATA = json.loads(Path(__file__).parents[1].joinpath("data", "workday_cases.json").read_text())
day = date.fromisoformat
moment = datetime.fromisoformat


def calendar(case, **more):
    return WorkingCalendar(case["subdivision"], frozenset(map(day, case["closure_days"])), **more)


@pytest.mark.parametrize("case", DATA["cases"])
def test_days(case):
    start, end = day(case["start"]), day(case["end"])
    deemed, actual = calendar(case), calendar(case, receipt_rule="actual")
    assert deemed.effective_start(start) == day(case["effective_start"])
    assert deemed.elapsed(start, end) == case["expected"]
    assert deemed.due(start, 2) == day(case["due_within_2"])
    assert deemed.due(start, 7) == day(case["due_within_7"])
    assert deemed.is_met(start, end, 2) == case["met_within_2"]
    assert deemed.is_met(start, end, 7) == case["met_within_7"]
    assert actual.elapsed(start, end) == case["expected_actual_receipt"]
    assert actual.due(start, 20) == day(case["due_within_20_actual_receipt"])


@pytest.mark.parametrize("case", DATA["datetime_cases"])
def test_moments(case):
    start, end = moment(case["received_at"]), moment(case["completed_at"])
    working = calendar(case, cutoff=time.fromisoformat(case["cutoff"]))
    assert working.effective_start(start) == day(case["effective_start"])
    assert working.elapsed(start, end) == case["expected"]
    assert working.due(start, 2) == day(case["due_within_2"])
    assert working.is_met(start, end, 2) == case["met_within_2"]


@pytest.mark.parametrize("subdivision", ["ENG", "WLS", "SCT", "NIR"])
def test_the_bank_holidays_are_the_official_ones(subdivision):
    working = WorkingCalendar(subdivision)
    days = [date(2019, 1, 1) + timedelta(days=n) for n in range(9 * 365 + 2)]
    assert days[-1] == date(2027, 12, 31)
    off = {one for one in days if one.weekday() < 5 and not working.is_working_day(one)}
    assert off == {one for one in map(day, DATA["bank_holidays"][subdivision]) if one.weekday() < 5}


def test_the_worked_cohort_of_the_specification():
    open_days = WorkingCalendar("ENG")
    cases = [("2020-12-21", "2020-12-22"), ("2020-12-23", "2020-12-29"),
             ("2020-12-24", "2021-01-04"), ("2020-12-26", "2020-12-31")]  # fmt: skip
    met = [open_days.is_met(day(start), day(end), 2) for start, end in cases]
    assert met == [True, True, False, True]
    assert open_days.due(day("2020-12-29"), 2) == day("2020-12-31")
    closed = WorkingCalendar(
        "ENG", frozenset(map(day, ["2020-12-24", "2020-12-29", "2020-12-30", "2020-12-31"]))
    )
    starts = [start for start, _ in cases] + ["2020-12-29", "2021-01-04"]
    assert [closed.due(day(start), 2) for start in starts] == [
        day("2020-12-23"), *[day("2021-01-05")], *[day("2021-01-06")] * 4,
    ]  # fmt: skip
    assert all(closed.is_met(day(start), day(end), 2) for start, end in cases)


@pytest.mark.parametrize("ask", ["elapsed", "is_met"])
def test_completed_before_it_came_is_a_mistake(ask):
    more = [2] if ask == "is_met" else []
    with pytest.raises(ValueError, match="completed before it was received"):
        getattr(WorkingCalendar("ENG"), ask)(date(2026, 3, 4), date(2026, 3, 3), *more)
    nine, eight = (datetime(2026, 3, 4, hour, tzinfo=UTC) for hour in (9, 8))
    with pytest.raises(ValueError, match="completed before it was received"):
        getattr(WorkingCalendar("ENG"), ask)(nine, eight, *more)


def test_what_is_not_known_is_refused():
    with pytest.raises(ValueError, match="FRA"):
        WorkingCalendar("FRA")
    with pytest.raises(ValueError, match="whenever"):
        WorkingCalendar("ENG", receipt_rule="whenever")
    with pytest.raises(ValueError, match="time zone"):
        WorkingCalendar("ENG").due(datetime(2026, 3, 4, 9), 2)  # noqa: DTZ001 - the point of it
    with pytest.raises(ValueError, match="0 or more"):
        WorkingCalendar("ENG").due(date(2026, 3, 4), -1)


@settings(deadline=None)  # the first to ask waits for a year's holidays
@given(
    start=st.dates(date(2019, 1, 1), date(2027, 1, 1)), days=st.integers(0, 60),
    rule=st.sampled_from(["deemed", "actual"]),
    closures=st.frozensets(st.dates(date(2019, 1, 1), date(2027, 12, 31)), max_size=20),
)  # fmt: skip
def test_due_and_elapsed_agree(start, days, rule, closures):
    """On the day it is due so many days have passed, and it is in time; a day later it is late."""
    working = WorkingCalendar("SCT", closures, receipt_rule=rule)
    due = working.due(start, days)
    assert working.elapsed(start, due) == days
    assert working.is_met(start, due, days)
    assert not working.is_met(start, due + timedelta(days=1), days)
    assert days == 0 or working.is_working_day(due)


@settings(deadline=None)  # the first to ask waits for a year's holidays
@given(
    start=st.dates(date(2019, 1, 1), date(2027, 1, 1)), took=st.integers(0, 60),
    more=st.integers(0, 20), days=st.integers(0, 30),
    rule=st.sampled_from(["deemed", "actual"]),
    closures=st.frozensets(st.dates(date(2019, 1, 1), date(2027, 12, 31)), max_size=20),
)  # fmt: skip
def test_later_is_never_better(start, took, more, days, rule, closures):
    """Completed later it is met no more often, and has taken as long at least; received later, or
    with more days to answer, it is due no earlier."""
    working = WorkingCalendar("NIR", closures, receipt_rule=rule)
    soon, late = start + timedelta(days=took), start + timedelta(days=took + more)
    assert working.is_met(start, soon, days) or not working.is_met(start, late, days)
    assert working.elapsed(start, soon) <= working.elapsed(start, late) <= took + more
    assert working.due(start, days) <= working.due(start, days + more)
    assert working.due(start, days) <= working.due(start + timedelta(days=more), days)
    assert working.effective_start(start) >= start
    assert rule == "actual" or working.is_working_day(working.effective_start(start))
