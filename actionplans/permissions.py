"""Who may do what about action plans, with the words of a refusal."""

from django.utils import timezone

from actionplans.models import (
    Action,
    ActionOwner,
    AssessmentSection,
    AssessmentTemplate,
    Meeting,
    Plan,
    ReviewRound,
    SelfAssessment,
    Theme,
    WorkingGroup,
)
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


def can_rate_action(user: User, action: Action) -> Permission:
    """Say how an action of a plan in force stands: its owners, and who helps with the plan."""
    if not action.plan.is_current:
        return no("Only actions of the plan in force are rated.")
    if helps_with(user, action.plan):
        return YES
    if ActionOwner.objects.owned_by(user).filter(action=action).exists():
        return YES
    return no("Only its owners and the institutional lead say how this action stands.")


def can_add_to_action(user: User, action: Action) -> Permission:
    """Note steps and evidence: who may change the action, or say how it stands."""
    return can_change_action(user, action) or can_rate_action(user, action)


def can_rate_own(user: User, plan: Plan) -> Permission:
    """Say of one's own actions of the plan in force how they stand."""
    return YES if plan.is_current else no("Only actions of the plan in force are rated.")


def can_review_plan(user: User, plan: Plan) -> Permission:
    """Open, nudge and close a review round of the plan in force."""
    if not plan.is_current:
        return no("Only the plan in force is reviewed.")
    return can_manage_plans(user)


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


def can_see_internal(user: User, plan: Plan) -> Permission:
    """See internal actions, checks before others find them, and who has not answered."""
    if helps_with(user, plan) or user.has_role(Role.SIGNATORY):
        return YES
    return no("This is for those who work on the plan.")


def can_publish_plan(user: User, plan: Plan) -> Permission:
    """Put the plan on the public page, or its progress."""
    if plan.is_draft:
        return no("A plan is published once it is in force.")
    return can_manage_plans(user)


def can_carry_forward(user: User, plan: Plan) -> Permission:
    """See what becomes of each action of a plan that another follows."""
    if not hasattr(plan, "successor"):
        return no("No plan follows this one yet. Begin it first.")
    return can_see_internal(user, plan)


def can_begin_next(user: User, plan: Plan) -> Permission:
    """Begin the plan that follows the one in force."""
    if not plan.is_current:
        return no("The next plan follows the one in force.")
    if hasattr(plan, "successor"):
        return no(f"“{plan.successor}” follows this plan already.")
    return can_manage_plans(user)


def can_dispose_action(user: User, action: Action) -> Permission:
    """Say what becomes of an action: the lead and who helps with the plan, until the plan that
    follows is signed."""
    plan = action.plan
    if not hasattr(plan, "successor"):
        return no("No plan follows this one yet. Begin it first.")
    if not plan.successor.is_draft or is_out(plan.successor):
        return no("The plan that follows is signed or out for signature, so this stays.")
    if helps_with(user, plan):
        return YES
    return no("Only the institutional lead and people who help with this plan say so.")


def can_read_assessment(user: User, plan: Plan) -> Permission:
    """Read the self-assessment of a plan before it is published, its ledger and its comments."""
    return can_see_internal(user, plan)


def can_begin_assessment(user: User, plan: Plan) -> Permission:
    """Begin the self-assessment of a plan that is or was in force."""
    if plan.is_draft:
        return no("A plan is assessed once it is in force.")
    return can_manage_plans(user)


def can_write_assessment(user: User, assessment: SelfAssessment) -> Permission:
    """Write any part of it, while it is not out for signature."""
    if assessment.state == SelfAssessment.State.SIGNED:
        return no("This self-assessment is signed, so it stays as it is.")
    if not assessment.is_being_written:
        return no("It is out for signature, so nobody changes it. The signatory can decline it.")
    return _helps(user, assessment.plan)


def can_keep_ledger(user: User, plan: Plan) -> Permission:
    """Note consultations and impact measures of a plan, until its self-assessment is sent for
    signature."""
    found = SelfAssessment.objects.filter(plan=plan).first()
    if found is None:
        return _helps(user, plan)
    found.plan = plan  # with the editors that are known already
    return can_write_assessment(user, found)


def can_sign_as_lead(user: User, assessment: SelfAssessment) -> Permission:
    """Sign first, and send it to the head of the institution."""
    if not is_lead(user):
        return no("The institutional lead signs first.")
    return can_write_assessment(user, assessment)


def can_take_back(user: User, assessment: SelfAssessment) -> Permission:
    """Take back what is out for signature."""
    if not assessment.is_out:
        return no("It is not out for signature.")
    return can_manage_plans(user)


def can_sign_as_head(user: User, assessment: SelfAssessment) -> Permission:
    """Sign last, or decline, as head of the institution; nobody signs twice."""
    if not user.has_role(Role.SIGNATORY):
        return no("Only the signatory signs for the institution.")
    if not assessment.is_out:
        return no("It is not out for signature.")
    if assessment.is_signed_by(user, "lead"):
        return no("You signed it as institutional lead. The head of the institution signs now.")
    if _had_a_hand_in(user, assessment):
        return no("You help to write this plan or its self-assessment, so somebody else signs.")
    return YES


def _had_a_hand_in(user: User, assessment: SelfAssessment) -> bool:
    """Whether the person may write the plan, what follows it or the assessment, or ever wrote a
    part of it."""
    following = assessment.next_plan
    return (
        helps_with(user, assessment.plan)
        or (following is not None and helps_with(user, following))
        or AssessmentSection.history.filter(assessment=assessment, history_user=user).exists()
    )


def _helps(user: User, plan: Plan) -> Permission:
    if helps_with(user, plan):
        return YES
    return no("Only the institutional lead and people who help with this plan write here.")


def can_change_assessment_template(user: User, template: AssessmentTemplate) -> Permission:
    """Change the wording and order of a draft, and publish it."""
    if not template.is_draft:
        return no("A published version never changes. Begin the next one.")
    return can_manage_plans(user)
