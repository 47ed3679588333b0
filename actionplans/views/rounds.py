"""Review rounds of a plan: open one, see who has answered, nudge the others, close it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from actionplans import permissions, reviewing, totals, workflow
from actionplans.forms.rounds import RoundForm
from actionplans.models import Action
from actionplans.views.loading import bare_plan_of
from actionplans.views.rows import rows_of, saved_rows, shown_again
from institution import autosave, once
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from institution.saving import saved

PER_PAGE = 50


@page("GET", asks=SIGNED_IN)
def round_list(request, pk):
    """Every round of a plan, the newest first, with what was counted when it was closed."""
    plan = bare_plan_of(request, pk)
    rounds, user = plan.rounds.select_related("meeting__group"), request.user
    context = {
        "plan": plan,
        "rounds": [(one, _line(plan, one, user)) for one in rounds],
        "may_review": permissions.can_review_plan(request.user, plan),
        "may_publish": permissions.can_publish_plan(request.user, plan),
    }
    return render(request, "actionplans/round_list.html", context)


def _line(plan, review_round, user):
    """The totals line of a closed round, as the scheme writes it, of what the person may see."""
    with_internal = bool(permissions.can_see_internal(user, plan))
    counts = review_round.counts(with_internal=with_internal)
    return totals.Totals(**counts).line(plan.labels) if counts else ""


@page("GET", "POST", asks="can_review_plan")
def round_add(request, pk):
    """Open a round: owners see their actions on their home pages, and get a mail."""
    plan = bare_plan_of(request, pk)
    require(permissions.can_review_plan(request.user, plan))
    today = timezone.localdate()
    quarter = f"Quarter {(today.month + 2) // 3} of {today.year}"
    form = RoundForm(autosave.typed(request), initial={"title": quarter})
    if request.method == "POST" and form.is_valid():
        new, done = form.save(commit=False), "The round is open. Owners are asked by mail."
        if saved(request, form, workflow.open_round, plan, new, done=done):
            return redirect(new) if new.pk else redirect("actionplans:round_list", pk)
    return render(request, "actionplans/round_form.html", {"form": form, "plan": plan})


@page("GET", "POST", asks=SIGNED_IN)
def round_detail(request, pk, number):
    """Every action with its owners and latest rating, and whether anything was said of it in this
    round. Who may rate an action does so in its row."""
    plan, review_round = _round(request, pk, number)
    seen = _Seen(request, plan, review_round)
    shown = Paginator(seen.actions, PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request, [one for one in shown if one.pk in seen.rateable])
    if request.method == "POST":
        require(permissions.can_rate_own(request.user, plan))
        if saved_rows(request, rows):
            return redirect(shown_again(request))
    by_action = {row.action.pk: row for row in rows}
    context = {
        "plan": plan, "review_round": review_round, "page": shown, "seen": seen,
        "lines": [(one, by_action.get(one.pk), _said(one, review_round)) for one in shown],
        "may_change": permissions.can_change_round(request.user, review_round),
        "is_nudged_today": _is_today(review_round.nudged_at),
        "totals": _line(plan, review_round, request.user), "rows": rows,
        "has_errors": any(row.errors for row in rows),
    }  # fmt: skip
    return render(request, "actionplans/round_detail.html", context)


class _Seen:
    """What somebody sees of a round: the actions that they may see, those that they may rate, and
    for who works on the plan also who has not answered."""

    def __init__(self, request, plan, review_round):
        visible = Action.objects.visible_to(request.user).live().filter(plan=plan)
        self.actions = list(reviewing.with_owners(visible))
        for one in self.actions:
            one.plan = plan
        self.rateable = reviewing.rateable(request.user, self.actions)
        self.may_see_all = permissions.can_see_internal(request.user, plan)
        asked = reviewing.waiting(review_round, self.actions) if self.may_see_all else []
        self.waiting = asked
        self.answered = sum(_said(one, review_round) == "updated" for one in self.actions)


def _said(action, review_round):
    """What a round knows of an action: "updated", "completed" before it, or "" for nothing."""
    if action.latest and action.latest.review_round_id == review_round.pk:
        return "updated"
    return "" if review_round.asks_about(action) else "completed"


def _is_today(moment):
    return moment is not None and timezone.localdate(moment) == timezone.localdate()


def _round(request, pk, number):
    """The plan and its round of that number, if the person may know of the plan; else a 404."""
    plan = bare_plan_of(request, pk)
    found = plan.rounds.select_related("meeting__group", "closed_by").filter(number=number).first()
    if found is None:
        raise Http404
    found.plan = plan
    return plan, found


@page("POST", asks="can_change_round")
def round_nudge(request, pk, number):
    """Write again to owners who have not answered."""
    _, review_round = _round(request, pk, number)
    require(permissions.can_change_round(request.user, review_round))
    try:
        count = once.do(request, workflow.nudge_round, review_round)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect(review_round)
    if count:
        messages.success(request, f"{count} {'person is' if count == 1 else 'people are'} nudged.")
    elif count == 0:
        messages.info(request, "There is nobody here to write to.")
    return redirect(review_round)


@page("GET", "POST", asks="can_change_round")
def round_close(request, pk, number):
    """Close a round, on a page that says what follows from it."""
    plan, review_round = _round(request, pk, number)
    require(permissions.can_change_round(request.user, review_round))
    if request.method == "POST":
        once.do(request, workflow.close_round, review_round)
        messages.success(request, f"“{review_round}” is closed. The progress can be published.")
        return redirect("actionplans:round_list", pk)
    waiting = reviewing.waiting(review_round)
    context = {"plan": plan, "review_round": review_round, "waiting": waiting}
    return render(request, "actionplans/round_close.html", context)


@page("POST", asks="can_publish_plan")
def plan_progress(request, pk):
    """Show on the public page how far the actions are today."""
    plan = bare_plan_of(request, pk)
    require(permissions.can_publish_plan(request.user, plan))
    try:
        once.do(request, workflow.publish_progress, plan)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "The public page shows how far the actions are today.")
    return redirect("actionplans:round_list", pk)
