"""The quality office decides who owes a statement: the list of a year, deciding, copying into
the next year, confirming, and the history of each decision."""

from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave, once
from institution.models import AcademicYear, Institution
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from sls import decisions, permissions, workflow
from sls.forms.requirements import ConfirmForm, CopyForm, NewRequirementForm, RequirementForm
from sls.models import Requirement
from sls.views.conflicts import keep_typed
from sls.views.steps import do_once, version_from, year_in


@page("GET", asks="can_manage_requirements")
def requirement_list(request):
    """The three lists of a year, proposals, offers, and departments that nobody thought of."""
    require(permissions.can_manage_requirements(request.user))
    years = AcademicYear.objects.all()
    year = year_in(request.GET.get("year", ""), years)
    context = {"years": years, "year": year}
    if year:
        context["owed"] = decisions.requirements_of(year)
        context["is_closed"] = year.state == AcademicYear.State.CLOSED
    return render(request, "sls/requirement_list.html", context)


def _list_of(year):
    return f"{reverse('sls:requirement_list')}?year={year}"


@page("GET", "POST", asks="can_manage_requirements")
def requirement_add(request):
    """Decide for a department that has no requirement in the year."""
    require(permissions.can_manage_requirements(request.user))
    year = year_in(request.GET.get("year", ""), AcademicYear.objects.all())
    chosen = {
        "year": year.start_year if year else None,
        "department": request.GET.get("department", ""),
    }
    body = Institution.get().deciding_body
    form = NewRequirementForm(autosave.typed(request), body=body, initial=chosen)
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, workflow.decide, **form.cleaned_data)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            return _decided(request, form.cleaned_data["department"], form.cleaned_data["year"])
    return render(request, "sls/requirement_add.html", {"form": form, "year": year})


def _decided(request, department, year):
    autosave.forget(request)
    messages.success(request, f"What {department} owes for {year} is recorded.")
    return redirect(_list_of(year))


@page("GET", "POST", asks="can_manage_requirements")
def requirement_edit(request, pk):
    """Decide anew what one department owes, or confirm what was proposed."""
    requirement = _requirement_of(request, pk)
    require(permissions.can_manage_requirements(request.user))
    typed = autosave.typed(request)
    form = RequirementForm(typed, requirement=requirement, body=Institution.get().deciding_body)
    if request.method == "POST" and form.is_valid():
        return _decide(request, requirement, form)
    version = typed.get("version", "") if typed else requirement.version
    return _edit_page(request, requirement, form, version)


def _requirement_of(request, pk):
    visible = Requirement.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("department", "academic_year"), pk=pk)


def _decide(request, requirement, form):
    department, year = requirement.department, requirement.academic_year
    version = version_from(request.POST)
    try:
        do_once(request, workflow.decide, department, year, version=version, **form.cleaned_data)
    except workflow.Stale as stale:
        keep_typed(request)
        now = _requirement_of(request, stale.current.pk)
        return _edit_page(request, now, form, now.version, is_stale=True)
    except NotAllowed as reason:
        form.add_error(None, str(reason))
        return _edit_page(request, requirement, form, version)
    return _decided(request, department, year)


def _edit_page(request, requirement, form, version, *, is_stale=False):
    """The page to decide on; when somebody else decided first, beside what they decided."""
    year = requirement.academic_year
    context = {
        "requirement": requirement,
        "year": year,
        "form": form,
        "version": str(version),
        "begun": decisions.statements_begun(requirement),
        "is_closed": year.state == AcademicYear.State.CLOSED,
        "is_stale": is_stale,
    }
    status = HTTPStatus.CONFLICT if is_stale else HTTPStatus.OK
    return render(request, "sls/requirement_edit.html", context, status=status)


@page("GET", asks=SIGNED_IN)
def requirement_history(request, pk):
    """Every decision about a requirement; the department's own people may read it too."""
    requirement = _requirement_of(request, pk)
    context = {
        "requirement": requirement,
        "year": requirement.academic_year,
        "history": decisions.history_of(requirement),
        "can_manage": permissions.can_manage_requirements(request.user),
    }
    return render(request, "sls/requirement_history.html", context)


@page("GET", "POST", asks="can_manage_requirements")
def requirement_copy(request):
    """Propose last year's requirements for another year, after a look at what that does."""
    require(permissions.can_manage_requirements(request.user))
    form = CopyForm(request.POST or request.GET or None, initial=_next_pair())
    context = {"form": form}
    if form.is_valid():
        source, target = form.cleaned_data["source"], form.cleaned_data["target"]
        if request.method == "POST":
            return _copy(request, source, target)
        context |= {
            "source": source, "target": target, "plan": decisions.copy_plan(source, target),
        }  # fmt: skip
    return render(request, "sls/requirement_copy.html", context)


def _next_pair():
    """The current year and the one after it, by their start years."""
    current = AcademicYear.objects.current()
    return {"source": current.start_year, "target": current.start_year + 1} if current else {}


def _copy(request, source, target):
    try:
        count = do_once(request, workflow.copy_requirements, source, target)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return redirect("sls:requirement_copy")
    if count is None:
        messages.info(request, once.ALREADY_SENT)
    else:
        messages.success(request, f"{count} proposed for {target}. They wait to be confirmed.")
    return redirect(_list_of(target))


@page("GET", "POST", asks="can_manage_requirements")
def requirement_confirm(request):
    """Confirm the proposals of a year at once, or those that are ticked."""
    require(permissions.can_manage_requirements(request.user))
    typed = autosave.typed(request)
    label = (typed or request.GET).get("year", "")
    year = year_in(label, AcademicYear.objects.all())
    if year is None:
        return redirect("sls:requirement_list")
    form = ConfirmForm(typed, year=year, body=Institution.get().deciding_body)
    if request.method == "POST" and form.is_valid():
        try:
            return _confirm(request, year, form.cleaned_data)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
    return render(request, "sls/requirement_confirm.html", {"form": form, "year": year})


def _confirm(request, year, said):
    count = do_once(
        request, workflow.confirm_proposals, year,
        decided_by=said["decided_by"], decided_on=said["decided_on"],
        only=[one.pk for one in said["which"]],
    )  # fmt: skip
    autosave.forget(request)
    if count is None:
        messages.info(request, once.ALREADY_SENT)
    else:
        messages.success(request, f"{count} requirements for {year} are confirmed.")
    return redirect(_list_of(year))
