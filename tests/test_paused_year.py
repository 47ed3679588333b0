"""A paused year asks nothing of anyone, and every page about it says so."""

import pytest

from sls import workflow
from tests import factories

WORDS = "2026-27 is paused: nothing is asked of anyone"


def says(client, url: str) -> bool:
    """Whether a page that can be read says that the year is paused, and why."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    page = answer.content.decode()
    assert (WORDS in page) == ("Teaching moved online." in page)
    return WORDS in page


def pages(house, statement) -> dict[str, list[str]]:
    """The pages that show the year, by somebody who may read them."""
    one = f"/statements/{statement.pk}/"
    everybody = ["/", "/directory/", "/directory/library/"]
    office = [
        "/departments/library/", "/statements/?year=2026-27", "/requirements/?year=2026-27",
        "/review/", one, f"{one}read/", f"{one}versions/1/", f"{one}compare/",
        f"/advice/{statement.advice_requests.get().pk}/",
    ]  # fmt: skip
    return {"visitor": everybody, "outsider": [*everybody, *office[:1]], "reviewer": office}


@pytest.fixture
def statement(house):
    """The library's, in force, after a request for advice."""
    statement = house.filled()
    workflow.ask_advice(statement, by=house.contributor)
    workflow.submit(statement, by=house.head)
    document = factories.quick_document(statement, by=house.reviewer)
    return workflow.approve(statement, by=house.reviewer, document=document)


def test_every_page_about_a_paused_year_says_so(house, statement, sign_in):
    asked = {name: sign_in(house.cast[name]) for name in ("visitor", "outsider", "reviewer")}
    found = [(name, url) for name, urls in pages(house, statement).items() for url in urls]
    assert [url for name, url in found if says(asked[name], url)] == []
    house.year.state, house.year.public_reason = "paused", "Teaching moved online."
    house.year.save()
    assert [url for name, url in found if not says(asked[name], url)] == []


def test_an_open_year_beside_it_is_the_one_that_matters(house, statement, sign_in):
    house.year.state, house.year.public_reason = "paused", "Teaching moved online."
    house.year.save()
    factories.make_year(2027)
    assert not says(sign_in(None), "/directory/")
    assert not says(sign_in(house.reviewer), "/departments/library/")
    assert says(sign_in(house.reviewer), f"/statements/{statement.pk}/")
