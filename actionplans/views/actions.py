"""The page of an action, and the forms with which it is added, changed and rated."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from actionplans import permissions, reports, workflow
from actionplans.forms.actions import ActionForm, RatingForm
from actionplans.meanings import meaning
from actionplans.models import Action, Meeting, Plan
from actionplans.views.loading import action_of, plan_of, pressed
from institution import autosave
from institution.pages import SIGNED_IN, page
from institution.permissions import Stale, require
from institution.saving import saved


@page("GET", asks=SIGNED_IN)
def action_detail(request, pk, action):
    """One action: what it says, how it stands, and everything that was said of it."""
    found = action_of(request, pk, action)
    plan, visible = found.plan, Action.objects.visible_to(request.user).live()
    context = {
        "plan": plan,
        "action": found,
        "schedule": found.stands(found.rating, timezone.localdate()),
        "meaning": meaning(found.timescale),
        "linked": reports.linked(found, visible),
        "thread": reports.thread(found, visible, Plan.objects.visible_to(request.user)),
        **_parts(found),
        **_rights(request.user, found),
    }
    context["history"] = reports.history(found, with_events=bool(context["may_add"]))
    return render(request, "actionplans/action_detail.html", context)


def _parts(action):
    return {
        "owners": action.owners.select_related("person", "department", "group"),
        "milestones": action.milestones.all(),
        "evidence": action.evidence.all(),
        "charters": action.charters.all(),
    }


def _rights(user, action):
    return {
        "may_rate": permissions.can_rate_action(user, action),
        "may_add": permissions.can_add_to_action(user, action),
        "may_change": permissions.can_change_action(user, action),
        "may_remove": permissions.can_remove_action(user, action),
    }


@page("GET", "POST", asks="can_write_plan")
def action_add(request, pk):
    """Add an action to a draft."""
    plan = plan_of(request, pk)
    require(permissions.can_write_plan(request.user, plan))
    begun = {"theme": request.GET.get("theme")}
    form = ActionForm(autosave.typed(request), instance=Action(plan=plan), plan=plan, initial=begun)
    if request.method == "POST" and form.is_valid():
        said, done = form.save(commit=False), "The action is added."
        details = {"charters": form.cleaned_data.get("charters", ()), "done": done}
        if saved(request, form, workflow.add_action, plan, said, **details):
            return redirect(plan)
    return render(request, "actionplans/action_form.html", {"plan": plan, "form": form})


@page("GET", "POST", asks="can_change_action")
def action_edit(request, pk, action):
    """Change an action: all of it in a draft, later what is not signed."""
    found = action_of(request, pk, action)
    require(permissions.can_change_action(request.user, found))
    form = ActionForm(autosave.typed(request), instance=found, plan=found.plan)
    if request.method == "POST" and form.is_valid():
        said, typed = form.save(commit=False), form.cleaned_data
        details = {name: typed.get(name, "") for name in ("reason", "cause", "as_seen")}
        details |= {"charters": typed.get("charters"), "done": f"{found} is saved."}
        if saved(request, form, workflow.change_action, said, **details):
            return redirect(found)
    context = {"plan": found.plan, "action": found, "form": form}
    return render(request, "actionplans/action_form.html", context)


@page("GET", "POST", asks="can_remove_action")
def action_remove(request, pk, action):
    """Take an action out of a draft, after a question."""
    found = action_of(request, pk, action)
    require(permissions.can_remove_action(request.user, found))
    if request.method == "POST":
        pressed(request, workflow.remove_action, found, done=f"{found} is taken out.")
        return redirect(found.plan)
    return render(request, "actionplans/action_remove.html", {"plan": found.plan, "action": found})


@page("GET", "POST", asks="can_rate_action")
def action_rate(request, pk, action):
    """Say how an action stands; at a meeting, if the address names one."""
    found = action_of(request, pk, action)
    require(permissions.can_rate_action(request.user, found))
    meeting = _meeting(request)
    form = RatingForm(autosave.typed(request), action=found)
    if request.method == "POST" and form.is_valid() and _rated(request, form, found, meeting):
        return redirect(meeting or found)
    context = {"plan": found.plan, "action": found, "form": form, "meeting": meeting}
    return render(request, "actionplans/action_rate.html", context)


def _meeting(request):
    """The meeting that the address names, if the person may write down what came of it."""
    asked = request.GET.get("meeting", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise Http404
    meeting = get_object_or_404(Meeting.objects.select_related("group"), pk=asked)
    require(permissions.can_change_meeting(request.user, meeting))
    return meeting


def _rated(request, form, action, meeting):
    """Whether the rating was saved; else the form says why not, and what was said meanwhile."""
    rating, after = form.save(commit=False), form.cleaned_data["after"]
    details = {"after": after, "meeting": meeting, "done": f"{action} is updated."}
    try:
        return saved(request, form, workflow.rate_action, action, rating, **details)
    except Stale as stale:
        latest, said = stale.current.latest, "Nobody has rated it yet."
        if latest:
            word = f"{latest.rated_by_name} rated it {action.plan.words[latest.value]} meanwhile"
            said = f"{word}: “{latest.text}”"
        form.add_error("value", f"{said} Nothing of yours is saved yet. Save again to have yours "
                       "stand after it.")  # fmt: skip
        form.data = dict(form.data.items()) | {"after": str(latest.number) if latest else ""}
    return False
