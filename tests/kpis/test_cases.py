"""Enquiries counted by the day of receipt and working days: the arithmetic and the dates."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institution.importing.files import Unreadable
from institution.workdays import LOCAL, WorkingCalendar
from kpis import cases
from kpis.cases import Asked
from kpis.moments import MomentReader
from kpis.periods import periods
from tests.tables import workbook

DECEMBER = "2020-12-01"
# Specification 2.4 ex. 1: received, answered.
COHORT = """Received,Answered
2020-12-21,2020-12-22
2020-12-23,2020-12-29
2020-12-24,2021-01-04
2020-12-26,2020-12-31
2020-12-29,
2021-01-04,
"""
CLOSED = frozenset(date(2020, 12, day) for day in (24, 29, 30, 31))
MONTHS = periods("monthly", date(2020, 8, 1), date(2021, 7, 31))


def asked(*, closures=frozenset(), as_at=date(2021, 1, 5), **more) -> Asked:
    more.setdefault("periods", tuple((start, end, 2) for start, end in MONTHS))
    more.setdefault("today", date(2022, 1, 1))
    return Asked(calendar=("ENG", closures, time(17), "deemed"), as_at=as_at, **more)


def count(text: str | bytes, **more) -> cases.Counted:
    content = text if isinstance(text, bytes) else text.encode()
    return cases.count_file(content, False, asked(**more))


def sums(found: cases.Counted) -> list[int]:
    """In time, due and open over all periods."""
    return [sum(column) for column in zip(*cases.in_all(found.counts, []).values(), strict=True)]


def test_the_worked_cohort_of_the_specification():
    assert sums(count(COHORT)) == [3, 5, 1]
    assert cases.in_all(count(COHORT).counts, []) == {DECEMBER: [3, 5, 0], "2021-01-01": [0, 0, 1]}


def test_the_worked_cohort_with_days_of_closure():
    assert sums(count(COHORT, closures=CLOSED)) == [4, 4, 2]


def test_an_enquiry_belongs_to_the_period_of_its_receipt():
    found = count("Received,Answered\n2020-11-30,2020-12-15\n", as_at=date(2021, 1, 5))
    assert found.counts == {"": {"2020-11-01": [0, 1, 0]}}


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (date(2020, 12, 4), [0, 0, 1]),  # due that day, which is not over
        (date(2020, 12, 5), [0, 1, 0]),
        (date(2020, 12, 10), [0, 1, 0]),  # answered later, and too late
    ],
)
def test_what_counts_is_how_it_stood_on_the_day_of_the_export(as_at, expected):
    assert sums(count("Received,Answered\n2020-12-02,2020-12-20\n", as_at=as_at)) == expected


def test_an_answer_on_the_last_day_is_in_time_and_later_is_not():
    rows = "2020-12-02 09:00,2020-12-04 23:59\n2020-12-02 09:00,2020-12-05 00:01\n"
    assert sums(count(f"Received,Answered\n{rows}")) == [1, 2, 0]


def test_what_arrives_after_hours_arrived_the_next_day():
    late = count("Received,Answered\n2020-11-30 17:00,2020-12-03\n")
    assert late.counts == {"": {DECEMBER: [1, 1, 0]}}
    early = count("Received,Answered\n2020-11-30 16:59,2020-12-03\n")
    assert early.counts == {"": {"2020-11-01": [0, 1, 0]}}


def test_queues_are_counted_apart_and_together():
    found = count(
        "Queue,Received,Answered\nDesk,2020-12-02,2020-12-02\nFees,2020-12-02,2020-12-30\n"
    )
    assert cases.in_all(found.counts, ["Desk"]) == {DECEMBER: [1, 1, 0]}
    assert cases.in_all(found.counts, ["Fees"]) == {DECEMBER: [0, 1, 0]}
    assert cases.in_all(found.counts, []) == {DECEMBER: [1, 2, 0]}


def test_so_many_queues_are_no_queues():
    rows = "".join(f"Person {n},2020-12-02,2020-12-02\n" for n in range(200))
    found = count(f"Queue,Received,Answered\n{rows}")
    assert len(found.counts) == cases.MOST_QUEUES + 1
    assert sums(found) == [200, 200, 0]


WRONG = {
    "2020-12-02,2020-12-01": "It was answered before it was received.",
    "2020-12-02 10:00,2020-12-02 09:59": "It was answered before it was received.",
    ",2020-12-01": "There is no day on which it was received.",
    "2020-13-02,": "Received: “2020-13-02” is no date, with the day first.",
    "13/14/2020,": "Received: “13/14/2020” is no date, with the day first.",
    "Jane Doe,": "Received: What stands there is no date such as 2026-10-05 or 5/10/2026 14:30.",
    "2 Foo 2020,": "Received: What stands there is no date: there is no such month.",
    "2020-12-02 25:00,": "Received: “2020-12-02 25:00” has no time of day such as 14:30.",
    "2020-12-02,soon": "Answered: What stands there is no date such as",
    "2023-01-01,": "It was received on a day that has not come yet.",
    "2020-12-02,2023-01-01": "It was answered on a day that has not come yet.",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_wrong_row_is_told_with_its_line_and_the_others_are_counted(row):
    found = count(f"Received,Answered\n2020-12-02,2020-12-02\n{row}\n\n2020-12-03,\n")
    assert (found.rows, found.wrong, sums(found)) == (3, 1, [1, 2, 0])
    ((line, sentence),) = found.problems
    assert line == 3
    assert WRONG[row] in sentence


def test_problems_are_told_up_to_a_number_and_counted_beyond():
    found = count("Received,Answered\n" + "x,\n" * 80)
    assert (found.wrong, len(found.problems)) == (80, cases.MOST_PROBLEMS)


def test_rows_of_years_that_are_not_asked_for_are_counted_as_such():
    rows = "2019-12-02,\n2021-08-01,\n2020-12-02,\n"
    found = count(f"Received,Answered\n{rows}", as_at=date(2021, 9, 1))
    assert (found.outside, sums(found)) == (2, [0, 1, 0])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("heads", [("Created at", "RESOLVED"), ("date_received", "Closed")])
def test_columns_are_known_by_many_names(separator, heads):
    lines = [("Ticket", *heads, "Subject"), ("1", "2020-12-02", "2020-12-03", "A; b, c")]
    text = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    assert sums(count(text)) == [1, 1, 0]


def test_a_column_can_be_chosen_and_one_that_is_not_found_is_asked_for():
    text = "When in,When out\n2020-12-02,2020-12-03\n"
    with pytest.raises(cases.Unrecognised, match="no column headed “Received”") as found:
        count(text)
    assert found.value.headings == ["When in", "When out"]
    chosen = (("received", "When in"), ("answered", "When out"))
    assert sums(count(text, columns=chosen)) == [1, 1, 0]


def test_two_columns_that_could_be_meant_are_asked_about():
    with pytest.raises(cases.Unrecognised, match="Two columns are headed “Answered”"):
        count("Created,Resolved,Closed\n2020-12-02,,\n")
    assert sums(count("Created,Resolved,Closed\n2020-12-02,,2020-12-02\n",
                      columns=(("answered", "Closed"),))) == [1, 1, 0]  # fmt: skip


def test_a_workbook_is_counted_like_a_list():
    at = datetime(2020, 12, 2, 9, 30)  # noqa: DTZ001 - workbooks know no zones
    rows = [[at, date(2020, 12, 3), "Desk"], ["2/12/2020 18:00", None, ""]]
    content = workbook(["Received", "Answered", "Queue"], *rows)
    assert sums(cases.count_file(content, True, asked())) == [1, 2, 0]


def test_too_many_columns_and_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(cases, "MOST_ROWS", 1)
    with pytest.raises(Unreadable, match="has more than 1 rows"):
        count(COHORT)
    with pytest.raises(Unreadable, match="has 302 columns and the most is 200"):
        count("Received,Answered" + ",x" * 300 + "\n")


# Dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-10-05", date(2026, 10, 5)),
        ("2026/10/5", date(2026, 10, 5)),
        ("5/10/2026", date(2026, 10, 5)),
        ("05.10.26", date(2026, 10, 5)),
        ("5 October 2026", date(2026, 10, 5)),
        ("05-Oct-26", date(2026, 10, 5)),
        ("2026-10-05T09:30", datetime(2026, 10, 5, 9, 30, tzinfo=LOCAL)),
        ("2026-10-05 09:30:15.123", datetime(2026, 10, 5, 9, 30, 15, tzinfo=LOCAL)),
        ("5/10/2026, 2:05 PM", datetime(2026, 10, 5, 14, 5, tzinfo=LOCAL)),
        ("5 Oct 2026 12:05 am", datetime(2026, 10, 5, 0, 5, tzinfo=LOCAL)),
        ("2026-10-05T09:30:00Z", datetime(2026, 10, 5, 9, 30, tzinfo=UTC)),
        ("2026-10-05 09:30+02:00", datetime(2026, 10, 5, 7, 30, tzinfo=UTC)),
        ("2026-10-05 09:30 BST", datetime(2026, 10, 5, 8, 30, tzinfo=UTC)),
        ("2026-10-05T09:30:00-0330", datetime(2026, 10, 5, 13, 0, tzinfo=UTC)),
    ],
)
def test_days_and_times_are_read_as_people_write_them(text, expected):
    assert MomentReader().read(text) == expected


def test_a_zone_moves_an_enquiry_over_the_hour_and_over_midnight():
    assert MomentReader().read("2026-10-05T23:30:00Z") == datetime(2026, 10, 6, 0, 30, tzinfo=LOCAL)
    assert MomentReader(zone=UTC).read("5/10/2026 16:30").hour == 17
    assert MomentReader(zone=UTC).read("5/12/2026 16:30").hour == 16
    text = "Received,Answered\n2020-09-30 16:30,2020-10-02\n"
    assert list(count(text).counts[""]) == ["2020-09-01"]
    assert list(count(text, is_utc=True).counts[""]) == ["2020-10-01"]


def test_the_month_comes_first_if_one_says_so():
    assert MomentReader(month_first=True).read("10/05/2026") == date(2026, 10, 5)
    with pytest.raises(ValueError, match="with the month first"):
        MomentReader(month_first=True).read("25/12/2026")


@pytest.mark.parametrize(
    ("days", "unclear"),
    [(["5/10/2020"], True), (["5/10/2020", "25/10/2020"], False), (["5/5/2020"], False),
     (["2020-10-05"], False), (["5 Oct 2020"], False)],
)  # fmt: skip
def test_dates_that_could_be_read_in_two_ways_are_noticed(days, unclear):
    rows = "".join(f"{day},\n" for day in days)
    assert count(f"Received,Answered\n{rows}").unclear == unclear


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_gets_a_sentence(text):
    found, sentence = None, ""
    try:
        found = MomentReader().read(text)
    except ValueError as problem:
        sentence = str(problem)
    assert isinstance(found, date) != sentence.endswith(".")


MOMENTS = st.builds(
    lambda day, at: datetime.combine(day, at.replace(second=0, microsecond=0, tzinfo=LOCAL)),
    st.dates(date(2020, 8, 1), date(2021, 7, 30)),
    st.times(time(2)),  # there is no half past one on the night when summer begins
)


@given(st.lists(st.tuples(MOMENTS, MOMENTS), min_size=1, max_size=20))
def test_the_counts_are_those_of_the_working_calendar_one_by_one(pairs):
    """Whatever is cached on the way."""
    calendar = WorkingCalendar("ENG")
    pairs = [(min(pair), max(pair)) for pair in pairs]
    rows = "".join(f"{a:%d/%m/%Y %H:%M},{b:%Y-%m-%d %H:%M}\n" for a, b in pairs)
    found = count(f"Received,Answered\n{rows}", as_at=date(2021, 12, 1))
    met = sum(calendar.is_met(a, b, 2) for a, b in pairs)
    assert sums(found) == [met, len(pairs), 0]
