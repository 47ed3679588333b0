"""What action plans ask of a person today: a word about their actions in an open round; of the
lead to review the plan each quarter and to assess it in time; of a group to meet as often as it
means to; of the head of the institution to sign."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from actionplans.calendars import months_later
from actionplans.models import (
    Action,
    ActionOwner,
    Membership,
    Plan,
    ReviewRound,
    Scheme,
    SelfAssessment,
    WorkingGroup,
)
from institution.models import RoleGrant, User
from institution.todo import Todo

QUARTER = 3  # months
AHEAD = timedelta(days=120)  # a self-assessment takes its time


# What is asked about a self-assessment: the words, where it is done, and since when.
ASKED = {
    "sign": (
        "Read and sign the self-assessment", "assessment_countersign", "Signed by the lead on {}",
    ),
    "publish": ("Publish the plan in force", "plan_publish", "In force since {}"),
    "again": ("Write the self-assessment again", "assessment_detail", "It came back on {}"),
}  # fmt: skip


def items(user: User) -> list[Todo]:
    """Everything that plans ask of the person. One question of the database, and while a round is
    open another."""
    today = timezone.localdate()
    is_lead = user.has_role(RoleGrant.Role.LEAD)
    asked: list[QuerySet[Any, tuple[Any, ...]]] = [_groups(None if is_lead else user, today)]
    asked += [_plans(), _due(), _sent_back(), _unpublished()] if is_lead else []
    asked += [_to_sign()] if user.has_role(RoleGrant.Role.SIGNATORY) else []
    rows = list(_rounds().union(*asked, all=True))
    waiting = _waiting(user) if any(kind == "round" for kind, *_ in rows) else {}
    told = {(row[0], row[4]): _todo(*row, today=today, waiting=waiting) for row in rows}
    found = {of: todo for of, todo in told.items() if todo}
    for kind, pk in [*found]:  # one that came back is one task, and due when it was due
        if kind == "again" and (due := found.pop(("assess", pk), None)):
            found[kind, pk] = replace(found[kind, pk], due_on=due.due_on)
    return [*found.values()]


def _rounds() -> QuerySet[ReviewRound, tuple[Any, ...]]:
    """Open rounds: the day, the title, the plan."""
    return (
        ReviewRound.objects.open()
        .filter(plan__state=Plan.State.CURRENT)
        .order_by()
        .values_list(Value("round"), "due_on", "title", "plan__title", "plan", Value(0))
    )


def _waiting(user: User) -> dict[int, int]:
    """How many actions of each plan in force wait for a word of the person in an open round."""
    owned = ActionOwner.objects.owned_by(user).values("action")
    is_said = Q(latest__value="green") | Q(
        latest__review_round__isnull=False, latest__review_round__closed_at=None
    )
    waiting = Action.objects.live().filter(pk__in=owned, plan__state=Plan.State.CURRENT)
    counted = waiting.exclude(is_said).order_by().values_list("plan").annotate(Count("pk"))
    return dict(counted)


def _plans() -> QuerySet[Plan, tuple[Any, ...]]:
    """The plan in force without an open round: since when it was not reviewed."""
    is_open = ReviewRound.objects.open().filter(plan=OuterRef("pk"))
    return (
        Plan.objects.filter(~Exists(is_open), state=Plan.State.CURRENT)
        .order_by()
        .annotate(since=TruncDate(Coalesce(Max("rounds__closed_at"), F("in_force_at"))))
        .values_list(Value("plan"), "since", "title", Value(""), "pk", Value(0))
    )


def _due() -> QuerySet[Plan, tuple[Any, ...]]:
    """The plan in force whose self-assessment is not sent: from when, and in how many months."""
    sent = SelfAssessment.objects.filter(plan=OuterRef("pk")).exclude(state="writing")
    signed = SelfAssessment.objects.filter(next_plan=OuterRef("pk")).values("signed_at")
    months = Scheme.objects.values("between_months")[:1]
    return (
        Plan.objects.filter(~Exists(sent), state=Plan.State.CURRENT)
        .order_by()
        .annotate(
            since=Coalesce(TruncDate(Subquery(signed[:1])), F("starts_on")),
            every=Coalesce(Subquery(months), Scheme().between_months),
        )
        .values_list(Value("assess"), "since", "title", Value(""), "pk", "every")
    )


def _sent_back() -> QuerySet[SelfAssessment, tuple[Any, ...]]:
    """Self-assessments that were declined or taken back: since when."""
    return (
        SelfAssessment.objects.filter(state="writing", signatures__ended_at__isnull=False)
        .order_by()
        .annotate(since=TruncDate(Max("signatures__ended_at")))
        .values_list(Value("again"), "since", "plan__title", Value(""), "plan", Value(0))
    )


def _unpublished() -> QuerySet[Plan, tuple[Any, ...]]:
    """The plan in force while nobody outside can read it: since when."""
    return (
        Plan.objects.filter(state=Plan.State.CURRENT, published_at=None)
        .order_by()
        .annotate(since=TruncDate("in_force_at"))
        .values_list(Value("publish"), "since", "title", Value(""), "pk", Value(0))
    )


def _to_sign() -> QuerySet[SelfAssessment, tuple[Any, ...]]:
    """Self-assessments that the lead has signed: when."""
    return (
        SelfAssessment.objects.filter(state="signed_by_lead")
        .order_by()
        .annotate(since=TruncDate(Max("signatures__signed_at")))
        .values_list(Value("sign"), "since", "plan__title", Value(""), "plan", Value(0))
    )


def _groups(member: User | None, today: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Groups, all or those of a member, that met before and have no meeting planned."""
    found: QuerySet[Any] = WorkingGroup.objects.all()
    of = ""
    if member is not None:
        found, of = Membership.objects.held_by(member, today), "group__"
    return (
        found.filter(**{f"{of}is_active": True})
        .order_by()
        .values(f"{of}name", f"{of}pk", f"{of}weeks")
        .annotate(met=Max(f"{of}meetings__held_on"))
        .filter(met__lt=today)
        .values_list(Value("group"), "met", f"{of}name", Value(""), f"{of}pk", f"{of}weeks")
    )


def _todo(
    kind: str, day: date, title: str, whose: str, pk: int, number: int,
    *, today: date, waiting: dict[int, int],
) -> Todo | None:  # fmt: skip
    """The line of one row, None while it is not yet time."""
    if kind == "round":
        number = waiting.get(pk, 0)
        if not number:
            return None
        actions = "1 action" if number == 1 else f"{number} actions"
        url = reverse("actionplans:my_actions", args=[pk])
        return Todo(f"Say how {actions} of yours stand{'s' if number == 1 else ''}",
                    whose, url, day, title)  # fmt: skip
    if kind == "plan":
        due_on, url = months_later(day, QUARTER), reverse("actionplans:round_add", args=[pk])
        detail = "At least once a quarter, with the working group"
        return Todo("Review the plan", title, url, due_on, detail) if due_on < today else None
    if kind == "assess":
        due_on, url = months_later(day, number), reverse("actionplans:assessment_detail", args=[pk])
        return Todo("Send the self-assessment", title, url, due_on) if due_on - AHEAD < today else (
            None
        )  # fmt: skip
    if kind in ASKED:
        what, view, detail = ASKED[kind]
        said = detail.format(f"{day:%-d %B %Y}")
        return Todo(what, title, reverse(f"actionplans:{view}", args=[pk]), None, said)
    due_on, url = day + timedelta(weeks=number), reverse("actionplans:meeting_add", args=[pk])
    return Todo("Plan the next meeting", title, url, due_on) if due_on < today else None
