"""What the views of plans share: loading what may be seen, pressing buttons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from actionplans.models import Action, AssessmentSection, Plan, SelfAssessment
from institution import once
from institution.permissions import NotAllowed


def plan_of(request: HttpRequest, pk: int) -> Plan:
    """The plan, if the person may know of it; else a 404."""
    seen = Plan.objects.visible_to(request.user).select_related("successor")
    return get_object_or_404(seen.prefetch_related("themes", "extensions", "editors"), pk=pk)


def bare_plan_of(request: HttpRequest, pk: int) -> Plan:
    """As plan_of, with who helps with it and no more."""
    found = Plan.objects.visible_to(request.user).prefetch_related("editors")
    return get_object_or_404(found, pk=pk)


def action_of(request: HttpRequest, pk: int, reference: str) -> Action:
    """The action of the plan, if the person may know of it; else a 404."""
    visible = (
        Action.objects.visible_to(request.user).live().select_related("plan", "theme", "latest")
    )
    return get_object_or_404(visible, plan=pk, reference=reference)


def pressed(request: HttpRequest, verb: Callable[..., Any], *args: Any, done: str) -> bool:
    """Call the verb of a button once, and say that it is done, or why it was refused; whether it
    went well."""
    try:
        once.do(request, verb, *args)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return False
    messages.success(request, done)
    return True


def assessment_for(plan: Plan) -> SelfAssessment | None:
    """The plan's self-assessment with what its pages show, if it has been begun."""
    related = SelfAssessment.objects.select_related("template", "next_plan")
    known = related.prefetch_related("next_plan__themes", "next_plan__extensions")
    found = known.filter(plan=plan).first()
    if found:
        found.plan = plan  # with its themes and editors
    return found


def assessment_of(request: HttpRequest, pk: int) -> SelfAssessment:
    """The self-assessment of the plan, if the person may know of the plan; else a 404."""
    found = assessment_for(plan_of(request, pk))
    if found is None:
        raise Http404
    return found


def section_of(request: HttpRequest, pk: int, key: str) -> AssessmentSection:
    """A part of the plan's self-assessment, or a 404."""
    assessment = assessment_of(request, pk)
    sections = assessment.sections.select_related("question", "updated_by")
    section = get_object_or_404(sections, question__key=key)
    section.assessment = assessment
    return section
