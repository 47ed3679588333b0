"""The charts of a KPI's year in the annual return: frozen, on its page, and in its document."""

import copy
import io
import re
from dataclasses import replace

import pikepdf
import pytest
from django.template.loader import render_to_string

from documents import pdf
from kpis.models import KpiReview
from sls.returns import content as return_content
from sls.returns.content import KpiResult, PartContent, ReturnContent
from tests.documents.sample import SIGNATURE, VERIFY_URL
from tests.documents.test_pdf import words_of_pages
from tests.kpis.test_plots import BURN_UP, TREND
from tests.sls import returns
from tests.sls.returns import url_of
from tests.sls.sending import words_of
from tests.verapdf import failed_rules

SAID = "We looked at every late one together, and wrote a guide for the commonest. "


@pytest.fixture
def sent(house):
    """A return that was sent, with one KPI of one reading."""
    returns.counted_kpi(house)
    return returns.submitted(house)


def test_return_version_shows_the_chart_as_it_was_frozen(house, sent, sign_in):
    page = sign_in(house.reviewer).get(url_of("return_version", sent, 1))
    [drawing] = drawings(page)
    assert 'role="img"' in drawing
    assert "<title>Answers in time: 1 of 1 periods met the target." in drawing
    assert ">Target 90%</text>" in drawing
    assert '<th scope="row">Aug 26</th><td class="numbers">93.0%</td>' in page.content.decode()


def drawings(page) -> list[str]:
    """The charts on a page."""
    found = re.findall(r"<svg.*?</svg>", page.content.decode(), re.DOTALL)
    return [one for one in found if "<title>" in one]


def test_a_return_from_before_there_were_charts_is_shown_and_keeps_its_fingerprint(
    house, sent, sign_in
):
    """As it was sent when the census did not freeze what a chart is drawn from."""
    version = sent.versions.get()
    old = copy.deepcopy(version.content)
    assert old["kpis"][0].pop("plot")
    version.content = old
    version.save()
    said = return_content.from_json(old)
    assert said.to_json() == old
    assert said.fingerprint() != version.content_sha256
    page = sign_in(house.reviewer).get(url_of("return_version", sent, 1))
    assert page.status_code == 200
    assert "93.0%" in words_of(page)
    assert not drawings(page)


def test_what_the_census_froze_without_a_chart_can_still_be_signed(house, sign_in):
    returns.counted_kpi(house)
    annual_return = returns.opened(house)
    review = KpiReview.objects.get()
    del review.result["plot"]
    review.save()
    said = return_content.of_return(annual_return)
    assert [kpi.chart for kpi in said.kpis] == [None]
    assert "<svg" not in typeset_from(said)


def test_the_signed_content_gives_the_chart_back(house):
    returns.counted_kpi(house)
    document = returns.accepted(house).document
    said = return_content.from_json(document.content)
    assert said.fingerprint() == document.content_sha256
    assert [kpi.plot.target for kpi in said.kpis] == ["90.00"]
    assert said.kpis[0].chart is not None


def of_four(said: str = SAID) -> ReturnContent:
    """A return with four KPIs, of which one is a burn-up."""
    kpis = tuple(
        KpiResult(
            f"K{number}", plot.title, "At least 90% are answered in time.", "at least 90%", "91.0%",
            "met", "No real change: what moves is chance.", said * 2, said * 3, "keep it", "Why.",
            ("The year before: 88.0%, not met.",), plot=plot,
        )
        for number, plot in enumerate([TREND, BURN_UP, TREND, TREND], start=1)
    )  # fmt: skip
    parts = (PartContent("year", "How the year went", said * 4), PartContent("kpis", "Figures", ""))
    return ReturnContent(
        "Kept University", "AMR-2026-27-LIBRARY", "Library", "2026-27", "Sections A and B", "",
        "Rosalind Achterberg", ("Rosalind Achterberg",), parts, kpis,
    )  # fmt: skip


def typeset_from(said: ReturnContent) -> str:
    """The page that the document is typeset from."""
    signature = replace(SIGNATURE, reference=said.reference)
    return render_to_string(
        "pdf/return.html",
        {
            "content": said, "signature": signature, "draft": False, "verify_url": VERIFY_URL,
            "own_url": VERIFY_URL,
        },
    )  # fmt: skip


@pytest.fixture(scope="module")
def typeset() -> bytes:
    return pdf.typeset(typeset_from(of_four()), {"brand.css": b""})


@pytest.mark.needs("pdftoppm")
def test_each_chart_stands_below_its_heading_with_its_figures(typeset):
    pages = [" ".join(page.split()) for page in words_of_pages(typeset)]
    for number, plot in enumerate([TREND, BURN_UP, TREND, TREND], start=1):
        [page] = [
            page for page in pages
            if re.search(rf"K{number} {plot.title} {re.escape(plot.sentence)}", page)
        ]  # fmt: skip
        rest = page.partition(f"K{number} {plot.title} {plot.sentence}")[2]
        drawing, _, figures = rest.partition("Totals so far: " if plot.days else "Figures: ")
        assert ("Target 248" if plot.days else "Target 90%") in drawing
        assert figures.startswith(", ".join(f"{one.name} {one.words}" for one in plot.points))
    assert len(pages) <= 5


@pytest.mark.needs("verapdf")
def test_each_chart_has_its_words_for_those_who_do_not_see_it(typeset):
    assert failed_rules(typeset) == []
    with pikepdf.open(io.BytesIO(typeset)) as document:
        found = [one for one in document.objects if isinstance(one, pikepdf.Dictionary)]
        words = [str(one.Alt) for one in found if one.get("/S") == "/Figure"]
    assert words == [f"{plot.title}: {plot.sentence}" for plot in (TREND, BURN_UP, TREND, TREND)]
