"""Comments, answers and internal notes: who writes, who reads, who is refused."""

import pytest
from django.urls import reverse

from institution import autosave
from institution.models import Autosave
from sls import workflow
from sls.models import ChangeRequest, Comment, Stakeholder
from tests.factories import quick_document
from tests.sls.sending import seen_draft, send, words_of


def add(statement) -> str:
    return reverse("sls:comment_add", args=[statement.pk])


def page(client, statement) -> str:
    return words_of(client.get(statement.get_absolute_url()))


@pytest.mark.parametrize("who", ["head", "contributor", "reviewer"])
def test_comment_add_is_for_both_sides_and_read_by_both(house, sign_in, who):
    statement = house.submitted()
    answer = send(sign_in(house.cast[who]), add(statement), text="When does term begin?")
    assert answer.headers["Location"] == f"{statement.get_absolute_url()}#conversation"
    for reader in ("head", "contributor", "reviewer", "library_reviewer"):
        assert "When does term begin?" in page(sign_in(house.cast[reader]), statement)


def test_comments_on_a_published_statement_are_not_published(house, sign_in):
    statement = house.approved()
    workflow.add_comment(statement, by=house.head, text="Between ourselves.")
    for reader in ("head_elsewhere", "lead", "outsider", "administrator"):
        html = page(sign_in(house.cast[reader]), statement)
        assert "Library" in html
        assert "Between ourselves." not in html
        assert "approved it and signed" not in html  # nor the timeline
    assert "Between ourselves." in page(sign_in(house.reviewer), statement)


def test_comment_add_to_what_one_cannot_see_is_not_found(house, sign_in):
    address = add(house.submitted())
    for who in ("head_elsewhere", "outsider", "lead", "administrator"):
        assert send(sign_in(house.cast[who]), address, text="Hello").status_code == 404, who
    assert not Comment.objects.exists()


def test_comment_add_does_not_tell_an_outsider_which_comments_there_are(house, sign_in):
    statement = house.approved()
    comment = workflow.add_comment(statement, by=house.head, text="Between ourselves.")
    client = sign_in(house.outsider)
    for asked in (comment.pk, 9999):
        assert client.get(f"{add(statement)}?answers={asked}").status_code == 403
    assert sign_in(house.head).get(f"{add(statement)}?answers={comment.pk}").status_code == 200


def test_comment_add_refuses_an_outsider_on_a_published_statement(house, sign_in):
    answer = send(sign_in(house.outsider), add(house.approved()), text="Hello")
    assert answer.status_code == 403
    assert not Comment.objects.exists()


def test_an_empty_comment_is_refused_with_a_sentence(house, sign_in):
    answer = send(sign_in(house.head), add(house.submitted()), text="  ")
    assert words_of(answer).count("Write something before you send it.") == 2


def test_a_comment_too_long_is_refused_and_stays(house, sign_in):
    answer = send(sign_in(house.head), add(house.submitted()), text="long " * 1200)
    assert "the most is 5,000" in words_of(answer)
    assert "long long" in words_of(answer)
    assert not Comment.objects.exists()


def test_an_answer_to_an_internal_note_is_internal(house, sign_in):
    statement = house.submitted()
    note = workflow.add_comment(statement, by=house.reviewer, text="Odd figures.", internal=True)
    send(sign_in(house.reviewer), f"{add(statement)}?answers={note.pk}", text="I agree, odd.")
    assert Comment.objects.get(answers=note).is_internal
    assert "I agree, odd." in page(sign_in(house.reviewer), statement)
    assert "odd" not in page(sign_in(house.head), statement).lower()


@pytest.mark.parametrize("who", ["head", "library_reviewer"])
def test_internal_notes_cannot_be_written_read_or_closed_by_the_department(house, sign_in, who):
    statement = house.submitted()
    note = workflow.add_comment(statement, by=house.reviewer, text="Odd figures.", internal=True)
    client = sign_in(house.cast[who])
    assert send(client, f"{add(statement)}?internal=1", text="Mine").status_code == 403
    # Their reviewer may say nothing here at all, whatever the number is.
    unseen = 404 if who == "head" else 403
    for asked in (note.pk, 9999):
        assert client.get(f"{add(statement)}?answers={asked}").status_code == unseen
    assert send(client, reverse("sls:comment_resolve", args=[note.pk])).status_code == 404
    note.refresh_from_db()
    assert note.resolved_at is None


