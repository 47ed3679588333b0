"""How an action stands against its timescale, apart from its rating."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.schedule import Schedule, State, schedule
from actionplans.timescales import Timescale, parse


def standing(words: str, today: str, **known) -> tuple[State, str]:
    found = schedule(parse(words), today=date.fromisoformat(today), **known)
    return found.state, str(found.on)


@pytest.mark.parametrize(
    ("words", "today", "known", "state", "on"),
    [
        # A named period: from its first day on something should have begun.
        ("Spring 2019", "2019-03-01", {}, "on_schedule", "2019-05-31"),
        ("Spring 2019", "2019-03-02", {}, "not_started_in_time", "2019-03-01"),
        ("Spring 2019", "2019-03-02", {"has_begun": True}, "on_schedule", "2019-05-31"),
        ("Spring 2019", "2019-04-30", {"has_begun": True}, "on_schedule", "2019-05-31"),
        ("Spring 2019", "2019-05-01", {"has_begun": True}, "due_soon", "2019-05-31"),
        ("Spring 2019", "2019-05-31", {"has_begun": True}, "due_soon", "2019-05-31"),
        ("Spring 2019", "2019-06-01", {"has_begun": True}, "overdue", "2019-05-31"),
        ("Spring 2019", "2019-06-01", {}, "overdue", "2019-05-31"),
        # A deadline alone.
        ("2019", "2019-01-02", {}, "on_schedule", "2019-12-31"),
        ("By May 2019", "2019-05-02", {}, "due_soon", "2019-05-31"),
        ("By May 2019", "2019-05-02", {"soon": 28}, "on_schedule", "2019-05-31"),
        ("By May 2019", "2019-05-03", {"soon": 28}, "due_soon", "2019-05-31"),
        # A beginning without an end.
        ("Starting Autumn 2018", "2018-08-31", {}, "on_schedule", "2018-09-01"),
        ("Starting Autumn 2018", "2018-09-02", {}, "not_started_in_time", "2018-09-01"),
        ("Starting Autumn 2018", "2018-09-02", {"has_begun": True}, "no_date", "None"),
        # Nothing to hold it against.
        ("Ongoing", "2019-01-01", {}, "no_date", "None"),
        ("As appropriate", "2019-01-01", {"has_begun": True}, "no_date", "None"),
        ("31 June 2018", "2019-01-01", {}, "no_date", "None"),
        # Points: the first until something has begun, then the next, at last the last.
        ("Autumn 2018 & Autumn 2020", "2018-09-01", {}, "on_schedule", "2018-11-30"),
        ("Autumn 2018 & Autumn 2020", "2018-12-01", {}, "overdue", "2018-11-30"),
        ("Autumn 2018 & Autumn 2020", "2018-11-30", {"has_begun": True}, "due_soon", "2018-11-30"),
        (
            "Autumn 2018 & Autumn 2020", "2018-12-01", {"has_begun": True},
            "on_schedule", "2020-11-30",
        ),
        ("Autumn 2018 & Autumn 2020", "2020-12-01", {"has_begun": True}, "overdue", "2020-11-30"),
    ],
)  # fmt: skip
def test_dates_alone_decide(words, today, known, state, on):
    assert standing(words, today, **known) == (state, on)


def test_a_day_of_review_stands_in_for_an_end():
    ongoing, day = parse("Ongoing"), date(2019, 5, 31)
    found = [
        schedule(ongoing, today=today, review_on=day)
        for today in (date(2019, 4, 30), date(2019, 5, 1), date(2019, 6, 1))
    ]
    states = [State.ON_SCHEDULE, State.DUE_SOON, State.OVERDUE]
    assert found == [Schedule(state, day, is_review=True) for state in states]
    ends = schedule(parse("By July 2019"), today=date(2019, 6, 1), review_on=day)
    assert ends == Schedule(State.ON_SCHEDULE, date(2019, 7, 31))


@given(st.dates(), st.none() | st.dates(), st.none() | st.dates(), st.booleans())
def test_what_is_completed_is_never_late(today, starts_on, due_on, has_begun):
    dates = Timescale("", "by", starts_on, due_on)
    assert schedule(dates, today=today, is_completed=True) == Schedule(State.ON_SCHEDULE)
    found = schedule(dates, today=today, has_begun=has_begun)
    assert (found.state == State.OVERDUE) == (due_on is not None and due_on < today)
    assert (found.on is None) == (found.state == State.NO_DATE)
