"""A plan's self-assessment: its task list, one page for each part, and the whole to be read."""

from django.shortcuts import redirect, render

from actionplans import permissions, workflow
from actionplans.assessments import gathering, tasks
from actionplans.forms.assessments import (
    NextPlanForm,
    OrganisationForm,
    PublicationForm,
    SectionForm,
)
from actionplans.models import AssessmentQuestion
from actionplans.views.loading import assessment_for, assessment_of, plan_of, section_of
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved

Kind = AssessmentQuestion.Kind
# Parts that are fields of the assessment and no text.
DETAILS = {Kind.ORGANISATION: OrganisationForm, Kind.PUBLICATION: PublicationForm}


@page("GET", asks="can_read_assessment")
def assessment_detail(request, pk):
    """The task list: every part with its state and what is missing; or the way to begin."""
    plan = plan_of(request, pk)
    require(permissions.can_read_assessment(request.user, plan))
    assessment = assessment_for(plan)
    if assessment is None:
        may_begin = permissions.can_begin_assessment(request.user, plan)
        context = {"plan": plan, "may_begin": may_begin, "stage": plan.stage + 1}
        return render(request, "actionplans/assessment_begin.html", context)
    found = tasks.task_list(assessment, gathering.of_assessment(assessment))
    context = {
        "plan": plan,
        "assessment": assessment,
        "tasks": found,
        "done": sum(one.state == "complete" for one in found),
        "signatures": assessment.signatures.all(),
        **_steps(request.user, assessment),
    }
    return render(request, "actionplans/assessment_detail.html", context)


def _steps(user, assessment):
    return {
        "may_write": permissions.can_write_assessment(user, assessment),
        "may_sign": permissions.can_sign_as_lead(user, assessment),
        "may_countersign": permissions.can_sign_as_head(user, assessment),
        "may_take_back": permissions.can_take_back(user, assessment),
    }


@page("POST", asks="can_begin_assessment")
def assessment_begin(request, pk):
    """Begin the self-assessment of a plan."""
    plan = plan_of(request, pk)
    require(permissions.can_begin_assessment(request.user, plan))
    once.do(request, workflow.begin_assessment, plan)
    return redirect("actionplans:assessment_detail", pk)


@page("GET", asks="can_read_assessment")
def assessment_read(request, pk):
    """All that the assessment says, on one page."""
    assessment = assessment_of(request, pk)
    require(permissions.can_read_assessment(request.user, assessment.plan))
    content = gathering.of_assessment(assessment)
    context = {"plan": assessment.plan, "assessment": assessment, "content": content}
    return render(request, "actionplans/assessment_read.html", context)


@page("GET", "POST", asks="can_read_assessment and can_write_assessment")
def assessment_part(request, pk, key):
    """One part: its form, with what helps to write it; without the form for who only reads."""
    section = section_of(request, pk, key)
    assessment = section.assessment
    require(permissions.can_read_assessment(request.user, assessment.plan))
    may_write = permissions.can_write_assessment(request.user, assessment)
    if request.method == "POST":
        require(may_write)
    form = _form(request, section) if may_write else None
    if request.method == "POST" and form and form.is_valid() and _saved(request, section, form):
        return redirect(_next(section, request.POST.get("then", "")))
    context = {
        "plan": assessment.plan, "assessment": assessment, "section": section,
        "question": section.question, "form": form, "may_write": may_write,
        "content": gathering.of_assessment(assessment), "comments": section.comments.all(),
        "others": autosave.others_editing(request.path, request.user),
        "attachments": _attached(assessment, key),
    }  # fmt: skip
    return render(request, "actionplans/assessment_part.html", context)


def _attached(assessment, key):
    """What is attached to the part, without the bytes of the files."""
    found = assessment.attachments.filter(key=key).select_related("file")
    return found.defer("file__content")


def _form(request, section):
    """What the part is written with: fields, a text, or nothing at all."""
    typed, question = autosave.typed(request), section.question
    if question.kind in DETAILS:
        return DETAILS[question.kind](typed, instance=section.assessment)
    return SectionForm(typed, instance=section) if question.has_text else None


def _saved(request, section, form):
    """Whether the form was saved; else it says why not."""
    details = {"as_seen": form.cleaned_data["as_seen"], "done": f"“{section}” is saved."}
    if section.question.kind in DETAILS:
        said, fields = form.save(commit=False), form.Meta.fields
        return saved(request, form, workflow.change_assessment, said, fields, **details)
    details["text"] = form.cleaned_data["text"]
    return saved(request, form, workflow.save_section, section, **details)


def _next(section, then):
    """The next part, or back to the task list."""
    following = section.assessment.sections.filter(
        question__position__gt=section.question.position
    ).select_related("question", "assessment")
    return (following.first() if then == "next" else None) or section.assessment


@page("GET", "POST", asks="can_write_assessment")
def assessment_next_plan(request, pk):
    """Choose the plan that follows the one that is assessed."""
    assessment = assessment_of(request, pk)
    require(permissions.can_write_assessment(request.user, assessment))
    form = NextPlanForm(autosave.typed(request), instance=assessment)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["next_plan"]
        details = {"as_seen": form.cleaned_data["as_seen"], "done": f"“{chosen}” follows."}
        if saved(request, form, workflow.choose_next_plan, assessment, chosen, **details):
            return redirect(assessment)
    context = {"plan": assessment.plan, "assessment": assessment, "form": form}
    return render(request, "actionplans/assessment_next_plan.html", context)
