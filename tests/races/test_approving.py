"""Approving while somebody takes the statement back: what is signed is what was approved."""

from functools import partial
from threading import Event

import pytest
from django.urls import reverse

from documents.models import SignedDocument
from documents.verification import Verdict, examine
from institution.permissions import NotAllowed
from sls import content, signing, workflow
from sls.models import Statement, StatementEvent
from tests import factories
from tests.access.examples import new_token
from tests.races.together import PATIENCE, at_once

ROUNDS = 100
State = Statement.State

pytestmark = pytest.mark.django_db(transaction=True)


class Round:
    """A reviewer approves what they read, and the head takes it back, changes it and sends it.

    The first three of five rounds go in a set order, so that each order is met; in the others
    it is left to chance.
    """

    def __init__(self, house, number: int) -> None:
        self.house, self.number, self.order = house, number, number % 5
        self.pk = _sent(house).pk
        self.read = content.of_statement(self.statement())
        self.document = factories.quick_document(self.statement(), by=house.reviewer)
        self.approval_done, self.taken_back, self.sent_again = Event(), Event(), Event()

    def statement(self) -> Statement:
        return Statement.objects.get(pk=self.pk)

    def approve(self):
        waits_for = {0: self.taken_back, 1: self.sent_again}.get(self.order)
        if waits_for:
            waits_for.wait(PATIENCE)
        try:
            return workflow.approve(
                self.statement(), by=self.house.reviewer, document=self.document
            )
        finally:
            self.approval_done.set()

    def change(self):
        if self.order == 2:
            self.approval_done.wait(PATIENCE)
        head = self.house.head
        try:
            statement = workflow.withdraw(self.statement(), by=head)
            self.taken_back.set()
            section = statement.sections.get(key="summary")
            text = f"As it is after round {self.number}."
            workflow.save_text(section, by=head, text=text, version=section.version)
            return workflow.submit(statement, by=head)
        finally:
            self.taken_back.set()
            self.sent_again.set()


def _sent(house) -> Statement:
    """A statement with the reviewer: the one there is, or a new edition of the approved one."""
    statement = Statement.objects.order_by("-edition").first()
    if statement is None:
        return house.submitted()
    if statement.state == State.APPROVED:
        statement = workflow.begin_edition(statement, by=house.head)
    if statement.state == State.DRAFT:
        statement = workflow.submit(statement, by=house.head)
    return statement


def test_what_is_stored_is_what_was_approved(house):
    outcomes = []
    for number in range(ROUNDS):
        one = Round(house, number)
        approved, changed = at_once(one.approve, one.change)
        statement = one.statement()
        assert isinstance(approved, NotAllowed) != isinstance(changed, NotAllowed)
        outcomes.append(statement.state)
        if statement.state == State.APPROVED:
            now = content.of_statement(statement)
            assert now == one.read
            assert statement.document.content == now.to_json()
            assert statement.document.content_sha256 == now.fingerprint()
        else:
            assert statement.document is None
    assert {State.APPROVED, State.SUBMITTED} == set(outcomes)
    approved = outcomes.count(State.APPROVED)
    assert SignedDocument.objects.count() == approved
    assert StatementEvent.objects.filter(kind="approved").count() == approved


def test_a_real_document_of_words_that_change_while_it_is_made(
    house, sign_in, monkeypatch, settings, tmp_path
):
    """Typesetting and sealing take seconds: what is changed meanwhile is not approved."""
    settings.KEPT_VAR_DIR = tmp_path
    statement, prepare = house.submitted(), signing.prepare
    changes = iter([True, False])

    def prepare_slowly(read, *, by):
        made = prepare(read, by=by)
        if next(changes):
            at_once(change)
        return made

    def change():
        section = workflow.withdraw(statement, by=house.head).sections.get(key="summary")
        workflow.save_text(section, by=house.head, text="Other words.", version=section.version)
        workflow.submit(statement, by=house.head)

    monkeypatch.setattr(signing, "prepare", prepare_slowly)
    client, url = sign_in(house.reviewer), reverse("sls:statement_approve", args=[statement.pk])
    _approve(client, url, statement, by=house.reviewer)
    assert not SignedDocument.objects.exists()
    assert Statement.objects.get().state == State.SUBMITTED
    _approve(client, url, statement, by=house.reviewer)
    document = SignedDocument.objects.get()
    assert examine(bytes(document.pdf)).verdict == Verdict.GENUINE
    approved = Statement.objects.get()
    assert document.content == content.of_statement(approved).to_json()
    assert document.content["sections"][0]["text"] == "Other words."


def _approve(client, url, statement, *, by) -> None:
    shown = factories.as_shown(statement, to=by)
    form = {"password": factories.PASSWORD, "shown": shown, "_once": new_token()}
    assert client.post(url, form).status_code == 302


def test_two_reviewers_approve_at_once(house):
    """One of them does, the other is told; there is one document."""
    other = factories.make_person("second-reviewer", role="reviewer")
    for number in range(1, 11):
        statement = _sent(house)
        answers = at_once(
            *(partial(_approve_once, statement.pk, by=one) for one in (house.reviewer, other))
        )
        assert sorted(isinstance(answer, NotAllowed) for answer in answers) == [False, True]
        assert SignedDocument.objects.count() == number
        winner = next(answer for answer in answers if isinstance(answer, Statement))
        assert winner.document.signed_by == winner.approved_by


def _approve_once(pk, *, by) -> Statement:
    statement = Statement.objects.get(pk=pk)
    document = factories.quick_document(statement, by=by)
    return workflow.approve(statement, by=by, document=document)


def test_two_people_begin_the_same_statement_at_once(house, sign_in):
    clients = [sign_in(house.head), sign_in(house.contributor)]
    url = reverse("sls:statement_start", args=[house.requirement.pk])

    def begin(client):
        return client.post(url, {"begin_from": "blank", "_once": new_token()})

    answers = at_once(*(lambda client=client: begin(client) for client in clients))
    statement = Statement.objects.get()
    edit = reverse("sls:statement_edit", args=[statement.pk])
    assert [answer.headers["Location"] for answer in answers] == [edit, edit]
    assert statement.sections.count() == 6
    assert StatementEvent.objects.filter(kind="began").count() == 1
