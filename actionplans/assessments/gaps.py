"""What a self-assessment still lacks, with the page where each can be mended."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from actionplans.assessments.content import AssessmentContent, Part
from actionplans.models import AssessmentQuestion, ImpactMeasure, SelfAssessment

Kind = AssessmentQuestion.Kind
FIELDS = [
    ("organisation", "Say which organisation it is."),
    ("lead_name", "Name the institutional lead."),
    ("lead_title", "Give the lead's title."),
    ("email", "Give the lead's e-mail address."),
    ("phone", "Give a number at which the lead can be reached."),
]


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: in which part, in a sentence, and where to mend it."""

    part: str
    sentence: str
    url: str


def missing(assessment: SelfAssessment, content: AssessmentContent) -> list[Gap]:
    """Everything that has to be there before it is sent for signature, in the scheme's order."""
    return [
        gap for part in content.parts if part.is_required for gap in of(part, assessment, content)
    ]


def of(part: Part, assessment: SelfAssessment, content: AssessmentContent) -> Iterator[Gap]:
    """What one part lacks."""
    page = reverse("actionplans:assessment_part", args=[assessment.plan_id, part.key])
    textless = (Kind.ORGANISATION, Kind.PUBLICATION, Kind.SIGNATURES)
    if part.kind not in textless and not part.text.strip():
        yield Gap(part.key, "Write the text.", page)
    if part.kind == Kind.ORGANISATION:
        for name, sentence in FIELDS:
            if not getattr(content, name):
                yield Gap(part.key, sentence, page)
    elif part.kind == Kind.STRUCTURES and not content.headcounts.units:
        yield Gap(part.key, "Say how many technicians work in which unit.", f"{page}#headcounts")
    elif part.kind == Kind.RAG:
        yield from _of_ratings(part.key, assessment.plan_id, content)
    elif part.kind == Kind.NEXT_PLAN:
        yield from _of_next_plan(part.key, assessment, content)
    elif part.kind == Kind.VOICE and not content.consultations:
        ledger = reverse("actionplans:consultation_list", args=[assessment.plan_id])
        yield Gap(part.key, "Add when technicians were heard to the ledger.", ledger)
    elif part.kind == Kind.PUBLICATION and not content.published_url:
        yield Gap(part.key, "Give the address at which status and plan are published.", page)


def _of_ratings(key: str, plan: int, content: AssessmentContent) -> Iterator[Gap]:
    if unrated := content.plan.totals.unrated:
        address = reverse("actionplans:plan_detail", args=[plan])
        said = "One action has" if unrated == 1 else f"{unrated} actions have"
        yield Gap(key, f"{said} no rating yet.", f"{address}?rating=unrated#actions")
    for action in content.plan.reds:
        if not action.status.strip():
            rate = reverse("actionplans:action_rate", args=[plan, action.reference])
            yield Gap(key, f"{action.reference} is red and does not say why.", rate)
    if all(measure.is_answered for measure in content.measures):
        return
    for measure in ImpactMeasure.objects.filter(plan=plan):
        if not measure.is_answered:
            form = reverse("actionplans:measure_edit", args=[plan, measure.pk])
            said = "count it again, or say why there is too little to say"
            yield Gap(key, f"“{measure.title}”: {said}.", form)


def _of_next_plan(
    key: str, assessment: SelfAssessment, content: AssessmentContent
) -> Iterator[Gap]:
    following = content.next_plan
    if following is None:
        choose = reverse("actionplans:assessment_next_plan", args=[assessment.plan_id])
        yield Gap(key, "Choose the plan that follows.", choose)
        return
    plan = reverse("actionplans:plan_detail", args=[assessment.next_plan_id])
    if not following.actions:
        yield Gap(key, "The plan that follows has no actions yet.", plan)
    silent = [one.reference for one in following.actions if not one.impact.strip()]
    if silent:
        first = reverse("actionplans:action_edit", args=[assessment.next_plan_id, silent[0]])
        said = f"{silent[0]} does" if len(silent) == 1 else f"{len(silent)} actions do"
        yield Gap(key, f"{said} not say how the impact will be evidenced.", first)
