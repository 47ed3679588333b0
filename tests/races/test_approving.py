"""Approving while somebody takes the statement back and writes: what is stored was approved."""

import pytest

from documents.models import SignedDocument
from institution.permissions import NotAllowed
from sls import content, signing, workflow
from sls.models import Statement
from tests.conftest import House
from tests.factories import make_department, make_person, make_requirement, quick_document
from tests.races.together import at_once

ROUNDS = 100


@pytest.fixture
def house(transactional_db) -> House:
    return House()


def change(statement: Statement, head, text: str) -> Statement:
    """Take it back, write other words, and send it again."""
    statement = workflow.withdraw(statement, by=head)
    section = statement.sections.get(key="summary")
    workflow.save_text(section, by=head, text=text, version=section.version)
    return workflow.submit(statement, by=head)


def test_approve_while_somebody_saves_stores_what_was_approved(house):
    """Each round approves the prepared words while the department changes them."""
    approved = 0
    for number in range(ROUNDS):
        department = make_department(f"Department {number}")
        head = make_person(f"head-{number}", role="head", department=department)
        requirement = make_requirement(department, house.year, "a")
        statement = house.submitted(requirement, by=head)
        document = quick_document(statement, by=house.reviewer)
        words = document.content
        answers = at_once(
            lambda s=statement, d=document: workflow.approve(s, by=house.reviewer, document=d),
            lambda s=statement, h=head: change(s, h, "Other words"),
        )
        assert [
            a for a in answers if isinstance(a, Exception) and not isinstance(a, NotAllowed)
        ] == []
        statement = Statement.objects.get(pk=statement.pk)
        if statement.state == Statement.State.APPROVED:
            approved += 1
            assert statement.document.content == words
            assert content.of_statement(statement).to_json()["sections"] == words["sections"]
        else:
            assert statement.document is None
    assert SignedDocument.objects.count() == approved


def test_approve_with_a_real_document_refuses_newer_words(house):
    statement = house.submitted()
    document = signing.prepare(statement, by=house.reviewer)
    change(statement, house.head, "Newer words")
    with pytest.raises(NotAllowed, match="changed while you were approving"):
        workflow.approve(statement, by=house.reviewer, document=document)
    assert not SignedDocument.objects.exists()


def test_two_approvals_at_once_store_one_document(house):
    statement = house.submitted()
    document = quick_document(statement, by=house.reviewer)
    answers = at_once(
        *[lambda: workflow.approve(statement, by=house.reviewer, document=document)] * 2
    )
    assert [type(answer) for answer in answers] == [Statement, Statement]
    assert SignedDocument.objects.count() == 1
    assert statement.events.filter(kind="approved").count() == 1


def test_two_people_begin_one_statement(house):
    answers = at_once(
        lambda: workflow.start(house.requirement, by=house.head),
        lambda: workflow.start(house.requirement, by=house.contributor),
    )
    assert answers[0] == answers[1]
    assert Statement.objects.count() == 1
