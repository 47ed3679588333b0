"""How far a self-assessment is: one task for each part, with its state and what is missing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from actionplans.assessments import gaps
from actionplans.assessments.content import AssessmentContent, Part
from actionplans.assessments.gaps import Gap
from actionplans.models import AssessmentQuestion, SectionComment, SelfAssessment

Kind = AssessmentQuestion.Kind
# Whether anything is there that is not the text of the part.
BEGUN: dict[str, Callable[[AssessmentContent], object]] = {
    Kind.ORGANISATION: lambda said: said.lead_name or said.email or said.phone,
    Kind.STRUCTURES: lambda said: said.headcounts.units,
    Kind.RAG: lambda said: said.plan.totals.total > said.plan.totals.unrated,
    Kind.NEXT_PLAN: lambda said: said.next_plan,
    Kind.VOICE: lambda said: said.consultations,
    Kind.PUBLICATION: lambda said: said.published_url,
}
SIGNED = {"writing": "not started", "signed_by_lead": "in progress", "signed": "complete"}


@dataclass(frozen=True)
class Task:
    """One line of the task list: a part, its state in the words of _state_tag.html, what it lacks,
    and how many comments wait."""

    part: Part
    url: str
    state: str
    gaps: tuple[Gap, ...] = ()
    comments: int = 0


def task_list(assessment: SelfAssessment, content: AssessmentContent) -> list[Task]:
    """The tasks in the scheme's order; one query, for the comments."""
    waiting = SectionComment.objects.filter(section__assessment=assessment, resolved_at=None)
    keys = list(waiting.order_by().values_list("section__question__key", flat=True))
    return [
        Task(
            part,
            reverse("actionplans:assessment_part", args=[assessment.plan_id, part.key]),
            _state(part, found := tuple(gaps.of(part, assessment, content)), assessment, content),
            found if part.is_required else (),
            keys.count(part.key),
        )
        for part in content.parts
    ]


def _state(
    part: Part, found: tuple[Gap, ...], assessment: SelfAssessment, content: AssessmentContent
) -> str:
    if part.kind == Kind.SIGNATURES:
        return SIGNED[assessment.state]
    if not found:
        return "complete"
    begun = part.text.strip() or BEGUN.get(part.kind, lambda said: False)(content)
    if begun:
        return "in progress"
    return "not started" if part.is_required else "optional"
