"""The plan of 44 actions, broken over pages as the source's is, read with no correction by hand."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from actionplans.importing import read_plan

FILES = Path(__file__).resolve().parent.parent / "data" / "action-plans"
COLOURED = ("action-plan-44-invented-colours.docx", "action-plan-44-invented-colours.xlsx")


def expected() -> list[dict[str, str]]:
    with (FILES / "action-plan-44.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", [*COLOURED, "action-plan-44.csv"])
def test_the_plan_of_44_actions_is_read_as_it_stands(name):
    plan = read_plan(FILES / name)
    read = [
        (one.theme, one.reference, one.text, one.owner, one.timescale, one.status)
        for one in plan.rows
    ]
    names = ("Theme", "Reference", "Action", "Owner", "Timescale", "Status")
    assert read == [tuple(row[name] for name in names) for row in expected()]
    assert Counter(one.theme for one in plan.rows) == {
        "Visibility": 11, "Recognition": 11, "Career Development": 7, "Sustainability": 10,
        "Evaluating Impact": 5,
    }  # fmt: skip
    assert plan.warnings == []
    assert [one.warnings for one in plan.rows if one.warnings] == []


@pytest.mark.parametrize("name", COLOURED)
def test_its_ratings_come_from_the_colours_of_the_cells(name):
    plan = read_plan(FILES / name)
    assert Counter(one.rag for one in plan.rows) == {"green": 32, "amber": 5, "red": 7}
    red = [one.reference for one in plan.rows if one.rag == "red"]
    assert red == ["V008", "C005", "C006", "S004", "I003", "I004", "I005"]


def test_a_colour_that_csv_does_not_have_is_not_made_up():
    ratings = [one.rag for one in read_plan(FILES / "action-plan-44.csv").rows]
    assert ratings == ["green"] * 3 + [None] * 41


def test_each_action_says_where_in_the_file_it_stands():
    first, last = (read_plan(FILES / COLOURED[0]).rows[at] for at in (0, -1))
    assert (first.place, last.place) == ("table 1, row 3", "table 16, row 4")
    assert read_plan(FILES / COLOURED[1]).rows[0].place == "row 5"
