"""Advice on a draft: who asks, who gives it, what of the draft it shows, when it is too late."""

import pytest
from django.urls import reverse

from sls import workflow
from sls.models import AdviceRequest, Comment
from tests.factories import quick_document
from tests.sls.sending import send, words_of


@pytest.fixture
def advice(house) -> AdviceRequest:
    """Advice asked for on the summary of a draft."""
    statement = house.filled()
    section = statement.sections.get(key="summary")
    return workflow.ask_advice(statement, by=house.contributor, section=section, message="Clear?")


def test_advice_shows_what_was_sent_and_not_the_rest_of_the_draft(house, sign_in, advice):
    section = advice.section
    workflow.save_text(section, by=house.head, text="Written later.", version=section.version)
    html = words_of(sign_in(house.reviewer).get(reverse("sls:advice_detail", args=[advice.pk])))
    assert "<strong>What we do</strong> of Library" in html
    assert "Clear?" in html
    assert "Written later." not in html
    assert "When we are there" not in html


def test_advice_is_given_section_by_section(house, sign_in, advice):
    address = reverse("sls:advice_detail", args=[advice.pk])
    answer = send(sign_in(house.reviewer), address, summary="Very clear.")
    assert answer.headers["Location"] == address
    html = words_of(sign_in(house.contributor).get(address))
    assert "Very clear." in html
    comment = Comment.objects.get()
    assert (comment.section, comment.advice) == (advice.section, advice)


def test_advice_without_a_word_is_refused(house, sign_in, advice):
    answer = send(sign_in(house.reviewer), reverse("sls:advice_detail", args=[advice.pk]))
    assert "Write at least one comment before you send the advice." in words_of(answer)
    advice.refresh_from_db()
    assert advice.answered_at is None


MAY = {  # what answers who reads it, and who gives it
    "head": (200, 403), "contributor": (200, 403), "library_reviewer": (200, 403),
    "head_elsewhere": (404, 404), "outsider": (404, 404), "lead": (404, 404),
    "administrator": (404, 404), "reviewer": (200, 302),
}  # fmt: skip


def test_advice_is_between_the_department_and_reviewers_from_elsewhere(house, sign_in, advice):
    address = reverse("sls:advice_detail", args=[advice.pk])
    for who, expected in MAY.items():
        client = sign_in(house.cast[who])
        read, given = client.get(address), send(client, address, summary="My advice")
        assert (read.status_code, given.status_code) == expected, who


def on_the_page(client, advice) -> str:
    return words_of(client.get(reverse("sls:advice_detail", args=[advice.pk])))


@pytest.fixture
def needs(house, sign_in):
    """needs() gives what waits for the reviewer: on the home page, and for advice in the queue."""

    def asked() -> tuple[int, int]:
        client = sign_in(house.reviewer)
        todos = [todo.url for todo in client.get("/").context["todos"]]
        queue = client.get(reverse("sls:review_queue")).context["advice"]
        return sum("/advice/" in url for url in todos), len(queue)

    return asked


def test_advice_is_not_asked_any_more_once_the_statement_is_sent(house, sign_in, advice, needs):
    client, statement = sign_in(house.reviewer), advice.statement
    assert needs() == (1, 1)
    assert "It has not been submitted." in on_the_page(client, advice)
    statement = workflow.submit(statement, by=house.head)
    assert needs() == (0, 0)
    html = on_the_page(client, advice)
    assert "The statement has been with the quality office since" in html
    assert "has not been submitted" not in html
    assert "so advice comes too late" in html
    assert "not answered yet" not in words_of(sign_in(house.head).get(statement.get_absolute_url()))
    statement = workflow.withdraw(statement, by=house.head)
    assert needs() == (0, 0)
    assert "and was taken back on" in on_the_page(client, advice)
    again = workflow.ask_advice(statement, by=house.head)
    assert needs() == (1, 1)
    assert "not answered yet" in words_of(sign_in(house.head).get(statement.get_absolute_url()))
    assert "It has not been submitted." in on_the_page(client, again)


def test_advice_that_comes_too_late_is_refused_and_given_back(house, sign_in, advice):
    workflow.submit(advice.statement, by=house.head)
    address = reverse("sls:advice_detail", args=[advice.pk])
    answer = send(sign_in(house.reviewer), address, summary="Very clear.")
    assert answer.status_code == 403
    assert "so advice comes too late" in words_of(answer)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("returned", "and changes were asked for on"),
        ("approved", "and was approved on"),
        ("discarded", "The draft was discarded on"),
    ],
)
def test_advice_page_says_what_became_of_the_draft(house, sign_in, advice, needs, state, words):
    statement = advice.statement
    if state == "discarded":
        workflow.discard(statement, by=house.head)
    else:
        statement = workflow.submit(statement, by=house.head)
    if state == "approved":
        document = quick_document(statement, by=house.reviewer)
        workflow.approve(statement, by=house.reviewer, document=document)
    if state == "returned":
        section = statement.sections.get(key="summary")
        workflow.note_request(section, by=house.reviewer, kind="unclear", text="Which?")
        workflow.return_for_changes(statement, by=house.reviewer)
    html = on_the_page(sign_in(house.reviewer), advice)
    assert words in html
    assert statement.get_absolute_url() in html
    assert needs() == (0, 0)
