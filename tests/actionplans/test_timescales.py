"""What the words of a timescale mean: each wording with the days it stands for."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actionplans.calendars import Calendar
from actionplans.timescales import Kind, Point, Timescale, parse

SIGNED = date(2021, 5, 27)


def table(rows: str) -> list[tuple[str, ...]]:
    """Lines of "words | kind | first day | last day", "-" for none."""
    lines = [line for line in rows.strip().splitlines() if line.strip()]
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


def on(written: str) -> date | None:
    return None if written == "-" else date.fromisoformat(written)


# All wordings of the source.
SOURCE = table("""
    Summer 2018               | by             | 2018-06-01 | 2018-08-31
    Autumn 2018               | by             | 2018-09-01 | 2018-11-30
    Winter 2018               | by             | 2018-12-01 | 2019-02-28
    Spring 2019               | by             | 2019-03-01 | 2019-05-31
    Summer 2019               | by             | 2019-06-01 | 2019-08-31
    Autumn 2019               | by             | 2019-09-01 | 2019-11-30
    Spring 2020               | by             | 2020-03-01 | 2020-05-31
    Summer 2020               | by             | 2020-06-01 | 2020-08-31
    Autumn 2020               | by             | 2020-09-01 | 2020-11-30
    Christmas 2019            | by             | -          | 2019-12-24
    CY 2020                   | by             | -          | 2020-12-31
    2019                      | by             | -          | 2019-12-31
    Starting 2019             | starting       | 2019-01-01 | -
    Starting Autumn 2018      | starting       | 2018-09-01 | -
    Starting Spring 2019      | starting       | 2019-03-01 | -
    Starting Spring 2020      | starting       | 2020-03-01 | -
    As appropriate            | as_appropriate | -          | -
    Ongoing                   | ongoing        | -          | -
    Autumn 2018 & Autumn 2020 | points         | 2018-09-01 | 2020-11-30
""")
# What other plans write.
OTHERS = table("""
    End of November 2020      | by             | -          | 2020-11-30
    11 December 2020          | by             | -          | 2020-12-11
    May 2019                  | by             | 2019-05-01 | 2019-05-31
    by Q3 2021                | by             | -          | 2021-09-30
    AY 2020-21                | by             | 2020-08-01 | 2021-07-31
    2020/21                   | by             | 2020-08-01 | 2021-07-31
    June 2018 - June 2020     | by             | 2018-06-01 | 2020-06-30
    Annually                  | ongoing        | -          | -
    TBC                       | unknown        | -          | -
    Within 12 months          | by             | -          | 2022-05-27
""")
DAYS = table("""
    1 September 2019           | by | - | 2019-09-01
    01/09/2019                 | by | - | 2019-09-01
    1.9.2019                   | by | - | 2019-09-01
    1/9/19                     | by | - | 2019-09-01
    2019-09-01                 | by | - | 2019-09-01
    2019-09-01 00:00:00        | by | - | 2019-09-01
    1st of September, 2019     | by | - | 2019-09-01
    September 1st, 2019        | by | - | 2019-09-01
    Sunday 1 Sept. 2019        | by | - | 2019-09-01
    1-Sep-19                   | by | - | 2019-09-01
    by 1 Sep '19               | by | - | 2019-09-01
    no later than 1 Sept 2019  | by | - | 2019-09-01
    To be completed by 1 Sept 2019 | by | - | 2019-09-01
    before 1 September 2019    | by | - | 2019-08-31
    29 February 2020           | by | - | 2020-02-29
""")
PERIODS = table("""
    Sept 2019                  | by | 2019-09-01 | 2019-09-30
    Sep-19                     | by | 2019-09-01 | 2019-09-30
    09/2019                    | by | 2019-09-01 | 2019-09-30
    February 2020              | by | 2020-02-01 | 2020-02-29
    during May 2019            | by | 2019-05-01 | 2019-05-31
    Autumn term 2019           | by | 2019-08-01 | 2019-12-31
    Spring term 2019           | by | 2019-01-01 | 2019-04-30
    Summer term 2019           | by | 2019-05-01 | 2019-07-31
    Spring term 2018/19        | by | 2019-01-01 | 2019-04-30
    Autumn term 2018/19        | by | 2018-08-01 | 2018-12-31
    Spring 2018/19             | by | 2019-03-01 | 2019-05-31
    Winter 2018-19             | by | 2018-12-01 | 2019-02-28
    Winter 2019                | by | 2019-12-01 | 2020-02-29
    Q1 2021                    | by | 2021-01-01 | 2021-03-31
    2021 Q4                    | by | 2021-10-01 | 2021-12-31
    Quarter 2 of 2021          | by | 2021-04-01 | 2021-06-30
    the third quarter of 2021  | by | 2021-07-01 | 2021-09-30
    academic year 2020-2021    | by | 2020-08-01 | 2021-07-31
    AY20/21                    | by | 2020-08-01 | 2021-07-31
    AY 2020                    | by | 2020-08-01 | 2021-07-31
    1999-2000                  | by | 1999-08-01 | 2000-07-31
    1999-00                    | by | 1999-08-01 | 2000-07-31
    early 2020                 | by | 2020-01-01 | 2020-04-30
    mid-2019                   | by | 2019-05-01 | 2019-08-31
    Late 2019                  | by | 2019-09-01 | 2019-12-31
    early May 2019             | by | 2019-05-01 | 2019-05-10
    mid-May 2019               | by | 2019-05-11 | 2019-05-20
    late February 2020         | by | 2020-02-21 | 2020-02-29
    Calendar year 2020         | by | -          | 2020-12-31
    Xmas 2019                  | by | -          | 2019-12-24
    Christmas 2018/19          | by | -          | 2018-12-24
    Easter 2019                | by | -          | 2019-04-18
    Easter 2020                | by | -          | 2020-04-09
    Easter 2020/21             | by | -          | 2021-04-01
