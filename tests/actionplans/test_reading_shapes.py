"""Plans in the shapes that people give them; each is read as the same two or three actions."""

from datetime import date

import pytest

from actionplans.importing import read_pasted
from tests.actionplans.plan_files import HEADER, C, H, csv_file, excel, line, plain, read, word

A = line("V001", "Name a champion.")
B = line("V002", "Form a group.")
D = line("R001", "Look for prizes.")
RA = (
    "Visibility",
    "V001",
    "Name a champion.",
    "HR",
    "Spring 2027",
    None,
    "The first step is taken.",
)
RB = ("Visibility", "V002", "Form a group.", "HR", "Spring 2027", None, "The first step is taken.")
RD = (
    "Recognition",
    "R001",
    "Look for prizes.",
    "HR",
    "Spring 2027",
    None,
    "The first step is taken.",
)
MEMBERS = [["Name", "Role", "Area"], ["A member", "Chair", "Workshops"], ["Another", "", "Labs"]]
THEMED = ["Theme", *HEADER]
NONE = [""] * 5
ON = C("", down="continue")


def merged(text: str, across: int = 6) -> list[C]:
    return [C(text, across=across)]


def alone(text: str) -> list[str]:
    return [text, *NONE]


SHAPES = {
    "theme rows merged over all columns": word(
        [merged("Visibility"), HEADER, A, B, merged("Recognition"), HEADER, D]
    ),
    "headers not repeated": word([HEADER, merged("Visibility"), A, B, merged("Recognition"), D]),
    "a table for each theme below its heading": word(
        H("Visibility"), [HEADER, A, B], H("Recognition"), [HEADER, D]
    ),
    "numbered headings": word(
        H("Theme 1: Visibility"), [HEADER, A, B], H("2. RECOGNITION"), [HEADER, D]
    ),
    "paragraphs as headings": word("Visibility", [HEADER, A, B], "Recognition", [HEADER, D]),
    "a second table without its header": word(
        H("Visibility"), [HEADER, A, B], H("Recognition"), [D]
    ),
    "headers repeated on each page": word(
        [merged("Visibility"), HEADER, A, HEADER, B, merged("Recognition"), HEADER, D]
    ),
    "a theme column merged downwards": word(
        [THEMED, [C("Visibility", down="restart"), *A], [ON, *B],
         ["Recognition", *D]]
    ),
    "a theme column filled in once": word(
        [THEMED, ["Visibility", *A], ["", *B], ["Recognition", *D]]
    ),
    "numbered theme rows that look like actions": word(
        [["Ref", "Objective", "Lead", "Deadline", "Progress", "Comments"],
         ["1", "Visibility", *NONE[:4]], *[[row[1], row[0], *row[2:]] for row in (A, B)],
         ["2.", "Recognition", *NONE[:4]], [D[1], D[0], *D[2:]]]
    ),
    "theme rows of two cells above each table": word(
        [[C("Theme 1", across=2), C("Visibility", across=4)], HEADER, A, B],
        [[C("Theme 2", across=2), C("Recognition", across=4)], HEADER, D],
    ),
    "tables to leave alone around it": word(
        H("Contents"), [["1", "Plan"], ["2", "Members"]], H("Working group"), MEMBERS,
        H("Visibility"), [HEADER, A, B], H("Recognition"), [HEADER, D],
        [["Theme", "Actions", "Green", "Amber", "Red"], ["Visibility", "2", "0", "0", "0"]],
        [["Risk", "Action", "Owner"], ["Nobody comes", "Send reminders", "HR"]],
    ),
    "totals below the actions": word(
        [HEADER, merged("Visibility"), A, B, merged("Recognition"), D,
         ["Total actions: 3", "", "", "", "", "3"]]
    ),
    "rows broken over a page": word(
        H("Visibility"), [HEADER, ["Name a", "V001", "HR", "Spring 2027", "", "The first"]], "",
        [["champion.", "", "", "", "", "step is taken."], B], H("Recognition"), [HEADER, D],
    ),
    "rows merged downwards": word(
        [merged("Visibility"), HEADER,
         [C("Name a champion.", down="restart"), C("V001", down="restart"), "HR", "Spring 2027",
          "", "The first"],
         [ON, ON, "", "", "", "step is taken."], B,
         merged("Recognition"), D]
    ),
    "an owner merged over two actions": word(
        [merged("Visibility"), HEADER, [*A[:2], C("HR", down="restart"), *A[3:]],
         [*B[:2], ON, *B[3:]], merged("Recognition"), D]
    ),
    "two rows of headers": word(
        [[C("Action", down="restart"), C("Ref", down="restart"), C("Responsible", across=2),
          C("By when", down="restart"), C("RAG", down="restart"), C("Update", down="restart")],
         [ON, ON, "Lead", "Support", ON, ON, ON],
         *[[*row[:2], row[2], "", *row[3:]] for row in (A, B, D)]]
    ),
    "groups of columns above the headers": word(
        [[C("What we plan", across=4), C("How it goes", across=2)], HEADER, A, B, D]
    ),
    "columns in another order and with others between": word(
        [["No.", "RAG", "Planned action", "Success measure", "By whom", "Timeframe", "Comments"],
         *[[row[1], row[4], row[0], "Seen by all", row[2], row[3], row[5]] for row in (A, B, D)]]
    ),
    "a workbook with theme rows": excel(
        ("Action plan", [alone("Our action plan 2027"), [], alone("Visibility"), HEADER, A, B,
                         alone("Recognition"), HEADER, D]),
    ),
    "a workbook with merged theme rows": excel(
        ("Plan", [alone("Visibility"), HEADER, A, B, alone("Recognition"), D]),
        merged=("A1:F1", "A5:F5"),
    ),
    "a sheet for each theme": excel(("1 Visibility", [HEADER, A, B]), ("Recognition", [HEADER, D])),
    "a workbook with two rows of headers": excel(
        ("Plan", [["Theme", "Action", "Ref", "Responsible", "", "By when", "RAG", "Update"],
                  ["", "", "", "Lead", "Support", "", "", ""],
                  ["Visibility", *A[:3], "", *A[3:]], ["", *B[:3], "", *B[3:]],
                  ["Recognition", *D[:3], "", *D[3:]]]),
        merged=("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "A3:A4"),
    ),
    "a workbook that begins in the middle of the sheet": excel(
        ("Sheet1", [[], [], ["", "", *THEMED], ["", "", "Visibility", *A], ["", "", "", *B], [],
                    ["", "", "Recognition", *D]]),
    ),
    "other tables on the sheet": excel(
        ("Plan", [*MEMBERS, [], alone("Visibility"), HEADER, A, B, [], alone("Recognition"), D, [],
                  ["Green", "32"], ["Amber", "5"]]),
    ),
    "CSV with a theme column": csv_file(
        [THEMED, ["Visibility", *A], ["", *B], ["Recognition", *D]]
    ),
    "CSV with theme rows": csv_file([alone("Visibility"), HEADER, A, B, alone("Recognition"), D]),
    "CSV with semicolons below a title": csv_file(
        [["Plan, 2027"], THEMED, ["Visibility", *A], ["Visibility", *B], ["Recognition", *D]],
        separator=";", encoding="cp1252",
    ),
    "CSV with tabs in UTF-16": csv_file(
        [THEMED, ["Visibility", *A], ["Visibility", *B], ["Recognition", *D]],
        separator="\t", encoding="utf-16",
    ),
    "CSV without headers": csv_file([["Visibility", *A], ["Visibility", *B], ["Recognition", *D]]),
    "CSV that names its separator": b"sep=|\r\n" + csv_file(
        [THEMED, ["Visibility", *A], ["", *B], ["Recognition", *D]], separator="|"
    ),
}  # fmt: skip
ENDING = {
    "CSV": "plan.csv",
    "a workbook": "plan.xlsx",
    "a sheet": "plan.xlsx",
    "other": "plan.xlsx",
}


def ending(shape: str) -> str:
    return next((name for start, name in ENDING.items() if shape.startswith(start)), "plan.docx")


@pytest.mark.parametrize("shape", SHAPES)
def test_a_plan_is_read_in_each_shape(shape):
    plan = read(ending(shape), SHAPES[shape])
    assert plain(plan) == [RA, RB, RD]
    assert [row.warnings for row in plan.rows] == [[], [], []]


def test_there_are_shapes_enough():
    assert len(SHAPES) >= 25


def pasted(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td><p class=MsoNormal>{cell}</p></td>" for cell in row) for row in rows)
    return "<table><tr>" + "</tr><tr>".join(cells) + "</tr></table>"


PASTED = {
    "below a heading": "<h2>Visibility</h2>" + pasted([HEADER, A, B]),
    "theme in a cell that reaches down": (
        "<table><tr><td>Theme</td>" + pasted([HEADER])[11:-8]
        + "<tr><td rowspan=2><p>Visibility</p></td>" + pasted([A, B])[11:]
    ),
    "theme over all columns": "<table><tr><td colspan=6><b>Visibility</b></td></tr>"
    + pasted([HEADER, A, B])[7:],
    "text with tabs": "\n".join("\t".join(row) for row in (["Visibility"], HEADER, A, B)),
}  # fmt: skip


@pytest.mark.parametrize("shape", PASTED)
def test_a_pasted_table_is_read(shape):
    assert plain(read_pasted(PASTED[shape])) == [RA, RB]


def test_a_pasted_cell_keeps_its_colour_and_lines():
    html = (
        "<table><tr><th>Action<th>Ref<th>RAG<th>Status</tr><tr><td>Name a\nchampion.<td>V001"
        "<td style='background:#92D050;padding:0'><p>&nbsp;</p><td><p>First.</p><p>Second.</p></tr>"
        "<tr><td>Form a group.<td>V002<td bgcolor=red><td><font color=green>All</font></table>"
    )
    first, second = read_pasted(html).rows
    assert (first.text, first.rag, first.status) == ("Name a champion.", "green", "First.\nSecond.")
    assert (second.rag, second.status) == ("red", "All")


@pytest.mark.parametrize(
    ("heading", "field"),
    [(name, field) for field, names in {
        "text": ["Action", "Planned action", "Objective", "Action / Objective", "ACTIONS:"],
        "reference": ["Reference", "Ref", "Ref.", "No.", "Action no"],
        "owner": ["Owner", "Owner(s)", "Lead", "Responsible", "By whom", "Lead / Owner"],
        "timescale": ["Timescale", "Timeframe", "Deadline", "By when", "Time-scale (term)"],
        "status": ["Status", "Update", "Comments", "Update / Comments"],
    }.items() for name in names],
)  # fmt: skip
def test_a_column_is_known_by_many_names(heading, field):
    known = {"text": 0, "reference": 1, "owner": 2, "timescale": 3, "status": 5}
    header = [*HEADER]
    header[known[field]] = heading
    assert plain(read("plan.csv", csv_file([header, A]))) == [RA]


def test_longer_headings_are_known_by_how_they_begin():
    header = ["Actions to be taken in the first year", "Ref", "Lead and team", "Deadline (term)",
              "RAG at May", "Update for the group"]  # fmt: skip
    assert plain(read("plan.csv", csv_file([header, A]))) == [RA]


def test_an_objective_beside_an_action_is_not_the_action():
    rows = [["Objective", "Action", "Ref No", "No"], ["Be seen", "Name a champion.", "V001", "1"]]
    plan = read("plan.csv", csv_file(rows))
    assert (plan.rows[0].text, plan.rows[0].reference) == ("Name a champion.", "V001")
    assert plan.warnings[0] == "Columns that are not read: “Objective”, “No”."


def test_themes_of_our_own_are_known_by_the_numbers_below_them():
    rows = [["Ref", "Action", "Owner"], ["1", "Our people", ""], ["1.1", "Name one.", "HR"],
            ["2", "Our places", ""], ["2.1", "Name two.", "HR"]]  # fmt: skip
    plan = read("plan.csv", csv_file(rows))
    assert [(row.theme, row.reference) for row in plan.rows] == [
        ("Our people", "1.1"), ("Our places", "2.1"),
    ]  # fmt: skip


def test_an_action_about_a_total_is_an_action():
    rows = [HEADER, line("V001", "Total the figures of all workshops."), ["Total: 1", *NONE]]
    plan = read("plan.csv", csv_file(rows))
    assert [row.text for row in plan.rows] == ["Total the figures of all workshops."]
    assert "Left out, line 3: “Total: 1”." in plan.warnings


def test_several_paragraphs_of_a_cell_stay_apart():
    row = ["Name a\n\n champion.", "V001", "HR\nTCWG", "2027", "", "First.\nSecond."]
    (read_row,) = read("plan.docx", word([HEADER, row])).rows
    assert read_row.text == "Name a\nchampion."
    assert (read_row.owner, read_row.status) == ("HR\nTCWG", "First.\nSecond.")


def test_two_columns_of_time_are_one_timescale():
    rows = [
        [C("Action", down="restart"), C("Timescale", across=2)],
        [ON, "Start", "End"],
        ["Name a champion.", "May 2027", "July 2027"],
    ]
    assert read("plan.docx", word(rows)).rows[0].timescale == "May 2027 – July 2027"


def test_days_of_a_workbook_read_as_they_are_shown():
    content = excel(("Plan", [["Action", "Deadline"], ["Name a champion.", date(2027, 5, 3)]]))
    assert read("plan.xlsx", content).rows[0].timescale == "3 May 2027"


def test_references_are_given_where_there_are_none():
    rows = [
        THEMED,
        ["Visibility", "One.", "", "HR"],
        ["Visibility", "Two.", "V004", "HR"],
        ["Career Development", "Three.", "", "HR"],
        ["Our own theme", "Four.", "", "HR"],
        ["Volunteers", "Five.", "", "HR"],
    ]
    plan = read("plan.csv", csv_file(rows))
    given = ["V005", "V004", "C001", "O001", "L001"]  # the letter of the theme, or one of its name
    assert [row.reference for row in plan.rows] == given
    assert plan.rows[0].warnings == ["It has no reference in the file; it was given V005."]
    assert plan.rows[1].warnings == []


def test_references_in_front_of_the_actions_are_taken():
    rows = [["Action", "Owner"], ["V001: Name a champion.", "HR"], ["V002 Form a group.", "HR"]]
    plan = read("plan.csv", csv_file(rows))
    assert [(row.reference, row.text) for row in plan.rows] == [
        ("V001", "Name a champion."), ("V002", "Form a group."),
    ]  # fmt: skip


def test_what_can_be_read_two_ways_is_said():
    twice = read("plan.csv", csv_file([HEADER, A, line("V001", "Form a group.")])).rows
    assert "is that of line 2 too" in twice[1].warnings[0]
    only = read("plan.csv", csv_file([HEADER, A, alone("Our people and places")])).rows
    assert "Only the action is filled in" in only[1].warnings[0]
    broken = ["", "", "TCWG", "", "", "And more."]
    joined = read("plan.csv", csv_file([HEADER, A, broken])).rows
    assert (joined[0].owner, joined[0].status) == (
        "HR\nTCWG",
        "The first step is taken.\nAnd more.",
    )
    assert "joined with line 3, which has more in its owner" in joined[0].warnings[0]
    page = [
        HEADER,
        line("V001", "Create a Technician"),
        HEADER,
        ["Blog.", "", "", "", "", "More."],
        B,
    ]
    found = read("plan.docx", word(page)).rows
    assert [row.text for row in found] == ["Create a Technician Blog.", "Form a group."]
    assert "which has more in its action" in found[0].warnings[0]


def test_what_is_not_read_is_named():
    header = ["Action", "Owner", "Success measure"]
    plan = read("plan.docx", word(MEMBERS, [header, ["Name a champion.", "HR", "One is named"]]))
    assert plan.warnings[:2] == [
        "A table of 3 rows was left alone; it begins “Name | Role | Area”.",
        "Columns that are not read: “Success measure”.",
    ]


def test_formulas_are_text():
    row = ["=1+1", "V001", "@HR", "-", "", "+44"]
    assert read("plan.csv", csv_file([HEADER, row])).rows[0].text == "=1+1"
    (found,) = read("plan.xlsx", excel(("Plan", [HEADER, row]))).rows
    assert (found.text, found.owner, found.status) == ("=1+1", "@HR", "+44")
    assert "is a formula, and was kept as text" in found.warnings[0]
