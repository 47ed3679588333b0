"""The seasons and terms of an institution, and what is wrong with them."""

from datetime import date

import pytest

from actionplans.calendars import DEFAULT, Calendar, easter, months_later, problems
from kpis import periods


def test_the_days_that_hold_unless_an_institution_says_otherwise():
    spans = {name: DEFAULT.span(name) for name in ("spring", "summer", "autumn", "winter")}
    assert spans == {
        "spring": ((3, 1), (5, 31)), "summer": ((6, 1), (8, 31)),
        "autumn": ((9, 1), (11, 30)), "winter": ((12, 1), (2, 29)),
    }  # fmt: skip
    assert DEFAULT.christmas == (12, 24)


def test_terms_are_those_in_which_kpis_are_measured():
    measured = periods.periods("termly", date(2026, 8, 1), date(2027, 7, 31))
    names = [("autumn_term", 2026), ("spring_term", 2027), ("summer_term", 2027)]
    own = [DEFAULT.period(name, year) for name, year in names]
    assert [(term.first, term.last) for term in own] == measured


@pytest.mark.parametrize(
    ("spans", "sentences"),
    [
        ({"spring": ((3, 1), (5, 31)), "winter": ((12, 1), (2, 29))}, {}),
        (
            {"spring": ((3, 1), (5, 31)), "summer": ((6, 31), (8, 31))},
            {"summer": "Summer: month 6 has no day 31. Choose another day."},
        ),
        (
            {"christmas": ((13, 1), (13, 1))},
            {"christmas": "Christmas: month 13 has no day 1. Choose another day."},
        ),
        (
            {"autumn_term": ((12, 15), (9, 20))},
            {
                "autumn_term": "Autumn term would last 280 days. Its first and last day may be the "
                "wrong way round."
            },
        ),
    ],
)
def test_days_that_cannot_be_have_a_sentence(spans, sentences):
    assert problems(spans) == sentences


def test_a_calendar_of_days_that_cannot_be_is_refused():
    with pytest.raises(ValueError) as refusal:
        Calendar(winter=((12, 1), (2, 30)), christmas=(12, 0))
    assert str(refusal.value) == (
        "Winter: month 2 has no day 30. Choose another day. "
        "Christmas: month 12 has no day 0. Choose another day."
    )


@pytest.mark.parametrize(
    "sunday", ["2000-04-23", "2008-03-23", "2018-04-01", "2019-04-21", "2020-04-12", "2038-04-25"]
)
def test_easter_sunday(sunday):
    day = date.fromisoformat(sunday)
    assert easter(day.year) == day


def test_months_later_is_never_beyond_the_month():
    assert months_later(date(2020, 1, 31), 1) == date(2020, 2, 29)
    assert months_later(date(2020, 12, 31), 2) == date(2021, 2, 28)
    assert months_later(date(2020, 5, 27), 36) == date(2023, 5, 27)
    assert months_later(date(2020, 12, 31), 0) == date(2020, 12, 31)
