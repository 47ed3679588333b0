"""Who wrote what a self-assessment says. Asks and never writes."""

from actionplans.models import (
    Action,
    AssessmentSection,
    AssessmentSignature,
    Consultation,
    Disposition,
    Headcount,
    ImpactMeasure,
    SelfAssessment,
)
from institution.models import User


def wrote(user: User, assessment: SelfAssessment) -> bool:
    """Whether the person ever wrote anything of what both sign, or sent it for signature: the
    assessment, its parts and headcounts; the ledger and the measures; what becomes of the plan's
    actions, and the actions of the plan that follows. One query."""
    plan, following = assessment.plan_id, assessment.next_plan_id
    by_hand = [
        one.filter(history_user=user).order_by().values_list("history_user")
        for one in (
            SelfAssessment.history.filter(id=assessment.pk),
            AssessmentSection.history.filter(assessment=assessment),
            Headcount.history.filter(assessment=assessment),
            Consultation.history.filter(plan=plan),
            ImpactMeasure.history.filter(plan__in=[plan, following]),
            Disposition.history.filter(action__plan=plan),
            Action.history.filter(plan=following),
        )
    ]
    sent = AssessmentSignature.objects.filter(
        assessment=assessment, person=user, capacity=AssessmentSignature.Capacity.LEAD
    )
    return sent.order_by().values_list("person").union(*by_hand).exists()
