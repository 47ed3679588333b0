"""The headings of a draft template: keys, lists, order, and two people at one heading."""

import pytest
from django.db import IntegrityError, transaction

from institution import once
from institution.permissions import NotAllowed
from sls import workflow
from sls.models import Heading
from tests.sls.sending import mark_of, send, words_of
from tests.sls.templates import heading_url, keys, typed_heading, url

THEIRS, MINE = "Say it briefly.", "Say it at length."


def test_heading_edit_saves_it_and_leaves_its_key(house, heading, sign_in):
    typed = typed_heading(
        heading, title="Opening  hours", guidance="Say when.", is_required="", word_guide="1,200"
    )
    answer = send(sign_in(house.reviewer), heading_url(heading), **typed)
    assert answer.url == url("template_detail", heading.template_id) + "#headings"
    heading.refresh_from_db()
    assert (heading.key, heading.title, heading.guidance, heading.is_required) == (
        "availability", "Opening hours", "Say when.", False,
    )  # fmt: skip
    assert (heading.word_guide, heading.version, heading.number) == (1200, 2, "A2")


def test_heading_edit_from_an_old_version_keeps_both_texts(house, heading, sign_in):
    old = typed_heading(heading, guidance=MINE)
    heading.guidance = THEIRS
    workflow.save_heading(heading, by=house.reviewer, version=1)
    client = sign_in(house.library_reviewer)
    answer = send(client, heading_url(heading), **old)
    page = words_of(answer)
    assert answer.status_code == 409
    assert f'<div class="typed">{MINE}</div>' in page
    assert f'<div class="typed">{THEIRS}</div>' in page
    heading.refresh_from_db()
    assert (heading.guidance, heading.version) == (THEIRS, 2)
    send(client, heading_url(heading), **{**old, "version": "2"})
    heading.refresh_from_db()
    assert (heading.guidance, heading.version) == (MINE, 3)


def test_a_heading_moved_meanwhile_is_no_conflict_and_stays_where_it_is(house, heading, sign_in):
    workflow.move_heading(heading, by=house.reviewer, up=True)
    typed = typed_heading(heading, guidance=MINE)
    assert send(sign_in(house.library_reviewer), heading_url(heading), **typed).status_code == 302
    heading.refresh_from_db()
    assert (heading.guidance, heading.position) == (MINE, 1)


def test_a_heading_removed_meanwhile_can_be_added_again(house, next_template, heading, sign_in):
    client, address = sign_in(house.library_reviewer), heading_url(heading)
    typed = {**typed_heading(heading, guidance=MINE), **mark_of(client, address)}
    workflow.remove_heading(heading, by=house.reviewer, version=1)
    answer = send(client, address, **typed)
    page = words_of(answer)
    assert answer.status_code == 409
    assert MINE in page
    assert f'action="{url("heading_add", next_template.pk)}"' in page
    send(client, url("heading_add", next_template.pk), **typed)
    assert next_template.headings.get(title=heading.title).guidance == MINE


def test_a_heading_that_never_was_is_not_found(house, next_template, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_edit", next_template.pk, 99_999)
    assert client.get(address).status_code == 404
    assert send(client, address, **typed_heading(heading)).status_code == 404
    other = house.template.headings.first()
    assert client.get(url("heading_edit", next_template.pk, other.pk)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": " "}, "Give the heading a title."),
        ({"title": "x" * 201}, "201 characters long and the most is 200"),
        ({"word_guide": "many"}, "About how many words: write a number, such as 5."),
        ({"word_guide": "9"}, "About how many words: write a number from 10 to 5,000."),
        ({"part": "x"}, "Choose from the list what people write under it."),
        ({"part": "services"}, "List of services stands beside “A1 What we do” already."),
        ({"guidance": "x" * 50_001}, "This text is 50,001 characters long"),
    ],
)
def test_heading_edit_says_what_is_wrong_and_keeps_what_was_typed(
    house, heading, sign_in, typed, sentence
):
    typed = typed_heading(heading, **{"guidance": MINE, **typed})
    answer = send(sign_in(house.reviewer), heading_url(heading), **typed)
    page = words_of(answer)
    assert answer.status_code == 200
    assert page.count(sentence) == 2
    assert typed["guidance"] in page
    heading.refresh_from_db()
    assert heading.version == 1


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("How we save energy", "how-we-save-energy"),
        ("KPIs", "kpis-2"),
        ("Standards", "standards-2"),
        ("Availability", "availability-2"),
        ("?!", "heading"),
        ("In_the_city", "in-the-city"),
        ("Long " * 30, "long-long-long-long-long-long-long-long"),
    ],
)
def test_heading_add_makes_a_key_that_nothing_else_has(house, next_template, sign_in, title, key):
    typed = {"title": title, "guidance": "", "part": "", "is_required": "on", "word_guide": ""}
    page = words_of(sign_in(house.reviewer).get(url("heading_add", next_template.pk)))
    assert "key" not in page.partition("<main")[2].partition("</main")[0].lower()
    send(sign_in(house.reviewer), url("heading_add", next_template.pk), **typed)
    assert keys(next_template)[-1] == key


def test_two_headings_of_the_same_long_title_have_two_keys(house, next_template):
    for _ in range(2):
        workflow.save_heading(
            Heading(template=next_template, title="Long " * 30), by=house.reviewer
        )
    assert keys(next_template)[-2:] == ["long-" * 7 + "long", "long-" * 7 + "l-2"]


def test_a_list_stands_beside_one_heading_only(house, next_template):
    other = Heading(template=next_template, title="More services", part="services")
    with pytest.raises(NotAllowed, match="stands beside another heading already"):
        workflow.save_heading(other, by=house.reviewer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Heading.objects.create(
            template=next_template, key="more", title="More", part="services", position=9
        )


def test_heading_move_swaps_it_with_its_neighbour(house, next_template, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_move", next_template.pk, heading.pk)
    send(client, address, direction="up")
    assert keys(next_template) == ["availability", "summary", "not_delivered", "stakeholders"]
    send(client, address, direction="up")
    assert keys(next_template)[0] == "availability"
    send(client, address, direction="down")
    assert keys(next_template) == ["summary", "availability", "not_delivered", "stakeholders"]
    assert list(next_template.headings.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_heading_move_sent_twice_moves_once(house, next_template, heading, sign_in):
    client, address = sign_in(house.reviewer), url("heading_move", next_template.pk, heading.pk)
    typed = {"_once": once.new_token(), "direction": "down"}
    for _ in range(2):
        client.post(address, typed)
    assert keys(next_template) == ["summary", "not_delivered", "availability", "stakeholders"]


def test_heading_remove_asks_first_and_numbers_the_rest_anew(
    house, next_template, heading, sign_in
):
    client, address = sign_in(house.reviewer), url("heading_remove", next_template.pk, heading.pk)
    assert "Remove this heading?" in words_of(client.get(address))
    assert len(keys(next_template)) == 4
    send(client, address, version="1")
    assert [str(one) for one in next_template.headings.all()] == [
        "A1 What we do", "A2 What we do not do", "A3 Who is involved",
    ]  # fmt: skip


def test_heading_remove_of_an_old_version_shows_what_it_says_now(
    house, next_template, heading, sign_in
):
    heading.guidance = THEIRS
    workflow.save_heading(heading, by=house.reviewer, version=1)
    address = url("heading_remove", next_template.pk, heading.pk)
    answer = send(sign_in(house.library_reviewer), address, version="1")
    assert answer.status_code == 409
    assert THEIRS in words_of(answer)
    assert next_template.headings.filter(pk=heading.pk).exists()
