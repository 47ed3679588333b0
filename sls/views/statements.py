"""The list of statements, and the page of one: where it stands and what may be done with it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render

from institution.models import AcademicYear
from institution.pages import SIGNED_IN, page
from institution.permissions import can_manage_years
from sls import listing, permissions, reports, standing
from sls.filters import StatementFilter
from sls.models import Statement
from sls.views.steps import year_in

PER_PAGE = 30
EVERY_YEAR = "Every year"


@page("GET", asks=SIGNED_IN)
def statement_list(request):
    """Statements of a year that the person may know of, and who has not begun one."""
    years = AcademicYear.objects.all()
    year = year_asked(request, years)
    filtered, not_begun = listed(request, year)
    shown = Paginator(filtered.rows(), PER_PAGE).get_page(request.GET.get("page"))
    shown.object_list = listing.rows(shown.object_list, years)
    context = {
        "years": [*years, EVERY_YEAR],
        "year": year or EVERY_YEAR,
        "is_every_year": year is None,
        "has_years": bool(years),
        "can_plan": can_manage_years(request.user),
        "filter": filtered,
        "page": shown,
        "not_begun": listing.not_begun(not_begun, years) if shown.number == 1 else [],
    }
    return render(request, "sls/statement_list.html", context)


def year_asked(request, years):
    """The year in the address, else the current one; None for every year."""
    asked = request.GET.get("year", "")
    return None if asked == EVERY_YEAR else year_in(asked, years)


def listed(request, year):
    """The filter over the statements of the year, and the requirements without a statement. The
    page and its downloads show the same."""
    filtered = StatementFilter(request.GET, queryset=reports.listed(request.user, year))
    return filtered, filtered.not_begun(reports.owed_by(request.user, year))


@page("GET", asks=SIGNED_IN)
def statement_detail(request, pk):
    """Where the statement stands, what has happened, and what may be done now."""
    visible = Statement.objects.visible_to(request.user).for_page()
    statement = get_object_or_404(visible, pk=pk)
    context = {
        "statement": statement,
        "steps": standing.steps(request.user, statement),
        "can_read": permissions.can_read_statement(request.user, statement),
        "can_follow": permissions.can_follow_statement(request.user, statement),
        "editions": standing.other_editions(request.user, statement),
    }
    if context["can_follow"]:
        context |= _for_the_two_sides(request, statement)
    return render(request, "sls/statement_detail.html", context)


def _for_the_two_sides(request, statement):
    may_read = permissions.can_read_statement(request.user, statement)
    return {
        "story": standing.story(request.user, statement),
        "dependencies": standing.dependencies(statement) if may_read else [],
        "can_comment": permissions.can_comment_on_statement(request.user, statement),
        "can_resolve": permissions.can_review_statement(request.user, statement),
        "can_see_notes": permissions.can_see_internal_notes(request.user, statement),
    }
