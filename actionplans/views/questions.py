"""What self-assessments ask: the versions of the templates, their wording and order."""

from django.shortcuts import get_object_or_404, redirect, render

from actionplans import permissions, workflow
from actionplans.forms.assessments import QuestionForm, StageForm
from actionplans.models import AssessmentTemplate, Plan
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


@page("GET", "POST", asks="can_manage_plans")
def assessment_template_list(request):
    """The versions for each stage: begin the next one."""
    require(permissions.can_manage_plans(request.user))
    current = Plan.objects.in_force()
    stage = current.stage + 1 if current else 1
    form = StageForm(autosave.typed(request), initial={"stage": stage})
    if request.method == "POST" and form.is_valid():
        done = "The draft is there. Nothing changes for anyone until you publish it."
        said = {"stage": form.cleaned_data["stage"], "done": done}
        if saved(request, form, workflow.begin_assessment_template, **said):
            return redirect("actionplans:assessment_template_list")
    templates = AssessmentTemplate.objects.select_related("published_by")
    context = {"templates": templates, "form": form}
    return render(request, "actionplans/assessment_template_list.html", context)


@page("GET", asks="can_manage_plans")
def assessment_template_detail(request, pk):
    """One version: its questions in order."""
    require(permissions.can_manage_plans(request.user))
    template = get_object_or_404(AssessmentTemplate.objects.select_related("published_by"), pk=pk)
    may_change = permissions.can_change_assessment_template(request.user, template)
    context = {"template": template, "questions": template.questions.all(),
               "may_change": may_change}  # fmt: skip
    return render(request, "actionplans/assessment_template_detail.html", context)


def _draft(request, pk):
    template = get_object_or_404(AssessmentTemplate, pk=pk)
    require(permissions.can_change_assessment_template(request.user, template))
    return template


@page("GET", "POST", asks="can_change_assessment_template")
def question_edit(request, pk, row_pk):
    """Change the wording of a question in a draft."""
    template = _draft(request, pk)
    question = get_object_or_404(template.questions, pk=row_pk)
    was, form = question.title, QuestionForm(autosave.typed(request), instance=question)
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data["as_seen"]
        details = {"as_seen": as_seen, "done": f"“{said}” is saved."}
        if saved(request, form, workflow.save_question, said, **details):
            return redirect("actionplans:assessment_template_detail", pk)
    context = {"template": template, "form": form, "was": was}
    return render(request, "actionplans/question_edit.html", context)


@page("POST", asks="can_change_assessment_template")
def question_move(request, pk, row_pk):
    """Move a question up or down in a draft."""
    question = get_object_or_404(_draft(request, pk).questions, pk=row_pk)
    up = request.POST.get("direction") == "up"
    once.do(request, workflow.move_question, question, up=up)
    return redirect("actionplans:assessment_template_detail", pk)


@page("GET", "POST", asks="can_change_assessment_template")
def assessment_template_publish(request, pk):
    """Publish a draft, after a question."""
    template = _draft(request, pk)
    if request.method == "POST":
        as_seen = request.POST.get("as_seen", "")
        once.do(request, workflow.publish_assessment_template, template, as_seen=as_seen)
        return redirect("actionplans:assessment_template_detail", pk)
    context = {"template": template, "questions": template.questions.all()}
    return render(request, "actionplans/assessment_template_publish.html", context)
