"""The list of plans and the page of one, with what others would find in it."""

from itertools import groupby

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone

from actionplans import listing, permissions, reports
from actionplans.filters import STATES, ActionFilter
from actionplans.models import Action, ActionOwner, Plan, Scheme
from actionplans.views.loading import plan_of
from institution.pages import SIGNED_IN, page
from institution.permissions import require

PER_PAGE = 100


@page("GET", asks=SIGNED_IN)
def plan_list(request):
    """Every plan that the person may know of: the one in force, drafts, and the past."""
    plans = list(Plan.objects.visible_to(request.user).prefetch_related("extensions"))
    context = {
        "current": next((plan for plan in plans if plan.is_current), None),
        "drafts": [plan for plan in plans if plan.is_draft],
        "past": [plan for plan in plans if plan.state == Plan.State.PAST],
        "may_manage": permissions.can_manage_plans(request.user),
        "scheme": Scheme.get(),
    }
    if plan := context["current"]:
        actions = Action.objects.visible_to(request.user).live().filter(plan=plan)
        context["standing"] = reports.standing(plan, actions)
        context["assessed_by"] = reports.assessment_due(plan, context["scheme"])
    elif not plans:
        context["first_due"] = context["scheme"].due_on(1, None)
    return render(request, "actionplans/plan_list.html", context)


@page("GET", asks=SIGNED_IN)
def plan_detail(request, pk):
    """One plan: its totals, a bar for each theme, and the table in the scheme's own columns."""
    plan = plan_of(request, pk)
    actions = Action.objects.visible_to(request.user).live().filter(plan=plan)
    filtered = ActionFilter(request.GET, queryset=actions, plan=plan)
    today = timezone.localdate()
    found = listing.rows(filtered.qs.order_by("theme__position", "position", "pk"), today)
    shown = [row for row in found if filtered.wants(row)]
    shown_now = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "standing": reports.standing(plan, actions),
        "dates": [(label, value, count) for value, label in STATES
                  if (count := listing.standing(found)[value])],
        "filter": filtered,
        "page": shown_now,
        "groups": _by_theme(plan, shown_now),
        **_rights(request.user, plan),
    }  # fmt: skip
    context |= _reviews(request.user, plan, with_internal=bool(context["may_see_internal"]))
    return render(request, "actionplans/plan_detail.html", context)


def _reviews(user, plan, *, with_internal):
    """How ratings went from round to round, the round that is open, and whether the person owns
    actions that are rated now."""
    rounds = list(plan.rounds.all())
    owned = ActionOwner.objects.owned_by(user).filter(action__plan=plan, action__removed_at=None)
    return {
        "rounds": reports.over_time(rounds, with_internal=with_internal),
        "open_round": next((one for one in rounds if one.is_open), None),
        "owns_some": plan.is_current and owned.exists(),
    }


def _by_theme(plan, rows):
    names = {theme.pk: theme.name for theme in plan.themes.all()}
    return [(names[key], list(found)) for key, found in groupby(rows, lambda row: row.theme)]


def _rights(user, plan):
    return {
        "may_rate": permissions.can_rate_all(user, plan),
        "may_write": permissions.can_write_plan(user, plan),
        "may_change": permissions.can_change_plan(user, plan),
        "may_put_in_force": permissions.can_put_in_force(user, plan),
        "may_discard": permissions.can_discard_plan(user, plan),
        "may_extend": permissions.can_extend_plan(user, plan),
        "may_begin_next": permissions.can_begin_next(user, plan),
        "may_carry_forward": permissions.can_carry_forward(user, plan),
        "may_publish": permissions.can_publish_plan(user, plan),
        "may_see_internal": permissions.can_see_internal(user, plan),
    }


@page("GET", asks="can_see_internal")
def plan_checks(request, pk):
    """What others would find in the plan, each with a way to mend it."""
    plan = plan_of(request, pk)
    require(permissions.can_see_internal(request.user, plan))
    actions = Action.objects.visible_to(request.user).live().filter(plan=plan).for_list()
    context = {"plan": plan, "advice": reports.advice(plan, actions)}
    return render(request, "actionplans/plan_checks.html", context)