def test_what_was_typed_as_a_note_is_not_offered_as_a_comment(house, sign_in):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    note = f"{add(statement)}?internal=1"
    typed = {"text": ["Odd figures, ask Finance."]}
    autosave.keep(
        house.reviewer, autosave.place(add(statement), "note"), typed, shown=autosave.NO_DRAFT
    )
    assert "Odd figures, ask Finance." in words_of(client.get(f"{note}&restore=1"))
    for page_of in (add(statement), f"{add(statement)}?section=summary"):
        html = words_of(client.get(f"{page_of}{'&' if '?' in page_of else '?'}restore=1"))
        assert "Odd figures" not in html
        assert "You typed something here" not in html
    shown = seen_draft(house.reviewer, autosave.place(add(statement), "note"))
    send(client, note, text="Odd figures, ask Finance.", **shown)
    assert not Autosave.objects.exists()


def test_comment_add_about_no_section_is_about_the_statement(house, sign_in):
    client, address = sign_in(house.head), add(house.submitted())
    for odd in ("\x00", "nowhere", "' --", "x" * 500):
        assert client.get(address, {"section": odd}).status_code == 200, odd


def test_comment_add_in_answer_to_nothing_is_not_found(house, sign_in):
    client, address = sign_in(house.head), add(house.submitted())
    for odd in ("\x00", "0", "-1", "٣", "9" * 30):
        assert client.get(address, {"answers": odd}).status_code == 404, odd


def test_comments_are_answered_and_resolved(house, sign_in):
    statement = house.submitted()
    comment = workflow.add_comment(statement, by=house.reviewer, text="Which campus?")
    send(sign_in(house.head), f"{add(statement)}?answers={comment.pk}", text="Both of them.")
    send(sign_in(house.reviewer), reverse("sls:comment_resolve", args=[comment.pk]))
    html = page(sign_in(house.head), statement)
    assert "Both of them." in html
    assert "resolved by Reviewer" in html


def test_request_answer_stands_with_its_request(house, sign_in):
    statement = house.returned()
    asked = ChangeRequest.objects.get()
    address = reverse("sls:request_answer", args=[asked.pk])
    assert "Which days?" in words_of(sign_in(house.contributor).get(address))
    send(sign_in(house.contributor), address, text="Monday to Friday.")
    assert [one.text for one in asked.answers.all()] == ["Monday to Friday."]
    assert "Monday to Friday." in page(sign_in(house.reviewer), statement)


def test_a_request_that_is_not_sent_cannot_be_seen_or_answered(house, sign_in):
    statement = house.submitted()
    section = statement.sections.get(key="summary")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Not sent yet")
    noted = ChangeRequest.objects.get()
    address = reverse("sls:request_answer", args=[noted.pk])
    for person in (house.head, house.reviewer):
        assert sign_in(person).get(address).status_code == 404
        assert send(sign_in(person), address, text="x").status_code == 404


def test_request_resolve_is_the_reviewers(house, sign_in):
    workflow.submit(house.returned(), by=house.head)
    asked = ChangeRequest.objects.get()
    address = reverse("sls:request_resolve", args=[asked.pk])
    assert send(sign_in(house.head), address).status_code == 403
    assert send(sign_in(house.outsider), address).status_code == 404
    asked.refresh_from_db()
    assert asked.resolved_at is None
    send(sign_in(house.reviewer), address)
    asked.refresh_from_db()
    assert asked.resolved_by_name == "Reviewer"


def test_a_draft_stays_unread_by_the_quality_office(house, sign_in):
    statement = house.filled()
    html = page(sign_in(house.reviewer), statement)
    assert "Library is writing it." in html
    assert "It has not sent anything yet." in html
    assert "in our own words" not in html
    assert "draft.pdf" not in html


