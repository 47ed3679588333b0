"""The pages of the bare project: the same 30 statements in a plain table."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from sls.models import Statement


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """One query, one template, for somebody signed in: these rows are not for everybody."""
    return table(request)


def table(request: HttpRequest) -> HttpResponse:
    """The same for anybody, which costs no session and no user."""
    statements = (
        Statement.objects.filter(academic_year__state="open")
        .select_related("department", "academic_year")
        .order_by("department__name")[:30]
    )
    return render(request, "bare.html", {"statements": statements})


urlpatterns = [
    path("bare/", bare),
    path("table/", table),
    path("healthz", lambda request: HttpResponse("ok\n", content_type="text/plain")),
]
