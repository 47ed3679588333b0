"""Who depends on us: what other departments say, and the answer to it."""

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from institution import autosave
from institution.models import AcademicYear
from institution.pages import page
from institution.permissions import NotAllowed, is_reviewer, require
from sls import permissions, workflow
from sls.filters import DependencyFilter
from sls.forms.dependencies import DependencyForm
from sls.models import Stakeholder
from sls.views.conflicts import keep_typed, was_shown_form
from sls.views.steps import do_once, year_in

PER_PAGE = 30
GONE = "The statement has gone back to its department, or the line was removed from it."


@page("GET", asks="can_see_dependencies")
def dependency_list(request):
    """Lines of other departments' statements that name one's own; all for the quality office."""
    require(permissions.can_see_dependencies(request.user))
    years = AcademicYear.objects.all()
    year = year_in(request.GET.get("year", ""), years)
    in_year = Stakeholder.objects.for_list().filter(section__statement__academic_year=year)
    mine = list(in_year.depending_on(request.user.writes_for)) if request.user.writes_for else []
    context = {
        "years": years,
        "year": year,
        "has_department": bool(request.user.writes_for),
        "waiting": [line for line in mine if not line.response],
        "answered": [line for line in mine if line.response],
        "is_asking": year is not None and year.is_asking,
    }
    if is_reviewer(request.user):
        context |= _everybodys(request, in_year.dependencies())
    return render(request, "sls/dependency_list.html", context)


def _everybodys(request, lines):
    """For the quality office: the lines about every department, filtered, a page at a time."""
    filtered = DependencyFilter(request.GET, queryset=lines)
    shown = Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page"))
    return {"filter": filtered, "page": shown}


@page("GET", "POST", asks="can_answer_dependency")
def dependency_answer(request, pk):
    """Confirm one line, or dispute it with a reason."""
    line = Stakeholder.objects.visible_to(request.user).for_list().filter(pk=pk).first()
    if line is None and was_shown_form(request):
        raise NotAllowed(GONE)
    if line is None:
        raise Http404
    require(permissions.can_answer_dependency(request.user, line))
    typed = autosave.typed(request)
    before = {"response": line.response, "note": line.response_note}
    form = DependencyForm(typed, initial=before)
    if request.method == "POST" and form.is_valid():
        return _answer(request, line, form)
    as_seen = typed.get("as_seen", "") if typed else line.as_seen
    return _answer_page(request, line, form, as_seen)


def _answer(request, line, form):
    said, as_seen = form.cleaned_data, request.POST.get("as_seen", "")
    try:
        do_once(request, workflow.answer_dependency, line, as_seen=as_seen, **said)
    except workflow.Stale as stale:
        keep_typed(request)
        now = Stakeholder.objects.for_list().get(pk=stale.current.pk)
        return _answer_page(request, now, form, now.as_seen, is_stale=True)
    except NotAllowed as reason:
        form.add_error(None, str(reason))
        return _answer_page(request, line, form, as_seen)
    autosave.forget(request)
    verb = "confirmed" if said["response"] == "confirmed" else "disputed"
    whose = line.section.statement.department
    messages.success(request, f"You have {verb} it. The head of {whose} has been told.")
    return redirect("sls:dependency_list")


def _answer_page(request, line, form, as_seen, *, is_stale=False):
    context = {
        "line": line,
        "statement": line.section.statement,
        "form": form,
        "as_seen": as_seen,
        "is_stale": is_stale,
    }
    status = HTTPStatus.CONFLICT if is_stale else HTTPStatus.OK
    return render(request, "sls/dependency_answer.html", context, status=status)
