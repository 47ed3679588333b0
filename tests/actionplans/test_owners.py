"""Owners as plans write them, taken apart into names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplans.owners import split
from kpis.sentences import bare

KNOWN = {"learning and teaching", "finance", "estates and facilities", "hr", "it services", "x y"}
CASES = [
    ("", []),
    ("TCWG", ["TCWG*"]),
    ("TCWG/HR", ["TCWG*", "HR"]),
    ("TCWG / HR / Technicians", ["TCWG*", "HR", "Technicians"]),
    ("HR with Technicians", ["HR*", "Technicians"]),
    ("HR, with support from Finance", ["HR*", "Finance"]),
    ("Schools supported by PSDs", ["Schools*", "PSDs"]),
    ("Ida Marsh, Owen Reed & Nia Hill", ["Ida Marsh*", "Owen Reed", "Nia Hill"]),
    ("Schools, Divisions, and IS", ["Schools*", "Divisions", "IS"]),
    ("HR & TCWG", ["HR*", "TCWG"]),
    ("HR and Finance", ["HR*", "Finance"]),
    ("Learning and Teaching", ["Learning and Teaching*"]),
    ("Learning and Teaching/HR", ["Learning and Teaching*", "HR"]),
    ("Head of Research and Innovation", ["Head of Research and Innovation*"]),
    ("Finance, Estates and Facilities", ["Finance*", "Estates and Facilities"]),
    ("TCWG (Chair/Champion)", ["TCWG (Chair/Champion)*"]),
    ("TCWG Sub-group", ["TCWG Sub-group*"]),
    ("O4S Strand 3", ["O4S Strand 3*"]),
    ("HR, Finance (lead)", ["HR", "Finance*"]),
    ("Lead: HR; Support: Finance", ["HR*", "Finance"]),
    ("Finance; led by HR", ["Finance", "HR*"]),
    ("HR\nFinance", ["HR*", "Finance"]),
    ("HR / hr / Finance", ["HR*", "Finance"]),
    ("HR and/or TCWG", ["HR*", "TCWG"]),
    ("x, y", ["x, y*"]),
    ("Leadership team", ["Leadership team*"]),
    ("/ ;", []),
]


def is_known(name: str) -> bool:
    return bare(name) in KNOWN


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_owners_are_told_apart(words, expected):
    assert [f"{one.text}{'*' if one.is_lead else ''}" for one in split(words, is_known)] == expected


@given(st.text(alphabet="ab AND&/,;()\n+with", max_size=80))
def test_one_leads_whatever_is_written_and_no_word_is_made_up(words):
    names = split(words, is_known)
    assert [one.is_lead for one in names].count(True) == bool(names)
    assert all(one.text in words for one in names)
