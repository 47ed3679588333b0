"""What others would find in a plan, and what only looks like it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.checking import Advice, Row, check, left_over
from actionplans.timescales import parse


def row(reference: str = "V001", **said) -> Row:
    """An action with which nothing is wrong in round 3, but for what is said."""
    usual = {"rating": "amber", "words": "Drafted.", "timescale": "May 2030", "updated_in": 3}
    facts = usual | said
    return Row(reference=reference, **facts | {"timescale": parse(facts["timescale"])})


def codes(*rows: Row, rounds: int = 3) -> list[str]:
    return [advice.code for advice in check(rows, rounds=rounds)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("The portal is not yet open.", "not yet"),
        ("It hasn’t yet been shared.", "hasn't yet"),
        ("A date has yet to be agreed.", "yet to be"),
        ("Visits were put on  hold.", "on hold"),
        ("ON HOLD", "on hold"),
        ("Further\nwork is required.", "further work"),
        ("More work is needed.", "more work"),
        ("Further work has not been completed.", "further work"),
        ("Further work is needed since the survey was completed.", "further work"),
        ("Not done. Further work follows.", "further work"),
        ("If not, further work follows.", "further work"),
        ("It is not on hold, but further work is planned.", "further work"),
        ("No further work is needed; it is not yet shared.", "not yet"),
        ("Notes on holding events. The network furthers work.", ""),
        ("It is no longer on hold.", ""),
        ("The visits are not on hold.", ""),
        ("It isn’t currently on hold.", ""),
        ("It was never put on hold.", ""),
        ("No further work needed.", ""),
        ("No further work is required.", ""),
        ("This does not require any further work.", ""),
        ("It closed without further work.", ""),
        ("There is no need for further work.", ""),
        ("Further work is not needed.", ""),
        ("Further work isn't required.", ""),
        ("Further work on the portal is no longer necessary.", ""),
        ("Further work will not be needed.", ""),
        ("Further work has been completed.", ""),
        ("Further work was successfully completed.", ""),
        ("", ""),
    ],
)
def test_words_that_say_work_is_left(words, said):
    assert left_over(words) == said
    assert codes(row(rating="green", words=words)) == (["left_over"] if said else [])
    assert codes(row(rating="amber", words=words)) == []


def test_a_plan_in_order_gets_no_advice():
    assert check([row("V001"), row("V002", links=("V001",))], rounds=3) == []
    assert check([], rounds=3) == []


def test_each_advice_says_what_and_where():
    rows = [
        row("V001", rating="green", words="On hold."),
        row("V002", rating="red", words=" TBC. "),
        row("V003", updated_in=1),
        row("V004", timescale="Ongoing"),
        row("V005", links=("v001", "C404")),
        *(row(f"R{number:03d}") for number in range(1, 6)),
    ]
    assert check(rows, rounds=3) == [
        Advice(
            "left_over", "V001 is Green, but its text says “on hold”.",
            "If work is left, rate it Amber; if it goes on elsewhere, say where.", ("V001",),
        ),
        Advice(
            "unexplained", "V002 is Red without an explanation.",
            "The scheme asks for one. Say what stood in the way, and what happens next.",
            ("V002",),
        ),
        Advice(
            "forgotten", "V003 has had no update for 2 rounds.",
            "Ask its owners, or write that nothing has changed and why.", ("V003",),
        ),
        Advice(
            "endless", "V004 is ongoing and has no review date.",
            "Choose a day on which to look at it again.", ("V004",),
        ),
        Advice(
            "dangling", "V005 is linked to C404, which is not in this plan.",
            "Correct the reference, or take the link away.", ("V005",),
        ),
    ]  # fmt: skip


def test_red_is_explained_by_words_that_say_something():
    assert codes(row(rating="red", words="The survey was stopped by the closure.")) == []
    assert codes(row(rating="red", words=""), row(rating="", words="")) == ["unexplained"]


@pytest.mark.parametrize(
    ("updated_in", "rating", "expected"),
    [
        (0, "amber", ["forgotten"]), (0, "", ["forgotten"]), (1, "red", ["forgotten"]),
        (2, "amber", []), (3, "amber", []), (0, "green", []),
    ],
)  # fmt: skip
def test_two_rounds_without_an_update_are_noticed(updated_in, rating, expected):
    assert codes(row(updated_in=updated_in, rating=rating)) == expected


@pytest.mark.parametrize(
    ("timescale", "words"),
    [
        ("Ongoing", "V001 is ongoing"), ("As appropriate", "V001 is to be done as appropriate"),
        ("Starting 2019", "V001 starts without an end"),
        ("TBC", "V001 has a timescale without a date"),
        ("Within 12 months", "V001 has a timescale without a date"),
    ],
)  # fmt: skip
def test_without_an_end_a_review_date_is_asked_for(timescale, words):
    advice = check([row(timescale=timescale)], rounds=3)
    assert [one.sentence for one in advice] == [f"{words} and has no review date."]
    assert codes(row(timescale=timescale, review_on=date(2030, 1, 1))) == []
    assert codes(row(timescale=timescale, rating="green")) == []


def test_one_owner_of_more_than_a_third_is_named():
    rows = [
        row("V001", owners=("Working Group", "HR")),
        row("V002", owners=("working  group", "Working Group")),
        row("V003", owners=("HR",)),
        *(row(f"C00{number}", owners=(f"Team {number}",)) for number in (1, 2)),
    ]
    found = check(rows, rounds=3)
    assert [(one.code, one.sentence, one.references) for one in found] == [
        ("one_owner", "Working Group owns 2 of 5 actions.", ("V001", "V002")),
        ("one_owner", "HR owns 2 of 5 actions.", ("V001", "V003")),
    ]
    assert codes(*rows, row("C003")) == []  # 2 of 6 are a third, and no more
    assert codes(row(owners=("HR",))) == []


@given(
    st.lists(st.sampled_from(["not yet", "no", "further work", ".", "on hold", "is not needed"]))
)
def test_any_text_can_be_checked(words):
    text = " ".join(words)
    assert left_over(text) == left_over(text.upper()) == left_over(text.replace(" ", "\n"))
    assert left_over(text) in ("", "not yet", "further work", "on hold")
