"""Approving a statement: what is signed, by whom, and what stands in the way."""

import time

import pytest
from django.urls import reverse

from documents.pdf import RenderRefused
from institution.models import SentForm, User
from institution.workflow import change_department, change_person, move_year
from sls import workflow
from sls.models import Statement
from tests import factories
from tests.sls.sending import send, words_of

State = Statement.State


State = Statement.State


def url(name, statement):
    return reverse(f"sls:{name}", args=[statement.pk])


@pytest.fixture
def quickly(monkeypatch):
    """Approving without typesetting: where the document itself is not the question."""
    monkeypatch.setattr("sls.signing.prepare", factories.quick_document)


def approve(client, statement, password=factories.PASSWORD, shown=None):
    """Send the form of the page of approval as it stands now, or as it was when it said `shown`."""
    now = client.get(url("statement_approve", statement)).context
    shown = shown or (now["form"].initial["shown"] if now and "form" in now else "")
    return send(client, url("statement_approve", statement), password=password, shown=shown)


def test_statement_approve_shows_every_word_that_is_signed(house, sign_in):
    statement = house.submitted()
    page = words_of(sign_in(house.reviewer).get(url("statement_approve", statement)))
    for words in (
        "<strong>What we do</strong> of Library, in our own words.", "Lost card desk", "Parking",
        "We will respond to all student enquiries within 2 working days.", "Answer letters",
    ):  # fmt: skip
        assert words in page


def test_statement_approve_with_the_password_signs_and_publishes(house, sign_in, quickly):
    statement = house.submitted()
    answer = approve(sign_in(house.reviewer), statement)
    assert answer.headers["Location"] == url("statement_approved", statement)
    statement.refresh_from_db()
    assert (statement.state, statement.approved_by) == (State.APPROVED, house.reviewer)
    assert statement.document.content["department"] == "Library"
    page = words_of(sign_in(house.reviewer).get(url("statement_approved", statement)))
    assert statement.reference in page
    assert "These people have been told: Contributor, Head." in page
    assert "Go back to the review queue" in page
    page = words_of(sign_in(house.head).get(url("statement_approved", statement)))
    assert "which the head begins and the quality office reviews again" in page
    assert "review queue" not in page


def test_statement_approve_with_a_wrong_password_does_nothing(house, sign_in, quickly):
    statement = house.submitted()
    page = words_of(approve(sign_in(house.reviewer), statement, password="wrong"))
    assert page.count("This is not your password. Try again.") == 2
    statement.refresh_from_db()
    assert statement.state == State.SUBMITTED


def test_statement_approve_counts_guesses(house, sign_in, quickly):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    for _ in range(10):
        approve(client, statement, password="wrong")
    page = words_of(approve(client, statement))
    assert "There were too many tries." in page
    statement.refresh_from_db()
    assert statement.state == State.SUBMITTED


def test_statement_approve_of_other_words_than_were_shown_is_refused(house, sign_in, quickly):
    statement = house.submitted()
    shown = factories.as_shown(statement, to=house.reviewer)
    statement = workflow.withdraw(statement, by=house.head)
    section = statement.sections.get(key="availability")
    workflow.save_text(section, by=house.head, text="Other words.", version=section.version)
    statement = workflow.submit(statement, by=house.head)
    answer = approve(sign_in(house.reviewer), statement, shown=shown)
    assert answer.headers["Location"] == url("statement_review", statement)
    page = words_of(sign_in(house.reviewer).get(url("statement_review", statement)))
    assert "Error" not in page
    statement.refresh_from_db()
    assert statement.state == State.SUBMITTED


def test_a_new_name_of_the_department_is_read_before_it_is_signed(house, sign_in, quickly):
    """It stands in the document, and does not come through the statement."""
    statement = house.submitted()
    shown = factories.as_shown(statement, to=house.reviewer)
    house.library.name = "Libraries"
    change_department(house.library, by=house.reviewer, aliases=[])
    approve(sign_in(house.reviewer), statement, shown=shown)
    statement.refresh_from_db()
    assert statement.state == State.SUBMITTED
    approve(sign_in(house.reviewer), statement)
    statement.refresh_from_db()
    assert statement.document.content["department"] == "Libraries"


def test_one_signs_with_the_name_and_role_that_the_page_showed(house, sign_in, quickly):
    """A colleague gives the reviewer another job between the page and the signature."""
    statement, client = house.submitted(), sign_in(house.reviewer)
    page = client.get(url("statement_approve", statement))
    shown = page.context["form"].initial["shown"]
    assert "<strong>Reviewer</strong>, Reviewer, quality office." in words_of(page)
    person = User.objects.get(pk=house.reviewer.pk)
    person.job_title = "Vice-Chancellor"
    change_person(person, by=house.administrator)
    answer = approve(client, statement, shown=shown)
    page = words_of(client.get(answer.headers["Location"]))
    assert "the name and role you sign with, changed while you were reading it" in page
    assert Statement.objects.get().state == State.SUBMITTED
    approve(client, statement)
    document = Statement.objects.get().document
    assert document.signed_by_role == "Vice-Chancellor (reviewer, quality office)"