def test_what_was_sent_last_can_be_read_while_changes_are_made(house, sign_in):
    statement = house.returned()
    html = page(sign_in(house.reviewer), statement)
    assert "Read version 1" in html
    assert "Lost card desk" not in html


def test_statement_detail_says_who_holds_the_pen_and_what_one_may_do(house, sign_in):
    statement = house.submitted()
    assert "The quality office (nobody has taken it yet)" in page(sign_in(house.head), statement)
    assert "Take it back</a>" in page(sign_in(house.head), statement)
    assert "Only the head of Library can take its statement back." in page(
        sign_in(house.contributor), statement
    )
    assert "Review it</a>" in page(sign_in(house.reviewer), statement)
    assert "Nobody reviews the statement of their own department" in page(
        sign_in(house.library_reviewer), statement
    )
    workflow.take(statement, by=house.reviewer)
    assert "The quality office (Reviewer)" in page(sign_in(house.head), statement)


def test_statement_detail_of_a_replaced_edition_leads_to_the_newer_one(house, sign_in):
    old = house.approved()
    edition = workflow.submit(workflow.begin_edition(old, by=house.head), by=house.head)
    document = quick_document(edition, by=house.reviewer)
    edition = workflow.approve(edition, by=house.reviewer, document=document)
    html = page(sign_in(house.outsider), old)
    assert "A newer edition is in force" in html
    assert f'href="{edition.get_absolute_url()}"' in html
    assert old.document.pdf_url in html


def test_answers_of_those_it_depends_on_stand_on_the_page(house, sign_in):
    statement = house.filled()
    section = statement.sections.get(key="stakeholders")
    row = Stakeholder(
        name="Finance", department=house.finance, is_dependency=True, depends_on="invoices"
    )
    workflow.add_row(section, row, by=house.head)
    statement = workflow.submit(statement, by=house.head)
    assert "They have not answered yet." in page(sign_in(house.head), statement)
    workflow.answer_dependency(
        row, by=house.head_elsewhere, response="disputed", as_seen=row.as_seen,
        note="Not since May.",
    )  # fmt: skip
    html = page(sign_in(house.head), statement)
    assert "<strong>Disputed</strong> by Head-Elsewhere" in html
    assert "Not since May." in html
    assert "Not since May." in page(sign_in(house.reviewer), statement)


def test_a_returned_statement_says_who_was_asked_and_who_will_be(house, sign_in):
    statement = house.filled()
    section = statement.sections.get(key="stakeholders")
    invoices, pay = (
        Stakeholder(name="Finance", department=house.finance, is_dependency=True, depends_on=what)
        for what in ("invoices", "pay")
    )
    workflow.add_row(section, invoices, by=house.head)
    assert "They are asked when the statement is sent." in page(sign_in(house.head), statement)
    workflow.add_row(section, pay, by=house.head)
    statement = workflow.submit(statement, by=house.head)
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Who else?")
    workflow.return_for_changes(statement, by=house.reviewer)
    html = page(sign_in(house.head), statement)
    assert html.count("They were asked and have not answered.") == 2
    assert "They are asked when" not in html
    pay.depends_on = "pay slips"
    workflow.change_row(pay, by=house.head, version=pay.version)
    html = page(sign_in(house.head), statement)
    assert html.count("They were asked and have not answered.") == 1
    assert html.count("They are asked when the statement is sent.") == 1


def test_a_statement_page_costs_the_same_with_one_comment_and_with_thirty(
    house, sign_in, django_assert_num_queries
):
    statement = house.submitted()
    workflow.add_comment(statement, by=house.head, text="First.")
    client = sign_in(house.head)
    with django_assert_num_queries(10):
        client.get(statement.get_absolute_url())
    for number in range(30):
        workflow.add_comment(statement, by=house.head, text=f"Number {number}.")
    with django_assert_num_queries(10):
        assert "Number 29." in page(client, statement)
