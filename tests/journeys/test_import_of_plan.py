"""From a Word file to a plan, and from a table that is pasted with its colours."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from actionplans.models import Action, Plan
from tests.journeys.desks import copy
from tests.journeys.hands import ways

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.django_db(transaction=True)]

FILE = Path(__file__).parent.parent / "data/action-plans/action-plan-44-invented-colours.docx"
TABLE = """<table>
<tr><td>Action</td><td>Reference</td><td>Owner</td><td>Timescale</td><td>RAG</td></tr>
<tr><td>Name a champion</td><td>V001</td><td>HR</td><td>Spring 2019</td>
<td style="background: #00b050"></td></tr>
</table>"""


@pytest.mark.parametrize("way", ways("keyboard", "no-javascript"))
def test_a_word_file_becomes_a_plan(house, way, sit_down):
    lead = sit_down(house.lead, way)
    lead.go("/plans/")
    lead.press("Import a plan")
    lead.attach("Word, Excel or CSV file", FILE)
    say_which_plan(lead)
    lead.press("Look at the plan")
    expect(lead.page.locator("tbody tr")).to_have_count(44)
    lead.press("Change row 2")
    lead.mark("Leave this row out")
    lead.press("Save the row")
    expect(lead.page.locator("tbody tr").nth(1)).to_contain_text("Left out")
    lead.press("Import 43 actions")
    assert lead.title == "Plan of 2018"
    assert Plan.objects.get().actions.count() == 43


def test_a_pasted_table_brings_its_colours(house, sit_down):
    lead = sit_down(house.lead, "mouse")
    lead.go("/plans/import/")
    copy(lead, TABLE)
    lead.paste("Or paste the table from Word or Excel")
    say_which_plan(lead)
    lead.press("Look at the plan")
    row = lead.page.locator("tbody tr")
    for words in ("V001", "Name a champion", "1 March to 31 May 2019", "Green"):
        expect(row).to_contain_text(words)
    lead.press("Import 1 action")
    assert Action.objects.get().rating == "green"


def say_which_plan(at):
    """A new plan of two years."""
    at.write("What is the new plan called?", "Plan of 2018")
    at.write("On which day does it start?", "2018-10-10")
    at.write("How many months does it run?", "24")
