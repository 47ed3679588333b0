"""Annual returns: all of a year, one with where it stands, and the versions that were sent."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution.models import AcademicYear
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from sls import workflow
from sls.models import AnnualReturn
from sls.returns import comparing, permissions
from sls.returns import content as return_content
from sls.returns.standing import steps, to_open
from sls.views.steps import do_once


def return_of(request, pk):
    """The return, if the person may know of it; else a 404."""
    visible = AnnualReturn.objects.visible_to(request.user)
    related = ("department", "academic_year", "critical_friend__person", "document")
    found = visible.select_related(*related).defer("document__pdf")
    return get_object_or_404(found, pk=pk)


@page("GET", asks=SIGNED_IN)
def return_list(request):
    """The returns of a year that the person may know of."""
    years = AcademicYear.objects.filter(returns__isnull=False).distinct()
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one) == asked), years[0] if years else None)
    found = AnnualReturn.objects.visible_to(request.user).for_list().filter(academic_year=year)
    context = {"years": years, "year": year, "returns": found, "can_open": to_open(request.user)}
    return render(request, "sls/return_list.html", context)


@page("POST", asks="can_open_returns")
def return_open(request, start_year):
    """Hold the census of a year and ask for its returns now, if the night has not."""
    year = get_object_or_404(AcademicYear, start_year=start_year)
    require(permissions.can_open_returns(request.user, year))
    try:
        opened = do_once(request, workflow.open_returns, year)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        many = len(opened or [])
        departments = "department has" if many == 1 else "departments have"
        messages.success(request, f"{many} more {departments} been asked for the return of {year}.")
    return redirect(f"{reverse('sls:return_list')}?year={year}")


@page("GET", asks=SIGNED_IN)
def return_detail(request, pk):
    """Where the return stands, what it says, what has happened, and what may be done now."""
    annual_return = return_of(request, pk)
    can_read = permissions.can_read_return(request.user, annual_return)
    can_follow = permissions.can_follow_return(request.user, annual_return)
    context = {
        "annual_return": annual_return,
        "steps": steps(request.user, annual_return),
        "content": return_content.of_reader(annual_return) if can_read else None,
        "can_follow": can_follow,
        "events": annual_return.events.order_by("-at", "-pk") if can_follow else [],
        "versions": annual_return.versions.defer("content").order_by("-number")
        if can_follow else [],
        "can_withdraw": permissions.can_withdraw_return(request.user, annual_return),
    }  # fmt: skip
    return render(request, "sls/return_detail.html", context)


@page("GET", asks="can_follow_return")
def return_version(request, pk, number):
    """A version as it was sent, and what is different from the one before."""
    annual_return = return_of(request, pk)
    require(permissions.can_follow_return(request.user, annual_return))
    version = get_object_or_404(annual_return.versions, number=number)
    content = return_content.from_json(version.content)
    before = annual_return.versions.filter(number=number - 1).first()
    context = {
        "annual_return": annual_return,
        "version": version,
        "number": str(number),
        "content": content,
        "before": before,
        "changes": comparing.changes(return_content.from_json(before.content), content)
        if before else [],
    }  # fmt: skip
    return render(request, "sls/return_version.html", context)
