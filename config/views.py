"""The home page, "what needs you", and the two questions that monitoring asks."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from actionplans import todo as plan_todo
from institution import remembered
from institution.background import is_worker_there
from institution.models import Department, RoleGrant
from institution.pages import PUBLIC, page
from institution.permissions import (
    can_manage_departments,
    can_manage_people,
    can_manage_years,
    is_reviewer,
)
from institution.todo import in_order
from kpis import todo as kpi_todo
from sls import directory, reports, todo
from sls.desk import desk_of
from sls.models import Audience, StatementTemplate
from sls.permissions import can_manage_template


@page("GET", asks=PUBLIC)
def home(request):
    """What needs you, your departments, the year at a glance; for visitors, the directory."""
    years = remembered.years()
    year = years.current()
    if not request.user.is_authenticated:
        published, audiences = directory.departments(), Audience.choices
        context = {"year": year, "published": published, "audiences": audiences}
        return render(request, "home_public.html", context)
    desk = desk_of(request.user)
    asked = todo.items(request.user, desk) + kpi_todo.items(
        request.user, years, remembered.calendar()
    )
    asked += plan_todo.items(request.user)
    context = {
        "year": year,
        "todos": in_order(asked),
        "statements": desk.newest,
        "offers": desk.offers,
        "glance": reports.year_at_a_glance(year) if is_reviewer(request.user) and year else None,
        "events": reports.recent_events(request.user),
        "first_steps": [] if year else _first_steps(request.user),
    }
    return render(request, "home.html", context)


def _first_steps(user):
    """What a new site lacks before its first year can be opened, for who may see to it: what to do
    and the name of the page."""
    steps = []
    if can_manage_departments(user) and not Department.objects.exists():
        steps.append(("Add the departments", "institution:department_list"))
    if can_manage_template(user) and StatementTemplate.objects.current() is None:
        steps.append(("Publish the template of the statements", "sls:template_list"))
    if can_manage_years(user):
        steps.append(("Plan the first academic year", "institution:year_list"))
    reviewers = RoleGrant.objects.filter(role=RoleGrant.Role.REVIEWER)
    if can_manage_people(user) and not reviewers.exists():
        steps.append(("Add the people of the quality office", "institution:person_list"))
    return steps


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
    answer = {
        "ready": ready,
        "migrations_to_run": len(waiting),
        "worker_seen": ready and is_worker_there(),  # without one, work waits; pages do not
    }
    return JsonResponse(answer, status=200 if ready else 503)
