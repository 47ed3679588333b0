"""The list of statements, and the page of one: where it stands and what may be done with it."""

from django.core.paginator import Paginator
from django.shortcuts import render

from institution.pages import SIGNED_IN, page
from sls.models import Statement
from sls.views.steps import statement_of

PER_PAGE = 30


@page("GET", asks=SIGNED_IN)
def statement_list(request):
    """Statements that the person may know of."""
    found = Statement.objects.visible_to(request.user).for_list()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "sls/statement_list.html", {"page": shown})


@page("GET", asks=SIGNED_IN)
def statement_detail(request, pk):
    """Where the statement stands, what has happened, and what may be done now."""
    statement = statement_of(request, pk)
    return render(request, "sls/statement_detail.html", {"statement": statement})
