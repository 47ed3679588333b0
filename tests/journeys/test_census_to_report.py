"""The seventh journey: from the census to the report that the committee reads."""

import io

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import expect

from institution import background
from tests import factories
from tests.documents.test_pdf import words_of_pages
from tests.factories import PASSWORD
from tests.journeys.hands import ways
from tests.kpis.promises import last_year, make_promise, month, record
from tests.sls import reports
from tests.verapdf import failed_rules

pytestmark = [
    pytest.mark.needs("chromium", "pdftoppm", "verapdf"),
    pytest.mark.django_db(transaction=True),
]

# Of 100 in each month from August on: 1,118 of 1,200 in all.
PARTS = [93, 95, 94, 92, 88, 90, 96, 94, 93, 95, 97, 91]
RESULT = "93.2%"
WRITTEN = {
    "How the year went": "As promised, but for December.",
    "What we heard, and what we did about it": "Longer hours were asked for; now there are.",
    "What changes next year": "Two people at noon.",
}
ANSWERED = {
    "What is done well here?": "The desk at noon.",
    "What would you ask the department?": "Why was December harder?",
    "What would you try in its place?": "A rota for December.",
}
THEME, RISK = "Enquiries before the winter", "Too few people in December."


@pytest.mark.parametrize("way", ways("mouse", "no-javascript"))
def test_from_the_census_to_what_the_committee_reads(house, way, sit_down, tmp_path):
    year = measured_year(house)
    reviewer = sit_down(house.reviewer, way)
    hold_the_census(reviewer, year)
    write_the_return(sit_down(house.contributor, way), year)
    head = sit_down(house.head, way)
    decide_and_send(head, year)
    choose_a_friend(reviewer, year)
    answer_as_friend(sit_down(house.head_elsewhere, way), year)
    accept(reviewer, year)
    ask_for_the_report(reviewer, year)
    background.sign_of_life()
    reports.work()
    expect(reviewer.page.get_by_text("Ready", exact=True)).to_be_visible(timeout=15_000)
    expect(reviewer.page.get_by_role("table", name="promises kept")).to_contain_text(RESULT)
    endings = {"Download as PDF": "pdf", "Download as Word": "docx", "Download as Excel": "xlsx"}
    pdf, docx, xlsx = (
        reviewer.download(name, tmp_path / f"report.{ending}").read_bytes()
        for name, ending in endings.items()
    )
    expect_words_and_numbers(pdf, docx)
    expect_every_reading(xlsx)


def measured_year(house):
    """A year that is over, in which the library owed a statement and measured its KPI."""
    year = last_year()
    factories.make_requirement(house.library, year)
    year.census_on = timezone.localdate()
    year.save()
    kpi = make_promise(house.library, year, by=house.head).kpi
    for number, part in enumerate(PARTS):
        record(kpi, month(year.start_year, number, part, 100), by=house.head)
    return year


def hold_the_census(at, year):
    """Count every KPI's year, then ask the departments for their returns."""
    at.go("/")
    at.toggle("Quality office")
    at.press("Years")
    at.press(f"Census of {year}")
    at.press("Count the results now")
    counted = at.page.get_by_role("table", name=f"Counted results of {year}")
    for words in ("Library", "Answers in time", RESULT, "Met"):
        expect(counted).to_contain_text(words)
    at.press("their annual returns")
    at.press(f"Hold the census and ask for the returns of {year}")
    expect(at.page.get_by_label("Messages")).to_contain_text("1 more department has been asked")


def write_the_return(at, year):
    """The contributor writes what is asked, and of the KPI what was done and learnt."""
    at.go("/")
    at.press(f"Write the return for {year}")
    for title, text in WRITTEN.items():
        at.press(title)
        at.write("Your text", text)
        at.press("Save and return")
    at.press("What the figures say")
    at.press("K1 Answers in time")
    at.write("What we did", "A second desk.")
    at.write("What we learnt", "Mornings count.")
    at.press("Save")
    at.press(f"To your annual return for {year}")
    sending = at.page.get_by_role("region", name="Send it")
    expect(sending).to_contain_text("Only the head of Library can send its return.")


