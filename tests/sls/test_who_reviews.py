"""Who may judge which statement: one rule for queue, to-do list, mails and pages."""

import pytest
from django.urls import reverse

from institution import autosave
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.departments import merge_department
from sls import emails, permissions, todo, workflow
from sls.models import ChangeRequest, Service, Statement
from tests import factories
from tests.sls.sending import send, words_of

State = Statement.State
OFFICE = "quality@kept.example"


def again(person: User) -> User:
    """The person as the next request reads them."""
    return User.objects.get(pk=person.pk)


def url(name: str, statement: Statement) -> str:
    return reverse(f"sls:{name}", args=[statement.pk])


@pytest.fixture
def colleague(house):
    return factories.make_person("colleague", role="reviewer")


@pytest.fixture
def mover(house):
    """Somebody who wrote a row for the library and has since moved to the quality office."""
    mover = factories.make_person("mover")
    grant = factories.make_grant(mover, "contributor", house.library)
    statement = house.filled()
    summary = statement.sections.get(key="summary")
    workflow.add_row(summary, Service(name="Night desk"), by=mover)
    grant.delete()
    factories.make_grant(mover, "reviewer")
    workflow.submit(statement, by=house.head)
    return again(mover)


def reviewers(house) -> list[User]:
    """Reviewers with every reason for which somebody may not judge, and one with none."""
    archives = factories.make_department("Archives")
    heads, left = (factories.make_person(name, role="reviewer") for name in ("heads", "left"))
    factories.make_grant(heads, "head", house.finance)
    merged = factories.make_person("merged", role="reviewer", name="Merged")
    User.objects.filter(pk=merged.pk).update(department=archives)
    merge_department(archives, house.library, by=house.reviewer)
    left.role_grants.all().delete()
    User.objects.filter(pk=house.head.pk).update(department=house.office)
    house.head.role_grants.all().delete()
    factories.make_grant(house.head, "reviewer")
    return [*User.objects.reviewing(), again(left)]


def test_pages_mails_and_lists_agree_on_who_judges_what(house, mover):
    requirement = factories.make_requirement(house.finance, house.year, "a")
    house.submitted(requirement, by=house.head_elsewhere)
    people = reviewers(house)
    found = {}
    for statement in Statement.objects.all():
        by_rule = {one for one in people if permissions.can_review_statement(one, statement)}
        listed = {one for one in people if statement in Statement.objects.judgeable_by(again(one))}
        assert by_rule == listed == set(permissions.judges_of(statement))
        told = {OFFICE, *(one.email for one in by_rule)}
        assert set(emails.reviewers_for(statement)) == told
        found[str(statement.department)] = sorted(one.name for one in by_rule)
    # "Head" sent the library's statement, and "Merged" works there since the merge.
    assert found == {
        "Finance": ["Head", "Library-Reviewer", "Merged", "Mover", "Reviewer"],
        "Library": ["Heads", "Reviewer"],
    }


def test_who_wrote_part_of_it_is_invited_nowhere_and_told_why(house, sign_in, mover):
    statement = Statement.objects.get()
    client = sign_in(mover)
    page = words_of(client.get(reverse("sls:review_queue")))
    assert "You wrote part of it: another reviewer takes it" in page
    assert url("statement_take", statement) not in page
    assert todo.items(again(mover)) == []
    assert [item.url for item in todo.items(again(house.reviewer))] == [
        url("statement_review", statement)
    ]
    assert mover.email not in emails.reviewers_for(statement)


@pytest.mark.parametrize("more", [0, 9])
def test_who_judges_is_asked_in_as_many_queries_for_many_reviewers(
    house, django_assert_num_queries, more
):
    statement = house.submitted()
    for number in range(more):
        person = factories.make_person(f"reviewer-{number}", role="reviewer")
        User.objects.filter(pk=person.pk).update(department=house.finance)
    statement = Statement.objects.select_related("department").get(pk=statement.pk)
    with django_assert_num_queries(3):
        assert len(permissions.judges_of(statement)) == 1 + more


@pytest.mark.parametrize("count", [1, 12])
def test_review_queue_asks_as_many_questions_for_many_statements(
    house, sign_in, django_assert_num_queries, count
):
    for number in range(count):
        department = factories.make_department(f"Department {number}")
        head = factories.make_person(f"head-{number}", role="head", department=department)
        house.submitted(factories.make_requirement(department, house.year), by=head)
    client = sign_in(house.reviewer)
    with django_assert_num_queries(10):
        assert words_of(client.get(reverse("sls:review_queue"))).count("Take it") == count


# What a colleague has taken is theirs to decide


@pytest.fixture
def taken(house, colleague):
    """The library's statement with a note, taken by a colleague of the reviewer."""
    statement = house.submitted()
    section = statement.sections.get(key="availability")
    workflow.note_request(section, by=colleague, kind="unclear", text="Half a thought")
    return Statement.objects.get()


