"""What statements ask of a person today."""

from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution.models import RoleGrant, User
from institution.todo import Todo
from sls.desk import Desk, desk_of
from sls.models import AdviceRequest, AnnualReturn, Stakeholder, Statement

Role = RoleGrant.Role


def items(user: User, desk: Desk | None = None) -> list[Todo]:
    """Everything that waits for this person: as department, as reviewer, as a department that
    others depend on. A paused year asks nothing; of a closed one only the review is left.

    desk: what lies on their desk, if that is known already.
    """
    todos: list[Todo] = _returns(user)
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


def _returns(user: User) -> list[Todo]:
    """Annual returns to write, to answer as a critical friend, or to decide, in one question."""
    if not user.writes_for and not user.has_role(Role.REVIEWER):
        return []
    waiting = AnnualReturn.objects.waiting_for(user)
    return [_return(annual_return, user) for annual_return in waiting]


def _return(annual_return: AnnualReturn, user: User) -> Todo:
    year, friend = annual_return.academic_year, annual_return.friend
    what, page = f"Write the return for {year}", "sls:return_edit"
    if annual_return.state == AnnualReturn.State.RETURNED:
        what = f"Make the changes asked for in the return for {year}"
    elif friend and friend.person_id == user.pk:
        what, page = f"Answer as critical friend: return for {year}", "sls:friend_answer"
    elif annual_return.state == AnnualReturn.State.SUBMITTED:
        verb = "Decide about" if friend else "Choose a critical friend for"
        what, page = f"{verb} the return for {year}", "sls:return_review"
    return Todo(what, str(annual_return.department), reverse(page, args=[annual_return.pk]))
