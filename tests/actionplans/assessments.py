"""Self-assessments for tests, as the verbs make them."""

from datetime import date

from actionplans import workflow
from actionplans.models import (
    AssessmentSection,
    Consultation,
    Headcount,
    ImpactMeasure,
    Plan,
    SelfAssessment,
)
from institution.models import User
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate

TEXTS = ["structures", "approach", "resources", "community", "rag", "next-plan", "voice"]


def section(assessment: SelfAssessment, key: str) -> AssessmentSection:
    """A part as it is now."""
    return assessment.sections.select_related("question").get(question__key=key)


def write(assessment: SelfAssessment, key: str, text: str, *, by: User) -> AssessmentSection:
    """Write a part, having seen it."""
    part = section(assessment, key)
    return workflow.save_section(part, by=by, text=text, as_seen=part.as_seen)


def count_unit(assessment: SelfAssessment, by: User, **fields) -> Headcount:
    """83 technicians of whom 6 are apprentices."""
    said = {"unit": "Natural Sciences", "technicians": 83, "apprentices": 6}
    return workflow.save_headcount(assessment, Headcount(**said | fields), by=by)


def hear(plan: Plan, by: User, **fields) -> Consultation:
    """Technicians were asked in a survey."""
    said = {
        "held_on": date(2026, 3, 5),
        "method": "survey",
        "who": "Technicians of all grades",
        "how_many": 40,
        "said": "Nobody knows what we do.",
    }
    return workflow.save_consultation(plan, Consultation(**said | fields), by=by)


def measure(plan: Plan, by: User, actions=(), **fields) -> ImpactMeasure:
    """Counted once so far."""
    said = {
        "title": "Technicians who feel seen",
        "unit": "%",
        "baseline_value": 40,
        "baseline_on": date(2025, 11, 1),
    }
    saved = workflow.save_measure(plan, ImpactMeasure(**said | fields), by=by, actions=actions)
    return ImpactMeasure.objects.get(pk=saved.pk)


def complete(plan: Plan, lead: User, *, rates: bool = True) -> SelfAssessment:
    """A self-assessment of a plan in force that lacks nothing; all its actions become green but
    the last, which is red, unless they have been rated."""
    assessment = workflow.begin_assessment(plan, by=lead)
    for key in TEXTS:
        write(assessment, key, f"What there is to say about {key}.", by=lead)
    *done, open_still = plan.actions.all()
    if rates:
        for action in done:
            rate(action, "green", by=lead)
        rate(open_still, "red", by=lead, text="The money came too late.")
    if not assessment.headcounts.exists():
        count_unit(assessment, lead)
    hear(plan, lead, action=done[0] if done else open_still, theme=plan.themes.first())
    if assessment.next_plan is None:
        following = make_plan(lead, title="The next plan", stage=2)
        workflow.choose_next_plan(assessment, following, by=lead)
        assessment = SelfAssessment.objects.get(pk=assessment.pk)
    make_action(assessment.next_plan, lead, impact="By the survey of 2029.")
    assessment.lead_title, assessment.phone = "Head of Technical Services", "01227 922000"
    assessment.published_url = "https://www.kept.example/technicians"
    fields = ["lead_title", "phone", "published_url"]
    return workflow.change_assessment(assessment, fields, by=lead)


def ready_to_sign(lead: User, *, owner: User | str = "HR") -> SelfAssessment:
    """Complete, of a plan of two actions, with a plan that follows and an answer for both."""
    plan = plan_in_force(lead, actions=2, owner=owner)
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=lead)
    plan = Plan.objects.get(pk=plan.pk)
    workflow.dispose(list(plan.actions.all()), by=lead, kind="completed", sentence="Done.")
    return complete(plan, lead)