def test_the_verbs_leave_the_decision_to_who_has_taken_it(house, taken, colleague):
    with pytest.raises(NotAllowed, match="Colleague has taken this statement"):
        workflow.return_for_changes(taken, by=house.reviewer)
    workflow.drop_request(taken.sections.get(key="availability"), by=colleague)
    document = factories.quick_document(taken, by=house.reviewer)
    with pytest.raises(NotAllowed, match="Take it over to note changes or to decide"):
        workflow.approve(taken, by=house.reviewer, document=document)
    taken = workflow.take(taken, by=house.reviewer)
    assert workflow.approve(taken, by=house.reviewer, document=document).state == State.APPROVED


@pytest.mark.parametrize("step", ["statement_return", "statement_approve"])
def test_the_page_of_a_decision_leads_to_the_button_to_take_it_over(house, sign_in, taken, step):
    client = sign_in(house.reviewer)
    page = words_of(client.get(url(step, taken), follow=True))
    assert "Colleague has taken this statement. Take it over to note changes or to decide." in page
    assert f'action="{url("statement_take", taken)}"' in page
    assert "Half a thought" not in page
    send(client, url("statement_take", taken))
    assert client.get(url(step, taken)).status_code == 200


def test_statement_return_keeps_the_message_when_a_colleague_has_taken_it(house, sign_in, taken):
    client, page = sign_in(house.reviewer), url("statement_return", taken)
    answer = send(client, page, text="Typed with care.")
    assert answer.headers["Location"] == url("statement_review", taken)
    assert autosave.offered(house.reviewer, page).fields["text"] == ["Typed with care."]
    assert not ChangeRequest.objects.exclude(sent_at=None).exists()


def test_statement_approve_of_what_a_colleague_has_taken_does_nothing(
    house, sign_in, taken, colleague
):
    workflow.drop_request(taken.sections.get(key="availability"), by=colleague)
    shown = factories.as_shown(taken, to=house.reviewer)
    typed = {"password": factories.PASSWORD, "shown": shown}
    answer = send(sign_in(house.reviewer), url("statement_approve", taken), **typed)
    assert answer.headers["Location"] == url("statement_review", taken)
    taken.refresh_from_db()
    assert taken.state == State.SUBMITTED


def test_statement_return_of_what_was_taken_back_sends_nothing_and_keeps_the_message(
    house, sign_in
):
    """Then it is "changes asked for" again, and yet nothing of this round was asked for."""
    statement = workflow.submit(house.returned(), by=house.head)
    section = statement.sections.get(key="summary")
    workflow.note_request(section, by=house.reviewer, kind="unclear", text="For whom?")
    workflow.withdraw(statement, by=house.head)
    page = url("statement_return", statement)
    answer = send(sign_in(house.reviewer), page, text="Typed with care.")
    assert answer.status_code == 403
    assert "The statement is not waiting for a review." in words_of(answer)
    assert autosave.offered(house.reviewer, page).fields["text"] == ["Typed with care."]
    assert ChangeRequest.objects.get(sent_at=None).text == "For whom?"


# The quality office's own statement


def test_the_quality_offices_own_statement_needs_a_reviewer_from_elsewhere(house, sign_in):
    """Its head is a reviewer and cannot review it; reviewer2, who works elsewhere, can."""
    head_quality = factories.make_person(
        "head-quality", role="head", department=house.office, name="Quinn Quality"
    )
    factories.make_grant(head_quality, "reviewer")
    reviewer2 = factories.make_person("reviewer2", role="reviewer")
    User.objects.filter(pk=reviewer2.pk).update(department=house.finance)
    requirement = factories.make_requirement(house.institution.quality_office, house.year)
    statement = house.submitted(requirement, by=head_quality)
    reason = (
        "You belong to Quality Office. Nobody reviews the statement of their own department, so a "
        "reviewer from elsewhere does it."
    )
    for person in (head_quality, house.reviewer):
        client = sign_in(person)
        assert reason in words_of(client.get(url("statement_review", statement)))
        assert reason in words_of(client.get(statement.get_absolute_url()))
        assert url("statement_take", statement) not in words_of(
            client.get(reverse("sls:review_queue"))
        )
        assert send(client, url("statement_take", statement)).status_code == 403
        document = factories.quick_document(statement, by=person)
        with pytest.raises(NotAllowed, match="Nobody reviews the statement of their own"):
            workflow.approve(statement, by=again(person), document=document)
    client = sign_in(reviewer2)
    assert url("statement_take", statement) in words_of(client.get(reverse("sls:review_queue")))
    send(client, url("statement_take", statement))
    document = factories.quick_document(statement, by=reviewer2)
    assert workflow.approve(statement, by=again(reviewer2), document=document).is_published
