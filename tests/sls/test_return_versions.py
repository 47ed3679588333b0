"""Two versions of an annual return beside each other, word by word."""

from sls import workflow
from sls.returns import comparing
from sls.returns import content as return_content
from tests.sls import returns
from tests.sls.returns import again, save, url_of
from tests.sls.sending import words_of


def sent_twice(house):
    """A return that was sent, and sent again with another word."""
    returns.counted_kpi(house)
    annual_return = returns.returned(house)
    year = annual_return.parts.get(key="year")
    save(year, "**How the year went** in plain words.", by=house.head)
    return workflow.submit_return(again(annual_return), by=house.head)


def test_return_version_says_what_has_changed_since_the_one_before(house, sign_in):
    annual_return = sent_twice(house)
    client = sign_in(house.reviewer)
    first = client.get(url_of("return_version", annual_return, 1))
    assert "What has changed since" not in words_of(first)
    second = client.get(url_of("return_version", annual_return, 2)).content.decode()
    changed = second.partition("What has changed since version 1")[2].partition("</section>")[0]
    assert changed.count('class="diff"') == 1
    assert "<h3>How the year went</h3>" in changed
    assert "[removed: </span> our own<span" in changed
    assert "[added: </span> plain<span" in changed


def test_return_version_says_so_when_every_part_is_as_before(house, sign_in):
    annual_return = returns.returned(house)
    annual_return = workflow.submit_return(again(annual_return), by=house.head)
    page = words_of(sign_in(house.reviewer).get(url_of("return_version", annual_return, 2)))
    assert "Every part says the same as before." in page


def test_a_changed_word_about_a_kpi_is_a_change_of_the_figures(house):
    annual_return = sent_twice(house)
    old, new = (return_content.from_json(one.content) for one in annual_return.versions.all())
    assert [title for title, _ in comparing.changes(old, new)] == ["How the year went"]
    stored = new.to_json()
    stored["kpis"][0]["learnt"] = "Evenings count."
    parts = dict(comparing.changes(new, return_content.from_json(stored)))
    assert list(parts) == ["What the figures say"]
    assert ("removed", " Mornings") in parts["What the figures say"]
    assert ("added", " Evenings") in parts["What the figures say"]
    assert comparing.changes(new, new) == []
