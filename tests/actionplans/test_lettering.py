"""Letters of themes and references of actions that come from a file; what timescales mean."""

from datetime import date

import pytest

from actionplans.lettering import Named, numbered, themes_of
from actionplans.meanings import meaning
from actionplans.timescales import parse

USUAL = [Named("V", "Visibility"), Named("C", "Career Development")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Visibility", "V001"), ("VISIBILITY", "")], ["V Visibility"]),
        ([("Visibility", "1.1")], ["V Visibility"]),
        ([("Careers", "C001"), ("Careers", "C002")], ["C Careers"]),
        ([("Careers", "C001"), ("Pay", "C002")], ["C Careers", "P Pay"]),
        ([("Careers", "")], ["C Careers"]),
        ([("Volunteers", ""), ("Visibility", "")], ["O Volunteers", "V Visibility"]),
        ([("Pay", "1.1"), ("Prizes", "2.1")], ["P Pay", "R Prizes"]),
        ([("Pay", "A001"), ("Prizes", "A002")], ["P Pay", "R Prizes"]),
        ([("Training", "TR1")], ["TR Training"]),
        ([("", "A001")], ["A Actions"]),
        ([("", "")], ["A Actions"]),
        ([("Οραση", "")], ["A Οραση"]),
    ],
)
def test_each_theme_has_a_letter_of_its_own(rows, expected):
    found = themes_of(rows, [], USUAL)
    assert [f"{one.letter} {one.name}" for one in found.values()] == expected


def test_a_theme_that_is_there_keeps_its_letter_and_another_does_not_take_it():
    there = [Named("X", "Careers"), Named("P", "Prizes")]
    found = themes_of([("careers", "C001"), ("Pay", "1")], there, USUAL)
    assert list(found.values()) == [Named("X", "Careers"), Named("A", "Pay")]


def test_more_themes_than_letters_still_have_one_each():
    found = themes_of([(f"{number}", "") for number in range(60)], [], USUAL)
    assert len({one.letter for one in found.values()}) == 60
    assert max(len(one.letter) for one in found.values()) == 2


def test_references_go_on_after_those_there_are():
    rows = [("V", ""), ("V", "V007"), ("V", ""), ("R", "1.1"), ("R", ""), ("S", "")]
    said = numbered(rows, {"S": 4})
    assert said == ["V008", "V007", "V009", "1.1", "R001", "S005"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Spring 2019", "1 March to 31 May 2019"),
        ("Winter 2018", "1 December 2018 to 28 February 2019"),
        ("By the end of May 2019", "by 31 May 2019"),
        ("11 December 2020", "by 11 December 2020"),
        ("Starting Summer 2019", "from 1 June 2019"),
        ("Ongoing", "ongoing; no end is known"),
        ("As appropriate", "as appropriate; no dates"),
        ("Autumn 2018 & 2020",
         "1 September to 30 November 2018; 1 September to 30 November 2020"),
        ("Within 12 months", "by 1 October 2026"),
        ("When it suits", "not understood; no dates"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_timescale_means_is_said_in_words(words, said):
    assert meaning(parse(words, signed_on=date(2025, 10, 1))) == said


def test_every_theme_has_a_letter_however_many_there_are():
    rows = [(f"Theme {number}", "") for number in range(800)]
    letters = [one.letter for one in themes_of(rows, [], USUAL).values()]
    assert len(set(letters)) == 800
    assert max(map(len, letters)) == 3
