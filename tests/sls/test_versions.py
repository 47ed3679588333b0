"""Every version that was sent is kept, can be read by the two sides, and compared."""

import pytest
from django.urls import reverse

from sls import workflow
from sls.comparing import plain, section_changes
from sls.content import SectionContent, ServiceContent
from tests import factories
from tests.sls.sending import words_of


def version(statement, number) -> str:
    return reverse("sls:version_detail", args=[statement.pk, number])


def compare(statement) -> str:
    return reverse("sls:version_compare", args=[statement.pk])


def save(statement, text, *, by, key="availability"):
    section = statement.sections.get(key=key)
    workflow.save_text(section, by=by, text=text, version=section.version)


@pytest.fixture
def sent_twice(house):
    """Sent, returned for its availability, changed there and sent again."""
    statement = house.returned()
    save(statement, "**When we are there** of Library, in better words.", by=house.head)
    return workflow.submit(statement, by=house.head)


def test_version_detail_keeps_what_was_sent(house, sign_in, sent_twice):
    client = sign_in(house.head)
    first, second = (words_of(client.get(version(sent_twice, number))) for number in (1, 2))
    assert "in our own words" in first
    assert "in better words" not in first
    assert "This is not the newest version" in first
    assert "in better words" in second
    assert "This is not the newest version" not in second
    assert sent_twice.submitted_versions.get(number=1).content_sha256 in first


def test_version_detail_of_no_version_is_not_found(house, sign_in, sent_twice):
    assert sign_in(house.head).get(version(sent_twice, 3)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("visitor", 302), ("head", 200), ("contributor", 200), ("reviewer", 200),
        ("library_reviewer", 200), ("head_elsewhere", 404), ("lead", 404), ("signatory", 404),
        ("administrator", 404), ("outsider", 404),
    ],
)  # fmt: skip
def test_versions_are_for_the_two_sides(house, sign_in, sent_twice, who, status):
    client = sign_in(house.cast[who])
    assert client.get(version(sent_twice, 1)).status_code == status
    assert client.get(compare(sent_twice)).status_code == status


def test_versions_of_a_published_statement_are_not_published(house, sign_in):
    statement = house.approved()
    answer = sign_in(house.outsider).get(version(statement, 1))
    assert answer.status_code == 403
    assert "Only Library and the quality office read this." in words_of(answer)


def test_version_compare_shows_the_words_that_changed(house, sign_in, sent_twice):
    html = words_of(sign_in(house.reviewer).get(compare(sent_twice)))
    assert "1 of 6 headings differ." in html
    assert '<ins><span class="visually-hidden">[added: </span> better' in html
    assert '<del><span class="visually-hidden">[removed: </span> our own' in html
    assert "A1 What we do; A3 What we do not do" in html  # without a change


def test_version_compare_the_other_way_round(house, sign_in, sent_twice):
    html = words_of(sign_in(house.reviewer).get(compare(sent_twice), {"from": "2", "to": "1"}))
    assert '<del><span class="visually-hidden">[removed: </span> better' in html


def test_version_compare_with_what_was_approved_last(house, sign_in):
    source = house.approved()
    later = factories.make_requirement(house.library, factories.make_year(2027))
    statement = workflow.start(later, by=house.head, begin_from=source)
    save(statement, "Other words.", by=house.head)
    statement = workflow.submit(statement, by=house.head)
    html = words_of(sign_in(house.head).get(compare(statement)))
    assert "from 2026-27 to version 1." in html
    assert "1 of 6 headings differ." in html


@pytest.mark.parametrize("odd", ["99", "-1", "approved", "\x00", "' OR 1=1 --", "٣", "1" * 400])
def test_version_compare_with_odd_values_compares_the_newest(house, sign_in, sent_twice, odd):
    answer = sign_in(house.reviewer).get(compare(sent_twice), {"from": odd, "to": odd})
    assert "from version 1 to version 2." in words_of(answer)


def test_version_compare_of_a_draft_has_nothing_to_compare(house, sign_in):
    html = words_of(sign_in(house.head).get(compare(house.draft())))
    assert "There is nothing to compare yet" in html


def test_rows_are_compared_with_their_text():
    section = SectionContent(
        key="summary", number="A1", title="What we do", text="We lend.",
        services=(ServiceContent("Lost cards", ("Students", "Staff"), "Daily", ""),),
    )  # fmt: skip
    assert plain(section) == ("We lend.\n• Lost cards; for whom: Students, Staff; when: Daily")
    assert plain(None) == ""


def test_a_text_is_compared_as_it_reads():
    """The marks of a link, a list or a table are no words. Bold type alone is a change all the
    same: without it a reviewer would be told that nothing differs."""
    first, link, bold = (
        SectionContent(key="summary", number="A1", title="What we do", text=text)
        for text in (
            "- We lend.\n- We [ask](https://a.example).",
            "- We lend.\n- We [ask](https://b.example).",
            "- We **lend**.\n- We [ask](https://a.example).",
        )
    )
    assert section_changes(first, link) == [
        ("same", "• We lend.\n• We ask"), ("removed", " (https://a.example)."),
        ("added", " (https://b.example)."),
    ]  # fmt: skip
    assert ("added", " **lend**.") in section_changes(first, bold)
    assert section_changes(first, first) == []
