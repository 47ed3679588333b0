"""Write a self-assessment: begin it, save its parts, count technicians, comment."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actionplans import permissions
from actionplans.models import (
    AssessmentSection,
    Headcount,
    Plan,
    SectionComment,
    SelfAssessment,
)
from actionplans.workflow.asking import template_for
from actionplans.workflow.recording import lock, record
from institution.history import delete_as, save_as
from institution.models import Institution, User
from institution.permissions import NotAllowed
from institution.workflow.recording import GONE, check, check_seen, move

MOST_UNITS = 100
NO_DRAFT = "Choose a plan that is still being written."
DOES_NOT_FOLLOW = "Choose the plan that follows this one; each of its actions has an answer there."


@transaction.atomic
def begin_assessment(plan: Plan, *, by: User) -> SelfAssessment:
    """Begin the self-assessment of a plan on the template of the next stage; once for each plan.

    The person who begins it leads: name, title and address are theirs until somebody writes others.
    """
    plan = lock(plan)
    if existing := SelfAssessment.objects.filter(plan=plan).first():
        return existing
    check(permissions.can_begin_assessment(by, plan))
    assessment = SelfAssessment(
        plan=plan, template=template_for(plan.stage + 1),
        next_plan=Plan.objects.filter(predecessor=plan, assessed_with=None).first(),
        organisation=str(Institution.get()), lead_name=by.name, lead_title=by.job_title,
        email=by.email, published_url=plan.external_url, created_by=by,
    )  # fmt: skip
    save_as(assessment, by, force_insert=True)
    AssessmentSection.objects.bulk_create(
        AssessmentSection(assessment=assessment, question=one)
        for one in assessment.template.questions.all()
    )
    record(plan, "began the self-assessment", by=by, is_change=False)
    return assessment


@transaction.atomic
def change_assessment(
    assessment: SelfAssessment, fields: Sequence[str], *, by: User, as_seen: str | None = None
) -> SelfAssessment:
    """Save these of its own fields, as their form read them."""
    current = writable(assessment, by)
    check_seen(current, as_seen)
    for name in fields:
        setattr(current, name, getattr(assessment, name))
    save_as(current, by)
    touch(current)
    return current


@transaction.atomic
def choose_next_plan(
    assessment: SelfAssessment, plan: Plan, *, by: User, as_seen: str | None = None
) -> SelfAssessment:
    """Say which draft follows the plan that is assessed."""
    current = writable(assessment, by)
    check_seen(current, as_seen)
    plan = lock(plan)
    if not plan.is_draft:
        raise NotAllowed(NO_DRAFT)
    _let_follow(current.plan, plan)
    if SelfAssessment.objects.filter(next_plan=plan).exclude(pk=current.pk).exists():
        raise NotAllowed("This plan follows another one already.")
    current.next_plan = plan
    save_as(current, by)
    touch(current)
    record(current.plan, f"chose “{plan}” as the plan that follows", by=by, is_change=False)
    return current


def _let_follow(plan: Plan, following: Plan) -> None:
    """Let a plan that follows none yet follow this one, so that every action here needs an answer
    there. Raises NotAllowed where either has another beside it."""
    if following.predecessor_id is None and not hasattr(plan, "successor"):
        following.predecessor = plan
        following.save(update_fields=["predecessor"])
    if following.predecessor_id != plan.pk:
        raise NotAllowed(DOES_NOT_FOLLOW)


@transaction.atomic
def save_section(
    section: AssessmentSection, *, by: User, text: str, as_seen: str | None
) -> AssessmentSection:
    """Save the text of a part. The same text again is no change.

    Raises Stale when somebody else saved another since it was shown.
    """
    assessment = writable(section.assessment, by)
    current = assessment.sections.select_related("question", "updated_by").get(pk=section.pk)
    current.assessment = assessment
    if current.text == text:
        return current
    check_seen(current, as_seen)
    current.text, current.version = text, current.version + 1
    current.updated_at, current.updated_by = timezone.now(), by
    save_as(current, by)
    touch(assessment)
    return current


@transaction.atomic
def save_headcount(
    assessment: SelfAssessment, headcount: Headcount, *, by: User, as_seen: str | None = None
) -> Headcount:
    """Add a unit at the end, or save a changed one."""
    assessment = writable(assessment, by)
    if headcount.pk:
        current = assessment.headcounts.filter(pk=headcount.pk).first()
        if current is None:
            raise NotAllowed(GONE)
        check_seen(current, as_seen)
        headcount.position = current.position
    else:
        headcount.position = _end(assessment)
    if assessment.headcounts.filter(unit=headcount.unit).exclude(pk=headcount.pk).exists():
        raise NotAllowed(f"{headcount.unit} has its numbers already. Change them there.")
    headcount.assessment = assessment
    save_as(headcount, by)
    touch(assessment)
    return headcount


@transaction.atomic
def move_headcount(assessment: SelfAssessment, headcount: Headcount, *, by: User, up: bool) -> None:
    """Swap a unit with the one above or below it; at the end nothing happens."""
    assessment = writable(assessment, by)
    if move(assessment.headcounts.all(), headcount, up=up):
        touch(assessment)


@transaction.atomic
def remove_headcount(assessment: SelfAssessment, headcount: Headcount, *, by: User) -> None:
    """Take a unit out; the history keeps it."""
    assessment = writable(assessment, by)
    if found := assessment.headcounts.filter(pk=headcount.pk).first():
        delete_as(found, by)
        touch(assessment)


@transaction.atomic
def comment_on_section(section: AssessmentSection, *, by: User, text: str) -> SectionComment:
    """Say something about a part to those who work on it. It is no word of the assessment."""
    check(permissions.can_read_assessment(by, section.assessment.plan))
    return SectionComment.objects.create(section=section, text=text, by=by, by_name=str(by))


@transaction.atomic
def resolve_comment(comment: SectionComment, *, by: User) -> None:
    """A comment is dealt with; it stays to be read."""
    writable(comment.section.assessment, by)
    SectionComment.objects.filter(pk=comment.pk, resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by_name=str(by)
    )


def writable(assessment: SelfAssessment, by: User) -> SelfAssessment:
    """The assessment as it is now, its plan locked, if the person may write it."""
    plan = lock(assessment.plan)
    current = SelfAssessment.objects.get(pk=assessment.pk)
    current.plan = plan
    check(permissions.can_write_assessment(by, current))
    return current


def touch(assessment: SelfAssessment) -> None:
    """Count a change, so that nobody signs older words."""
    SelfAssessment.objects.filter(pk=assessment.pk).update(version=F("version") + 1)
    assessment.refresh_from_db(fields=["version"])


def _end(assessment: SelfAssessment) -> int:
    positions = list(assessment.headcounts.values_list("position", flat=True))
    if len(positions) >= MOST_UNITS:
        raise NotAllowed(f"There are {MOST_UNITS} units already. Put some of them together.")
    return max(positions, default=-1) + 1
