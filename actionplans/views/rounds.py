"""Review rounds of a plan: open one, see who has answered, nudge the others, close it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from actionplans import permissions, reviewing, workflow
from actionplans.forms.rounds import RoundForm
from actionplans.views.loading import bare_plan_of, pressed
from actionplans.views.rows import rows_of, saved_rows, shown_again
from institution import autosave, once
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from institution.saving import saved

PER_PAGE = 50
ASKED = "Owners are asked by mail."
NOBODY_ASKED = (
    "Nobody is asked by mail: no owner of an open action is known here. Name owners as people, "
    "departments or working groups."
)


@page("GET", asks=SIGNED_IN)
def round_list(request, pk):
    """Every round of a plan, the newest first, with what was counted when it was closed."""
    plan = bare_plan_of(request, pk)
    rounds = plan.rounds.select_related("meeting__group")
    context = {
        "plan": plan,
        "rounds": [(one, reviewing.line(request.user, one)) for one in rounds],
        "may_open": permissions.can_review_plan(request.user, plan)
        and not any(one.is_open for one in rounds),
        "may_publish": permissions.can_publish_plan(request.user, plan),
    }
    return render(request, "actionplans/round_list.html", context)


@page("GET", "POST", asks="can_review_plan")
def round_add(request, pk):
    """Open a round: owners see their actions on their home pages, and get a mail."""
    plan = bare_plan_of(request, pk)
    require(permissions.can_review_plan(request.user, plan))
    today = timezone.localdate()
    quarter = f"Quarter {(today.month + 2) // 3} of {today.year}"
    form = RoundForm(autosave.typed(request), initial={"title": quarter})
    if request.method == "POST" and form.is_valid():
        new, done = form.save(commit=False), "The round is open."
        if saved(request, form, workflow.open_round, plan, new, done=done):
            if new.pk is None:  # the second of two clicks
                return redirect("actionplans:round_list", pk)
            messages.info(request, ASKED if new.nudged_at else NOBODY_ASKED)
            return redirect(new)
    return render(request, "actionplans/round_form.html", {"form": form, "plan": plan})


@page("GET", "POST", asks=SIGNED_IN)
def round_detail(request, pk, number):
    """Every action with its owners and latest rating, and whether anything was said of it in this
    round. Who may rate an action does so in its row."""
    plan, review_round = _round(request, pk, number)
    # A closed round asks no more; what was typed while it was open is taken all the same.
    takes = review_round.is_open or request.method == "POST"
    seen = reviewing.seen_by(request.user, review_round, takes=takes)
    shown = Paginator(seen.actions, PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request, [one for one in shown if one.pk in seen.rateable])
    if request.method == "POST":
        require(permissions.can_rate_own(request.user, plan))
        if saved_rows(request, rows):
            return redirect(shown_again(request))
    by_action = {row.action.pk: row for row in rows}
    context = {
        "plan": plan, "review_round": review_round, "page": shown, "seen": seen,
        "lines": [(one, by_action.get(one.pk), review_round.knows_of(one)) for one in shown],
        "may_change": permissions.can_change_round(request.user, review_round),
        "may_reopen": permissions.can_review_plan(request.user, plan),
        "may_nudge": permissions.can_nudge_round(request.user, review_round),
        "totals": reviewing.line(request.user, review_round), "rows": rows,
        "has_errors": any(row.errors for row in rows),
    }  # fmt: skip
    return render(request, "actionplans/round_detail.html", context)


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
    done = "The public page shows how far the actions are today."
    pressed(request, workflow.publish_progress, plan, done=done)
    return redirect("actionplans:round_list", pk)
