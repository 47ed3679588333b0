"""What anybody may read of a plan: its public actions, and how far they were when progress was last
published."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from actionplans.models import Action, Plan, Rating
from actionplans.reports import Standing, standing_of
from actionplans.totals import by_theme


@dataclass(frozen=True)
class PublicAction:
    """One row of the public table. Rating and status are as they were when progress was last
    published, "" before."""

    reference: str
    theme: str
    text: str
    owner: str
    timescale: str
    due_on: str
    rating: str
    status: str


COLUMNS = ["reference", "theme__name", "text", "owner_words", "timescale_words", "due_on"]


def public_actions(plan: Plan) -> list[PublicAction]:
    """The public actions of a published plan, in their order; one query."""
    found = public(plan).order_by("theme__position", "position", "pk")
    if plan.progress_at is None:
        return [_row(*values) for values in found.values_list(*COLUMNS)]
    said = _said_by(plan.progress_at)
    shown = found.annotate(
        rating_shown=Subquery(said.values("value")[:1]),
        status_shown=Subquery(said.values("text")[:1]),
    )
    return [_row(*values) for values in shown.values_list(*COLUMNS, "rating_shown", "status_shown")]


def public(plan: Plan) -> QuerySet[Action]:
    """The actions that anybody may read once the plan is published."""
    return plan.actions.filter(is_public=True, removed_at=None)


def _said_by(moment: datetime) -> QuerySet[Rating]:
    """What was said of an action until then, the latest first."""
    before = Q(action=OuterRef("pk"), rated_at__lte=moment)
    return Rating.objects.filter(before).order_by("-number")


def _row(
    reference: str, theme: str, text: str, owner: str, timescale: str, due_on: date | None,
    rating: str | None = None, status: str | None = None,
) -> PublicAction:  # fmt: skip
    due = due_on.isoformat() if due_on else ""
    return PublicAction(reference, theme, text, owner, timescale, due, rating or "", status or "")


def public_standing(plan: Plan, rows: list[PublicAction]) -> Standing:
    """The totals of what is shown."""
    themes = [theme.name for theme in plan.themes.all()]
    return standing_of(plan, by_theme(((row.theme, row.rating) for row in rows), themes))
