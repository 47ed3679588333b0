"""What the views of plans share: loading what may be seen."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from actionplans.models import Action, Plan


def plan_of(request: HttpRequest, pk: int) -> Plan:
    """The plan, if the person may know of it; else a 404."""
    seen = Plan.objects.visible_to(request.user)
    return get_object_or_404(seen.prefetch_related("themes", "extensions", "editors"), pk=pk)


def action_of(request: HttpRequest, pk: int, reference: str) -> Action:
    """The action of the plan, if the person may know of it; else a 404."""
    visible = (
        Action.objects.visible_to(request.user).live().select_related("plan", "theme", "latest")
    )
    return get_object_or_404(visible, plan=pk, reference=reference)
