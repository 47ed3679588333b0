"""What the report for the committee says, and that its page and all its files say the same."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from documents import pdf
from institution.models import AcademicYear
from kpis import workflow as kpi_workflow
from kpis.models import Kpi
from sls import workflow
from sls.committee import files, gathering
from sls.committee.content import CommitteeContent, Passage, from_json, numbers
from sls.committee.gathering import Words
from sls.models import SubmittedVersion
from tests import factories
from tests.documents.test_pdf import AWKWARD, words_of_pages
from tests.hostile.values import SCRIPT
from tests.kpis.promises import make_promise, month, record
from tests.sls import reports, returns
from tests.verapdf import failed_rules_of_each

HOSTILE = f"=1+1 {SCRIPT} {{{{ 7|add:7 }}}} <b>x</b>"


def gathered(year, words: Words | None = None) -> CommitteeContent:
    return gathering.of_year(year, words or Words(), tell=lambda done, departments: None)


def line_of(said: CommitteeContent, name: str):
    return next(one for one in said.departments if one.name == name)


def number(said: CommitteeContent, label: str) -> tuple[int, int | None, str]:
    found = next(one for one in said.numbers if one.label == label)
    return found.now, found.before, found.change


@pytest.fixture
def figures(house) -> Kpi:
    """A KPI of the library with three readings, one of Finance that was never measured."""
    kpi = make_promise(house.library, house.year, by=house.head).kpi
    for place, part in enumerate((93, 88, 95)):
        said = month(house.year.start_year, place, part, 100, comment="A move.")
        record(kpi, said, by=house.head)
    make_promise(house.finance, house.year, by=house.head_elsewhere, title="Invoices in time")
    return kpi


@pytest.mark.parametrize(
    ("days", "timing", "late"), [(-1, "on time", 0), (0, "on time", 0), (3, "late", 3)]
)
def test_a_statement_is_on_time_by_the_day_on_which_it_was_first_sent(house, days, timing, late):
    statement = house.submitted()
    SubmittedVersion.objects.update(at=timezone.now())
    house.year.due_on = timezone.localdate() - timedelta(days=days)
    house.year.save()
    workflow.withdraw(statement, by=house.head)
    line = line_of(gathered(house.year), "Library")
    assert (line.timing, line.days_late, line.state) == (timing, late, "draft")
    assert line.sent_day == timezone.localdate()


def test_who_sent_what_stands_by_tier(house):
    house.approved()
    factories.make_requirement(house.finance, house.year, tier="a")
    factories.make_requirement(house.office, house.year, tier="none")
    house.year.due_on = timezone.localdate() - timedelta(days=1)
    house.year.save()
    said = gathered(house.year)
    assert [(tier, [(one.name, one.state) for one in lines]) for tier, lines in said.tiers] == [
        ("Sections A and B", [("Library", "approved")]),
        ("Section A only", [("Finance", "not begun")]),
    ]
    assert line_of(said, "Finance").timing == "not sent"
    assert line_of(said, "Library").standards == 1
    assert number(said, "Statements asked for or offered")[0] == 2
    assert number(said, "Statements approved")[0] == 1


def test_a_department_that_was_merged_away_owes_nothing_any_more(house):
    factories.make_requirement(house.finance, house.year)
    assert [one.name for one in gathered(house.year).departments] == ["Finance", "Library"]
    house.finance.merged_into, house.finance.merged_on = house.library, timezone.localdate()
    house.finance.save()
    assert [one.name for one in gathered(house.year).departments] == ["Library"]


def test_results_are_those_of_the_census_and_others_those_of_the_day(house, figures):
    house.year.census_on = timezone.localdate()
    house.year.save()
    kpi_workflow.hold_census(house.year)
    frozen = gathered(house.year)
    [line] = line_of(frozen, "Library").kpis
    assert (line.is_frozen, line.result.figure, line.result.readings) == (True, "92.0%", 3)
    first = figures.measurements.first()
    kpi_workflow.correct_measurement(
        first, month(house.year.start_year, 0, 63, 100, comment="Recounted."), by=house.head,
        version=first.version, reason="Counted twice.",
    )  # fmt: skip
    assert gathered(house.year).departments == frozen.departments
    figures.reviews.all().delete()
    said = gathered(house.year)
    [line] = line_of(said, "Library").kpis
    assert (line.is_frozen, line.result.figure, said.has_unfrozen) == (False, "82.0%", True)


def test_promises_measured_stand_beside_promises_made(house, figures):
    said = gathered(house.year)
    library, finance = line_of(said, "Library"), line_of(said, "Finance")
    assert (len(library.promised), len(library.measured)) == (1, 1)
    assert (len(finance.promised), len(finance.measured)) == (1, 0)
    assert [kpi.title for kpi in finance.unmeasured] == ["Invoices in time"]
    assert number(said, "KPIs promised")[0] == 2
    assert number(said, "KPIs promised and measured")[0] == 1


def test_the_year_before_stands_beside_the_year_as_it_was_counted(house):
    before = factories.make_year(2025, "closed", census_on=timezone.localdate())
    factories.make_requirement(house.library, before)
    kpi = make_promise(house.library, before, by=house.head).kpi
    record(kpi, month(2025, 0, 93, 100), by=house.head)
    assert number(gathered(before), "KPIs: met") == (1, None, "–")
    kpi_workflow.hold_census(before)
    record(kpi, month(2026, 0, 50, 100), by=house.head)
    said = gathered(house.year)
    assert number(said, "KPIs promised") == (0, 1, "−1")
    assert number(said, "KPIs: no target") == (1, 0, "+1")
    assert "KPIs: info" not in [line.label for line in said.numbers]
    assert number(said, "Statements asked for or offered") == (1, 1, "as before")
    [line] = line_of(said, "Library").kpis
    assert (line.before_figure, line.result.figure) == ("93.0%", "50.0%")
    assert not line.result.is_promised


def test_a_sum_that_lacks_readings_is_counted_as_it_is_called(house, figures):
    [library] = [one for one in gathered(house.year).departments if one.name == "Library"]
    [line] = library.kpis
    result = replace(line.result, status="no data", figure="60")
    counted = numbers([replace(library, kpis=(replace(line, result=result),))], [])
    said = {one.label: one.now for one in counted}
    assert said["KPIs: not complete"] == 1
    assert "KPIs: no data" not in said


def test_what_departments_say_comes_from_returns_that_were_accepted(house):
    returns.counted_kpi(house)
    annual_return = returns.submitted(house)
    said = gathered(house.year)
    assert line_of(said, "Library").return_state == "with the quality office"
    assert (said.risks_said, number(said, "Annual returns sent")[0]) == ((), 1)
    annual_return = workflow.choose_friend(
        annual_return, by=house.reviewer, person=house.head_elsewhere
    )
    workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=returns.ANSWERS)
    document = factories.quick_return(annual_return, by=house.reviewer)
    workflow.accept_return(annual_return, by=house.reviewer, document=document)
    [risk] = gathered(house.year).risks_said
    assert (risk.by, risk.text.endswith("in our own words.")) == ("Library", True)


def test_a_year_without_anything_is_a_report_too(house, sign_in):
    empty = factories.make_year(2020, "closed")
    report = reports.ready(house, empty, themes=[], risks="")
    page = sign_in(house.reviewer).get(report.get_absolute_url()).content.decode()
    for sentence in ("No department owed a statement.", "Nothing was promised in figures.",
                     "The quality office has named none.", "None was named."):  # fmt: skip
        assert sentence in page
    assert AcademicYear.objects.get(start_year=2020).label == "2020-21"


def test_what_is_stored_is_read_as_it_was(house, figures):
    words = Words((Passage("Term", "Busy."),), "Few.")
    said = gathered(house.year, words)
    assert from_json(said.to_json()) == said
    other = gathered(house.year, Words((Passage("Term", "Busier."),), "Few."))
    assert other.fingerprint != said.fingerprint
    assert from_json({**said.to_json(), "of_another_version": 1}) == said


def test_the_small_trend_says_in_words_what_it_shows(house, figures):
    [line] = line_of(gathered(house.year), "Library").kpis
    assert line.spark.title == "3 readings: 93 in Aug 26, 95 in Oct 26"
    [line] = line_of(gathered(house.year), "Finance").kpis
    assert line.spark is None


@pytest.mark.once
@pytest.mark.needs("verapdf")
def test_the_pdf_keeps_the_rules_of_pdf_ua_and_leads_to_each_department(house, figures):
    themes = [Passage(f"{name} {HOSTILE}", text) for name, text in AWKWARD.items()]
    full = files.pdf(gathered(house.year, Words(tuple(themes), HOSTILE)))
    empty = files.pdf(gathered(factories.make_year(2020, "closed")))
    assert failed_rules_of_each([full, empty]) == [[], []]
    pages = words_of_pages(full)
    place = next(n for n, page in enumerate(pages) if "What came of the KPIs" in page and n > 0)
    assert f"What came of the KPIs {place + 1}" in " ".join(pages[0].split())
    with pikepdf.open(io.BytesIO(full)) as document, document.open_outline() as outline:
        [title] = outline.root
        parts = {part.title: [one.title for one in part.children] for part in title.children}
    assert parts["What came of the KPIs"] == ["Finance", "Library"]
    assert {"Contents", "The year in numbers", "Risks"} <= parts.keys()


def test_the_same_figures_give_the_same_pdf(house, figures):
    said = gathered(house.year)
    assert files.pdf(said) == files.pdf(said)
    assert said.short_fingerprint in words_of_pages(files.pdf(said))[-1]


def test_hostile_words_are_words_on_the_page_and_in_every_file(house, sign_in, figures):
    figures.department.name = HOSTILE
    figures.department.save()
    themes = [(HOSTILE, HOSTILE)]
    report = reports.ready(house, themes=themes, risks=HOSTILE)
    page = sign_in(house.reviewer).get(report.get_absolute_url()).content.decode()
    said = from_json(report.figures)
    for text in (page, files.html(said)):
        assert SCRIPT not in text
        assert "{{ 7|add:7 }}" in text
    book = load_workbook(io.BytesIO(files.xlsx(said)))
    cells = [cell for row in book["KPIs"].iter_rows() for cell in row if cell.value == HOSTILE]
    assert [cell.data_type for cell in cells] == ["s"]
    words = [paragraph.text for paragraph in Document(io.BytesIO(files.docx(said))).paragraphs]
    assert HOSTILE in words


def test_the_workbook_has_every_number_and_word_the_headings_and_tables(house, figures):
    house.approved()
    said = gathered(house.year)
    book = load_workbook(io.BytesIO(files.xlsx(said)))
    assert book.sheetnames == [
        "About", "Year in numbers", "Statements", "KPIs", "Readings", "Promises",
    ]  # fmt: skip
    rows = {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}
    assert rows["Readings"] == [
        ("Library", "K1", "Aug 26", 93), ("Library", "K1", "Sep 26", 88),
        ("Library", "K1", "Oct 26", 95),
    ]  # fmt: skip
    assert [row[5:8] for row in rows["KPIs"] if row[1] == "K1" and row[0] == "Library"] == [
        (92, 90, "met")
    ]
    assert rows["Year in numbers"] == [
        (one.label, one.now, one.before) for one in said.numbers
    ]  # fmt: skip
    assert rows["Statements"][0][:3] == ("Library", "Sections A and B", "approved")
    assert said.fingerprint in [row[1] for row in rows["About"]]
    document = Document(io.BytesIO(files.docx(said)))
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 2"]
    assert headings == [
        "The year in numbers", "Who sent a statement", "What came of the KPIs",
        "Promises made and promises measured", "Recurring themes", "Good practice", "Risks",
    ]  # fmt: skip
    assert document.tables[2].rows[1].cells[0].text == "K1 Invoices in time"


def test_a_paper_has_a_process_of_its_own_and_waits_for_nobody():
    assert pdf._papers is not pdf._typesetter
    assert (pdf._papers.seconds, pdf._papers.callers) == (180, 1)
