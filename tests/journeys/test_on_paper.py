"""The directory as it is printed: its words, without the house around them."""

import pytest
from django.urls import reverse

from sls import workflow
from tests import factories
from tests.conftest import House

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.once]

HOUSE = ".navigation, .breadcrumbs, .filter-bar, .masthead-sign-in, .button"
# What stands behind the first link of the long text, as the browser draws it.
BEHIND = """() => getComputedStyle(document.querySelector(".longtext a"), "::after").content"""


@pytest.mark.django_db(transaction=True)
def test_the_directory_on_paper_has_no_navigation_and_says_where_links_lead(sit_down):
    house = House()
    statement = house.filled()
    section = statement.sections.get(key="availability")
    text = "See [the timetable](https://times.example/desk)."
    workflow.save_text(section, by=house.head, text=text, version=section.version)
    workflow.submit(statement, by=house.head)
    document = factories.quick_document(statement, by=house.reviewer)
    workflow.approve(statement, by=house.reviewer, document=document)
    page = sit_down(None).page
    for url in (reverse("sls:service_list"), reverse("sls:service_department", args=["library"])):
        page.goto(url)
        page.emulate_media(media="screen")
        assert page.locator(HOUSE).filter(visible=True).count() > 2
        page.emulate_media(media="print")
        assert page.locator(HOUSE).filter(visible=True).count() == 0
        assert page.get_by_text("Lost card desk").is_visible()
        assert page.get_by_role("link", name="library@kept.example").first.is_visible()
    assert page.evaluate(BEHIND) == '" (https://times.example/desk)"'
