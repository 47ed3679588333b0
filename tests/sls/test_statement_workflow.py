"""The verbs: what they write, whom they refuse, and that sending twice has one effect."""

import pytest

from institution.permissions import NotAllowed
from kpis.models import Kpi
from sls import checks, content, workflow
from sls.models import (
    ChangeRequest,
    Section,
    Statement,
    StatementTemplate,
    SubmittedVersion,
)
from tests.factories import make_grant, make_person, make_requirement, quick_document

State = Statement.State


def test_start_twice_begins_one_statement(house):
    first, second = house.draft(), house.draft()
    assert first == second
    assert [section.key for section in first.sections.all()] == [
        "summary", "availability", "not_delivered", "stakeholders", "kpis", "standards",
    ]  # fmt: skip


def test_start_without_a_published_template_is_refused_by_the_verb(house):
    """The question which template it is says so without refusing anything."""
    StatementTemplate.objects.update(published_at=None)
    assert checks.template_for(house.requirement, None) is None
    with pytest.raises(NotAllowed, match="There is no published template yet"):
        house.draft()


def test_submit_says_everything_that_is_missing_at_once(house):
    statement = house.draft()
    with pytest.raises(workflow.Incomplete) as refused:
        workflow.submit(statement, by=house.head)
    assert [gap.sentence for gap in refused.value.gaps] == [
        "A1 “What we do” is still empty.",
        "A2 “When we are there” is still empty.",
        "A3 “What we do not do” is still empty.",
        "A4 “Who is involved” is still empty.",
        "Section B needs at least one key performance indicator.",
    ]
    assert not SubmittedVersion.objects.exists()


def test_section_a_only_needs_no_kpi(house):
    requirement = make_requirement(house.finance, house.year, "a")
    statement = workflow.start(requirement, by=house.head_elsewhere)
    from tests.factories import fill_in

    fill_in(statement, by=house.head_elsewhere, kpi=False)
    assert workflow.submit(statement, by=house.head_elsewhere).state == State.SUBMITTED


def test_contributor_cannot_submit(house):
    statement = house.filled()
    with pytest.raises(NotAllowed, match="Only the head of Library"):
        workflow.submit(statement, by=house.contributor)
    statement.refresh_from_db()
    assert statement.state == State.DRAFT


def test_submit_twice_freezes_one_version(house):
    statement = house.submitted()
    workflow.submit(statement, by=house.head)
    assert statement.submitted_versions.count() == 1
    assert list(statement.events.values_list("kind", flat=True)) == ["began", "submitted"]


def test_save_text_from_an_old_version_is_refused_and_keeps_both(house):
    section = house.draft().sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="First", version=1)
    with pytest.raises(workflow.Stale) as refused:
        workflow.save_text(section, by=house.contributor, text="Second", version=1)
    assert refused.value.current.text == "First"
    assert Section.objects.get(pk=section.pk).text == "First"


def test_save_text_without_a_version_is_refused(house):
    section = house.draft().sections.get(key="summary")
    with pytest.raises(workflow.Stale):
        workflow.save_text(section, by=house.head, text="First", version=None)


def test_return_opens_only_what_was_asked_for(house):
    statement = house.returned("availability")
    assert statement.state == State.RETURNED
    assert [s.key for s in statement.sections.filter(is_open=True)] == ["availability"]
    closed = statement.sections.get(key="summary")
    with pytest.raises(NotAllowed, match="No change was asked for here"):
        workflow.save_text(closed, by=house.head, text="Other", version=closed.version)


def test_return_without_a_request_is_refused(house):
    statement = house.submitted()
    with pytest.raises(NotAllowed, match="Tick “Needs changes” at one heading at least"):
        workflow.return_for_changes(statement, by=house.reviewer)


def test_reopen_needs_the_head_and_a_reason(house):
    section = house.returned("availability").sections.get(key="summary")
    with pytest.raises(NotAllowed, match="Only the head"):
        workflow.reopen_section(section, by=house.contributor, reason="A typing error")
    with pytest.raises(NotAllowed, match="Say why"):
        workflow.reopen_section(section, by=house.head, reason=" ")
    assert workflow.reopen_section(section, by=house.head, reason="A typing error").is_open


