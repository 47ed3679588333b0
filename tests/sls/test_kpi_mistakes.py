"""Mistakes in the form of a KPI: each gets a sentence at its field, and nothing is saved."""

import re
from decimal import Decimal

import pytest

from kpis.models import Promise
from sls import workflow
from sls.forms.kpis import KpiForm
from sls.models import StatementKpi
from tests.sls.kpi_forms import COMMON, PER_CENT, SHAPES, url_of
from tests.sls.sending import send

POINTS = {"amber_kind": "points"}


@pytest.fixture
def row(house) -> StatementKpi:
    section = house.draft().sections.get(key="kpis")
    return workflow.add_kpi(section, by=house.head, title="Answers")


SHARES = [
    ("90", Decimal(90)), ("90 %", Decimal(90)), ("90%", Decimal(90)), ("0", Decimal(0)),
    (" 12.5 ", Decimal("12.5")), ("100", Decimal(100)), ("0.25", Decimal("0.25")), ("", None),
]  # fmt: skip


def test_a_share_is_taken_as_people_write_it(house, row, sign_in):
    client, sent = sign_in(house.head), COMMON | {"shape": "share_within", "what": "letters"}
    for typed, expected in SHARES:
        said = sent | {"share": typed, "version": str(Promise.objects.get().version)}
        assert send(client, url_of("kpi_edit", row), **said).status_code == 302, typed
        assert Promise.objects.get().share == expected, typed


WRONG = [
    ("share_within", {"share": "101"}, "share", "a number from 0 to 100"),
    ("share_within", {"share": "-1"}, "share", "a number from 0 to 100"),
    ("share_within", {"share": "most"}, "share", "write a number, such as 12.5"),
    ("share_within", {"share": "1e1"}, "share", "write a number"),
    ("share_within", {"share": "NaN"}, "share", "write a number"),
    ("share_within", {"share": "9" * 400}, "share", "write a number"),
    ("share_within", {"share": "12.345"}, "share", "no more than 2 digits"),
    ("share_within", {"share": "1,23"}, "share", "write the decimals after a point"),
    ("share_within", {"comparison": "about"}, "comparison", "Choose from the list."),
    ("all_within", {"days": "0"}, "days", "a number from 1 to 250"),
    ("all_within", {"days": "251"}, "days", "a number from 1 to 250"),
    ("all_within", {"days": "1.5"}, "days", "Write a whole number."),
    ("share_by_date", {"due_on": "Christmas"}, "due_on", "Write a date such as 5 March 2027."),
    ("share_by_date", {"due_on": "2026-02-30"}, "due_on", "Write a date"),
    ("share_by_date", {"due_on": "1066-10-14"}, "due_on", "The year 1066 is too far away."),
    ("share_by_date", {"due_on": "9999-12-31"}, "due_on", "The year 9999 is too far away."),
    ("change", {"change_percent": "0"}, "change_percent", "0 per cent promises nothing"),
    ("change", {"change_percent": "120"}, "change_percent", "more than 100 per cent"),
    ("change", {"baseline_value": "0"}, "baseline_value", "cannot be measured against 0"),
    ("change", {"baseline_value": "9" * 12}, "baseline_value", "from 0 to 1,000,000,000"),
    ("change", {"baseline_start": ""}, "baseline_start", "Say on which day."),
    ("change", {"baseline_end": "2025-07-31"}, "baseline_end", "not end before it begins"),
    ("all_within", {"decimals": "5"}, "decimals", "a number from 0 to 4"),
    ("share_within", PER_CENT | {"share": "0"}, "amber_kind", "a target of 0 is nothing"),
    ("change", PER_CENT | {"change_percent": "100"}, "amber_kind", "Choose points."),
    ("all_within", {"title": "\x00 "}, "title", "Give the KPI a name."),
    ("all_within", {"owner": "x" * 151}, "owner", "This is 151 characters long"),
    ("all_within", {"measure": "x" * 50_001}, "measure", "50,001 characters long"),
    ("all_within", {"goal": "world peace"}, "goal", "Choose from the list."),
    ("all_within", {"university_kpi": "9" * 30}, "university_kpi", "from the list"),
    ("all_within", POINTS | {"amber_value": "-1"}, "amber_value", "a number from 0 to 100"),
]


def test_a_mistake_gets_a_sentence_and_nothing_is_saved(house, row, sign_in):
    client = sign_in(house.head)
    for shape, typed, field, sentence in WRONG:
        sent = COMMON | SHAPES[shape][0] | {"shape": shape, "version": "1"} | typed
        page = send(client, url_of("kpi_edit", row), **sent).content.decode()
        error = re.search(rf'id="id_{field}_error".*?</div>', page, re.DOTALL)
        assert error, typed
        assert sentence.lower() in error[0].lower()
        assert Promise.objects.get().version == 1, typed


def test_mistakes_are_named_in_the_order_of_the_page(row, house):
    form = KpiForm(None, instance=row.promise)
    fields = [form["title"], form["shape"], *(field for field, _ in form.shape_fields())]
    fields += [*form.measured_fields(), *form.matters_fields(), form["owner"]]
    assert [field.name for field in form] == [field.name for field in fields]
