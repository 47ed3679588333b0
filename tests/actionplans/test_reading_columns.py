"""Columns as other institutions head them, and what two of them say together."""

import pytest

from tests.actionplans.plan_files import csv_file, read


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Action owner(s)", "owner"), ("Action leads", "owner"), ("Staff responsible", "owner"),
        ("Action due date", "timescale"), ("End date", "timescale"),
        ("Target completion", "timescale"), ("Current status", "status"),
        ("Actions taken", "status"), ("#", "reference"),
    ],
)  # fmt: skip
def test_a_column_is_known_by_more_names(heading, field):
    plan = read("plan.csv", csv_file([["Action", heading], ["Name a champion.", "May 2027"]]))
    assert getattr(plan.rows[0], field) == "May 2027"
    assert plan.rows[0].text == "Name a champion."


def test_a_start_and_an_end_are_one_timescale_and_a_start_alone_is_none():
    begins = ["Action", "Start date", "Deadline"]
    plan = read("plan.csv", csv_file([begins, ["Name a champion.", "May 2027", "July 2027"]]))
    assert plan.rows[0].timescale == "May 2027 – July 2027"
    plan = read("plan.csv", csv_file([["Action", "Owner", "Start"], ["Name one.", "HR", "2027"]]))
    assert (plan.rows[0].owner, plan.rows[0].timescale) == ("HR", "")
    assert plan.warnings[0] == "Columns that are not read: “Start”."


def test_an_activity_beside_an_objective_is_the_action():
    rows = [["Objective", "Planned activity", "Lead"], ["Be seen", "Name a champion.", "HR"]]
    assert read("plan.csv", csv_file(rows)).rows[0].text == "Name a champion."


def test_states_beside_notes_are_ratings_and_what_is_unclear_is_said():
    states = ["Complete", "On track", "Not started", "Deferred", "TBC"]
    rows = [["Action", "Ref", "Status", "Notes"]]
    rows += [[f"Do {at}.", f"V00{at}", state, "Live."] for at, state in enumerate(states, 1)]
    plan = read("plan.csv", csv_file(rows))
    assert [row.rag for row in plan.rows] == ["green", None, "red", None, None]
    assert {row.status for row in plan.rows} == {"Live."}
    said = [row.warnings[0] if row.warnings else "" for row in plan.rows]
    unclear = "The rating “{}” is not clear. Choose red, amber or green."
    assert said == ["", unclear.format("On track"), "", unclear.format("Deferred"), ""]


def test_reports_beside_notes_stay_reports():
    report = "Done in part, and the rest is with the faculties now."
    rows = [["Action", "Ref", "Status", "Notes"], ["Do it.", "V001", "Complete", ""]]
    plan = read("plan.csv", csv_file([*rows, ["Do that.", "V002", report, "Live."]]))
    assert plan.rows[1].status == f"{report}\nLive."
