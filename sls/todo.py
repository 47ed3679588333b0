"""What statements ask of a person today."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution.models import RoleGrant, User
from institution.todo import Todo
from sls.desk import Desk, desk_of
from sls.models import AdviceRequest, Stakeholder, Statement

Role = RoleGrant.Role


def items(user: User, desk: Desk | None = None) -> list[Todo]:
    """Everything that waits for this person: as department, as reviewer, as a department that
    others depend on. A paused year asks nothing; of a closed one only the review is left.

    desk: what lies on their desk, if that is known already.
    """
    todos: list[Todo] = []
    if user.writes_for:
        desk = desk or desk_of(user)
        todos += _to_begin(desk) + _to_write(desk) + _to_confirm(user)
    if user.has_role(Role.REVIEWER):
        todos += _to_review(user) + _to_advise(user)
    return todos


def _to_begin(desk: Desk) -> list[Todo]:
    return [
        Todo(
            f"Begin the statement for {requirement.academic_year}",
            str(requirement.department),
            reverse("sls:statement_start", args=[requirement.pk]),
            requirement.academic_year.due_on,
        )
        for requirement in desk.to_begin
    ]


def _to_write(desk: Desk) -> list[Todo]:
    return [
        Todo(
            f"Make the changes asked for in {statement.academic_year}"
            if statement.state == Statement.State.RETURNED
            else f"Finish the statement for {statement.academic_year}",
            str(statement.department),
            reverse("sls:statement_edit", args=[statement.pk]),
            statement.due_on,
        )
        for statement in desk.being_written
    ]


def _to_confirm(user: User) -> list[Todo]:
    lines = (
        Stakeholder.objects.depending_on(user.writes_for)
        .filter(response="", section__statement__academic_year__state="open")
        .select_related("department", "section__statement__department")
    )
    by_department: dict[str, int] = {}
    for line in lines:
        by_department[str(line.department)] = by_department.get(str(line.department), 0) + 1
    return [
        Todo(
            f"Confirm or dispute {count} thing{'s' if count > 1 else ''} that other departments "
            "say they need from you",
            name,
            reverse("sls:dependency_list"),
        )
        for name, count in by_department.items()
    ]


def _to_review(user: User) -> list[Todo]:
    waiting = (
        Statement.objects.filter(state=Statement.State.SUBMITTED)
        .judgeable_by(user)
        .filter(Q(reviewer=user) | ~Q(reviewer__in=User.objects.reviewing()))
        .exclude(academic_year__state="paused")
        .select_related("department", "academic_year")
        .order_by("submitted_at")
    )
    return [
        Todo(
            f"Review the statement of {statement.department} for {statement.academic_year}",
            str(statement.department),
            reverse("sls:statement_review", args=[statement.pk]),
            detail=f"sent on {_day(statement.state_at)}"
            + ("" if statement.reviewer_id else ", nobody has taken it yet"),
        )
        for statement in waiting
    ]


def _to_advise(user: User) -> list[Todo]:
    asked = (
        AdviceRequest.objects.waiting()
        .exclude(statement__academic_year__state="paused")
        .exclude(statement__department__in=user.belongs_to)
    )
    return [
        Todo(
            f"Give {advice.statement.department} advice on {advice.section or 'the draft'}",
            str(advice.statement.department),
            reverse("sls:advice_detail", args=[advice.pk]),
            detail=f"asked on {_day(advice.at)}",
        )
        for advice in asked
    ]


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")