def test_withdraw_of_a_first_version_opens_every_part(house):
    statement = workflow.withdraw(house.submitted(), by=house.head)
    assert statement.state == State.DRAFT
    assert not statement.sections.filter(is_open=False).exists()


def test_withdraw_in_a_round_of_changes_opens_no_more_than_the_round_did(house):
    statement = house.returned("availability")
    summary = statement.sections.get(key="summary")
    workflow.reopen_section(summary, by=house.head, reason="A typing error")
    statement = workflow.withdraw(workflow.submit(statement, by=house.head), by=house.head)
    assert statement.state == State.RETURNED
    opened = statement.sections.filter(is_open=True).values_list("key", "reopened_because")
    assert dict(opened) == {"summary": "A typing error", "availability": ""}


def test_withdraw_after_every_request_is_resolved_opens_every_part(house):
    """Nothing is asked for any more, so there is no round to go back to."""
    statement = workflow.submit(house.returned(), by=house.head)
    workflow.resolve_request(ChangeRequest.objects.get(), by=house.reviewer)
    statement = workflow.withdraw(statement, by=house.head)
    assert statement.state == State.DRAFT
    assert not statement.sections.filter(is_open=False).exists()


def test_withdraw_keeps_what_was_noted_for_the_next_version(house):
    statement = house.submitted()
    section = statement.sections.get(key="summary")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="For whom?")
    statement = workflow.withdraw(statement, by=house.head)
    with pytest.raises(NotAllowed, match="not waiting for a review"):
        workflow.drop_request(section, by=house.reviewer)
    statement = workflow.submit(statement, by=house.head)
    workflow.return_for_changes(statement, by=house.reviewer)
    assert ChangeRequest.objects.open_on(statement).get().text == "For whom?"


def test_nobody_reviews_their_own_department(house):
    statement = house.submitted()
    with pytest.raises(NotAllowed, match="Nobody reviews the statement of their own department"):
        workflow.take(statement, by=house.library_reviewer)


def test_nobody_approves_what_they_wrote(house):
    from tests.factories import make_grant

    grant = make_grant(house.reviewer, "contributor", house.library)
    statement = house.filled(by=None)
    section = statement.sections.get(key="summary")
    reviewer = type(house.reviewer).objects.get(pk=house.reviewer.pk)
    workflow.save_text(section, by=reviewer, text="Mine", version=section.version)
    statement = workflow.submit(statement, by=house.head)
    grant.delete()
    reviewer = type(house.reviewer).objects.get(pk=house.reviewer.pk)
    with pytest.raises(NotAllowed, match="You wrote or submitted part of this statement"):
        workflow.take(statement, by=reviewer)


def moved_to_the_office(person):
    """The person, who wrote for a department and is a reviewer now."""
    person.role_grants.all().delete()
    make_grant(person, "reviewer")
    return type(person).objects.get(pk=person.pk)


def test_nobody_approves_what_they_submitted_before_somebody_else_did(house):
    statement = workflow.submit(house.filled(by=house.contributor), by=house.head)
    other = make_person("other-head", role="head", department=house.library)
    statement = workflow.submit(workflow.withdraw(statement, by=other), by=other)
    assert (statement.created_by, statement.submitted_by) == (house.contributor, other)
    reviewer = moved_to_the_office(house.head)
    with pytest.raises(NotAllowed, match="You wrote or submitted part of this statement"):
        workflow.take(statement, by=reviewer)
    assert workflow.take(statement, by=house.reviewer)


def later_edition(house, statement, *, by, **changes):
    """A new edition, sent; `changes` are new texts by the key of their section."""
    edition = workflow.begin_edition(statement, by=by)
    for section in edition.sections.all():
        text = changes.get(section.key, section.text)
        workflow.save_text(section, by=by, text=text, version=section.version)
    return workflow.submit(edition, by=by)


