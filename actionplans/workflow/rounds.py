"""Review rounds: open one, ask owners again, take many ratings at once, close it, and show the
progress on the public page."""

from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from actionplans import emails, permissions, totals
from actionplans.models import Action, Plan, Rating, ReviewRound
from actionplans.workflow.actions import find_owners
from actionplans.workflow.ratings import rate_action
from actionplans.workflow.recording import lock, record
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check


class Refused(NotAllowed):
    """Some of many ratings were refused, so none was saved; `reasons` has why, by action."""

    def __init__(self, reasons: dict[int, NotAllowed]) -> None:
        super().__init__("Nothing is saved yet. Look at what is marked, then save again.")
        self.reasons = reasons


@transaction.atomic
def open_round(plan: Plan, review_round: ReviewRound, *, by: User) -> ReviewRound:
    """Begin to ask everybody who owns an action how it stands; they get a mail. Whoever is known
    by now is found first."""
    plan = lock(plan)
    check(permissions.can_review_plan(by, plan))
    if already := plan.rounds.open().first():
        raise NotAllowed(f"“{already}” is open. Close it before you open another round.")
    review_round.plan, review_round.number = plan, plan.rounds.count() + 1
    review_round.opened_at, review_round.opened_by = timezone.now(), by
    review_round.save(force_insert=True)
    record(plan, f"opened the review “{review_round}”", by=by, is_change=False)
    find_owners(plan, by=by)
    _ask(review_round)
    return review_round


@transaction.atomic
def nudge_round(review_round: ReviewRound, *, by: User) -> int:
    """Write again to owners who have not answered, once a day at most. Returns how many people."""
    plan, current = _lock(review_round)
    check(permissions.can_nudge_round(by, current))
    find_owners(plan, by=by)
    count = _ask(current, is_reminder=True)
    people = "1 person" if count == 1 else f"{count} people"
    record(plan, f"nudged {people} in “{current}”", by=by, is_change=False)
    return count


def _ask(review_round: ReviewRound, *, is_reminder: bool = False) -> int:
    """Write to who is asked, and keep when; how many people."""
    count = emails.ask_owners(review_round, is_reminder=is_reminder)
    if count:
        review_round.nudged_at = timezone.now()
        review_round.save(update_fields=["nudged_at"])
    return count


@transaction.atomic
def close_round(review_round: ReviewRound, *, by: User) -> ReviewRound:
    """Ask no longer, and keep how many actions had which rating. Closed once, it stays so."""
    plan, current = _lock(review_round)
    if not current.is_open:
        check(permissions.can_review_plan(by, plan))
        return current
    check(permissions.can_change_round(by, current))
    current.totals = counted(plan)
    current.closed_at, current.closed_by = timezone.now(), by
    current.save(update_fields=["totals", "closed_at", "closed_by"])
    record(plan, f"closed the review “{current}”", by=by, is_change=False)
    return current


def counted(plan: Plan) -> dict[str, dict[str, int] | dict[str, dict[str, int]]]:
    """How many actions of the plan have which rating: in "all", in "public" without the internal
    ones, and in "themes" by letter."""
    found = plan.actions.live().order_by()
    rated = list(found.values_list("theme__letter", "latest__value", "is_public"))
    letters = plan.themes.values_list("letter", flat=True)
    by_theme = totals.by_theme([(theme, rating) for theme, rating, _ in rated], letters)
    public = totals.by_theme(("", rating) for _, rating, is_public in rated if is_public)
    together = totals.together(by_theme.values()) if by_theme else totals.Totals()
    return {
        "all": asdict(together),
        "public": asdict(public.get("", totals.Totals())),
        "themes": {letter: asdict(one) for letter, one in by_theme.items()},
    }


@transaction.atomic
def publish_progress(plan: Plan, *, by: User) -> Plan:
    """Show on the public page how far the actions are today."""
    plan = lock(plan)
    check(permissions.can_publish_plan(by, plan))
    if not plan.is_published:
        raise NotAllowed("This plan is not on the public page yet. Publish it first.")
    plan.progress_at = timezone.now()
    plan.save(update_fields=["progress_at"])
    record(plan, "published how far the actions are", by=by, is_change=False)
    return plan


@transaction.atomic
def rate_several(ratings: Sequence[tuple[Action, Rating, int | None]], *, by: User) -> int:
    """Rate many actions, all or none: each with the key of the rating that was seen as its latest.

    Returns how many. Raises Refused with all reasons, among them Stale where another rating came.
    """
    reasons: dict[int, NotAllowed] = {}
    for action, rating, after in ratings:
        try:
            with transaction.atomic():
                rate_action(action, rating, by=by, after=after)
        except NotAllowed as reason:
            reasons[action.pk] = reason
    if reasons:
        raise Refused(reasons)
    return len(ratings)


def _lock(review_round: ReviewRound) -> tuple[Plan, ReviewRound]:
    """The plan, held until the transaction ends, and the round as it is now."""
    plan = lock(review_round.plan)
    current = plan.rounds.get(pk=review_round.pk)
    current.plan = plan
    return plan, current
