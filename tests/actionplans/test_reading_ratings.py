"""Red, amber and green: from words, letters, states, the key, and all the ways to colour a cell."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from actionplans.importing import colours, ratings
from tests.actionplans.plan_files import (
    AMBER,
    GREEN,
    HEADER,
    RED,
    C,
    csv_file,
    excel,
    read,
    saved,
    word,
)

SAID = "The first step is taken."
DRAWN = (
    '<w:drawing><wps:spPr xmlns:wps="http://schemas.microsoft.com/office/word/2010/'
    'wordprocessingShape"><a:solidFill xmlns:a="http://schemas.openxmlformats.org/'
    'drawingml/2006/main"><a:srgbClr val="00B050"/></a:solidFill></wps:spPr></w:drawing>'
)


def action(rag, status=SAID, text="Name a champion.", number=1):
    return [text, f"V{number:03}", "HR", "2027", rag, status]


def rated(rag, *before):
    """The first action of a Word plan with this cell, after other blocks."""
    return read("plan.docx", word(*before, [HEADER, action(rag)])).rows[0]


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("Green", "green"), ("AMBER", "amber"), ("red.", "red"), ("Yellow", "amber"),
        ("G", "green"), ("a", "amber"), ("(R)", "red"), ("Green – done", "green"),
        ("Complete", "green"), ("Completed May 2026", "green"), ("In progress", "amber"),
        ("in-progress", "amber"), ("Ongoing", "amber"), ("Not started", "red"),
        ("Not yet started", "red"), ("Did not start and/or redefined", "red"),
        ("🟢", "green"), ("🟡", "amber"), ("🔴 ", "red"),
        ("", None), ("Not yet rated", None), ("n/a", None), ("–", None), ("TBC", None),
    ],
)  # fmt: skip
def test_a_rating_is_read_from_its_words(text, rag):
    row = rated(text)
    assert (row.rag, row.warnings) == (rag, [])


@pytest.mark.parametrize(
    "text",
    ["Amber/Green", "Green (was amber)", "On track", "Not green", "50%", "Delayed", "🟢🔴", "✓"],
)
def test_words_that_can_be_read_two_ways_are_asked_about(text):
    row = rated(text)
    assert row.rag is None
    assert "Choose red, amber or green." in row.warnings[0]


@pytest.mark.parametrize(
    ("colour", "rating"),
    [
        ("00b050", "green"), ("92d050", "green"), ("c6efce", "green"), ("e2efda", "green"),
        ("70ad47", "green"), ("548235", "green"), ("9bbb59", "green"), ("00ff00", "green"),
        ("ffc000", "amber"), ("ffff00", "amber"), ("ffeb9c", "amber"), ("fff2cc", "amber"),
        ("ed7d31", "amber"), ("f79646", "amber"), ("ffa500", "amber"),
        ("ff0000", "red"), ("c00000", "red"), ("ffc7ce", "red"), ("c0504d", "red"),
        ("ffffff", ""), ("f2f2f2", ""), ("808080", ""), ("000000", ""), ("e7e6e6", ""),
        ("eeece1", ""), ("ddd9c3", ""), ("", ""),
        ("4472c4", "blue"), ("7030a0", "purple"), ("ff5000", "red or amber"),
    ],
)  # fmt: skip
def test_a_colour_is_known_by_its_hue(colour, rating):
    assert colours.rating(colour) == rating


@pytest.mark.parametrize(
    ("cell", "rag"),
    [
        (C("", fill=GREEN), "green"), (C("", fill="92d050"), "green"), (C("●", ink=RED), "red"),
        (C("Done", ink=AMBER), None), (C("x", ink=AMBER), "amber"), (C("", fill="D9D9D9"), None),
        (C("Green", fill=GREEN, ink="FFFFFF"), "green"), (C("Green", fill="4472C4"), "green"),
        # In the theme of Office 2007, which python-docx brings.
        (C("", theme="accent3"), "green"), (C("", theme="accent6"), "amber"),
        (C("", theme="accent2"), "red"), (C("", theme="background1"), None),
    ],
)  # fmt: skip
def test_a_cell_of_word_is_rated_by_its_colour(cell, rag):
    assert rated(cell).rag == rag


def test_word_and_colour_that_differ_are_not_decided():
    row = rated(C("Green", fill=RED))
    assert row.rag is None
    sentence = "The rating can be read two ways: its cell says “Green”, and its colours red."
    assert row.warnings == [f"{sentence} Choose red, amber or green."]
    assert "is blue" in rated(C("", fill="4472C4")).warnings[0]


def test_the_parts_of_a_broken_row_have_to_agree():
    def broken(second):
        return read(
            "plan.docx",
            word([HEADER, action(C("", fill=AMBER))], [["", "", "", "", second, "And more."]]),
        ).rows[0]

    assert broken(C("", fill=AMBER)).rag == broken("").rag == "amber"
    assert broken(C("", fill=RED)).rag is None


@pytest.mark.parametrize(
    ("run", "rag"),
    [
        ('<w:rPr><w:highlight w:val="green"/></w:rPr><w:t>x</w:t>', "green"),
        ('<w:rPr><w:shd w:val="clear" w:fill="FF0000"/></w:rPr><w:t>x</w:t>', "red"),
        ('<w:rPr><w:color w:val="00B050"/></w:rPr><w:sym w:font="Wingdings" w:char="F06C"/>',
         "green"),
        ('<w:rPr><w:color w:themeColor="accent6" w:themeTint="99"/></w:rPr><w:t>●</w:t>', "amber"),
        ('<w:rPr><w:rStyle w:val="Rated"/></w:rPr><w:t>●</w:t>', "red"),
        (DRAWN, "green"),
    ],
)  # fmt: skip
def test_type_and_discs_of_word_are_seen(run, rag):
    document = Document()
    looks = '<w:rPr><w:color w:val="C00000"/></w:rPr>'
    style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="Rated">{looks}</w:style>'
    document.styles.element.append(parse_xml(style))
    table = document.add_table(rows=2, cols=6)
    for column, text in enumerate(HEADER):
        table.cell(0, column).text = text
        table.cell(1, column).text = action("")[column]
    table.cell(1, 4).paragraphs[0]._p.append(parse_xml(f"<w:r {nsdecls('w')}>{run}</w:r>"))
    assert read("plan.docx", saved(document)).rows[0].rag == rag


@pytest.mark.parametrize(
    ("colour", "rag"),
    [
        (Color(rgb="FF00B050"), "green"), (Color(theme=7), "amber"), (Color(theme=9), "green"),
        (Color(theme=9, tint=0.6), "green"), (Color(theme=9, tint=-0.25), "green"),
        (Color(indexed=10), "red"), (Color(indexed=17), "green"), (Color(indexed=64), None),
        (Color(theme=0, tint=-0.15), None), (Color(theme=1), None),
    ],
)  # fmt: skip
def test_theme_and_palette_colours_of_excel_are_known(colour, rag):
    book = Workbook()
    book.loaded_theme = None
    for row in (HEADER, action(None)):
        book.active.append(row)
    cell = book.active["E2"]
    cell.fill = PatternFill("solid", fgColor=colour)
    fresh = b"".join(
        b'<a:%b><a:srgbClr val="%b"/></a:%b>' % (name.encode(), value.encode(), name.encode())
        for name, value in colours.OFFICE.items()
    )
    book.loaded_theme = b'<a:theme xmlns:a="x">' + fresh + b"</a:theme>"
    assert read("plan.xlsx", saved(book)).rows[0].rag == rag


def test_type_and_discs_of_excel_are_seen():
    book = Workbook()
    for row in (HEADER, action("●"), action("●", number=2), action("x", number=3)):
        book.active.append(row)
    book.active["E2"].font = Font(color="FF00B050")
    book.active["E3"].value = CellRichText(TextBlock(InlineFont(color="FFFF0000"), "●"))
    rows = read("plan.xlsx", saved(book)).rows
    assert [row.rag for row in rows] == ["green", "red", None]


@pytest.mark.parametrize(
    "key",
    [
        ["Key: Green = on track; Amber = delayed; Red = complete."],
        ["Red: complete", "Amber: delayed", "Green: on track"],
        [[["Green", "On track"], ["Amber", "Delayed"], ["Red", "Complete"]]],
        [[[C("", fill=GREEN), "On track"], [C("", fill=AMBER), "Delayed"],
          [C("", fill=RED), "Complete"]]],
        [[[C("On track", fill=GREEN), C("Delayed", fill=AMBER), C("Complete", fill=RED)]]],
        ["Key: on track (green), delayed (amber), complete (red)"],
        ["Complete = red, delayed = amber, on track = green"],
    ],
)  # fmt: skip
def test_a_key_in_the_document_wins(key):
    table = [HEADER, action("Complete"), action("On track", number=2), action("G", number=3)]
    assert [row.rag for row in read("plan.docx", word(*key, table)).rows] == [
        "red", "green", "green",
    ]  # fmt: skip
    assert [row.rag for row in read("plan.docx", word(table)).rows] == ["green", None, "green"]


def test_a_key_of_letters_and_states_is_read():
    key = "Key: C = complete; P = in progress; N = not started"
    table = [HEADER, action("P"), action("C", number=2), action("N", number=3)]
    rows = read("plan.docx", word(key, table)).rows
    assert [row.rag for row in rows] == ["amber", "green", "red"]
    numbers = word([["1", "Green"], ["2", "Amber"], ["3", "Red"]], [HEADER, action("3")])
    assert read("plan.docx", numbers).rows[0].rag == "red"
    above = excel(("Plan", [["1 = Green, 2 = Amber, 3 = Red"], HEADER, action("2")]))
    assert read("plan.xlsx", above).rows[0].rag == "amber"


def test_a_key_with_another_colour_is_asked_about():
    row = rated("Complete", "Key: Blue = complete, Green = on track, Red = overdue")
    assert row.rag is None
    assert "The document's key calls “Complete” blue." in row.warnings[0]
    key = [["Blue", "Dropped"], ["Green", "Complete"], ["Red", "Not started"]]
    table = [["Action", "Ref", "Status"], ["One.", "V001", "Dropped"], ["Two.", "V002", "Complete"]]
    first, second = read("plan.docx", word(key, table)).rows
    assert (first.rag, second.rag) == (None, "green")
    assert "key calls “Dropped” blue" in first.warnings[0]


def test_the_totals_are_no_key():
    totals = "Total Actions: 44, Completed actions (Green): 32 / 73%, Red: 7 / 16%, Amber: 5"
    assert rated("Complete", totals).rag == "green"


def test_banding_is_no_rating():
    def plan(*fills):
        rows = [[C(text, fill=fill) for text in action("", number=number)]
                for number, fill in enumerate(fills, start=1)]  # fmt: skip
        return read("plan.docx", word([HEADER, *rows]))

    assert [row.rag for row in plan("E2EFDA", "", "E2EFDA", "").rows] == [None] * 4
    assert "Whole rows are shaded in table 1" in plan("E2EFDA", "", "E2EFDA", "").warnings[-1]
    assert [row.rag for row in plan(GREEN, GREEN, GREEN).rows] == [None] * 3
    assert [row.rag for row in plan(GREEN, RED, GREEN, GREEN).rows] == [
        "green", "red", "green", "green",
    ]  # fmt: skip


def test_without_a_column_the_colours_of_the_row_and_its_state_are_read():
    header = ["Action", "Ref", "Status"]
    rows = [
        ["One.", "V001", C("Begun", fill=AMBER)],
        ["Two.", C("V002", fill=GREEN), "x"],
        ["Three.", "V003", "Not started"],
        ["Four.", "V004", C("Complete", fill=RED)],
    ]
    found = read("plan.xlsx", excel(("Plan", [header, *rows]))).rows
    assert [row.rag for row in found] == ["amber", "green", "red", None]
    assert "can be read two ways" in found[3].warnings[0]


def test_progress_is_a_rating_or_a_report():
    short = csv_file([["Action", "Progress"], ["One.", "Complete"], ["Two.", "G"]])
    assert [row.rag for row in read("plan.csv", short).rows] == ["green", "green"]
    text = "All of the work that was planned for this year has been begun."
    long = csv_file([["Action", "Progress"], ["One.", text]])
    assert read("plan.csv", long).rows[0].status == text
    both = csv_file([["Action", "Status", "Comments"], ["One.", "Amber", text]])
    (row,) = read("plan.csv", both).rows
    assert (row.rag, row.status) == ("amber", text)


def test_a_state_beside_an_empty_rating_is_pointed_out():
    (row,) = read("plan.docx", word([HEADER, action("", status="Completed")])).rows
    assert (row.rag, row.status) == (None, "Completed")
    assert row.warnings == [
        "There is no rating, and the status says “Completed”. Choose one if it is meant."
    ]


def test_words_for_states_belong_to_one_rating():
    every = ",".join(ratings.STATES.values()).split(",")
    assert len({words.strip() for words in every}) == len(every)
