"""What a department does about a figure: plan it, change it, decide what becomes of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import coach_readings, evaluations, permissions, workflow
from kpis.forms.interventions import DecisionForm, InterventionForm
from kpis.views.loading import kpi_of, saved_from


@page("GET", "POST", asks="can_plan_intervention")
def intervention_add(request, pk):
    """Say what is done to change the figures of a KPI."""
    kpi = kpi_of(request, pk)
    require(permissions.can_plan_intervention(request.user, kpi))
    form = _form(request, kpi)
    if request.method == "POST" and form.is_valid():
        planned, done = form.save(commit=False), f"“{form.instance}” is saved."
        if saved(request, form, workflow.plan_intervention, kpi, planned, done=done):
            return _advised(request, kpi, form)
    return render(request, "kpis/intervention_form.html", {"kpi": kpi, "form": form})


@page("GET", "POST", asks="can_see_working")
def intervention_detail(request, pk, intervention_pk):
    """One intervention: what the readings say of it; change it, or see how it was decided."""
    kpi, intervention = _intervention_of(request, pk, intervention_pk)
    may_change = permissions.can_change_intervention(request.user, intervention)
    form = _form(request, kpi, instance=intervention)
    if request.method == "POST":
        require(may_change)
        if form.is_valid() and _changed(request, form):
            return _advised(request, kpi, form)
    context = {
        "kpi": kpi, "form": form, "intervention": intervention, "may_change": may_change,
        "evaluated": evaluations.of_kpi(kpi, intervention),
        "may_decide": permissions.can_decide_intervention(request.user, intervention),
    }  # fmt: skip
    return render(request, "kpis/intervention_detail.html", context)


@page("GET", "POST", asks="can_decide_intervention")
def intervention_decide(request, pk, intervention_pk):
    """The head decides: close the loop, change course, or go on."""
    kpi, intervention = _intervention_of(request, pk, intervention_pk)
    require(permissions.can_decide_intervention(request.user, intervention))
    found = evaluations.of_kpi(kpi, intervention)
    form = DecisionForm(
        autosave.typed(request),
        may_rebase=found.may_rebase,
        suggested=found.suggested,
        against=found.against,
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _decided(request, intervention, form):
        return redirect("kpis:intervention_detail", pk, intervention_pk)
    context = {"kpi": kpi, "intervention": intervention, "form": form, "evaluated": found}
    return render(request, "kpis/intervention_decide.html", context)


def _form(request, kpi, **options):
    promise = kpi.approved_promises()[0]
    return InterventionForm(autosave.typed(request), promise=promise, **options)


def _decided(request, intervention, form):
    """Whether the decision was saved; else the form says why not."""
    said = form.cleaned_data | {"done": "The decision is saved."}
    return saved_from(request, form, workflow.decide_intervention, intervention, **said)


def _changed(request, form):
    """Whether the change was saved; else the form says why not."""
    changed, done = form.save(commit=False), f"“{form.instance}” is saved."
    return saved_from(request, form, workflow.change_intervention, changed, done=done)


def _advised(request, kpi, form):
    """Back to the KPI, with a word if the review comes too early for a verdict."""
    said, promise = form.cleaned_data, kpi.approved_promises()[0]
    advice = coach_readings.of_review(promise, said["starts_on"], said["review_on"])
    if advice:
        messages.warning(request, f"{advice.sentence} {advice.what_to_do}")
    return redirect(kpi)


def _intervention_of(request, pk, intervention_pk):
    kpi = kpi_of(request, pk)
    require(permissions.can_see_working(request.user, kpi))
    intervention = get_object_or_404(kpi.interventions, pk=intervention_pk)
    intervention.kpi = kpi
    return kpi, intervention
