"""Who may do what about one action: change it, say how it stands, say what becomes of it."""

from actionplans.models import Action, ActionOwner, Plan
from actionplans.permissions.plans import OUT, can_write_plan, helps_with, is_out
from institution.models import User
from institution.permissions import YES, Permission, no


def can_change_action(user: User, action: Action) -> Permission:
    """Change an action: all of it in a draft; in a plan in force its owners, timescale (with a
    reason), review date, evidence, and whether it is public."""
    if action.plan.state == Plan.State.PAST:
        return no("This plan is past, so its actions stay as they are.")
    if action.plan.is_draft and is_out(action.plan):
        return no(OUT)
    if helps_with(user, action.plan):
        return YES
    return no("Only the institutional lead and people who help with this plan change its actions.")


def can_remove_action(user: User, action: Action) -> Permission:
    """Take an action out of a draft."""
    return can_write_plan(user, action.plan)


def can_rate_all(user: User, plan: Plan) -> Permission:
    """Say of every action of the plan in force how it stands: who helps with the plan."""
    if not plan.is_current:
        return no("Only actions of the plan in force are rated.")
    if helps_with(user, plan):
        return YES
    return no("Only its owners and the institutional lead say how this action stands.")


def can_rate_action(user: User, action: Action) -> Permission:
    """Say how an action of a plan in force stands: its owners, and who helps with the plan."""
    permission = can_rate_all(user, action.plan)
    if permission or not action.plan.is_current:
        return permission
    is_own = ActionOwner.objects.owned_by(user).filter(action=action).exists()
    return YES if is_own else permission


def can_add_to_action(user: User, action: Action) -> Permission:
    """Note steps and evidence: who may change the action, or say how it stands."""
    return can_change_action(user, action) or can_rate_action(user, action)


def can_rate_own(user: User, plan: Plan) -> Permission:
    """Say of one's own actions of the plan in force how they stand."""
    return YES if plan.is_current else no("Only actions of the plan in force are rated.")


def can_dispose_action(user: User, action: Action) -> Permission:
    """Say what becomes of an action."""
    return can_dispose(user, action.plan)


def can_dispose(user: User, plan: Plan) -> Permission:
    """Say what becomes of a plan's actions: the lead and who helps with it, until the plan that
    follows is signed."""
    if not hasattr(plan, "successor"):
        return no("No plan follows this one yet. Begin it first.")
    if not plan.successor.is_draft or is_out(plan.successor):
        return no("The plan that follows is signed or out for signature, so this stays.")
    if helps_with(user, plan):
        return YES
    return no("Only the institutional lead and people who help with this plan say so.")
