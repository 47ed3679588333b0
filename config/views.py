"""The home page, "what needs you", and the two questions that monitoring asks."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from institution.models import AcademicYear
from institution.pages import PUBLIC, page
from institution.permissions import is_reviewer
from institution.todo import in_order
from sls import directory, reports, todo
from sls.models import Audience


@page("GET", asks=PUBLIC)
def home(request):
    """What needs you, your departments, the year at a glance; for visitors, the directory."""
    year = AcademicYear.objects.current()
    if not request.user.is_authenticated:
        context = {
            "year": year,
            "published": directory.departments(),
            "audiences": Audience.choices,
        }
        return render(request, "home_public.html", context)
    context = {
        "year": year,
        "todos": in_order(todo.items(request.user)),
        "statements": reports.own_statements(request.user),
        "offers": reports.may_offer(request.user),
        "glance": reports.year_at_a_glance(year) if is_reviewer(request.user) and year else None,
        "events": reports.recent_events(request.user),
    }
    return render(request, "home.html", context)


@page("GET", asks=PUBLIC)
def healthz(request):
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain")


@page("GET", asks=PUBLIC)
def readyz(request):
    """The site can work: the database answers and every migration has been run; else 503."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    ready = not waiting
    answer = {"ready": ready, "migrations_to_run": len(waiting)}
    return JsonResponse(answer, status=200 if ready else 503)
