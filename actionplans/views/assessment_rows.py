"""What belongs to a part of a self-assessment: headcounts by unit, and comments."""

from django.shortcuts import get_object_or_404, redirect, render

from actionplans import permissions, workflow
from actionplans.forms.assessments import HeadcountForm, SectionCommentForm
from actionplans.models import AssessmentQuestion, Headcount, SectionComment
from actionplans.views.loading import assessment_of, section_of
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


def _assessment(request, pk):
    assessment = assessment_of(request, pk)
    require(permissions.can_write_assessment(request.user, assessment))
    return assessment


@page("GET", "POST", asks="can_write_assessment")
def headcount_add(request, pk):
    """Add a unit with its technicians."""
    return _headcount(request, _assessment(request, pk), Headcount())


@page("GET", "POST", asks="can_write_assessment")
def headcount_edit(request, pk, row_pk):
    """Change the numbers of a unit."""
    assessment = _assessment(request, pk)
    return _headcount(request, assessment, get_object_or_404(assessment.headcounts, pk=row_pk))


def _headcount(request, assessment, headcount):
    form = HeadcountForm(autosave.typed(request), instance=headcount)
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data.get("as_seen")
        details = {"as_seen": as_seen, "done": f"{said} is saved."}
        if saved(request, form, workflow.save_headcount, assessment, said, **details):
            if request.POST.get("then") == "another":
                return redirect("actionplans:headcount_add", assessment.plan_id)
            return _back(assessment)
    context = {"plan": assessment.plan, "assessment": assessment, "form": form, "row": headcount}
    return render(request, "actionplans/headcount_form.html", context)


@page("POST", asks="can_write_assessment")
def headcount_move(request, pk, row_pk):
    """Move a unit up or down."""
    assessment = _assessment(request, pk)
    headcount = get_object_or_404(assessment.headcounts, pk=row_pk)
    up = request.POST.get("direction") == "up"
    once.do(request, workflow.move_headcount, assessment, headcount, up=up)
    return _back(assessment)


@page("POST", asks="can_write_assessment")
def headcount_remove(request, pk, row_pk):
    """Take a unit out; the history keeps it."""
    assessment = _assessment(request, pk)
    headcount = get_object_or_404(assessment.headcounts, pk=row_pk)
    once.do(request, workflow.remove_headcount, assessment, headcount)
    return _back(assessment)


def _back(assessment):
    """The part that has the headcounts."""
    structures = AssessmentQuestion.Kind.STRUCTURES
    sections = assessment.sections.select_related("question", "assessment")
    return redirect(sections.filter(question__kind=structures).first() or assessment)


@page("GET", "POST", asks="can_read_assessment")
def section_comment_add(request, pk, key):
    """Say something about a part to those who work on it."""
    section = section_of(request, pk, key)
    plan = section.assessment.plan
    require(permissions.can_read_assessment(request.user, plan))
    form = SectionCommentForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        details = {"text": form.cleaned_data["text"], "done": "Your comment is there."}
        if saved(request, form, workflow.comment_on_section, section, **details):
            return redirect(section)
    context = {"plan": plan, "assessment": section.assessment, "section": section, "form": form}
    return render(request, "actionplans/section_comment_add.html", context)


@page("POST", asks="can_write_assessment")
def section_comment_resolve(request, pk, row_pk):
    """A comment is dealt with."""
    assessment = _assessment(request, pk)
    comments = SectionComment.objects.select_related("section__question", "section__assessment")
    comment = get_object_or_404(comments, pk=row_pk, section__assessment=assessment)
    once.do(request, workflow.resolve_comment, comment)
    return redirect(comment.section)
