"""Who may do what about a plan as a whole: frame it, write it, publish it, let another follow."""

from actionplans.models import Plan, SelfAssessment, Theme
from institution.models import RoleGrant, User
from institution.permissions import YES, Permission, no

Role = RoleGrant.Role
OUT = "This plan is out for signature, so nobody changes it."
ONLY_LEAD = "Only the institutional lead does this."


def is_lead(user: User) -> bool:
    """Whether the person is the institutional lead of the Technician Commitment today."""
    return user.has_role(Role.LEAD)


def helps_with(user: User, plan: Plan) -> bool:
    """Whether the person helps to write the plan, or leads it."""
    return is_lead(user) or any(one.person_id == user.pk for one in plan.editors.all())


def is_out(plan: Plan) -> bool:
    """Whether the plan is with the head of the institution, to be signed with its assessment."""
    out = SelfAssessment.State.SIGNED_BY_LEAD
    return SelfAssessment.objects.filter(next_plan=plan, state=out).exists()


def can_manage_plans(user: User) -> Permission:
    """Begin, import and arrange plans, keep working groups and the rules of the scheme."""
    return YES if is_lead(user) else no(ONLY_LEAD)


def can_change_plan(user: User, plan: Plan) -> Permission:
    """Change the title, period, labels and contact of a plan that is not over."""
    if plan.state == Plan.State.PAST:
        return no("This plan is past, so it stays as it is.")
    if plan.is_draft and is_out(plan):
        return no(OUT)
    return can_manage_plans(user)


def can_put_in_force(user: User, plan: Plan) -> Permission:
    """Say that a plan was signed before it came here, and holds now."""
    if not plan.is_draft:
        return no(f"This plan is {plan.get_state_display()} already.")
    if plan.predecessor_id:
        return no("A plan that follows another comes into force when it is signed.")
    return can_manage_plans(user)


def can_discard_plan(user: User, plan: Plan) -> Permission:
    """Discard a draft that was a mistake, with its actions."""
    if not plan.is_draft:
        return no("Only a draft is discarded; what was in force stays.")
    return no(OUT) if is_out(plan) else can_manage_plans(user)


def can_extend_plan(user: User, plan: Plan) -> Permission:
    """Give a plan in force more time, with a reason."""
    if not plan.is_current:
        return no("Only the plan in force can be extended.")
    return can_manage_plans(user)


def can_choose_editors(user: User, plan: Plan) -> Permission:
    """Say who helps to write the plan and its self-assessment."""
    return can_change_plan(user, plan)


def can_write_plan(user: User, plan: Plan) -> Permission:
    """Add actions to a draft, change their words and take them out."""
    if not plan.is_draft:
        return no("The actions of this plan stand as they were signed.")
    if is_out(plan):
        return no(OUT)
    if helps_with(user, plan):
        return YES
    return no("Only the institutional lead and people who help with this plan write its actions.")


def can_change_theme(user: User, theme: Theme) -> Permission:
    """Rename a theme of a draft, or put it elsewhere."""
    return can_write_plan(user, theme.plan)


def can_see_internal(user: User, plan: Plan) -> Permission:
    """See internal actions, checks of its wording and dates, and who has not answered."""
    if helps_with(user, plan) or user.has_role(Role.SIGNATORY):
        return YES
    return no("This is for those who work on the plan.")


def can_publish_plan(user: User, plan: Plan) -> Permission:
    """Put the plan on the public page, or its progress."""
    if plan.in_force_at is None:
        return no("A plan is published once it is in force.")
    return can_manage_plans(user)


def can_carry_forward(user: User, plan: Plan) -> Permission:
    """See what becomes of each action of a plan that another follows."""
    if not hasattr(plan, "successor"):
        return no("No plan follows this one yet. Begin it first.")
    return can_see_internal(user, plan)


def can_begin_next(user: User, plan: Plan) -> Permission:
    """Begin the plan that follows the one in force. Only who may is told of a draft by its name."""
    if not plan.is_current:
        return no("The next plan follows the one in force.")
    if is_lead(user) and hasattr(plan, "successor"):
        return no(f"“{plan.successor}” follows this plan already.")
    return can_manage_plans(user)
