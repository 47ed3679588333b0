"""The ledger of consultations of a plan, and its impact measures."""

from django.shortcuts import get_object_or_404, redirect, render

from actionplans import permissions, workflow
from actionplans.assessments import content, gathering, measuring
from actionplans.forms.voice import ConsultationForm, MeasureForm
from actionplans.models import Consultation, ImpactMeasure
from actionplans.views.loading import plan_of
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


def _kept(request, pk):
    plan = plan_of(request, pk)
    require(permissions.can_keep_ledger(request.user, plan))
    return plan


@page("GET", asks="can_read_assessment")
def consultation_list(request, pk):
    """The ledger: every line, how often each theme was spoken about, and what came of it."""
    plan = plan_of(request, pk)
    require(permissions.can_read_assessment(request.user, plan))
    ledger = list(gathering.consultations_of(plan))
    said = [gathering.of_consultation(one, plan) for one in ledger]
    context = {
        "plan": plan,
        "lines": list(zip(ledger, said, strict=True)),
        "coverage": content.coverage(said, [theme.name for theme in plan.themes.all()]),
        "you_said": content.you_said(said),
        "may_write": permissions.can_keep_ledger(request.user, plan),
    }
    return render(request, "actionplans/consultation_list.html", context)


@page("GET", "POST", asks="can_keep_ledger")
def consultation_add(request, pk):
    """Add a line to the ledger."""
    return _consultation(request, _kept(request, pk), Consultation())


@page("GET", "POST", asks="can_keep_ledger")
def consultation_edit(request, pk, row_pk):
    """Change a line of the ledger."""
    plan = _kept(request, pk)
    return _consultation(request, plan, get_object_or_404(plan.consultations, pk=row_pk))


def _consultation(request, plan, row):
    form = ConsultationForm(autosave.typed(request), instance=row, plan=plan, user=request.user)
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data.get("as_seen")
        details = {"as_seen": as_seen, "done": "The consultation is saved."}
        if saved(request, form, workflow.save_consultation, plan, said, **details):
            return redirect("actionplans:consultation_list", plan.pk)
    context = {"plan": plan, "form": form, "row": row}
    return render(request, "actionplans/consultation_form.html", context)


@page("POST", asks="can_keep_ledger")
def consultation_remove(request, pk, row_pk):
    """Take a line out of the ledger; the history keeps it."""
    plan = _kept(request, pk)
    row = get_object_or_404(plan.consultations, pk=row_pk)
    once.do(request, workflow.remove_consultation, row)
    return redirect("actionplans:consultation_list", pk)


@page("GET", asks="can_read_assessment")
def measure_list(request, pk):
    """What is counted to see what the plan changed, with the change in words."""
    plan = plan_of(request, pk)
    require(permissions.can_read_assessment(request.user, plan))
    rows = list(gathering.measures_of(plan))
    context = {
        "plan": plan,
        "measures": [(row, gathering.of_measure(row)) for row in rows],
        "may_write": permissions.can_keep_ledger(request.user, plan),
    }
    return render(request, "actionplans/measure_list.html", context)


@page("GET", "POST", asks="can_keep_ledger")
def measure_add(request, pk):
    """Add something that is counted."""
    return _measure(request, _kept(request, pk), ImpactMeasure())


@page("GET", "POST", asks="can_keep_ledger")
def measure_edit(request, pk, row_pk):
    """Change it, or write its second count."""
    plan = _kept(request, pk)
    return _measure(request, plan, get_object_or_404(plan.measures, pk=row_pk))


def _measure(request, plan, row):
    offer = measuring.offer(row) if row.kpi_id else None
    form = MeasureForm(autosave.typed(request), instance=row, plan=plan, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions, as_seen = form.cleaned_data["actions"], form.cleaned_data.get("as_seen")
        details = {"actions": actions, "as_seen": as_seen, "done": f"“{form.instance}” is saved."}
        if saved(request, form, workflow.save_measure, plan, form.save(commit=False), **details):
            return redirect("actionplans:measure_list", plan.pk)
    context = {"plan": plan, "form": form, "row": row, "offer": offer}
    return render(request, "actionplans/measure_form.html", context)


@page("POST", asks="can_keep_ledger")
def measure_fill(request, pk, row_pk):
    """Take the latest final reading of its KPI as the second count."""
    plan = _kept(request, pk)
    row = get_object_or_404(plan.measures, pk=row_pk)
    once.do(request, workflow.fill_repeat, row, as_seen=request.POST.get("as_seen", ""))
    return redirect("actionplans:measure_edit", pk, row_pk)


@page("POST", asks="can_keep_ledger")
def measure_remove(request, pk, row_pk):
    """Take a measure out; the history keeps it."""
    plan = _kept(request, pk)
    once.do(request, workflow.remove_measure, get_object_or_404(plan.measures, pk=row_pk))
    return redirect("actionplans:measure_list", pk)
