"""Who is told what about a statement, and when. Everything goes out after the commit."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from institution.mail import addresses_of, send_after_commit
from institution.models import Department, Institution, RoleGrant, User
from institution.todo import Todo
from sls import content
from sls.models import AdviceRequest, ChangeRequest, Comment, Stakeholder, Statement
from sls.permissions import judges_of


def people_of(statement: Statement, *roles: str) -> QuerySet[User]:
    """People who hold one of `roles` today in the statement's department (or its successor)."""
    return people_in(statement.department, *roles)


def people_in(department: Department, *roles: str) -> QuerySet[User]:
    """People who hold one of `roles` today in the department, or in its successor."""
    grants = RoleGrant.objects.in_force().filter(role__in=roles, department__in=department.chain())
    return User.objects.filter(pk__in=grants.values("person"))


def reviewers_for(statement: Statement) -> dict[str, str]:
    """Who is told on the other side, names by address: the reviewer who took it and still may,
    else the quality mailbox and everybody who may."""
    judges = judges_of(statement)
    if statement.reviewer in judges:
        return {statement.reviewer.email: str(statement.reviewer)}
    mailbox = Institution.get().quality_mailbox
    office = {mailbox: f"the quality office ({mailbox})"} if mailbox else {}
    return office | {one.email: str(one) for one in judges}


def _tell_office(
    statement: Statement, subject: str, template: str, *, besides: str = "", **context: Any
) -> None:
    """Write to those on the other side, but for the address of who did it. The mailbox is told
    that it is one: nobody reviews in its name."""
    mailbox = Institution.get().quality_mailbox
    told = set(reviewers_for(statement)) - {besides}
    for is_mailbox, to in ((True, told & {mailbox}), (False, told - {mailbox})):
        send_after_commit(
            to, subject, template, statement=statement, is_mailbox=is_mailbox, **context
        )


def tell_reviewers_submitted(statement: Statement, *, again: bool) -> None:
    """A statement came in: the reviewer who took it, else everybody who may."""
    verb = "resubmitted" if again else "submitted"
    _tell_office(statement, f"{statement}: {verb}", "submitted", again=again)


@dataclass(frozen=True)
class Named:
    """A department that is asked whether the statement depends on it for what these lines say."""

    department: Department
    lines: list[Stakeholder]
    addresses: list[str]


def departments_named(statement: Statement, before: content.StatementContent | None) -> list[Named]:
    """Whom a statement that was just sent asks: the head and contributors of each department, about
    the lines that the version sent `before` did not have. Without people nobody is asked."""
    lines = Stakeholder.objects.dependencies().filter(section__statement=statement)
    named: dict[Department, list[Stakeholder]] = {}
    for line in lines.select_related("department"):
        if line.department and not (before and content.of_stakeholder(line) in before.stakeholders):
            named.setdefault(line.department.successor(), []).append(line)
    named.pop(statement.department.successor(), None)
    asked = [
        Named(department, new, addresses_of(people_in(department, "head", "contributor")))
        for department, new in named.items()
    ]
    return [one for one in asked if one.addresses]


def tell_departments_named(statement: Statement, before: content.StatementContent | None) -> None:
    """Other departments are asked whether the service depends on them, in one mail each."""
    for named in departments_named(statement, before):
        send_after_commit(
            named.addresses, f"{statement}: it depends on {named.department}", "dependency_named",
            statement=statement, department=named.department, lines=named.lines,
        )  # fmt: skip


def tell_reviewer_taken_over(statement: Statement, colleague: User) -> None:
    """Somebody else reviews it from now on: the colleague who had taken it and still reviews."""
    send_after_commit(
        addresses_of(User.objects.reviewing().filter(pk=colleague.pk)),
        f"{statement}: taken over by {statement.reviewer}", "taken_over", statement=statement,
    )  # fmt: skip


def tell_reviewers_withdrawn(statement: Statement) -> None:
    """The department took it back: who would have been told that it came in."""
    _tell_office(statement, f"{statement}: taken back", "withdrawn")


def tell_department_returned(statement: Statement, message: str) -> None:
    """Changes are asked for: the head and contributors, with every request."""
    requests = ChangeRequest.objects.open_on(statement).select_related("section__heading")
    send_after_commit(
        addresses_of(people_of(statement, "head", "contributor")),
        f"{statement}: changes asked for", "returned",
        statement=statement, message=message, requests=list(requests),
    )  # fmt: skip


def tell_department_approved(statement: Statement) -> None:
    """It is approved: the head and contributors, with the document's address."""
    send_after_commit(
        addresses_of(people_of(statement, "head", "contributor")),
        f"{statement}: approved", "approved", statement=statement,
    )  # fmt: skip


def tell_reviewers_advice_asked(advice: AdviceRequest) -> None:
    """Advice is wanted on a draft."""
    statement = advice.statement
    _tell_office(statement, f"{statement}: advice asked for", "advice_asked", advice=advice)


def tell_department_advised(advice: AdviceRequest) -> None:
    """The advice came back: the head and whoever asked."""
    to = addresses_of(people_of(advice.statement, "head"))
    if advice.by and advice.by.is_active:
        to.append(advice.by.email)
    send_after_commit(
        to, f"{advice.statement}: advice from the quality office", "advice_given",
        advice=advice, statement=advice.statement, comments=list(advice.comments.all()),
    )  # fmt: skip


def tell_other_side_commented(comment: Comment) -> None:
    """The department hears of a reviewer's comment, the reviewer of the department's."""
    statement = comment.statement
    writers = set(addresses_of(people_of(statement, "head", "contributor")))
    wrote_it = comment.by.email if comment.by else ""
    subject = f"{statement}: a comment from {comment.by_name}"
    if wrote_it in writers:
        _tell_office(statement, subject, "commented", besides=wrote_it, comment=comment)
    else:
        send_after_commit(writers, subject, "commented", statement=statement, comment=comment)


def tell_department_dependency(stakeholder: Stakeholder) -> None:
    """A department confirmed or disputed that the statement depends on it."""
    statement = stakeholder.section.statement
    send_after_commit(
        addresses_of(people_of(statement, "head")),
        f"{statement}: {stakeholder.department} {stakeholder.response} a dependency", "dependency",
        statement=statement, stakeholder=stakeholder,
    )  # fmt: skip


def remind(person: User, todos: list[Todo]) -> None:
    """Everything that needs the person, in one mail."""
    late = sum(item.is_late for item in todos)
    subject = "Overdue in Kept" if late else "Due soon in Kept"
    send_after_commit([person.email], subject, "reminder", person=person, todos=todos, late=late)
