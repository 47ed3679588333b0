"""Counts and per cents by rating, as the scheme writes them."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.totals import LABELS, Totals, by_theme, per_cents, together, words_of


def test_the_line_is_written_as_the_scheme_writes_it():
    assert Totals(green=32, amber=5, red=7).line() == (
        "Total Actions: 44, Completed actions (Green): 32 / 73%, "
        "Started and/or continuing actions (Amber): 5 / 11%, "
        "Did not start and/or redefined (Red): 7 / 16%"
    )


def test_unrated_actions_are_counted_apart():
    assert Totals(green=3, unrated=41).line() == (
        "Total Actions: 44, Completed actions (Green): 3 / 7%, "
        "Started and/or continuing actions (Amber): 0 / 0%, "
        "Did not start and/or redefined (Red): 0 / 0%, Not yet rated: 41 / 93%"
    )


def test_a_rating_is_called_by_its_colour_where_its_label_names_it_and_else_by_the_label():
    own = {**LABELS, "red": "To do", "green": "Nearly (Amber)"}
    assert words_of(own) == {
        "green": "Nearly (Amber)", "amber": "Amber", "red": "To do", "unrated": "Not yet rated",
        "": "Not yet rated",
    }  # fmt: skip


def test_a_plan_has_labels_of_its_own():
    own = {**LABELS, "red": "Still to be carried out (Red)"}
    assert Totals(red=2).line(own).endswith("Still to be carried out (Red): 2 / 100%")
    assert Totals(red=2).line({"red": "To do"}).endswith("(Amber): 0 / 0%, To do: 2 / 100%")


def test_a_plan_without_actions_has_zeros():
    assert Totals().line() == (
        "Total Actions: 0, Completed actions (Green): 0 / 0%, "
        "Started and/or continuing actions (Amber): 0 / 0%, "
        "Did not start and/or redefined (Red): 0 / 0%"
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([32, 5, 7, 0], [73, 11, 16, 0]),
        ([1, 1, 1, 0], [34, 33, 33, 0]),  # half up would say 99
        ([1, 1, 1, 1], [25, 25, 25, 25]),
        ([5, 1, 1, 0], [72, 14, 14, 0]),  # half up would say 99
        ([1, 5, 2, 0], [12, 63, 25, 0]),  # half up would say 101; the larger is rounded up
        ([0, 0, 0, 3], [0, 0, 0, 100]),
        ([0, 999, 1, 0], [0, 100, 0, 0]),
    ],
)
def test_per_cents_add_up(counts, expected):
    assert per_cents(counts) == expected


@given(st.lists(st.integers(0, 500), min_size=1, max_size=5))
def test_per_cents_are_as_near_as_adding_up_allows(counts):
    total, found = sum(counts), per_cents(counts)
    assert sum(found) == (100 if total else 0)
    exact = [Decimal(100 * count) / max(total, 1) for count in counts]
    assert all(abs(one - whole) < 1 for one, whole in zip(exact, found, strict=True))
    half_up = [int(one.quantize(Decimal(1), ROUND_HALF_UP)) for one in exact]
    if sum(half_up) == 100:
        assert found == half_up


def test_themes_keep_their_order_and_add_up_to_the_plan():
    actions = [
        ("Recognition", "green"), ("Visibility", "red"), ("Recognition", None), ("Other", ""),
        ("Recognition", "amber"), ("Visibility", "green"),
    ]  # fmt: skip
    found = by_theme(actions, ["Visibility", "Sustainability", "Recognition"])
    assert list(found.items()) == [
        ("Visibility", Totals(green=1, red=1)),
        ("Sustainability", Totals()),
        ("Recognition", Totals(green=1, amber=1, unrated=1)),
        ("Other", Totals(unrated=1)),
    ]
    assert together(found.values()) == Totals(green=2, amber=1, red=1, unrated=2)
    assert together([]) == Totals()


def test_what_is_no_rating_or_no_count_is_refused():
    with pytest.raises(ValueError, match=r"“blue” is none of green, amber, red, unrated\."):
        by_theme([("Visibility", "blue")])
    with pytest.raises(ValueError, match=r"There cannot be fewer than 0 actions\."):
        Totals(green=2, red=-1)
