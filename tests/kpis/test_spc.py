"""Statistical process control against the results of an independent implementation, and what must
hold of any series."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.spc import RULES, RuleSet, analyse

CASES = json.loads(Path(__file__).parents[1].joinpath("data", "spc_cases.json").read_text())[
    "cases"
]
SERIES = st.lists(st.integers(0, 60).map(lambda n: Decimal(n) / 4), min_size=1, max_size=40)


def of_case(case):
    return analyse(
        case["values"], improvement=case["improvement_direction"], target=case["target"],
        rebase_at=case["rebase_indices"], baseline_n=case["fix_after_n_points"],
        screen_outliers=case["screen_outliers"],
    )  # fmt: skip


def test_all_the_cases_are_here():
    assert len(CASES) == 96


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_labels_rules_icons_and_limits_agree(case):
    analysis, expected = of_case(case), case["expected"]
    points = analysis.points
    assert [point.label for point in points] == expected["point_type"]
    assert [point.group for point in points] == expected["rebase_group"]
    for rule in RULES:
        assert [rule in point.rules for point in points] == expected[f"rule_{rule}"]
    for ours, theirs in (("mean", "mean"), ("lower", "lpl"), ("upper", "upl")):
        assert [float(getattr(point, ours)) for point in points] == pytest.approx(
            expected[theirs], rel=1e-9, abs=1e-9
        )
    assert analysis.variation == expected["variation_icon"]
    assert analysis.assurance == expected["assurance_icon_nhse_inclusive"]
    assert analysis.is_ready == (len(points) >= 13)


def test_the_check_value_of_the_method():
    values = [20, 24, 20, 26, 22, 16, 18, 16, 31, 28, 34, 26, 30, 19, 18]
    point = analyse(values, improvement="increase").points[0]
    assert [round(point.mean, 2), round(point.lower, 2), round(point.upper, 2)] == [
        Decimal("23.20"), Decimal("8.76"), Decimal("37.64"),
    ]  # fmt: skip


def test_a_constant_service_at_its_target_passes():
    always = analyse([100] * 14, improvement="increase", target=100)
    assert (always.variation, always.assurance) == ("common_cause", "pass")
    assert analyse([100] * 14, improvement="decrease", target=99).assurance == "fail"


@pytest.mark.parametrize(
    "values",
    [[5] * 14, [5] * 13 + [9], [100] * 9 + [92] + [100] * 5],
    ids=["same", "one", "capped"],
)
def test_screening_that_leaves_nothing_is_not_done(values):
    screened = analyse(values, improvement="increase", screen_outliers=True)
    assert screened == analyse(values, improvement="increase")


def test_periods_without_a_figure_are_left_out_and_said():
    values = [20, 24, None, 20, 26, 22, 16, 18, 16, 31, 28, 34, 26, 30]
    gaps = analyse(values, improvement="increase", rebase_at=[3])
    without = analyse([v for v in values if v is not None], improvement="increase", rebase_at=[2])
    assert gaps.points == without.points
    assert "has_gaps" in gaps.warnings
    assert "has_gaps" not in without.warnings
    assert "provisional_limits" in gaps.warnings  # the second group has eleven points


@pytest.mark.parametrize("index", [-1, 3, 2])
def test_what_is_no_observation_cannot_be_rebased_at(index):
    with pytest.raises(ValueError, match="no observation at index"):
        analyse([1, 2, None], improvement="increase", rebase_at=[index])


def test_what_is_no_number_is_refused():
    for odd in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="holds numbers"):
            analyse([1, Decimal(odd)], improvement="increase")


def test_large_numbers_are_numbers():
    assert analyse([Decimal("1E+3"), 1000], improvement="increase").points[0].mean == 1000


def test_an_unknown_direction_and_a_baseline_or_run_of_one_are_refused():
    with pytest.raises(ValueError, match="sideways"):
        analyse([1, 2], improvement="sideways")
    for said in ({"baseline_n": 1}, {"rules": RuleSet(1, 7)}, {"rules": RuleSet(7, 1)}):
        with pytest.raises(ValueError, match="at least two points"):
            analyse([1, 2], improvement="increase", **said)


STEADY = [1, 0] * 6  # as a baseline: mean 0.5, limits -2.16 and 3.16, two thirds at 2.27


def with_rule(rule, later, rules):
    """The places, counted from the end of the baseline, of the points that meet the rule."""
    found = analyse([*STEADY, *later], improvement="increase", baseline_n=12, rules=rules)
    return [place - 12 for place, point in enumerate(found.points) if rule in point.rules]


@pytest.mark.parametrize("length", [5, 6, 7, 8])
def test_runs_are_as_long_as_is_asked(length):
    one_side, rising = [1] * length, [number / 100 for number in range(1, length)]
    assert with_rule("shift", one_side, RuleSet(shift_n=length)) == list(range(length))
    assert with_rule("shift", one_side, RuleSet(shift_n=length + 1)) == []
    assert with_rule("trend", rising, RuleSet(trend_n=length)) == list(range(-1, length - 1))
    assert with_rule("trend", rising, RuleSet(trend_n=length + 1)) == []


@pytest.mark.parametrize(
    ("later", "usual", "with_outer"),
    [
        ([3, 1, 4], [], [0, 2]),  # one near a limit and one beyond it
        ([4, 1, 4], [], [0, 2]),
        ([3, 1, 3], [0, 2], [0, 2]),
        ([3, 0, 4], [], []),  # never on both sides of the mean
        ([1, 1, 4], [], []),
    ],
)
def test_a_point_beyond_a_limit_counts_in_two_of_three_only_where_that_is_asked(
    later, usual, with_outer
):
    assert with_rule("two_in_three", later, RuleSet()) == usual
    assert with_rule("two_in_three", later, RuleSet(two_sigma_counts_outer=True)) == with_outer


def test_a_limit_beyond_what_a_figure_can_be_still_decides():
    """E7: with an upper limit of 101.2 a target of 100 is within reach of chance, not missed."""
    almost = [98, 99, 97, 98, 99, 98, 97, 99, 98, 97, 98, 99, 98]
    found = analyse(almost, improvement="increase", target=100)
    assert found.points[-1].upper > 100
    assert found.assurance == "inconsistent"
    rare = analyse([100 - one for one in almost], improvement="decrease", target=0)
    assert rare.points[-1].lower < 0
    assert rare.assurance == "inconsistent"


def test_nothing_says_nothing():
    nothing = analyse([], improvement="increase", target=90)
    assert (nothing.points, nothing.variation, nothing.assurance) == ((), "common_cause", None)
    one = analyse([4], improvement="increase", target=90)
    assert (one.points[0].lower, one.points[0].rules, one.assurance) == (None, (), None)


def test_a_tie_is_decided_in_whole_numbers():
    """0.1 and 0.2 are no tenths as floats; the mean of 0.1, 0.2 and 0.3 is 0.2 all the same."""
    series = analyse([0.1, 0.2, 0.3] * 5, improvement="increase")
    assert [point.value == point.mean for point in series.points] == [False, True, False] * 5
    assert series.points[0].mean == Decimal("0.2")


MIRROR = {
    "special_cause_improvement": "special_cause_improvement",
    "special_cause_concern": "special_cause_concern",
    "special_cause_neutral_high": "special_cause_neutral_low",
    "special_cause_neutral_low": "special_cause_neutral_high",
    "common_cause": "common_cause",
}
TURNED = {"increase": "decrease", "decrease": "increase", "neutral": "neutral"}


@given(values=SERIES, improvement=st.sampled_from(list(TURNED)), target=st.integers(0, 15))
def test_seen_from_below_it_is_the_same(values, improvement, target):
    seen = analyse(values, improvement=improvement, target=target)
    turned = analyse([-v for v in values], improvement=TURNED[improvement], target=-target)
    assert [MIRROR[point.label] for point in seen.points] == [p.label for p in turned.points]
    assert [point.rules for point in seen.points] == [point.rules for point in turned.points]
    assert seen.assurance == turned.assurance


@given(
    values=SERIES, factor=st.sampled_from(["0.001", "3", "250"]), more=st.integers(-50, 50),
    screen=st.booleans(),
)  # fmt: skip
def test_the_unit_changes_no_label(values, factor, more, screen):
    scaled = [value * Decimal(factor) + more for value in values]
    one = analyse(values, improvement="increase", target=7, screen_outliers=screen)
    other = analyse(
        scaled, improvement="increase", target=7 * Decimal(factor) + more, screen_outliers=screen
    )
    assert [p.rules for p in one.points] == [p.rules for p in other.points]
    assert (one.variation, one.assurance) == (other.variation, other.assurance)


@given(first=SERIES, second=SERIES)
def test_a_group_knows_nothing_of_another(first, second):
    both = analyse([*first, *second], improvement="increase", rebase_at=[len(first)])
    alone = analyse(second, improvement="increase")
    found = both.points[len(first) :]
    assert [(p.mean, p.lower, p.rules) for p in found] == [
        (p.mean, p.lower, p.rules) for p in alone.points
    ]


SCALES = st.sampled_from(["0.001", "3", "250"]).map(Decimal)
LIMITS = ("mean", "lower", "upper")


def limits_of(analysis):
    return [getattr(point, name) for point in analysis.points for name in LIMITS]


@given(
    values=SERIES, factor=SCALES, more=st.integers(-50, 50), screen=st.booleans(),
    first=st.sampled_from([None, 2, 12]), improvement=st.sampled_from(list(TURNED)),
)  # fmt: skip
def test_limits_scale_and_shift_with_the_values(values, factor, more, screen, first, improvement):
    said = {"improvement": improvement, "screen_outliers": screen, "baseline_n": first}
    one = analyse(values, **said)
    other = analyse([value * factor + more for value in values], **said)
    expected = [None if limit is None else limit * factor + more for limit in limits_of(one)]
    for limit, wanted in zip(limits_of(other), expected, strict=True):
        assert limit == wanted or abs(limit - wanted) < Decimal("1e-20")
    assert [p.label for p in one.points] == [p.label for p in other.points]


@given(values=SERIES, screen=st.booleans())
def test_limits_mirror_too(values, screen):
    seen = analyse(values, improvement="increase", screen_outliers=screen)
    turned = analyse([-v for v in values], improvement="decrease", screen_outliers=screen)
    for one, other in zip(seen.points, turned.points, strict=True):
        assert (one.mean, one.direction) == (-other.mean, -other.direction)
        assert one.lower is None or (one.lower, one.upper) == (-other.upper, -other.lower)


@given(values=SERIES, more=SERIES, first=st.integers(2, 20), screen=st.booleans())
def test_limits_of_a_baseline_know_nothing_of_what_comes_later(values, more, first, screen):
    said = {"improvement": "increase", "baseline_n": first, "screen_outliers": screen}
    base = [*values, *values, *values][:first] + [Decimal(1)] * (first - 3 * len(values))
    now, later = analyse(base, **said), analyse([*base, *more], **said)
    assert limits_of(now) == limits_of(later)[: 3 * len(base)]
    assert len({point[1:4] for point in later.points}) == 1


@given(values=SERIES)
def test_the_kind_of_number_and_of_list_changes_nothing(values):
    """Quarters are the same as decimals, fractions of two as floats, and in a tuple."""
    told = analyse(values, improvement="increase", target=Decimal(7))
    assert told == analyse(tuple(map(float, values)), improvement="increase", target=7.0)
    assert told == analyse(
        [value.normalize() for value in values], improvement="increase", target=7
    )


@given(values=SERIES)
def test_limits_lie_round_the_mean_and_screening_only_narrows_them(values):
    wide = analyse(values, improvement="increase")
    narrow = analyse(values, improvement="increase", screen_outliers=True)
    for one, other in zip(wide.points, narrow.points, strict=True):
        assert one.mean == other.mean
        if one.lower is not None:
            assert one.lower <= other.lower <= other.mean <= other.upper <= one.upper


@given(values=SERIES, places=st.sets(st.integers(0, 60)), improvement=st.sampled_from(list(TURNED)))
def test_gaps_anywhere_change_no_point(values, places, improvement):
    gappy = list(values)
    for place in sorted(places):
        gappy.insert(min(place, len(gappy)), None)
    with_gaps = analyse(gappy, improvement=improvement)
    assert with_gaps.points == analyse(values, improvement=improvement).points
    assert ("has_gaps" in with_gaps.warnings) == bool(places)
