"""The PDF: accessible, the same each time, and closed to every file but our own."""

import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest

from documents import pdf, workflow
from documents.pdf import RenderRefused
from institution.models import Institution
from tests.documents.sample import CONTENT, SIGNATURE, html_of
from tests.verapdf import failed_rules_of_each

# Texts that once broke a rule of PDF/UA, each in its own way.
AWKWARD = {
    "links": "[**bold** link](https://a.example), **[inside](https://b.example)**, mail@x.example",
    "empty parts": "- \n- x\n\n| a | b |\n|---|---|\n\n| only |\n|---|\n| |",
    "deep lists": "\n".join("  " * (n % 5) + f"- item {n}" for n in range(60)),
    "no glyphs": "漢字 😀 👩‍👩‍👧 العربية हिन्दी ไทย \ue000 Łódź Dvořák ≥ →",
    "long words": "x" * 2000 + " https://example.org/" + "y" * 300,
    "wide table": "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n"
    + "| word word | [l](https://x.example) | **b** | x | x | x |\n" * 60,
}
SVG = '<svg viewBox="0 0 9 9" width="9" height="9"><title>x</title>'
HOSTILE = [
    '<img src="file:///etc/passwd" alt="x">',
    '<img src="http://127.0.0.1/x.png" alt="x">',
    '<img src="../../etc/passwd" alt="x">',
    '<img src="css/tokens.css" alt="x">',
    '<img src="data:image/png;base64,AAAA" alt="x">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<object data="file:///etc/passwd"></object>',
    '<embed src="https://example.org/x">',
    SVG + '<image width="9" height="9" href="file:///etc/passwd"/></svg>',
    SVG + '<image width="9" height="9" xlink:href="http://x.example/a.png"/></svg>',
    "<style>@import url(file:///etc/passwd)</style>",
    '<style>@font-face {font-family: x; src: url("http://x.example/f")} p {font: x}</style>',
    "<style>p {background: url(ftp://x.example/a.png)}</style>",
    '<base href="file:///etc/"><img src="passwd" alt="x">',
]
PAGE = '<html lang="en-GB"><title>A page</title><h1>A page</h1><p>Words.</p>'


def words_of_pages(file: bytes) -> list[str]:
    """The text of each page, as poppler reads it."""
    command = ["pdftotext", "-layout", "-", "-"]
    text = subprocess.run(command, input=file, capture_output=True, check=True).stdout.decode()
    return text.split("\f")[:-1]


def with_text(text: str):
    first, *others = CONTENT.sections
    return replace(CONTENT, sections=(replace(first, text=text), *others))


def with_measure(text: str):
    """The sample whose first KPI says `text` about itself, three times."""
    *others, kpis, standards = CONTENT.sections
    first, *rest = kpis.kpis
    said = replace(first, measure=text, student_effect=text, rationale=text)
    return replace(CONTENT, sections=(*others, replace(kpis, kpis=(said, *rest)), standards))


@pytest.mark.needs("verapdf")
def test_every_document_keeps_the_rules_of_pdf_ua(first_made):
    bare = replace(CONTENT, sections=(), head="", tier_label="", department="Ü" * 120)
    pages = [html_of(CONTENT, signature=None), html_of(bare, signature=None)]
    pages += [html_of(with_text(text)) for text in AWKWARD.values()]
    pages += [html_of(with_measure("\n\n".join(AWKWARD.values())))]
    files = [first_made.pdf, first_made.pdf[: first_made.unsigned_size]]
    files += [pdf.render(page) for page in pages]
    failed = failed_rules_of_each(files)
    names = ["sealed", "unsealed", "draft", "bare", *AWKWARD, "long KPI"]
    assert dict(zip(names, failed, strict=True)) == {name: [] for name in names}


def test_the_same_page_gives_the_same_bytes():
    html = html_of(CONTENT)
    assert pdf.render(html) == pdf.render(html)


@pytest.mark.parametrize("construct", HOSTILE)
def test_a_page_that_asks_for_another_file_is_refused(construct):
    with pytest.raises(RenderRefused, match="A document may not use the file"):
        pdf.render(PAGE + construct)


