"""What belongs to an action: its owners, steps, and what shows that it was done."""

from django.shortcuts import get_object_or_404, redirect, render

from actionplans import permissions, workflow
from actionplans.forms.actions import EvidenceForm, MilestoneForm, OwnerForm
from actionplans.models import Milestone
from actionplans.views.loading import action_of
from institution import autosave, once
from institution.pages import page
from institution.permissions import require
from institution.saving import saved


def _action(request, pk, reference):
    action = action_of(request, pk, reference)
    require(permissions.can_change_action(request.user, action))
    return action


@page("GET", "POST", asks="can_change_action")
def owner_list(request, pk, action):
    """Who owns the action: add somebody, choose who leads, take somebody off."""
    found = _action(request, pk, action)
    form = OwnerForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        done = f"{form.owner()} owns {found} now."
        if saved(request, form, workflow.add_owner, found, form.owner(), done=done):
            return redirect("actionplans:owner_list", pk, action)
    context = {"plan": found.plan, "action": found, "form": form, "owners": found.owners.all()}
    return render(request, "actionplans/owner_list.html", context)


@page("POST", asks="can_change_action")
def owner_lead(request, pk, action, row_pk):
    """This owner leads."""
    found = _action(request, pk, action)
    owner = get_object_or_404(found.owners, pk=row_pk)
    once.do(request, workflow.lead_with, found, owner)
    return redirect("actionplans:owner_list", pk, action)


@page("POST", asks="can_change_action")
def owner_remove(request, pk, action, row_pk):
    """This one no longer owns it."""
    found = _action(request, pk, action)
    owner = get_object_or_404(found.owners, pk=row_pk)
    once.do(request, workflow.remove_owner, found, owner)
    return redirect("actionplans:owner_list", pk, action)


@page("GET", "POST", asks="can_add_to_action")
def milestone_add(request, pk, action):
    """Add a step."""
    return _milestone(request, pk, action, Milestone())


@page("GET", "POST", asks="can_add_to_action")
def milestone_edit(request, pk, action, row_pk):
    """Change a step, or say when it was done."""
    found = action_of(request, pk, action)
    return _milestone(request, pk, action, get_object_or_404(found.milestones, pk=row_pk))


def _milestone(request, pk, reference, milestone):
    action = action_of(request, pk, reference)
    require(permissions.can_add_to_action(request.user, action))
    form = MilestoneForm(autosave.typed(request), instance=milestone)
    if request.method == "POST" and form.is_valid():
        said, as_seen = form.save(commit=False), form.cleaned_data.get("as_seen")
        details = {"as_seen": as_seen, "done": "The step is saved."}
        if saved(request, form, workflow.save_milestone, action, said, **details):
            return redirect(action)
    context = {"plan": action.plan, "action": action, "form": form, "row": milestone}
    return render(request, "actionplans/milestone_form.html", context)


@page("POST", asks="can_add_to_action")
def milestone_remove(request, pk, action, row_pk):
    """Take a step out."""
    found = action_of(request, pk, action)
    require(permissions.can_add_to_action(request.user, found))
    milestone = get_object_or_404(found.milestones, pk=row_pk)
    once.do(request, workflow.remove_milestone, found, milestone)
    return redirect(found)


@page("GET", "POST", asks="can_add_to_action")
def evidence_add(request, pk, action):
    """Add what shows that it was done, or had an effect."""
    found = action_of(request, pk, action)
    require(permissions.can_add_to_action(request.user, found))
    form = EvidenceForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        said, done = form.save(commit=False), "The evidence is saved."
        if saved(request, form, workflow.add_evidence, found, said, done=done):
            return redirect(found)
    context = {"plan": found.plan, "action": found, "form": form}
    return render(request, "actionplans/evidence_form.html", context)


@page("POST", asks="can_add_to_action")
def evidence_remove(request, pk, action, row_pk):
    """Take a piece of evidence out; the history keeps it."""
    found = action_of(request, pk, action)
    require(permissions.can_add_to_action(request.user, found))
    evidence = get_object_or_404(found.evidence, pk=row_pk)
    once.do(request, workflow.remove_evidence, found, evidence)
    return redirect(found)