""")
ENDS = table("""
    by Christmas 2019          | by | - | 2019-12-24
    before Christmas 2019      | by | - | 2019-12-24
    before May 2019            | by | - | 2019-04-30
    before the end of May 2019 | by | - | 2019-05-31
    By the end of AY 2020/21   | by | - | 2021-07-31
    by the start of 2021-22    | by | - | 2021-08-01
    beginning of May 2019      | by | - | 2019-05-01
    end 2019                   | by | - | 2019-12-31
    end-May 2019               | by | - | 2019-05-31
    until Summer 2019          | by | - | 2019-08-31
    Ongoing until July 2020    | by | - | 2020-07-31
    Deadline: May 2019         | by | - | 2019-05-31
""")
RANGES = table("""
    June 2018–June 2020        | by | 2018-06-01 | 2020-06-30
    from June 2018 to June 2020 | by | 2018-06-01 | 2020-06-30
    between May and July 2019  | by | 2019-05-01 | 2019-07-31
    May - July 2019            | by | 2019-05-01 | 2019-07-31
    November to February 2020  | by | 2019-11-01 | 2020-02-29
    1 June - 30 July 2019      | by | 2019-06-01 | 2019-07-30
    1 May 2019-20 June 2020    | by | 2019-05-01 | 2020-06-20
    May 2019 - 20 June 2020    | by | 2019-05-01 | 2020-06-20
    15 December - 10 January 2020 | by | 2019-12-15 | 2020-01-10
    Autumn - Spring 2018/19    | by | 2018-09-01 | 2019-05-31
    Autumn 2018 - 2020         | by | 2018-09-01 | 2020-12-31
    Q1 - Q3 2020               | by | 2020-01-01 | 2020-09-30
    July/August 2019           | by | 2019-07-01 | 2019-08-31
    Summer/Autumn 2019         | by | 2019-06-01 | 2019-11-30
    2018-2020                  | by | 2018-01-01 | 2020-12-31
    2020-22                    | by | 2020-01-01 | 2022-12-31
    2018 to 2019               | by | 2018-01-01 | 2019-12-31
    from the end of May 2019 to the end of July 2019 | by | 2019-05-31 | 2019-07-31
    Starting June 2018, ending June 2020 | starting | 2018-06-01 | 2020-06-30
""")
STARTS = table("""
    from September 2018        | starting | 2018-09-01 | -
    September 2018 onwards     | starting | 2018-09-01 | -
    To start in January 2019   | starting | 2019-01-01 | -
    Commencing 5 January 2019  | starting | 2019-01-05 | -
    Beginning Autumn 2019      | starting | 2019-09-01 | -
    starting at the end of May 2019 | starting | 2019-05-31 | -
    2018 -                     | starting | 2018-01-01 | -
    June 2018 - ongoing        | starting | 2018-06-01 | -
    Ongoing from June 2018     | starting | 2018-06-01 | -
    Spring 2019, then annually | starting | 2019-03-01 | -
    every spring from 2019     | starting | 2019-01-01 | -
    Immediately                | starting | 2021-05-27 | -
    Immediate and ongoing      | starting | 2021-05-27 | -
    Start date: September 2018 | starting | 2018-09-01 | -
    September 2018 (ongoing)   | starting | 2018-09-01 | -
    ASAP                       | starting | 2021-05-27 | -
""")
UNBOUNDED = table("""
    on-going                   | ongoing        | - | -
    Ongoing - review each term | ongoing        | - | -
    Continuous                 | ongoing        | - | -
    Every 6 weeks              | ongoing        | - | -
    Every May                  | ongoing        | - | -
    Termly                     | ongoing        | - | -
    Throughout the plan        | ongoing        | - | -
    AS  APPROPRIATE.           | as_appropriate | - | -
    As and when required       | as_appropriate | - | -
    Where possible             | as_appropriate | - | -
    ad hoc                     | as_appropriate | - | -
