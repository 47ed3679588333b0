"""What statements ask of a person today."""

from collections import Counter
from datetime import date, datetime

from django.db.models import DateField, DateTimeField, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution import years
from institution.models import RoleGrant, User
from institution.models.years import returns_by
from institution.todo import Todo
from sls.desk import Desk, desk_of
from sls.models import AdviceRequest, AnnualReturn, Stakeholder, Statement
from sls.models.return_review import answer_by

Role = RoleGrant.Role
LINE = "line"  # stands for a line about a dependency where a return has its state


def items(user: User, desk: Desk | None = None) -> list[Todo]:
    """Everything that waits for this person: as department, as reviewer, as a department that
    others depend on. A paused year asks nothing; of a closed one only the review is left.

    desk: what lies on their desk, if that is known already.
    """
    todos: list[Todo] = _returns_and_lines(user)
    if user.writes_for:
        desk = desk or desk_of(user)
        todos += _to_begin(desk) + _to_write(desk)
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


def _returns_and_lines(user: User) -> list[Todo]:
    """Annual returns to write, to answer as a critical friend or to decide; and what others say
    they need. One question for both: the home page may ask twelve in all."""
    if not user.writes_for and not user.has_role(Role.REVIEWER):
        return []
    rows = (
        AnnualReturn.objects.waiting_for(user)
        .order_by()
        .values_list(
            "pk",
            "department__name",
            "academic_year__start_year",
            "state",
            "critical_friend__person",
            "academic_year__returns_due_on",
            "academic_year__census_on",
            "critical_friend__asked_at",
            "submitted_at",
        )
    )
    if user.writes_for:
        lines = Stakeholder.objects.depending_on(user.writes_for).filter(
            response="", section__statement__academic_year__state="open"
        )
        no_day, never = Value(None, DateField()), Value(None, DateTimeField())
        nothing = (Value(0), Value(LINE), Value(0), no_day, no_day, never, never)
        named = lines.order_by().values_list("pk", "department__name", *nothing)
        rows = rows.union(named, all=True)
    found = sorted(rows, key=lambda row: row[1].lower())
    named_lines = Counter(row[1] for row in found if row[3] == LINE)
    returns = [row for row in found if row[3] != LINE]
    return [_return(*row, user) for row in returns] + [
        Todo(
            f"Confirm or dispute {count} thing{'s' if count > 1 else ''} that other departments "
            "say they need from you",
            name,
            reverse("sls:dependency_list"),
        )
        for name, count in named_lines.items()
    ]


def _return(
    pk: int, department: str, start_year: int, state: str, friend: int | None,
    due_on: date | None, census_on: date | None, asked_at: datetime | None,
    sent_at: datetime | None, user: User,
) -> Todo:  # fmt: skip
    """What a return asks of the person; `friend` is the key of its critical friend. Who writes it
    and who answers as its friend have a day to keep, who decides about it has none."""
    year, due = years.label(start_year), returns_by(due_on, census_on)
    what, page = f"Write the return for {year}", "sls:return_edit"
    if state == AnnualReturn.State.RETURNED:
        what = f"Make the changes asked for in the return for {year}"
    elif friend == user.pk:
        what, page = f"Answer as critical friend: return for {year}", "sls:friend_answer"
        due = answer_by(asked_at, sent_at, due) if asked_at else due
    elif state == AnnualReturn.State.SUBMITTED:
        verb, due = "Decide about" if friend else "Choose a critical friend for", None
        what, page = f"{verb} the return for {year}", "sls:return_review"
    return Todo(what, department, reverse(page, args=[pk]), due)
