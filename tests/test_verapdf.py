"""The judge of our PDFs must tell a good one from a bad one."""

import pytest
from weasyprint import HTML

from tests.verapdf import failed_rules, failed_rules_of_each

pytestmark = pytest.mark.needs("verapdf")

GOOD = "<html lang=en><title>A statement</title><h1>A statement</h1><p>What we promise.</p>"
WITHOUT_TITLE = "<html lang=en><h1>A statement</h1><p>What we promise.</p>"
SKIPPED_LEVEL = "<html lang=en><title>A statement</title><h1>A statement</h1><h3>Too deep</h3>"


def pdf(html: str) -> bytes:
    return HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")


def test_an_accessible_pdf_breaks_no_rule():
    assert failed_rules(pdf(GOOD)) == []


def test_each_pdf_gets_its_own_answer():
    good, untitled, skipped = failed_rules_of_each(
        [pdf(GOOD), pdf(WITHOUT_TITLE), pdf(SKIPPED_LEVEL)]
    )
    assert good == []
    assert [rule.split()[0] for rule in untitled] == ["7.1-9"]
    assert [rule.split()[0] for rule in skipped] == ["7.4.2-1"]
