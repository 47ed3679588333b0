"""The one page of the bare project: the same 30 statements in a plain table."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from sls.models import Statement


def bare(request: HttpRequest) -> HttpResponse:
    """One query, one template, for anybody."""
    statements = (
        Statement.objects.filter(academic_year__state="open")
        .select_related("department", "academic_year")
        .order_by("department__name")[:30]
    )
    return render(request, "bare.html", {"statements": statements})


urlpatterns = [
    path("bare/", bare),
    path("healthz", lambda request: HttpResponse("ok\n", content_type="text/plain")),
]
