"""The four worked examples of the KPI specification (2.4), to the digit, and what they teach."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.figures import Reading
from kpis.status import (
    Aim,
    Status,
    Target,
    judge,
    of_period,
    of_year,
    progress,
    shown,
    value_of,
)  # fmt: skip

D = Decimal


def month(year, number, last, numerator=None, denominator=None, value=None, state="final"):
    parts = [None if part is None else D(part) for part in (numerator, denominator, value)]
    return Reading(date(year, number, 1), date(year, number, last), *parts, state)


def percentage(share, points="0", *, least=True, **more):
    target = Target(least, D(share), tolerance_kind="points", tolerance_value=D(points))
    return Aim("percentage", target, date(2020, 8, 1), date(2021, 7, 31), **more)


def rounded(actual):
    return actual.quantize(D("0.01"))


def test_all_enquiries_within_two_days():
    aim = percentage(100, 2)
    months = [month(2020, 10, 31, 405, 412), month(2020, 11, 30, 388, 388),
              month(2020, 12, 31, 391, 401)]  # fmt: skip
    assert [rounded(value_of(one, "percentage")) for one in months] == [
        D("98.30"), D("100.00"), D("97.51"),
    ]  # fmt: skip
    assert [of_period(one, aim) for one in months] == ["near miss", "met", "not met"]
    year = of_year(aim, months, today=date(2021, 1, 5))
    assert (year.status, rounded(year.actual)) == ("near miss", D("98.58"))
    assert year.actual == D(1184) * 100 / 1201
    assert (year.periods_met, year.periods_judged) == (1, 3)


def test_ninety_per_cent_within_seven_days():
    aim = percentage(90, 5)
    months = [month(2020, 9, 30, 120, 138), month(2020, 10, 31, 402, 451),
              month(2020, 11, 30, 377, 402), month(2020, 12, 31, 141, 150)]  # fmt: skip
    assert [rounded(value_of(one, "percentage")) for one in months] == [
        D("86.96"), D("89.14"), D("93.78"), D("94.00"),
    ]  # fmt: skip
    assert [of_period(one, aim) for one in months] == ["near miss", "near miss", "met", "met"]
    year = of_year(aim, months, today=date(2021, 1, 5))
    assert (year.status, rounded(year.actual)) == ("met", D("91.15"))


def test_the_ratio_of_sums_can_fall_on_the_other_side_of_the_mean():
    aim = percentage(90)
    months = [month(2020, 9, 30, 1, 10), month(2020, 10, 31, 999, 1000)]
    year = of_year(aim, months, today=date(2021, 1, 5))
    assert (year.status, rounded(year.actual)) == ("met", D("99.01"))  # their mean is 54.95


REPRESENTATIVES = Aim(
    "percentage", Target(True, D(80), tolerance_kind="points", tolerance_value=D(5)),
    date(2020, 9, 21), date(2020, 12, 24), is_cumulative=True, is_at_deadline=True,
)  # fmt: skip


def trained(day, numerator, denominator):
    return Reading(day, day, D(numerator), D(denominator))


@pytest.mark.parametrize(
    ("reading", "actual", "expected", "status"),
    [
        (trained(date(2020, 9, 30), 0, 140), "0.00", "7.66", "off track"),
        (trained(date(2020, 10, 31), 61, 152), "40.13", "34.04", "on track"),
        (trained(date(2020, 11, 30), 108, 155), "69.68", "59.57", "on track"),
        (trained(date(2020, 12, 24), 127, 156), "81.41", None, "met"),
    ],
)
def test_eighty_per_cent_trained_by_christmas(reading, actual, expected, status):
    result = of_year(REPRESENTATIVES, [reading], today=reading.end)
    assert (result.status, rounded(result.actual)) == (status, D(actual))
    assert result.expected is None if expected is None else rounded(result.expected) == D(expected)


def test_what_comes_after_the_deadline_changes_nothing():
    in_time = trained(date(2020, 12, 24), 120, 156)
    late = trained(date(2021, 1, 15), 135, 156)
    result = of_year(REPRESENTATIVES, [late, in_time], today=date(2021, 1, 20))
    assert (result.status, rounded(result.actual)) == ("near miss", D("76.92"))
    assert result.reached_on == date(2021, 1, 15)
    met = trained(date(2020, 12, 24), 127, 156)
    result = of_year(REPRESENTATIVES, [met, late], today=date(2021, 1, 20))
    assert (result.status, result.reached_on) == ("met", date(2020, 12, 24))


ENQUIRIES = Aim(
    "count",
    Target(False, percent=D(20), baseline=D(310), tolerance_kind="points", tolerance_value=D(5)),
    date(2020, 8, 1), date(2021, 7, 31), is_at_deadline=True,
)  # fmt: skip


@pytest.mark.parametrize(
    ("count", "status"),
    [
        (236, "met"), (248, "met"), (249, "near miss"), (260, "near miss"), (263, "near miss"),
        (264, "not met"), (290, "not met"), (325, "not met"),
    ],
)  # fmt: skip
def test_a_fifth_fewer_enquiries(count, status):
    assert ENQUIRIES.target.threshold == D(248)
    assert ENQUIRIES.target.tolerance == D("15.5")
    year = Reading(ENQUIRIES.starts_on, ENQUIRIES.due_on, value=D(count))
    assert of_year(ENQUIRIES, [year], today=date(2021, 8, 1)).status == status


@pytest.mark.parametrize(
    ("count", "done"),
    [(236, "119.35"), (248, "100"), (249, "98.39"), (290, "32.26"), (310, "0"), (325, "-24.19")],
)
def test_how_much_of_the_change_has_come(count, done):
    assert rounded(progress(D(count), ENQUIRIES.target)) == rounded(D(done))
    more = replace(ENQUIRIES.target, is_least=True)
    assert progress(D(620 - count), more) == progress(D(count), ENQUIRIES.target)
    assert progress(D(count), percentage(90).target) is None
    assert progress(D(count), replace(more, baseline=D(0))) is None


def test_what_is_reached_before_the_deadline_is_met():
    early = trained(date(2020, 11, 30), 130, 155)
    result = of_year(REPRESENTATIVES, [early], today=date(2020, 12, 1))
    assert (result.status, result.reached_on) == ("met", date(2020, 11, 30))
    more = replace(ENQUIRIES, target=replace(ENQUIRIES.target, is_least=True))  # 372 by July
    assert of_year(more, [month(2020, 8, 31, value=372)], today=date(2020, 9, 3)).status == "met"
    assert of_year(more, [month(2020, 8, 31, value=371)], today=date(2020, 9, 3)).status == (
        "on track"
    )


def months_of(first_year, counts):
    days = [31, 30, 31, 30, 31, 31]
    numbers = [8, 9, 10, 11, 12, 1]
    return [
        month(first_year + (number < 8), number, last, value=count)
        for number, last, count in zip(numbers, days, counts, strict=True)
    ]


def test_a_running_year_is_compared_with_the_same_months_before():
    before = months_of(2019, [10, 20, 30, 40, 30, 30])  # 160
    now = months_of(2020, [8, 15, 20, 35, 20, 20])  # 118
    result = of_year(ENQUIRIES, now, today=date(2021, 2, 3), before=before)
    assert (result.status, result.actual, result.expected) == ("on track", 118, 128)
    assert result.same_before == 160
    fewer = of_year(ENQUIRIES, now, today=date(2021, 2, 3), before=before[1:])
    assert (fewer.expected_by, fewer.same_before) == ("even way", None)
    worse = months_of(2020, [8, 15, 20, 35, 20, 37])  # 135, at most 128 + 160 * 5 %
    result = of_year(ENQUIRIES, worse, today=date(2021, 2, 3), before=before)
    assert (result.status, result.actual) == ("at risk", 135)
    result = of_year(ENQUIRIES, [*worse[:5], month(2021, 1, 31, value=39)],
                     today=date(2021, 2, 3), before=before)  # fmt: skip
    assert result.status == "off track"


def test_without_the_same_months_the_way_is_straight_and_never_met_early():
    result = of_year(ENQUIRIES, months_of(2020, [1] * 6), today=date(2021, 2, 3))
    assert result.status == "on track"
    assert rounded(result.expected) == rounded(D(248) * 183 / 364)


def test_a_reduction_with_months_missing_is_not_met_but_unknown():
    now = months_of(2020, [8, 15, 20, 35, 20, 20])
    result = of_year(ENQUIRIES, now, today=date(2021, 8, 1))
    assert (result.status, result.has_gaps) == ("no data", True)


def test_a_year_of_whole_weeks_has_no_gap_and_one_week_less_has_one():
    weeks = [
        Reading(start, start + timedelta(days=6), value=D(4))
        for start in (date(2020, 8, 3) + timedelta(days=7 * n) for n in range(52))
    ]
    result = of_year(ENQUIRIES, weeks, today=date(2021, 8, 2))
    assert (result.status, result.actual, result.has_gaps) == ("met", 208, False)
    result = of_year(ENQUIRIES, weeks[:20] + weeks[21:], today=date(2021, 8, 2))
    assert (result.status, result.actual, result.has_gaps) == ("no data", 204, True)


def test_zero_is_a_figure_and_a_denominator_of_zero_is_no_activity():
    aim = percentage(90)
    assert of_period(month(2020, 9, 30, 0, 10), aim) == "not met"
    assert value_of(month(2020, 9, 30, 0, 10), "percentage") == 0
    assert of_period(month(2020, 9, 30, 0, 0), aim) == "no activity"
    assert value_of(month(2020, 9, 30, 0, 0), "percentage") is None
    idle = [month(2020, 9, 30, 0, 0), month(2020, 10, 31, state="no_activity")]
    assert of_year(aim, idle, today=date(2021, 1, 1)).status == "no activity"


def test_nothing_to_measure_is_no_activity_with_and_without_a_target():
    idle = month(2020, 9, 30, 0, 0)
    for aim in (percentage(90), Aim("percentage", None, date(2020, 8, 1), date(2021, 7, 31)),
                REPRESENTATIVES):  # fmt: skip
        assert of_period(idle, aim) == "no activity"
        assert of_period(idle._replace(state="provisional"), aim) != "no activity"


def test_on_the_way_to_a_deadline_only_the_total_of_its_day_is_judged():
    day = REPRESENTATIVES.due_on
    for share, status in ((127, "met"), (120, "near miss"), (90, "not met")):
        assert of_period(trained(day, share, 156), REPRESENTATIVES) == status
        assert of_period(trained(day - timedelta(days=1), share, 156), REPRESENTATIVES) == "info"
        assert of_period(trained(day + timedelta(days=1), share, 156), REPRESENTATIVES) == "info"
    year = Reading(ENQUIRIES.starts_on, ENQUIRIES.due_on, value=D(400))
    assert of_period(year, ENQUIRIES) == "info"  # one of many that are added up


def test_nothing_final_is_no_data_and_no_target_is_information():
    aim = percentage(90)
    provisional = month(2020, 9, 30, 9, 10, state="provisional")
    assert of_period(provisional, aim) == "no data"
    assert of_period(month(2020, 9, 30, state="not_collected"), aim) == "no data"
    assert of_year(aim, [provisional], today=date(2021, 1, 1)).status == "no data"
    aimless = Aim("count", None, date(2020, 8, 1), date(2021, 7, 31))
    assert of_period(month(2020, 9, 30, value=3), aimless) == "info"
    result = of_year(aimless, [month(2020, 9, 30, value=3)], today=date(2021, 1, 1))
    assert (result.status, result.actual) == ("info", 3)


def test_an_average_time_is_all_days_by_all_cases():
    target = Target(False, D(3), tolerance_kind="percent_of_target", tolerance_value=D(10))
    aim = Aim("duration", target, date(2020, 8, 1), date(2021, 7, 31))
    months = [month(2020, 9, 30, 90, 10), month(2020, 10, 31, 210, 90)]
    assert [of_period(one, aim) for one in months] == ["not met", "met"]
    result = of_year(aim, months, today=date(2021, 1, 1))
    assert (result.status, result.actual) == ("met", 3)
    assert judge(D("3.3"), target) == "near miss"
    assert judge(D("3.31"), target) == "not met"


def test_a_per_cent_of_a_target_of_nothing_is_nothing_and_points_are_points():
    at_most_none = Target(False, D(0), tolerance_kind="percent_of_target", tolerance_value=D(50))
    assert at_most_none.tolerance == 0
    assert [judge(D(one), at_most_none) for one in ("0", "0.01")] == ["met", "not met"]
    by_points = replace(at_most_none, tolerance_kind="points", tolerance_value=D(2))
    assert [judge(D(one), by_points) for one in (0, 2)] == ["met", "near miss"]
    assert judge(D("2.1"), by_points) == "not met"


def test_rounding_never_belies_the_status():
    target = percentage(90, 2).target
    assert shown(D("89.96"), target) == "89.96"
    assert shown(D("90.04"), target) == "90.0"
    assert shown(D("87.99996"), target) == "87.99996"
    assert shown(D(1234567), None, places=0) == "1,234,567"


@given(
    parts=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=12),
    share=st.integers(0, 100), points=st.integers(0, 10), order=st.randoms(),
)  # fmt: skip
def test_the_year_is_the_ratio_of_sums_in_any_order(parts, share, points, order):
    aim = percentage(share, points)
    months = [
        Reading(date(2020, 8, 1 + n), date(2020, 8, 1 + n), D(min(part)), D(max(part)))
        for n, part in enumerate(parts)
    ]
    shuffled = list(months)
    order.shuffle(shuffled)
    result = of_year(aim, shuffled, today=date(2021, 8, 1))
    assert result == of_year(aim, months, today=date(2021, 8, 1))
    whole = sum(max(part) for part in parts)
    if not whole:
        assert result.actual is None
        return
    exact = Fraction(100 * sum(min(part) for part in parts), whole)
    status = "met" if exact >= share else "near miss" if exact >= share - points else "not met"
    assert result.status == status
    text = shown(result.actual, aim.target).replace(",", "")
    assert judge(D(text), aim.target) == Status(status)


ORDER = [Status.NOT_MET, Status.NEAR_MISS, Status.MET]
FIGURES = st.integers(0, 400).map(lambda quarters: D(quarters) / 4)


@given(
    one=FIGURES, other=FIGURES, aimed=FIGURES, points=st.integers(0, 20), least=st.booleans(),
    kind=st.sampled_from(["points", "percent_of_target", "none"]),
)  # fmt: skip
def test_a_better_figure_never_has_a_worse_status(one, other, aimed, points, least, kind):
    target = Target(least, aimed, tolerance_kind=kind, tolerance_value=D(points))
    worse, better = sorted([one, other], reverse=not least)
    assert ORDER.index(judge(worse, target)) <= ORDER.index(judge(better, target))
    assert judge(aimed, target) == Status.MET
    mirrored = Target(not least, -aimed, tolerance_kind=kind, tolerance_value=D(points))
    assert judge(-one, mirrored) == judge(one, target)
    assert judge(D(shown(one, target).replace(",", "")), target) == judge(one, target)
