"""From the rows of a self-assessment to what it says; a fixed number of queries."""

from django.db.models import QuerySet

from actionplans.assessments.content import (
    ActionLine,
    AssessmentContent,
    AttachedFile,
    ConsultationSaid,
    MeasureSaid,
    Part,
    PlanSaid,
    ThemeLines,
)
from actionplans.assessments.counting import Counted, UnitCount
from actionplans.assessments.impact import change, with_unit
from actionplans.models import Action, Cause, Consultation, ImpactMeasure, Plan, SelfAssessment
from institution.workflow.recording import in_words

INTERNAL, NOT_PUBLISHED = "Internal action", "Not published."
COLUMNS = ["reference", "text", "owner_words", "timescale_words"]
RATED = ["latest__value", "latest__text", "latest__cause", "latest__is_redefined"]


def of_assessment(assessment: SelfAssessment) -> AssessmentContent:
    """Everything it says now."""
    plan, following = assessment.plan, assessment.next_plan
    sections = assessment.sections.select_related("question").order_by("question__position")
    return AssessmentContent(
        organisation=assessment.organisation,
        lead_name=assessment.lead_name,
        lead_title=assessment.lead_title,
        email=assessment.email,
        phone=assessment.phone,
        stage=assessment.template.stage,
        template_version=assessment.template.version,
        published_url=assessment.published_url,
        parts=tuple(
            Part(number, asked.key, asked.kind, asked.title, section.text, asked.is_required)
            for number, section in enumerate(sections, start=1)
            if (asked := section.question)
        ),
        headcounts=counted(assessment),
        plan=of_plan(plan),
        next_plan=of_plan(following) if following else None,
        measures=tuple(map(of_measure, measures_of(plan))),
        next_measures=tuple(map(of_measure, measures_of(following))) if following else (),
        consultations=tuple(of_consultation(one, plan) for one in consultations_of(plan)),
        attachments=tuple(
            AttachedFile(
                one.key,
                one.title,
                one.file.name,
                one.file.kind,
                one.file.size,
                one.file.sha256,
                one.alt,
            )
            for one in assessment.attachments.select_related("file").defer("file__content")
        ),
    )


def counted(assessment: SelfAssessment) -> Counted:
    """The headcounts with their totals."""
    return Counted(
        tuple(
            UnitCount(one.unit, one.technicians, one.apprentices, one.led_by, one.note)
            for one in assessment.headcounts.all()
        )
    )


def of_plan(plan: Plan) -> PlanSaid:
    """A plan with its actions by theme, those that were taken out left out."""
    rows = plan.actions.live().order_by("position", "pk")
    found: dict[int, list[ActionLine]] = {}
    for theme, impact, is_public, *row in rows.values_list(
        "theme", "impact", "is_public", *COLUMNS, *RATED
    ):
        reference, text, owner, timescale, rating, status, cause, is_redefined = row
        if not is_public:  # what is signed is published; it counts, and no more is said of it
            text, owner, timescale, cause = INTERNAL, "", "", ""
            status, impact = (NOT_PUBLISHED if one else "" for one in (status, impact))
        line = ActionLine(
            reference, text, owner, timescale, rating or "", status or "",
            Cause(cause).label if cause else "", bool(is_redefined), impact, is_public,
        )  # fmt: skip
        found.setdefault(theme, []).append(line)
    return PlanSaid(
        title=plan.title,
        stage=plan.stage,
        starts_on=in_words(plan.starts_on),
        ends_on=in_words(plan.ends_on),
        months=plan.months,
        green_label=plan.green_label,
        amber_label=plan.amber_label,
        red_label=plan.red_label,
        themes=tuple(
            ThemeLines(one.letter, one.name, tuple(found.get(one.pk, ())))
            for one in plan.themes.all()
        ),
    )


def measures_of(plan: Plan) -> QuerySet[ImpactMeasure]:
    """The impact measures of a plan, with the actions that they are about."""
    return plan.measures.prefetch_related("actions")


def of_measure(measure: ImpactMeasure) -> MeasureSaid:
    """A measure in words."""
    return MeasureSaid(
        title=measure.title,
        baseline=_count(measure, "baseline"),
        repeat=_count(measure, "repeat"),
        change=change(
            measure.baseline_value, measure.repeat_value, unit=measure.unit,
            reason=measure.insufficient_reason,
        ),
        references=tuple(one.reference for one in measure.actions.all()),
        is_answered=measure.is_answered,
    )  # fmt: skip


def _count(measure: ImpactMeasure, which: str) -> str:
    """ "40%, 5 March 2026: staff survey", or what of it there is."""
    value, day, note = (getattr(measure, f"{which}_{one}") for one in ("value", "on", "note"))
    number = with_unit(value, measure.unit) if value is not None else ""
    said = ", ".join(filter(None, [number, in_words(day) if day else ""]))
    return ": ".join(filter(None, [said, note]))


def consultations_of(plan: Plan) -> QuerySet[Consultation]:
    """The ledger of a plan, the newest first, with what a line shows."""
    return plan.consultations.select_related("theme", "action__latest", "action__plan")


def of_consultation(one: Consultation, plan: Plan) -> ConsultationSaid:
    """A line of the ledger without its internal note."""
    action = one.action if one.action and one.action.removed_at is None else None
    outcome = ""
    if action:
        is_here = action.plan_id == plan.pk
        outcome = plan.labels[action.rating or "unrated"] if is_here else f"In “{action.plan}”"
    return ConsultationSaid(
        held_on=in_words(one.held_on),
        method=one.get_method_display(),
        who=one.who,
        how_many=one.how_many,
        said=one.said,
        theme=one.theme.name if one.theme else "",
        reference=action.reference if action else "",
        action=_words_of(action) if action else "",
        outcome=outcome,
        is_public=action.is_public if action else True,
    )


def _words_of(action: Action) -> str:
    """What is said of an action in what is published."""
    return action.text if action.is_public else INTERNAL
