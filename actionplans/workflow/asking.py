"""What self-assessments ask: a template for each stage, changed as a draft and then published."""

from django.db import transaction
from django.utils import timezone

from actionplans import permissions
from actionplans.assessments import defaults
from actionplans.models import AssessmentQuestion, AssessmentTemplate
from institution.models import User
from institution.permissions import Stale
from institution.workflow.recording import check, check_seen, move, record

COPIED = ["key", "kind", "title", "guidance", "position", "is_required", "word_guide"]


def template_for(stage: int) -> AssessmentTemplate:
    """The template on which assessments of the stage are begun; at first use the wording that
    comes with Kept. Called inside the transaction of a verb."""
    if current := AssessmentTemplate.objects.current(stage):
        return current
    template = AssessmentTemplate.objects.create(
        stage=stage, state=AssessmentTemplate.State.PUBLISHED, published_at=timezone.now()
    )
    _ask(template, defaults.questions())
    return template


@transaction.atomic
def begin_assessment_template(stage: int, *, by: User) -> AssessmentTemplate:
    """A draft of the stage's next version, copied from the newest; one draft at a time."""
    check(permissions.can_manage_plans(by))
    versions = AssessmentTemplate.objects.select_for_update().filter(stage=stage)
    if draft := versions.filter(state=AssessmentTemplate.State.DRAFT).first():
        return draft
    newest = template_for(stage)
    draft = AssessmentTemplate.objects.create(stage=stage, version=newest.version + 1)
    _ask(draft, list(newest.questions.values(*COPIED)))
    record(f"began the self-assessment's template of {draft}", by=by)
    return draft


@transaction.atomic
def save_question(
    question: AssessmentQuestion, *, by: User, as_seen: str | None = None
) -> AssessmentQuestion:
    """Save the wording of a question in a draft, as its form read it."""
    template = _changeable(question.template, by)
    current = template.questions.get(pk=question.pk)
    check_seen(current, as_seen)
    question.position, question.kind, question.key = current.position, current.kind, current.key
    question.save()
    record(f"changed “{question}” in the self-assessment's template of {template}", by=by)
    return question


@transaction.atomic
def move_question(question: AssessmentQuestion, *, by: User, up: bool) -> None:
    """Swap a question with the one above or below it; at the end nothing happens."""
    template = _changeable(question.template, by)
    move(template.questions.all(), question, up=up)


@transaction.atomic
def publish_assessment_template(
    template: AssessmentTemplate, *, by: User, as_seen: str
) -> AssessmentTemplate:
    """Assessments of the stage are begun on this version from now on; others keep theirs.

    Raises Stale when it is not as it was seen.
    """
    current = AssessmentTemplate.objects.select_for_update().get(pk=template.pk)
    if not current.is_draft:
        return current
    check(permissions.can_change_assessment_template(by, current))
    if current.as_seen != as_seen:
        raise Stale(current)
    current.state = AssessmentTemplate.State.PUBLISHED
    current.published_at, current.published_by = timezone.now(), by
    current.save()
    record(f"published the self-assessment's template of {current}", by=by)
    return current


def _changeable(template: AssessmentTemplate, by: User) -> AssessmentTemplate:
    current = AssessmentTemplate.objects.select_for_update().get(pk=template.pk)
    check(permissions.can_change_assessment_template(by, current))
    return current


def _ask(template: AssessmentTemplate, questions: list[dict]) -> None:
    AssessmentQuestion.objects.bulk_create(
        AssessmentQuestion(template=template, **{"position": place} | said)
        for place, said in enumerate(questions)
    )
