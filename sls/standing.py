"""Where one statement stands: what the person may do with it now, or why it is not theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from institution.models import User
from institution.permissions import Permission, is_reviewer
from sls import permissions
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


def events(user: User, statement: Statement) -> list[StatementEvent]:
    """The timeline, the newest first, without what is for reviewers only."""
    told = statement.events.order_by("-at", "-pk")
    if not permissions.can_see_internal_notes(user, statement):
        told = told.filter(is_internal=False)
    return list(told)


def versions(statement: Statement) -> list[SubmittedVersion]:
    """The versions that were sent, the newest first, without their words."""
    return list(statement.submitted_versions.defer("content").order_by("-number"))


def dependencies(statement: Statement) -> list[Stakeholder]:
    """Lines that name another department as one that this one depends on."""
    lines = Stakeholder.objects.filter(section__statement=statement, is_dependency=True)
    return list(lines.exclude(department=None).select_related("department"))


def other_editions(user: User, statement: Statement) -> list[Statement]:
    """Earlier and later editions of the same year that the person may know of."""
    if statement.edition == 1 and not statement.is_published:
        return []
    visible = Statement.objects.visible_to(user).only("edition", "state")
    editions = visible.filter(requirement=statement.requirement_id)
    return list(editions.exclude(pk=statement.pk).exclude(state="discarded").order_by("edition"))
