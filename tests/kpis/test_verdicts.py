"""Whether an intervention worked: the specification's worked cases and each verdict in turn."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.verdicts import SUGGESTED, Verdict, evaluate
from tests.kpis.test_spc import CASES

BEFORE = [10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13]  # mean 11.5, limits 6.7 to 16.3


def of_case(name, at):
    case = next(case for case in CASES if case["id"] == name)
    values = [Decimal(str(value)) for value in case["values"]]
    return evaluate(
        values, at, improvement=case["improvement_direction"],
        target=None if case["target"] is None else Decimal(str(case["target"])),
    )  # fmt: skip


def verdict(*after, improvement="increase"):
    values = [Decimal(str(value)) for value in [*BEFORE, *after]]
    return evaluate(values, len(BEFORE), improvement=improvement).verdict


def test_ninety_per_cent_improved_but_not_yet_assured():
    found = of_case("kpi_90pct_7wd_fix12", 12)
    assert found.verdict == Verdict.IMPROVED
    assert (found.before, found.after) == (12, 8)
    assert round(found.effect, 2) == Decimal("6.88")
    assert round(found.effect_percent, 1) == Decimal("7.9")
    assert found.assurance_after == "inconsistent"
    point = found.analysis.points[0]
    assert [round(value, 2) for value in (point.mean, point.lower, point.upper)] == [
        Decimal("87.00"), Decimal("80.74"), Decimal("93.26"),
    ]  # fmt: skip


def test_fewer_enquiries_and_no_effect():
    fewer = of_case("kpi_enquiries_weekly_decrease", 14)
    assert fewer.verdict == Verdict.IMPROVED
    assert round(fewer.effect_percent, 1) == Decimal("-20.4")
    nothing = of_case("kpi_enquiries_no_effect", 14)
    assert nothing.verdict == Verdict.NO_DEMONSTRABLE_CHANGE


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([12] * 7, Verdict.IMPROVED),
        ([11] * 7, Verdict.WORSENED),
        ([11, *[12] * 6], Verdict.NO_DEMONSTRABLE_CHANGE),
        ([12, 11, 12], Verdict.TOO_EARLY),
        ([], Verdict.TOO_EARLY),
        ([12, 17], Verdict.EARLY_SIGNAL),
        ([12, 6], Verdict.EARLY_CONCERN),
        ([17, 6], Verdict.MIXED_SIGNALS),
        ([*[12] * 7, *[11] * 7], Verdict.WORSENED),
        ([*[11] * 7, *[12] * 7], Verdict.IMPROVED),
        ([*[12] * 7, 6], Verdict.MIXED_SIGNALS),
    ],
)
def test_each_verdict(after, expected):
    assert verdict(*after) == expected


def test_without_a_better_way_there_is_only_change():
    assert verdict(*[12] * 7, improvement="neutral") == Verdict.CHANGED
    assert verdict(*[12, 11] * 4, improvement="neutral") == Verdict.NO_CHANGE


def test_eleven_points_before_are_too_few_and_an_unstable_time_is_said():
    few = evaluate([Decimal(10)] * 20, 11, improvement="increase")
    assert (few.verdict, few.effect) == (Verdict.INSUFFICIENT_BASELINE, None)
    odd = [*BEFORE[:6], 40, *BEFORE[6:], *[12] * 3]
    assert evaluate([Decimal(v) for v in odd], 13, improvement="increase").is_baseline_unstable
    steady = [Decimal(value) for value in [*BEFORE, 12]]
    assert not evaluate(steady, 12, improvement="increase").is_baseline_unstable


def test_what_lies_outside_is_refused():
    with pytest.raises(ValueError, match="outside the readings"):
        evaluate([Decimal(1)], 2, improvement="increase")


def test_only_a_clear_verdict_suggests_what_to_do():
    assert SUGGESTED[Verdict.IMPROVED] == "close_loop"
    assert SUGGESTED[Verdict.NO_DEMONSTRABLE_CHANGE] == "change_course"
    assert Verdict.EARLY_SIGNAL not in SUGGESTED


@given(after=st.lists(st.integers(0, 30), max_size=15))
def test_seen_from_below_the_verdict_is_the_same(after):
    values = [Decimal(value) for value in [*BEFORE, *after]]
    up = evaluate(values, 12, improvement="increase")
    down = evaluate([-value for value in values], 12, improvement="decrease")
    assert up.verdict == down.verdict
    assert (up.effect is None) == (not after)
    assert up.effect is None or up.effect == -down.effect
