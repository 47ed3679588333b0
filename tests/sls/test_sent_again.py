"""A form that is sent again with other words: somebody typed on and pressed Save once more. It is
no second click, so nothing of it is lost, and nothing says "saved" that is not."""

import re

import pytest

from institution import autosave
from sls.models import Comment
from tests.access.examples import new_token
from tests.sls.sending import mark_for


@pytest.fixture
def statement(house):
    return house.draft()


class Page:
    """A page that stays open while its form is sent, always with the same token."""

    def __init__(self, client, url, **hidden):
        self.client, self.url = client, url
        self.hidden = {"_once": new_token(), **hidden}

    def send(self, **typed):
        return self.client.post(self.url, {**self.hidden, **typed}, follow=True)


def words(answer):
    return answer.content.decode()


def test_section_edit_sent_again_with_other_words_shows_both(house, statement, sign_in):
    section = statement.sections.get(key="availability")
    page = Page(sign_in(house.contributor), section.get_absolute_url(), version="1")
    page.send(text="First.")
    answer = page.send(text="Second, and much more.")
    assert answer.status_code == 409
    assert "There are two texts of yours" in words(answer)
    assert "is saved." not in words(answer)
    assert '<div class="typed">Second, and much more.</div>' in words(answer)
    assert "<h3>What you saved</h3>" in words(answer)
    section.refresh_from_db()
    assert (section.text, section.version) == ("First.", 2)
    kept = autosave.offered(house.contributor, section.get_absolute_url())
    assert kept.fields["text"] == ["Second, and much more."]


def test_section_edit_sent_again_as_it_was_before_shows_both(house, statement, sign_in):
    section = statement.sections.get(key="availability")
    page = Page(sign_in(house.contributor), section.get_absolute_url(), version="1")
    page.send(text="First.")
    answer = page.send(text="")
    assert answer.status_code == 409
    assert "You had changed nothing" not in words(answer)


def test_section_edit_sent_again_with_the_same_words_is_a_second_click(house, statement, sign_in):
    section = statement.sections.get(key="availability")
    page = Page(sign_in(house.contributor), section.get_absolute_url(), version="1")
    for then in ("next", "list"):
        assert "is saved." in words(page.send(text="First.", then=then))
    section.refresh_from_db()
    assert (section.text, section.version) == ("First.", 2)


def test_row_edit_sent_again_with_other_words_shows_both(house, sign_in):
    section = house.filled().sections.get(key="summary")
    row = section.services.first()
    url = f"{section.get_absolute_url()}services/{row.pk}/"
    page = Page(sign_in(house.contributor), url, version=str(row.version))
    page.send(name="First")
    answer = page.send(name="Second")
    assert answer.status_code == 409
    assert "Second" in words(answer)
    row.refresh_from_db()
    assert row.name == "First"


def test_row_add_sent_again_with_other_words_adds_both(house, statement, sign_in):
    section = statement.sections.get(key="summary")
    page = Page(sign_in(house.contributor), f"{section.get_absolute_url()}services/add/")
    for name in ("First", "Second", "Second", "First"):
        page.send(name=name)
    assert list(section.services.values_list("name", flat=True)) == ["First", "Second"]


def test_comment_add_sent_again_with_other_words_adds_both(house, sign_in):
    statement = house.submitted()
    page = Page(sign_in(house.reviewer), f"/statements/{statement.pk}/comments/add/")
    for text in ("First.", "Second.", "Second.", "First."):
        page.send(text=text)
    said = Comment.objects.filter(statement=statement).order_by("pk")
    assert list(said.values_list("text", flat=True)) == ["First.", "Second."]


def test_statement_review_sent_again_with_another_note_keeps_both(house, sign_in):
    statement = house.submitted()
    page = Page(sign_in(house.reviewer), f"/statements/{statement.pk}/review/")
    for text in ("First.", "Second.", "Second."):
        page.send(**{"availability-internal": text})
    notes = Comment.objects.filter(statement=statement, is_internal=True).order_by("pk")
    assert list(notes.values_list("text", flat=True)) == ["First.", "Second."]


def test_statement_return_sent_again_with_another_message_is_not_taken_for_a_second_click(
    house, sign_in
):
    statement = house.returned()
    page = Page(sign_in(house.reviewer), f"/statements/{statement.pk}/return/")
    assert page.client.get(page.url).status_code == 302
    assert page.send(text="One word more.").status_code == 403


def test_section_reopen_sent_again_with_another_reason_shows_it(house, sign_in):
    section = house.returned().sections.get(key="summary")
    url = f"{section.get_absolute_url()}reopen/"
    page = Page(sign_in(house.head), url, **mark_for(house.head, url))
    page.send(reason="First.")
    answer = page.send(reason="Second.")
    assert answer.status_code == 403
    assert "Second." in words(answer)


def test_a_draft_typed_after_the_form_was_sent_is_kept(house, statement, sign_in):
    client = sign_in(house.contributor)
    section = statement.sections.get(key="availability")
    url = section.get_absolute_url()
    marks = dict(re.findall(r'name="(_\w+)" value="([^"]*)"', words(client.get(url))))
    client.post(url, {**marks, "version": "1", "text": "First.", "then": "next"})
    typed = {**marks, "version": "1", "text": "First."}
    assert client.post("/autosave/", typed).status_code == 409  # was under way when it was sent
    assert client.post("/autosave/", {**typed, "text": "Second."}).status_code == 200
    assert autosave.offered(house.contributor, url).fields["text"] == ["Second."]
