"""The document of a self-assessment: typeset, sealed, accessible, and what it says."""

import re
import subprocess
from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from actionplans import signing, workflow
from actionplans.assessments import gathering
from actionplans.assessments.content import (
    ActionLine,
    AssessmentContent,
    MeasureSaid,
    PlanSaid,
    ThemeLines,
)
from actionplans.assessments.counting import Counted, UnitCount
from actionplans.models import Plan, SelfAssessment
from documents.attachments import Attached
from documents.verification import Verdict, examine
from tests.actionplans import assessments
from tests.actionplans.plans import make_action, make_plan, rate
from tests.actionplans.test_signing import PNG
from tests.verapdf import failed_rules_of_each

VALUES = ["green"] * 32 + ["amber"] * 5 + ["red"] * 7


@pytest.fixture
def out(house) -> SelfAssessment:
    """Of 44 actions, out for signature, with a picture and a table in its text."""
    plan = make_plan(house.lead)
    for number in range(44):
        theme = "VRCSI"[number % 5]
        make_action(plan, house.lead, theme=theme, timescale_words="Spring 2026")
    plan = workflow.put_in_force(plan, by=house.lead)
    for action, value in zip(plan.actions.all(), VALUES, strict=True):
        said = {"is_redefined": True, "cause": "pandemic"} if value == "red" else {}
        rate(action, value, by=house.lead, text="What came of it, in a sentence.", **said)
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=house.lead)
    plan = Plan.objects.get(pk=plan.pk)
    workflow.dispose(list(plan.actions.all()), by=house.lead, kind="completed", sentence="Done.")
    assessment = assessments.complete(plan, house.lead, rates=False)
    text = "Six divisions.\n\n| Division | Teams |\n|---|---|\n| Sciences | 4 |\n"
    assessments.write(assessment, "structures", text, by=house.lead)
    picture = Attached("divisions.png", "png", PNG)
    workflow.attach(
        assessment, by=house.lead, key="structures", title="Our divisions", file=picture,
        alt="Six boxes in a row",
    )  # fmt: skip
    shown = gathering.of_assessment(assessment).fingerprint()
    assessment = SelfAssessment.objects.get(pk=assessment.pk)
    return workflow.sign_as_lead(assessment, by=house.lead, shown=shown)


def words_of(pdf: bytes) -> str:
    made = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    return " ".join(made.split())


@pytest.mark.once
@pytest.mark.needs("verapdf")
def test_the_document_is_accessible_sealed_and_says_what_was_signed(out, house):
    house.signatory.job_title = "Vice-Chancellor and President"
    house.signatory.save()
    made = signing.prepare(out, by=house.signatory)
    draft = signing.draft_pdf(out, signing.sent(out))
    assert failed_rules_of_each([made.pdf, draft]) == [[], []]

    said = words_of(made.pdf)
    assert "Total Actions: 44, Completed actions (Green): 32 / 73%" in said
    assert "(Technician Commitment Nominated Institutional Lead)" in said
    assert "Vice-Chancellor and President (Technician Commitment Signatory" in said
    assert f"{timezone.localdate():%d/%m/%Y}" in said
    assert "Six boxes in a row" not in said  # it is said to who cannot see, and stands in no text
    assert made.signature.reference in said
    workflow.sign_as_head(out, by=house.signatory, document=made)
    assert examine(made.pdf).verdict == Verdict.GENUINE
    assert examine(made.pdf + b" ").verdict == Verdict.ALTERED


def test_bars_of_the_document_say_in_words_what_they_show():
    counted = Counted((UnitCount("Sciences", 83, 6), UnitCount("Arts", 20)))
    html = render_to_string("pdf/_headcounts.html", {"counted": counted})
    assert "<title>Technicians: 83, apprentices among them: 6</title>" in html
    assert html.count("<svg") == 2
    red, green = (ActionLine(f"V00{n}", "Do it.", "HR", "2027", value, "Said.")
                  for n, value in enumerate(["red", "green"]))  # fmt: skip
    themes = (ThemeLines("V", "Visibility", (red, green)),)
    plan = PlanSaid("The plan", 1, "", "", 24, "Green", "Amber", "Red", themes)
    html = render_to_string("pdf/_rag.html", {"plan": plan, "measures": ()})
    title = "Total Actions: 2, Green: 1 / 50%, Amber: 0 / 0%, Red: 1 / 50%"
    assert f"<title>{title}</title>" in html
    assert re.findall(r">([GAR])</text>", html) == ["G", "R"]


def test_paragraphs_of_an_explanation_stay_apart():
    red = ActionLine(
        "V001", "Name one.", "HR", "2027", "red", "Money is short.\n\nIt comes in May."
    )
    themes = (ThemeLines("V", "Visibility", (red,)),)
    plan = PlanSaid("The plan", 1, "", "", 24, "Green", "Amber", "Red", themes)
    html = render_to_string("pdf/_rag.html", {"plan": plan, "measures": ()})
    assert "Money is short.<br><br>It comes in May." in html


ADDRESS = "https://example.ac.uk/" + "Shared%20Documents%2F" * 12 + "itsEnd"


def with_addresses(said: AssessmentContent) -> AssessmentContent:
    """With an address in each wide table, and three lines of status on every other action."""
    lines = "What came of it, as a whole and one by one. " * 5
    themes = tuple(
        replace(theme, actions=tuple(
            replace(one, status=f"{lines}until{one.reference}") for one in theme.actions
        ))
        for theme in said.plan.themes
    )  # fmt: skip
    first, *others = themes[0].actions
    first = replace(first, status=f"{ADDRESS} until{first.reference}")
    themes = (replace(themes[0], actions=(first, *others)), *themes[1:])
    return replace(
        said,
        plan=replace(said.plan, themes=themes),
        measures=(MeasureSaid("Seen", f"40 %, {ADDRESS}", "–", "Counted once."),),
        consultations=(replace(said.consultations[0], said=ADDRESS),),
    )


def pages_of(pdf: bytes) -> list[tuple[float, list[tuple[float, str]]]]:
    """Of each page how far to the right its text may go, and the words with where each ends."""
    made = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
    ).stdout.decode()
    found = []
    for page in made.split("<page ")[1:]:
        _, width, words = page.split('"', 2)
        ends = re.findall(r'xMax="([\d.]+)".*?>(.*?)</word>', words)
        found.append((float(width) - 20 / 25.4 * 72, [(float(end), word) for end, word in ends]))
    return found


@pytest.mark.needs("pdftoppm")
def test_a_long_address_pushes_no_words_off_the_page_and_no_row_stands_on_two(out):
    pages = pages_of(signing.draft_pdf(out, with_addresses(signing.sent(out))))
    assert [word for edge, words in pages for end, word in words if end > edge] == []
    texts = ["".join(word for _, word in words) for _, words in pages]
    assert sum(text.count("itsEnd") for text in texts) == 4  # "You said, we did" has it again
    for text in texts:
        ends = set(re.findall(r"until([VRCSI]\d{3})", text))
        assert not ends or ends == set(re.findall(r"[VRCSI]\d{3}", text))
    assert sum("until" in text for text in texts) > 3
