"""Who may do what about a self-assessment: write it, sign it, change what it asks."""

from actionplans import authors
from actionplans.models import AssessmentTemplate, Plan, SelfAssessment
from actionplans.permissions.plans import (
    OUT,
    Role,
    can_manage_plans,
    can_see_internal,
    helps_with,
    is_lead,
    is_out,
)
from institution.models import User
from institution.permissions import YES, Permission, no


def can_read_assessment(user: User, plan: Plan) -> Permission:
    """Read the self-assessment of a plan before it is published, its ledger and its comments."""
    return can_see_internal(user, plan)


def can_begin_assessment(user: User, plan: Plan) -> Permission:
    """Begin the self-assessment of a plan that is or was in force."""
    if plan.in_force_at is None:
        return no("A plan is assessed once it is in force.")
    return can_manage_plans(user)


def can_write_assessment(user: User, assessment: SelfAssessment) -> Permission:
    """Write any part of it, while it is not out for signature."""
    if assessment.state == SelfAssessment.State.SIGNED:
        return no("This self-assessment is signed, so it stays as it is.")
    if not assessment.is_being_written:
        who = "You" if can_sign_as_head(user, assessment) else "The signatory"
        return no(f"It is out for signature, so nobody changes it. {who} can decline it.")
    return _helps(user, assessment.plan)


def can_keep_ledger(user: User, plan: Plan) -> Permission:
    """Note consultations and impact measures of a plan, until its self-assessment is sent for
    signature; nor while the plan itself is out for it."""
    if plan.is_draft and is_out(plan):
        return no(OUT)
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
    """Whether the person may write the plan, what follows it or the assessment, or ever wrote
    anything of what is signed."""
    following = assessment.next_plan
    return (
        helps_with(user, assessment.plan)
        or (following is not None and helps_with(user, following))
        or authors.wrote(user, assessment)
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
