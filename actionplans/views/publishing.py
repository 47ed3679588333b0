"""The public pages of plans, their open data, and what puts a plan there."""

from dataclasses import asdict

from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actionplans import permissions, publication, workflow
from actionplans.forms.publishing import WithdrawForm
from actionplans.models import Plan, Scheme
from actionplans.views.loading import plan_of, pressed
from documents import exports
from documents.models import SignedDocument
from institution import autosave
from institution.pages import PUBLIC, for_everybody, page
from institution.permissions import require
from institution.saving import saved

HEADER = [
    "Reference", "Theme", "Action", "Owner", "Timescale", "Due on", "RAG", "Status", "As at",
]  # fmt: skip


@page("GET", asks=PUBLIC)
def commitment(request):
    """What the institution has signed, its plan in force, and the plans before."""
    plans = list(Plan.objects.published().prefetch_related("themes", "extensions"))
    current = next((plan for plan in plans if plan.is_current), None)
    context = {
        "scheme": Scheme.get(),
        "plan": current,
        "standing": _standing(current) if current and current.progress_at else None,
        "past": [plan for plan in plans if plan is not current],
        "documents": SignedDocument.objects.filter(assessment__plan__in=plans).for_pages(),
    }
    return for_everybody(request, render(request, "actionplans/commitment.html", context))


def _standing(plan):
    return publication.public_standing(plan, publication.public_actions(plan))


def _published(pk):
    plans = Plan.objects.published().prefetch_related("themes", "extensions")
    return get_object_or_404(plans, pk=pk)


@page("GET", asks=PUBLIC)
def public_plan(request, pk):
    """The public actions of a published plan; a past one says that it is."""
    plan = _published(pk)
    rows = publication.public_actions(plan)
    standing = publication.public_standing(plan, rows) if plan.progress_at else None
    context = {"plan": plan, "rows": rows, "standing": standing}
    return for_everybody(request, render(request, "actionplans/public_plan.html", context))


@page("GET", asks=PUBLIC)
def public_plan_csv(request, pk):
    """The same as open data, for a spreadsheet."""
    plan = _published(pk)
    as_at = timezone.localdate(plan.progress_at) if plan.progress_at else None
    rows = [[*asdict(row).values(), as_at] for row in publication.public_actions(plan)]
    return for_everybody(request, exports.csv_response(f"plan-{pk}.csv", HEADER, rows))


@page("GET", asks=PUBLIC)
def public_plan_json(request, pk):
    """The same as open data, for a program."""
    plan = _published(pk)
    data = {
        "title": plan.title,
        "stage": plan.stage,
        "state": plan.state,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "progress_as_at": plan.progress_at,
        "contact": {"name": plan.contact_name, "email": plan.contact_email},
        "actions": [asdict(row) for row in publication.public_actions(plan)],
    }
    made = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return for_everybody(request, made)


@page("GET", "POST", asks="can_publish_plan")
def plan_publish(request, pk):
    """Put the plan on the public page, after a look at what will stand there."""
    plan = plan_of(request, pk)
    require(permissions.can_publish_plan(request.user, plan))
    if request.method == "POST":
        pressed(request, workflow.publish_plan, plan, done="The plan is published.")
        return redirect(plan)
    context = {"plan": plan, "public": publication.public(plan).count()}
    return render(request, "actionplans/plan_publish.html", context)


@page("GET", "POST", asks="can_publish_plan")
def plan_withdraw(request, pk):
    """Take the plan off the public page, with a reason."""
    plan = plan_of(request, pk)
    require(permissions.can_publish_plan(request.user, plan))
    form = WithdrawForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        done = "The plan is off the public page."
        if saved(request, form, workflow.withdraw_plan, plan, **form.cleaned_data, done=done):
            return redirect(plan)
    return render(request, "actionplans/plan_withdraw.html", {"plan": plan, "form": form})
