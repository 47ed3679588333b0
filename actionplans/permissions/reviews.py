"""Who may do what about review rounds, and about meetings of working groups."""

from django.utils import timezone

from actionplans.models import Meeting, Plan, ReviewRound, WorkingGroup
from actionplans.permissions.plans import can_manage_plans, is_lead
from institution.models import User
from institution.permissions import YES, Permission, no


def can_review_plan(user: User, plan: Plan) -> Permission:
    """Open, nudge and close a review round of the plan in force."""
    if not plan.is_current:
        return no("Only the plan in force is reviewed.")
    return can_manage_plans(user)


def can_change_round(user: User, review_round: ReviewRound) -> Permission:
    """Close a round that is open, and nudge owners in it."""
    if not review_round.is_open:
        return no("This round is closed.")
    return can_review_plan(user, review_round.plan)


def can_nudge_round(user: User, review_round: ReviewRound) -> Permission:
    """Write again to owners who have not answered, once a day at most."""
    permission, nudged_at = can_change_round(user, review_round), review_round.nudged_at
    if permission and nudged_at and timezone.localdate(nudged_at) == timezone.localdate():
        return no("Owners were written to today already. You can nudge them again from tomorrow.")
    return permission


def can_hold_meeting(user: User, group: WorkingGroup) -> Permission:
    """Plan a meeting of a group, set its agenda, write down what came of it: lead and members."""
    if is_lead(user):
        return YES
    today = timezone.localdate()
    if WorkingGroup.objects.with_member(user, today).filter(pk=group.pk).exists():
        return YES
    return no(f"Only members of {group} and the institutional lead do this.")


def can_plan_meeting(user: User, group: WorkingGroup) -> Permission:
    """Plan the next meeting of a group that still meets."""
    if not group.is_active:
        return no(f"{group} no longer meets.")
    return can_hold_meeting(user, group)


def can_change_meeting(user: User, meeting: Meeting) -> Permission:
    """Change the agenda, outcomes and day of a meeting, until it is closed."""
    if not meeting.is_open:
        return no("This meeting is closed, so what came of it stands.")
    return can_hold_meeting(user, meeting.group)