def test_a_page_may_use_our_own_files_and_those_it_is_given():
    page = PAGE + '<link rel="stylesheet" href="brand.css"><img src="logo.svg" alt="Logo">'
    logo = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>L</title></svg>'
    assert pdf.render(page, files={"logo.svg": logo}).startswith(b"%PDF-1.7")
    with pytest.raises(RenderRefused, match=r"logo\.svg"):
        pdf.render(page)


def test_a_page_that_is_too_long_is_refused_with_a_sentence():
    with pytest.raises(RenderRefused, match="Shorten its text"):
        pdf.render(PAGE + "x" * pdf.CHARACTERS)


def test_a_page_that_takes_too_long_is_refused_with_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf._typesetter, "seconds", 0)
    with pytest.raises(RenderRefused, match="Try again in a few minutes"):
        pdf.render(PAGE)


def test_the_document_says_what_it_is(first_made):
    with pikepdf.open(io.BytesIO(first_made.pdf)) as document:
        reference = first_made.signature.reference
        assert str(document.docinfo["/Title"]).startswith("Service level statement: Library")
        assert str(document.docinfo["/Subject"]).startswith(f"{reference}: ")
        assert reference in str(document.docinfo["/Keywords"])
        assert first_made.signature.fingerprint in str(document.docinfo["/Keywords"])
        assert str(document.Root.Lang) == "en-GB"
        assert "/Filter" not in document.Root.Metadata, "The metadata is plain text."
        assert reference.encode() in document.Root.Metadata.read_raw_bytes()
        with document.open_outline() as outline:
            titles = [entry.title for entry in outline.root[0].children]
    assert titles == [
        "Contents",
        "Section A: our services",
        "Section B: what we promise and measure",
        "Sign-off",
    ]


def test_header_cells_say_which_way_they_point(first_made):
    with pikepdf.open(io.BytesIO(first_made.pdf)) as document:
        headers = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"
        ]
        scopes = {(str(th.A.Scope), str(th.P.P.S)) for th in headers}
    assert scopes == {("/Column", "/THead"), ("/Row", "/TBody")}


@pytest.mark.needs("pdftoppm")
def test_each_page_carries_reference_fingerprint_and_where_to_check(first_made):
    pages = words_of_pages(first_made.pdf)
    signature = first_made.signature
    assert len(pages) >= 5
    for number, page in enumerate(pages, start=1):
        assert f"{signature.reference} · fingerprint {signature.short_fingerprint}" in page
        assert "Check this document at https://kept.example/verify/" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "DRAFT" not in page


@pytest.mark.needs("pdftoppm")
def test_each_page_of_a_draft_says_so():
    pages = words_of_pages(pdf.render(html_of(CONTENT, signature=None)))
    assert len(pages) >= 5
    for page in pages:
        assert "DRAFT: not approved" in page
        assert SIGNATURE.reference not in page


@pytest.mark.needs("pdftoppm")
def test_the_statement_is_all_there():
    pages = words_of_pages(pdf.render(html_of(CONTENT)))
    assert "Sign-off" in pages[0], "The contents stand on the cover."
    text = " ".join("\n".join(pages).split())
    for words in (
        "Rosalind Achterberg",
        "Rosalind Achterberg and Tomasz Łukaszewski",
        "access@library.kept.example",
        "Replacing a lost student card",
        "IT Service",
        "Reading lists by 1 July for the autumn",
        "88.4 between 1 August 2025 and 31 July 2026",
        "items available, out of items on lists sent on time",
        "A decision on a request to buy",
        "Imogen Prideaux",
        "12 November 2026, 14:05",
    ):
        assert words in text


@pytest.mark.needs("pdftoppm")
def test_two_kpis_share_a_page_and_the_sign_off_has_company():
    few_lines = with_measure("Enquiries that reach the desk on a working day. " * 3)
    *others, kpis, standards = few_lines.sections
    four = replace(kpis, kpis=kpis.kpis[:1] * 4)
    pages = words_of_pages(
        pdf.render(html_of(replace(CONTENT, sections=(*others, four, standards))))
    )
    kpis_of_pages = [page.count("How students would notice") for page in pages]
    assert [count for count in kpis_of_pages if count] == [1, 2, 1]
    assert "Service standards" in pages[-1]
    assert "Approved for Kept University by" in pages[-1]