def approved(house, statement):
    document = quick_document(statement, by=house.reviewer)
    return workflow.approve(statement, by=house.reviewer, document=document)


def test_nobody_approves_their_own_words_in_a_later_edition(house):
    """A section that somebody else only saved again says what its first author wrote."""
    first = house.approved()
    other = make_person("other-head", role="head", department=house.library)
    second = later_edition(house, first, by=other)
    reviewer = moved_to_the_office(house.contributor)
    with pytest.raises(NotAllowed, match="You wrote or submitted part of this statement"):
        workflow.take(second, by=reviewer)
    assert content.of_statement(second).authors == ("Contributor", "Other-Head")
    third = later_edition(house, approved(house, second), by=other)
    with pytest.raises(NotAllowed, match="You wrote or submitted part of this statement"):
        workflow.take(third, by=reviewer)


def test_words_that_were_changed_have_other_authors_from_then_on(house):
    first = house.approved()
    other = make_person("other-head", role="head", department=house.library)
    blank = first.sections.exclude(key="availability")
    for section in blank:  # so that one section alone is the contributor's
        section.history.update(history_user=house.head)
    second = approved(house, later_edition(house, first, by=other, availability="Daily."))
    third = later_edition(house, second, by=other)
    assert set(content.of_statement(second).authors) == {"Contributor", "Head", "Other-Head"}
    assert set(content.of_statement(third).authors) == {"Head", "Other-Head"}
    assert workflow.take(third, by=moved_to_the_office(house.contributor))


def test_approve_stores_what_was_signed_and_activates_the_kpi(house):
    statement = house.approved()
    assert statement.state == State.APPROVED
    assert statement.document.content["sections"][0]["text"].startswith("**What we do**")
    assert Kpi.objects.get().state == Kpi.State.ACTIVE


def test_approve_refuses_a_document_of_older_words(house):
    statement = house.submitted()
    old = quick_document(statement, by=house.reviewer)
    statement = workflow.withdraw(statement, by=house.head)
    section = statement.sections.get(key="summary")
    workflow.save_text(section, by=house.head, text="Newer words", version=section.version)
    statement = workflow.submit(statement, by=house.head)
    with pytest.raises(NotAllowed, match="changed while you were approving"):
        workflow.approve(statement, by=house.reviewer, document=old)
    statement.refresh_from_db()
    assert statement.document is None


def test_approve_refuses_the_document_of_another_statement(house):
    other = make_requirement(house.finance, house.year, "a")
    other, mine = house.submitted(other, by=house.head_elsewhere), house.submitted()
    Statement.objects.update(version=7)
    document = quick_document(other, by=house.reviewer)
    with pytest.raises(NotAllowed, match="changed while you were approving"):
        workflow.approve(mine, by=house.reviewer, document=document)
    mine.refresh_from_db()
    assert (mine.state, mine.document) == (State.SUBMITTED, None)


def test_new_edition_supersedes_the_old_one_when_approved(house):
    first = house.approved()
    second = workflow.begin_edition(first, by=house.head)
    assert (second.edition, second.sections.get(key="summary").text) == (
        2, first.sections.get(key="summary").text,
    )  # fmt: skip
    first.refresh_from_db()
    assert first.state == State.APPROVED
    second = workflow.submit(second, by=house.head)
    second = workflow.approve(
        second, by=house.reviewer, document=quick_document(second, by=house.reviewer)
    )
    first.refresh_from_db()
    assert (first.state, second.state) == (State.SUPERSEDED, State.APPROVED)
    assert second.document.supersedes == first.document


def test_paused_year_asks_nothing(house):
    statement = house.draft()
    house.year.state, house.year.public_reason = "paused", "Staff are few this year."
    house.year.save()
    statement.refresh_from_db()
    section = statement.sections.get(key="summary")
    with pytest.raises(NotAllowed, match="Staff are few this year"):
        workflow.save_text(section, by=house.head, text="x", version=section.version)
