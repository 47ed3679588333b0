"""Carry-forward: the plan that follows, what becomes of each action, threads across stages."""

from django.shortcuts import redirect, render

from actionplans import carrying, permissions, workflow
from actionplans.forms.carrying import DisposeForm, DisposeManyForm, NextPlanForm
from actionplans.models import Action, Disposition
from actionplans.views.loading import action_of, plan_of
from institution import autosave
from institution.pages import SIGNED_IN, page
from institution.permissions import Stale, require
from institution.saving import saved


@page("GET", "POST", asks="can_begin_next")
def plan_begin_next(request, pk):
    """Begin the plan that follows."""
    plan = plan_of(request, pk)
    require(permissions.can_begin_next(request.user, plan))
    form = NextPlanForm(autosave.typed(request), instance=carrying.after(plan))
    if request.method == "POST" and form.is_valid():
        said, done = (
            form.save(commit=False),
            "The next plan is begun. Say what becomes of each action.",
        )
        if saved(request, form, workflow.begin_next, plan, said, done=done):
            return redirect("actionplans:carry_forward", pk)
    return render(request, "actionplans/plan_begin_next.html", {"plan": plan, "form": form})


@page("GET", "POST", asks="can_carry_forward")
def carry_forward(request, pk):
    """What becomes of each action; several at once for those that need no more than a sentence."""
    plan = plan_of(request, pk)
    require(permissions.can_carry_forward(request.user, plan))
    visible = Action.objects.visible_to(request.user).live()
    mine = visible.filter(plan=plan).select_related("plan", "latest", "disposition__successor")
    form = DisposeManyForm(autosave.typed(request), undecided=mine.undecided())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen, done = list(said.pop("actions")), "What becomes of them is saved."
        if saved(request, form, workflow.dispose, chosen, **said, done=done):
            return redirect("actionplans:carry_forward", pk)
    found = list(mine)
    undecided = [one for one in found if carrying.answer(one) == "undecided"]
    context = {
        "plan": plan,
        "following": plan.successor,
        "form": form,
        "undecided": undecided,
        "decided": [one for one in found if one not in undecided],
        "undated": carrying.undated(found),
        "carried": carrying.carried(found, visible.filter(plan=plan.successor)),
        "may_dispose": permissions.can_dispose(request.user, plan),
    }
    return render(request, "actionplans/carry_forward.html", context)


@page("GET", "POST", asks="can_dispose_action")
def action_dispose(request, pk, action):
    """What becomes of one action, and which action of the next plan carries it on."""
    found = action_of(request, pk, action)
    require(permissions.can_dispose_action(request.user, found))
    said = Disposition.objects.filter(action=found).first() or Disposition(action=found)
    visible = Action.objects.visible_to(request.user).live()
    carriers = visible.filter(plan=found.plan.successor)
    form = DisposeForm(autosave.typed(request), said=said, carriers=carriers)
    if request.method == "POST" and form.is_valid() and _disposed(request, form, found):
        return redirect("actionplans:carry_forward", pk)
    context = {"plan": found.plan, "action": found, "form": form}
    return render(request, "actionplans/action_dispose.html", context)


def _disposed(request, form, action):
    """Whether it was saved; else the form says why not, and what was said meanwhile."""
    details = form.cleaned_data | {"done": f"What becomes of {action} is saved."}
    try:
        return saved(request, form, workflow.dispose, [action], **details)
    except Stale as stale:
        now = stale.current
        told = f"{now.decided_by_name} said meanwhile that it {now}: “{now.sentence}”"
        form.add_error("kind", f"{told} Nothing of yours is saved yet. Save again to replace it.")
        form.data = dict(form.data.items()) | {"as_seen": now.as_seen}
    return False


@page("GET", asks=SIGNED_IN)
def thread_list(request):
    """All threads across the stages."""
    found = carrying.timeline(Action.objects.visible_to(request.user))
    return render(request, "actionplans/thread_list.html", {"timeline": found})