""")
COUNTED = table("""
    within six months of signing | by | -          | 2021-11-27
    6 months                   | by | -          | 2021-11-27
    within a year              | by | -          | 2022-05-27
    within 10 days             | by | -          | 2021-06-06
    in 2 weeks                 | by | -          | 2021-06-10
    Year 1                     | by | 2021-05-27 | 2022-05-26
    Year 3                     | by | 2023-05-27 | 2024-05-26
    by the end of year 2       | by | -          | 2023-05-26
    Years 1-3                  | by | 2021-05-27 | 2024-05-26
    Y1 to Y2                   | by | 2021-05-27 | 2023-05-26
""")
# No sense, no year, or more than one sense.
UNKNOWN = [
    "", "  ", "?", "To be confirmed", "n/a", "May", "Spring", "Summer term", "2019?", "3", "15",
    "Q3 2020/21", "Spring 2019 (if funded)", "Not before Spring 2019", "Autumn 18 months",
    "As appropriate by 2020", "Sept 2019 or later", "11 Dec 20", "Spring 2019 and Autumn",
    "20190", "#", "# 2019", "Fall term", "1-5 May 2019", "May 2018 June", "next year",
    "Autumn 2018 - Winter", "Year 3 - Year 1", "2019-20 Autumn", "x" * 301, "2019 " * 100,
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kind", "starts_on", "due_on"),
    [*SOURCE, *OTHERS, *DAYS, *PERIODS, *ENDS, *RANGES, *STARTS, *UNBOUNDED, *COUNTED],
)
def test_each_wording_has_its_days(words, kind, starts_on, due_on):
    found = parse(words, signed_on=SIGNED)
    assert replace(found, points=()) == Timescale(words, Kind(kind), on(starts_on), on(due_on))
    assert bool(found.points) == (kind == "points")
    assert found.asks_for_review == (due_on == "-")


def test_the_source_has_nineteen_wordings():
    assert len({words for words, *_ in SOURCE}) == 19


@pytest.mark.parametrize("words", UNKNOWN)
def test_what_says_nothing_or_two_things_is_unknown(words):
    assert parse(words, signed_on=SIGNED) == Timescale(words, Kind.UNKNOWN)


@pytest.mark.parametrize(
    ("words", "points"),
    [
        (
            "Autumn 2018 & Autumn 2020",
            ["2018-09-01 2018-11-30", "2020-09-01 2020-11-30"],
        ),
        ("Autumn 2018 and 2020", ["2018-09-01 2018-11-30", "2020-09-01 2020-11-30"]),
        ("Autumn 2018\nAutumn 2020", ["2018-09-01 2018-11-30", "2020-09-01 2020-11-30"]),
        (
            "May 2018, May 2019 and May 2020",
            ["2018-05-01 2018-05-31", "2019-05-01 2019-05-31", "2020-05-01 2020-05-31"],
        ),
        ("Spring & Autumn 2019", ["2019-03-01 2019-05-31", "2019-09-01 2019-11-30"]),
        ("May and Autumn 2018/19", ["2018-09-01 2018-11-30", "2019-05-01 2019-05-31"]),
        ("May 2020; May 2019", ["2019-05-01 2019-05-31", "2020-05-01 2020-05-31"]),
        ("May 2018 / May 2020", ["2018-05-01 2018-05-31", "2020-05-01 2020-05-31"]),
        ("by May 2018 and again in May 2019", ["- 2018-05-31", "- 2019-05-31"]),
        ("2018 & 2020", ["- 2018-12-31", "- 2020-12-31"]),
        ("AY 2018/19, 2019/20", ["2018-08-01 2019-07-31", "2019-08-01 2020-07-31"]),
        ("early 2019 and late 2019", ["2019-01-01 2019-04-30", "2019-09-01 2019-12-31"]),
    ],
)
def test_several_names_are_points_in_the_order_of_their_days(words, points):
    found = parse(words)
    assert found.kind == Kind.POINTS
    assert found.points == tuple(Point(*map(on, point.split())) for point in points)
    assert (found.starts_on, found.due_on) == (found.points[0].starts_on, found.points[-1].due_on)


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("31 June 2018", "There is no 31 June 2018: June 2018 has 30 days. Write another day."),
        ("by 31/06/2018", "There is no 31 June 2018: June 2018 has 30 days. Write another day."),
        (
            "May 2018 & 29 February 2019",
            "There is no 29 February 2019: February 2019 has 28 days. Write another day.",
        ),
        ("2019-00-10", "There is no month 0. Write the day first, then the month."),
        ("12/31/2019", "There is no month 31. Write the day first, then the month."),
        ("2019-09", "“2019-09” is no academic year. Write it like 2019-20."),
        ("AY 2019/21", "“2019/21” is no academic year. Write it like 2019-20."),
        ("Autumn 2020-22", "“2020-22” is no academic year. Write it like 2020-21."),
        ("June 2020 - June 2018", "This ends before it begins. Write the earlier time first."),
        ("Winter\n9999", "No calendar has the days of “Winter 9999”. Check the year."),
        ("Spring 0000", "No calendar has the days of “Spring 0000”. Check the year."),
        ("AY 9999-00", "No calendar has the days of “AY 9999-00”. Check the year."),
        ("before 0001", "No calendar has the days of “before 0001”. Check the year."),
    ],
)
def test_a_day_that_does_not_exist_is_said_to_whoever_typed_it(words, problem):
    found = parse(words)
    assert found == Timescale(words, Kind.UNKNOWN, problem=problem)
    assert found.asks_for_review


@pytest.mark.parametrize(
    ("words", "starts_on", "due_on"),
    [
        ("0001", "-", "0001-12-31"),
        ("Spring 0001", "0001-03-01", "0001-05-31"),
        ("Winter 9998", "9998-12-01", "9999-02-28"),
        ("Autumn 9999", "9999-09-01", "9999-11-30"),
        ("December 9999", "9999-12-01", "9999-12-31"),
        ("Winter 1899", "1899-12-01", "1900-02-28"),
        ("Winter 1999", "1999-12-01", "2000-02-29"),
    ],
)
def test_the_first_and_last_years_and_leap_years(words, starts_on, due_on):
    found = parse(words)
    assert (found.starts_on, found.due_on) == (on(starts_on), on(due_on))


@pytest.mark.parametrize("words", ["Within 12 months", "Year 1", "by the end of year 2"])
def test_what_counts_from_the_signing_has_no_day_before_it(words):
    assert parse(words) == Timescale(words, Kind.BY)
    assert parse("Immediately") == Timescale("Immediately", Kind.STARTING)


def test_a_month_without_that_day_ends_what_counts_from_the_signing():
    assert parse("Within 1 month", signed_on=date(2024, 1, 31)).due_on == date(2024, 2, 29)
    assert parse("Within 12 months", signed_on=date(2024, 2, 29)).due_on == date(2025, 2, 28)


def test_an_institution_has_seasons_and_terms_of_its_own():
    own = Calendar(winter=((1, 1), (2, 29)), spring_term=((1, 10), (3, 20)), christmas=(12, 18))
    assert parse("Winter 2020", own).due_on == date(2020, 2, 29)
    assert parse("Winter 2019/20", own).starts_on == date(2020, 1, 1)
    assert parse("Spring term 2020", own).starts_on == date(2020, 1, 10)
    assert parse("Christmas 2020", own).due_on == date(2020, 12, 18)
    assert parse("Spring 2020", own) == parse("Spring 2020")


PIECES = [
    *(row[0] for row in [*SOURCE, *OTHERS, *RANGES, *STARTS, *COUNTED]), "by", "end of", "31",
    "/", "-", "&", ",", "term", "9999", "0000", "every", "then", "q3", "early", "'19", "2018/19",
    "thereafter", "\n", "\u00a0", "#",
]  # fmt: skip
texts = st.one_of(
    st.text(), st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
)  # fmt: skip


@given(texts, st.none() | st.dates())
@example("Within 9999 months", date.max)
@example("١٩", None)
def test_any_text_is_read_and_kept(text, signed_on):
    found = parse(text, signed_on=signed_on)
    assert found.text == text
    assert found.kind in set(Kind)
    if found.starts_on and found.due_on:
        assert found.starts_on <= found.due_on
    assert list(found.points) == sorted(found.points, key=lambda point: point.due_on)
    assert not found.problem or (found.kind, found.due_on) == (Kind.UNKNOWN, None)


@given(texts, st.sampled_from(["  ", "\n", "\t", "\u00a0", "\r\n", " \u2003"]))
def test_white_space_changes_nothing(text, space):
    words = text.split()
    plain, spaced = parse(" ".join(words)), parse(space + space.join(words) + space)
    if len(spaced.text) <= 300:
        assert replace(spaced, text="") == replace(plain, text="")


@given(st.integers(1, 9998))
def test_each_year_has_its_seasons_one_after_the_other(year):
    names = [f"{season} {year:04d}" for season in ("Spring", "Summer", "Autumn", "Winter")]
    found = [parse(name) for name in [*names, f"Spring {year + 1:04d}"]]
    for one, following in pairwise(found):
        assert following.starts_on.toordinal() == one.due_on.toordinal() + 1
