"""Somebody's own actions on one page."""

from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from actionplans import permissions
from actionplans.models import Action, ActionOwner
from actionplans.reviewing import with_owners
from actionplans.views.loading import bare_plan_of
from actionplans.views.rows import rows_of, saved_rows, shown_again
from institution.pages import page
from institution.permissions import require

PER_PAGE = 50


@page("GET", "POST", asks="can_rate_own")
def my_actions(request, pk):
    """Every action that the person owns in the plan, to say of each how it stands; on each page
    first those about which a round asks."""
    plan = bare_plan_of(request, pk)
    require(permissions.can_rate_own(request.user, plan))
    owned = ActionOwner.objects.owned_by(request.user).values("action")
    actions = with_owners(Action.objects.visible_to(request.user).live().filter(pk__in=owned))
    shown = Paginator(actions.filter(plan=plan), PER_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(request, shown)
    if request.method == "POST" and saved_rows(request, rows):
        return redirect(shown_again(request))
    review_round = plan.rounds.open().first()
    for row in rows:
        row.is_asked = bool(review_round and review_round.asks_about(row.action))
    rows.sort(key=lambda row: not row.is_asked)
    context = {
        "plan": plan, "page": shown, "rows": rows, "review_round": review_round,
        "has_errors": any(row.errors for row in rows),
    }  # fmt: skip
    return render(request, "actionplans/my_actions.html", context)
