"""What a self-assessment works out by itself: shares, bars, changes in words, JSON."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from actionplans.assessments import content, defaults
from actionplans.assessments.content import (
    ActionLine,
    AssessmentContent,
    ConsultationSaid,
    MeasureSaid,
    Part,
    PlanSaid,
    ThemeLines,
)
from actionplans.assessments.counting import Counted, UnitCount, bars, share
from actionplans.assessments.impact import change

LABELS = ("Done", "On the way", "Still to do")


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(6, 83, "7.23"), (1, 8, "12.50"), (0, 5, "0.00"), (5, 5, "100.00"), (0, 0, ""),
     (1, 800, "0.13"), (1, 3, "33.33"), (2, 3, "66.67")],
)  # fmt: skip
def test_a_share_has_two_places_and_is_rounded_half_up(part, whole, percent):
    assert share(part, whole) == percent


def test_headcounts_are_added_up():
    counted = Counted((UnitCount("Sciences", 60, 6), UnitCount("Arts", 23)))
    assert counted.sentence == (
        "83 technicians in 2 units, 6 of them on an apprenticeship (7.23%)."
    )
    assert Counted((UnitCount("Arts", 0),)).sentence == "0 technicians in 1 unit."
    assert Counted().sentence == ""


@given(some.lists(some.tuples(some.integers(0, 500), some.integers(0, 500))))
def test_no_bar_is_wider_than_there_is_room_and_no_part_than_its_whole(numbers):
    units = [UnitCount("", max(pair), min(pair)) for pair in numbers]
    for bar in bars(units):
        assert 0 <= bar.apprentices <= bar.width <= 240


@pytest.mark.parametrize(
    ("first", "second", "said", "words"),
    [
        ("40", "55", {"unit": "%"}, "It rose from 40 to 55%, by 15."),
        ("1250.00", "1000", {"unit": "views"}, "It fell from 1,250 to 1,000 views, by 250 (20%)."),
        ("3", "4", {}, "It rose from 3 to 4, by 1 (33.3%)."),
        ("0", "4", {}, "It rose from 0 to 4, by 4."),
        ("5", "5.0", {"unit": "people"}, "It stayed at 5 people."),
        ("5", None, {}, "Counted once: 5."),
        (None, "5", {}, "Counted once, at the end: 5. There is nothing before it."),
        (None, None, {}, "Not counted yet."),
        ("5", None, {"reason": "nobody answered."}, "There is too little to say: nobody answered."),
    ],
)
def test_a_change_is_said_in_words(first, second, said, words):
    numbers = [one and Decimal(one) for one in (first, second)]
    assert change(*numbers, **said) == words


def _plan(*actions: ActionLine) -> PlanSaid:
    themes = (ThemeLines("V", "Visibility", actions), ThemeLines("R", "Recognition"))
    return PlanSaid("Plan", 1, "1 October 2025", "30 September 2027", 24, *LABELS, themes)


def _content() -> AssessmentContent:
    action = ActionLine("V001", "Name a champion", "HR", "Summer 2027", "red", "No money.")
    heard = ConsultationSaid("5 March 2026", "Survey", "All", 40, "More", "Visibility", "V001", "N")
    return AssessmentContent(
        "Kept", "Lee", "Lead", "lee@kept.example", "1", 2, 1, "https://kept.example",
        (Part(1, "rag", "rag", "RAG", "Much."),), Counted((UnitCount("Arts", 3, 1),)),
        _plan(action), None, (MeasureSaid("Seen", "1", "2", "It rose.", ("V001",)),), (), (heard,),
    )  # fmt: skip


def test_content_comes_back_from_json_as_it_was():
    said = _content()
    assert content.from_json(said.to_json()) == said
    stored = said.to_json() | {"of_another_version": 1, "next_plan": said.to_json()["plan"]}
    del stored["measures"]
    read = content.from_json(stored)
    assert (read.next_plan, read.measures) == (said.plan, ())


def test_a_plan_says_how_it_stands():
    rated = [ActionLine(f"V00{n}", "", "", "", one) for n, one in enumerate(["green", "red", ""])]
    said = _plan(*rated)
    assert said.line == (
        "Total Actions: 3, Done: 1 / 34%, On the way: 0 / 0%, Still to do: 1 / 33%, "
        "Not yet rated: 1 / 33%"
    )
    assert [one.reference for one in said.reds] == ["V001"]
    assert [theme.totals.total for theme in said.themes] == [3, 0]
    assert _plan().line.startswith("Total Actions: 0,")


def test_coverage_counts_themes_and_names_those_without():
    said = _content()
    assert [(one.theme, one.times, one.people) for one in said.coverage] == [
        ("Visibility", 1, 40),
        ("Recognition", 0, 0),
    ]
    assert [one.reference for one in said.you_said] == ["V001"]


def test_the_wording_that_comes_with_kept_has_every_kind_in_the_order_of_the_scheme():
    assert [one["kind"] for one in defaults.questions()] == [
        "organisation", "structures", "approach", "approach", "approach", "rag", "next_plan",
        "voice", "publication", "signatures",
    ]  # fmt: skip
    assert all(one["guidance"] and one["title"] for one in defaults.questions())
