"""Where one statement stands: what the person may do with it now, or why it is not theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from institution.models import User
from institution.permissions import Permission, is_reviewer
from sls import content, emails, permissions
from sls.conversation import Thread, advice_on, threads
from sls.models import (
    AdviceRequest,
    Stakeholder,
    Statement,
    StatementEvent,
    SubmittedVersion,
)

State = Statement.State
DEPARTMENT, OFFICE = "department", "office"
Rule = Callable[[User, Statement], Permission]

# What can be done in each state: for whom, the words of the button, its page, and who may. The
# first step of a side is its main one: if it is refused, the page says why.
STEPS: dict[str, list[tuple[str, str, str, Rule]]] = {
    State.DRAFT: [
        (DEPARTMENT, "Go on writing", "sls:statement_edit", permissions.can_edit_statement),
        (DEPARTMENT, "Ask for advice", "sls:advice_ask", permissions.can_ask_advice),
        (DEPARTMENT, "Discard this draft", "sls:statement_discard",
         permissions.can_discard_statement),
    ],
    State.RETURNED: [
        (DEPARTMENT, "Make the changes", "sls:statement_edit", permissions.can_edit_statement),
        (DEPARTMENT, "Ask for advice", "sls:advice_ask", permissions.can_ask_advice),
    ],
    State.SUBMITTED: [
        (OFFICE, "Review it", "sls:statement_review", permissions.can_review_statement),
        (DEPARTMENT, "Take it back", "sls:statement_withdraw",
         permissions.can_withdraw_statement),
    ],
    State.APPROVED: [
        (DEPARTMENT, "Begin a new edition", "sls:edition_begin", permissions.can_begin_edition),
    ],
}  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A button of the statement's page, or the reason why it is not the person's."""

    label: str
    url: str
    permission: Permission
    is_next: bool = False  # what moves the statement on, rather than back


def steps(user: User, statement: Statement) -> list[Step]:
    """What the person may do now; of their side's main step also that they may not, and why."""
    found: list[Step] = []
    offered = STEPS.get(statement.state, [])
    for side in (DEPARTMENT, OFFICE):
        if not _is_on(side, user, statement):
            continue
        mine = [step for step in offered if step[0] == side]
        for place, (_, label, page, rule) in enumerate(mine):
            permission = rule(user, statement)
            is_next = place == 0 and (side == OFFICE or statement.is_being_written)
            if permission or place == 0:
                url = reverse(page, args=[statement.pk])
                found.append(Step(label, url, permission, is_next=is_next))
    return sorted(found, key=lambda step: not step.permission)


def _is_on(side: str, user: User, statement: Statement) -> bool:
    if side == OFFICE:
        return is_reviewer(user)
    return statement.department_id in user.writes_for


@dataclass(frozen=True)
class Story:
    """What has happened to a statement, and what the two sides said about it."""

    events: list[StatementEvent]
    versions: list[SubmittedVersion]
    threads: list[Thread]
    advice: list[AdviceRequest]


def story(user: User, statement: Statement) -> Story:
    """The story as far as the person may read it. Nothing happens without an event, so what no
    event tells of is not asked for."""
    told = events(user, statement)
    kinds = {event.kind for event in told}
    return Story(
        events=told,
        versions=versions(statement) if "submitted" in kinds else [],
        threads=threads(statement, user) if kinds & {"returned", "commented"} else [],
        advice=advice_on(statement) if "advice_asked" in kinds else [],
    )


def heads(statement: Statement) -> list[User]:
    """The heads and deputies of the department, who can send its statement."""
    return list(emails.people_of(statement, "head").filter(is_active=True).order_by("name"))


def events(user: User, statement: Statement) -> list[StatementEvent]:
    """The timeline, the newest first, without what is for reviewers only."""
    told = statement.events.order_by("-at", "-pk")
    if not permissions.can_see_internal_notes(user, statement):
        told = told.filter(is_internal=False)
    return list(told)


def versions(statement: Statement) -> list[SubmittedVersion]:
    """The versions that were sent, the newest first, without their words."""
    return list(statement.submitted_versions.defer("content").order_by("-number"))


@dataclass(frozen=True)
class Dependency:
    """A line that names another department as one that this one depends on, and whether that
    department was asked about it as it stands."""

    line: Stakeholder
    was_asked: bool


def dependencies(statement: Statement) -> list[Dependency]:
    """Whom the statement depends on. What has changed since it was sent, nobody was asked yet."""
    lines = Stakeholder.objects.filter(section__statement=statement, is_dependency=True)
    found = list(lines.exclude(department=None).select_related("department"))
    if not found or not statement.is_being_written:
        return [Dependency(line, was_asked=True) for line in found]
    sent = _sent(statement, back=0)
    asked = sent.stakeholders if sent else ()
    return [Dependency(line, content.of_stakeholder(line) in asked) for line in found]


def asked_by_sending(statement: Statement) -> list[str]:
    """The departments that were asked about what is new when the statement was sent last."""
    named = emails.departments_named(statement, _sent(statement, back=1))
    return sorted(str(one.department) for one in named)


def _sent(statement: Statement, *, back: int) -> content.StatementContent | None:
    """What the newest version said, or one so many before it; None when there is no such one."""
    found = statement.submitted_versions.order_by("-number")[back : back + 1]
    return next((content.from_json(version.content) for version in found), None)


def other_editions(user: User, statement: Statement) -> list[Statement]:
    """Earlier and later editions of the same year that the person may know of."""
    if statement.edition == 1 and not statement.is_published:
        return []
    visible = Statement.objects.visible_to(user).only("edition", "state")
    editions = visible.filter(requirement=statement.requirement_id)
    return list(editions.exclude(pk=statement.pk).exclude(state="discarded").order_by("edition"))
