"""The periods of an academic year and which of them are due."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from institution.workdays import WorkingCalendar
from kpis.periods import asked, is_overdue, name, periods, within

YEAR = (date(2026, 8, 1), date(2027, 7, 31))


@pytest.mark.parametrize(
    ("frequency", "count", "first", "last"),
    [
        ("monthly", 12, "August 2026", "July 2027"),
        ("quarterly", 4, "August to October 2026", "May to July 2027"),
        ("termly", 3, "Autumn term 2026", "Summer term 2027"),
        ("annual", 1, "2026-27", "2026-27"),
        ("weekly", 52, "Week of 3 August 2026", "Week of 26 July 2027"),
    ],
)
def test_periods_cover_the_year_without_a_hole(frequency, count, first, last):
    found = periods(frequency, *YEAR)
    assert len(found) == count
    assert [name(frequency, *found[0]), name(frequency, *found[-1])] == [first, last]
    for (_, end), (start, _) in pairwise(found):
        assert start == end + timedelta(days=1)
    if frequency != "weekly":
        assert (found[0][0], found[-1][1]) == YEAR


def test_a_quarter_over_the_turn_of_the_year_names_both_years():
    second = periods("quarterly", *YEAR)[1]
    assert name("quarterly", *second) == "November 2026 to January 2027"


def test_a_week_belongs_to_the_year_in_which_it_begins():
    years = [(date(start, 8, 1), date(start + 1, 7, 31)) for start in range(2019, 2030)]
    weeks = [week for year in years for week in periods("weekly", *year)]
    assert all(start.weekday() == 0 for start, _ in weeks)
    assert [start for start, _ in weeks] == [
        weeks[0][0] + timedelta(days=7 * n) for n in range(len(weeks))
    ]


def test_milestones_are_where_a_reading_is():
    assert periods("milestone", *YEAR) == []
    assert name("milestone", date(2026, 8, 1), date(2026, 12, 18)) == "18 December 2026"


def test_what_is_over_and_not_there_is_asked_for():
    months = periods("monthly", *YEAR)
    found = asked(months, {date(2026, 9, 1)}, date(2026, 11, 30))
    assert found == [months[0], months[2]]  # November is not over before it has ended
    assert asked(months, set(), date(2026, 8, 31)) == []


@pytest.mark.parametrize(
    ("frequency", "last_in_time"),
    [
        ("weekly", date(2026, 11, 5)),
        ("monthly", date(2026, 11, 16)),
        ("termly", date(2026, 11, 30)),
        ("annual", date(2026, 12, 14)),
    ],
)
def test_a_reading_is_overdue_after_its_time_of_grace(frequency, last_in_time):
    """3, 10, 20 and 30 working days (specification 2.3) after Saturday, 31 October, which counts
    as Monday, 2 November."""
    end, calendar = date(2026, 10, 31), WorkingCalendar("ENG")
    assert not is_overdue(frequency, end, last_in_time, calendar)
    assert is_overdue(frequency, end, last_in_time + timedelta(days=1), calendar)


@pytest.mark.parametrize(
    ("frequency", "said"),
    [
        ("weekly", "the week of 3 August 2026"),
        ("termly", "the autumn term 2026"),
        ("monthly", "August 2026"),
        ("annual", "2026-27"),
    ],
)
def test_a_period_has_a_name_within_a_sentence(frequency, said):
    assert within(name(frequency, *periods(frequency, *YEAR)[0])) == said