def decide_and_send(at, year):
    """The head is told what is missing, decides it, and sends the return."""
    declared = "I have read the return, and it is true to the best of my knowledge."
    at.go("/")
    at.press(f"Write the return for {year}")
    at.mark(declared)
    at.press("Send to the quality office")
    at.press("K1 “Answers in time”: say whether you keep, change or retire it.")
    at.press("Keep, change or retire it")
    at.mark("Keep it: it still tells what matters")
    at.write("Why?", "It tells.")
    at.press("Save the decision")
    at.press(f"To your annual return for {year}")
    at.mark(declared)
    at.press("Send to the quality office")
    messages = at.page.get_by_label("Messages")
    expect(messages).to_contain_text("The return is with the quality office.")


def choose_a_friend(at, year):
    at.go("/")
    at.press(f"Choose a critical friend for the return for {year}")
    at.press("Choose a critical friend")
    at.choose("Who shall be the critical friend?", "Head-Elsewhere (Finance)")
    at.press("Ask this person")
    expect(at.page.get_by_label("Messages")).to_contain_text("Head-Elsewhere has been asked")


def answer_as_friend(at, year):
    at.go("/")
    at.press(f"Answer as critical friend: return for {year}")
    expect(at.page.get_by_role("main")).to_contain_text(WRITTEN["How the year went"])
    for question, answer in ANSWERED.items():
        at.write(question, answer)
    at.press("Send the answer")
    expect(at.page.get_by_label("Messages")).to_contain_text("Both sides can read your answer now.")


def accept(at, year):
    """Read the return with the friend's answer, and sign that it is accepted."""
    at.go("/")
    at.press(f"Decide about the return for {year}")
    at.press("Accept and sign")
    signed = at.page.get_by_role("article", name="What will be signed")
    for words in (*WRITTEN.values(), *ANSWERED.values(), RESULT, "A second desk.", "It tells."):
        expect(signed).to_contain_text(words)
    at.write("Your password", PASSWORD)
    at.press("Accept and sign")
    messages = at.page.get_by_label("Messages")
    expect(messages).to_contain_text("The return of Library is accepted.")


def ask_for_the_report(at, year):
    """Say what the figures do not say; then the page waits for whoever makes the report."""
    at.toggle("Quality office")
    at.press("Reports")
    at.press("Make a report")
    at.choose("Academic year", str(year))
    at.write("Theme 1", THEME)
    at.write("What was seen of theme 1", "Twice as many as a year ago.")
    at.write("Risks", RISK)
    at.press("Make the report")
    expect(at.page.get_by_role("main")).to_contain_text("Waiting")
    expect(at.page.get_by_role("main")).to_contain_text("Cancel the report")


def expect_words_and_numbers(pdf, docx):
    """Both say what was entered and written; the PDF keeps the rules of PDF/UA."""
    assert failed_rules(pdf) == []
    on_paper = " ".join(" ".join(words_of_pages(pdf)).split())
    document = Document(io.BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    in_word = " ".join([*(one.text for one in document.paragraphs), *cells])
    for said in (on_paper, in_word):
        for words in ("K1 Answers in time", RESULT, THEME, "Twice as many as a year ago.", RISK):
            assert words in said


def expect_every_reading(xlsx):
    """The workbook has each reading, and what they come to."""
    book = load_workbook(io.BytesIO(xlsx))
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    assert [row[3] for row in rows["Readings"]] == PARTS
    (kpi,) = rows["KPIs"]
    assert (kpi[0], kpi[1], kpi[6], kpi[7]) == ("Library", "K1", 90, "met")
    assert round(kpi[5], 6) == round(sum(PARTS) / len(PARTS), 6)
