"""The list of plans, the page of one, and the page of an action."""

from django.shortcuts import render

from actionplans.models import Action, Plan
from actionplans.views.loading import action_of, plan_of
from institution.pages import SIGNED_IN, page


@page("GET", asks=SIGNED_IN)
def plan_list(request):
    """Every plan that the person may know of, the one in force first."""
    return render(
        request, "actionplans/plan_list.html", {"plans": Plan.objects.visible_to(request.user)}
    )


@page("GET", asks=SIGNED_IN)
def plan_detail(request, pk):
    """One plan: totals, themes, and the table in the scheme's own columns."""
    plan = plan_of(request, pk)
    actions = Action.objects.visible_to(request.user).live().filter(plan=plan).for_list()
    return render(request, "actionplans/plan_detail.html", {"plan": plan, "actions": actions})


@page("GET", asks=SIGNED_IN)
def action_detail(request, pk, action):
    """One action with everything that was said of it."""
    found = action_of(request, pk, action)
    return render(request, "actionplans/action_detail.html", {"plan": found.plan, "action": found})