def longer_by(paragraphs: int, **kpi):
    """The sample with so many more paragraphs before Section B, and the first KPI changed."""
    *before, contact, kpis, standards = CONTENT.sections
    more = (
        "We answer each question on the working day on which it reaches us, whoever asks it. " * 2
    )
    contact = replace(contact, text="\n\n".join([contact.text, *[more] * paragraphs]))
    first, *rest = kpis.kpis
    kpis = replace(kpis, kpis=(replace(first, **kpi), *rest))
    return replace(CONTENT, sections=(*before, contact, kpis, standards))


def filled(file: bytes) -> list[tuple[float, str]]:
    """Of each page how far down its words reach, as a share of its height, and its words."""
    command = ["pdftotext", "-bbox", "-", "-"]
    said = subprocess.run(command, input=file, capture_output=True, check=True).stdout.decode()
    top, foot = (mm / 25.4 * 72 for mm in (20, 297 - 24))
    found = []
    for page in said.split("<page ")[1:]:
        words = re.findall(r'yMax="([\d.]+)">(.*?)</word>', page)
        lowest = max(float(bottom) for bottom, _ in words if float(bottom) < foot)
        found.append(((lowest - top) / (foot - top), " ".join(word for _, word in words)))
    return found


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("paragraphs", [8, 9, 11, 13])
@pytest.mark.parametrize("kpi", [{}, {"counted": "", "rationale": "", "baseline": "88 in 2025"}])
def test_section_b_leaves_no_page_half_empty(paragraphs, kpi):
    """It begins on a page with room for it, or on the next where little is left."""
    pages = filled(pdf.render(html_of(longer_by(paragraphs, **kpi))))
    [begins] = [n for n, (_, words) in enumerate(pages) if "B1 Key performance" in words and n]
    assert pages[begins - 1][0] > 0.6
    assert pages[begins][0] > 0.6
    words = pages[begins][1]
    assert "How students would notice" in words.partition("B1 Key performance")[2]


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize(
    ("kpis", "paragraphs", "last_words"),
    [
        (1, 8, "How often it is measured"),
        (4, 2, "How often it is measured"),
        (1, 2, "Counted from"),
    ],
)
def test_the_page_before_the_sign_off_is_not_half_empty(kpis, paragraphs, last_words):
    """What ends before it may go on over the page, and its last line keeps the sign-off company."""
    first, *_, contact, promised, standards = longer_by(paragraphs).sections
    promised = replace(promised, kpis=(promised.kpis * 2)[:kpis])
    ends = (standards,) if last_words == "Counted from" else ()
    said = replace(CONTENT, sections=(first, contact, promised, *ends))
    *_, (before, _), (_, words) = filled(pdf.render(html_of(said)))
    assert before > 0.55
    assert last_words in words.partition("Sign-off")[0]


@pytest.mark.needs("pdftoppm")
def test_long_text_about_a_kpi_is_set_without_its_marks():
    said = with_measure(
        "Every **answered** enquiry:\n\n- by e-mail\n- by [chat](https://a.example)"
    )
    text = " ".join("\n".join(words_of_pages(pdf.render(html_of(said)))).split())
    assert text.count("Every answered enquiry:") == 3
    assert text.count("• by chat") == 3
    assert "**" not in text
    assert "](" not in text


@pytest.mark.needs("pdftoppm")
def test_a_character_that_no_font_has_is_spelt_out():
    text = "\n".join(words_of_pages(pdf.render(html_of(with_text("Now \ue000 and ไ")))))
    assert "Now [U+E000] and" in text


def test_spelt_out_names_an_emoji_and_drops_what_only_joins():
    assert pdf.spelt_out("😀漢\u200d") == {
        ord("😀"): "[grinning face]",
        ord("漢"): "[U+6F22]",
        0x200D: "",
    }


def test_the_institution_s_colour_is_in_the_document(db):
    html = html_of(CONTENT)
    ours = workflow.typeset(html)
    Institution.objects.create(pk=1, name="Elsewhere", brand_colour="#7a1f5c")
    assert workflow.typeset(html) != ours