def test_a_change_while_the_document_is_made_is_noticed(house, sign_in, monkeypatch):
    statement = house.submitted()

    def slowly(read, *, by):
        document = factories.quick_document(read, by=by)
        workflow.submit(workflow.withdraw(read, by=house.head), by=house.head)
        return document

    monkeypatch.setattr("sls.signing.prepare", slowly)
    client = sign_in(house.reviewer)
    answer = approve(client, statement)
    page = words_of(client.get(answer.headers["Location"]))
    assert "This statement changed while you were approving it. Read it again first." in page
    statement.refresh_from_db()
    assert (statement.state, statement.document) == (State.SUBMITTED, None)


def test_a_document_that_cannot_be_made_is_explained(house, sign_in, monkeypatch):
    def refuse(read, *, by):
        raise RenderRefused("This document is too long for a PDF. Shorten its text.")

    monkeypatch.setattr("sls.signing.prepare", refuse)
    statement = house.submitted()
    client = sign_in(house.reviewer)
    answer = approve(client, statement)
    page = words_of(client.get(answer.headers["Location"]))
    assert "This document is too long for a PDF. Shorten its text." in page
    assert Statement.objects.get().state == State.SUBMITTED


def test_unsent_notes_stand_in_the_way_of_approving(house, sign_in, quickly):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    section = statement.sections.get(key="availability")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="Which days?")
    page = words_of(client.get(url("statement_approve", statement)))
    assert "You noted changes that are not sent" in page
    assert "Approve and sign</button>" not in page
    answer = approve(client, statement)
    assert "You noted changes that are not sent." in words_of(
        client.get(answer.headers["Location"])
    )
    assert Statement.objects.get().state == State.SUBMITTED


def test_statement_approve_twice_makes_one_document(house, sign_in, quickly):
    statement = house.submitted()
    client = sign_in(house.reviewer)
    first, second = approve(client, statement), approve(client, statement)
    assert first.headers["Location"] == second.headers["Location"]
    assert statement.events.filter(kind="approved").count() == 1


@pytest.mark.parametrize("who", ["library_reviewer", "head"])
def test_statement_approve_is_refused_with_a_reason(house, sign_in, quickly, who):
    statement = house.submitted()
    answer = approve(sign_in(house.cast[who]), statement)
    assert answer.status_code == 403
    assert Statement.objects.get().state == State.SUBMITTED


def test_nobody_approves_what_they_wrote_even_only_a_row(house, sign_in, quickly):
    """Somebody who wrote for the department and has since moved to the quality office."""
    statement = house.filled()
    section = statement.sections.get(key="summary")
    mover = factories.make_person("mover", role="reviewer")
    grant = factories.make_grant(mover, "contributor", house.library)
    row = factories.Service(name="Night desk")
    workflow.add_row(section, row, by=mover)
    grant.delete()
    statement = workflow.submit(statement, by=house.head)
    mover = type(mover).objects.get(pk=mover.pk)
    answer = approve(sign_in(mover), statement)
    assert answer.status_code == 403
    assert "You wrote or submitted part of this statement" in words_of(answer)


def test_without_a_password_a_fresh_sign_in_is_asked_for(house, sign_in, quickly):
    statement = house.submitted()
    house.reviewer.set_unusable_password()
    house.reviewer.save()
    client = sign_in(house.reviewer)
    page = words_of(client.get(url("statement_approve", statement)))
    assert "Confirm that it is you" in page
    assert "Approve and sign</button>" not in page
    answer = approve(client, statement)
    assert "Confirm first that it is you." in words_of(answer)
    assert Statement.objects.get().state == State.SUBMITTED


def test_without_a_password_a_sign_in_of_this_minute_is_enough(house, sign_in, quickly):
    statement = house.submitted()
    house.reviewer.set_unusable_password()
    house.reviewer.save()
    client = sign_in(house.reviewer)
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time()}]
    session["account_authentication_methods_user"] = str(house.reviewer.pk)
    session.save()
    approve(client, statement)
    assert Statement.objects.get().state == State.APPROVED


def test_a_real_document_is_sealed_and_says_what_was_approved(house, sign_in):
    statement = house.submitted()
    approve(sign_in(house.reviewer), statement)
    document = Statement.objects.select_related("document").get().document
    assert bytes(document.pdf).startswith(b"%PDF-")
    assert document.content == statement.submitted_versions.get().content
    assert document.signed_by_role == "Reviewer, quality office"
    assert SentForm.objects.count() == 1


@pytest.mark.parametrize("state", ["paused", "closed"])
def test_what_was_sent_is_decided_in_a_paused_or_closed_year_too(house, quickly, sign_in, state):
    """The department can change nothing then, and would wait for ever."""
    statement = house.submitted()
    move_year(house.year, state, by=house.reviewer, public_reason="Strikes.")
    approve(sign_in(house.reviewer), statement)
    statement.refresh_from_db()
    assert statement.state == State.APPROVED
