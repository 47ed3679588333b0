"""Departments: who they are, what they were called, and what was merged into what."""

from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave, permissions, workflow
from institution.filters import DepartmentFilter
from institution.forms.departments import DepartmentForm, MergeForm
from institution.models import AcademicYear, Department, RoleGrant
from institution.pages import SIGNED_IN, page
from institution.permissions import can_manage_departments, require
from institution.saving import saved

PER_PAGE = 50
MOST_EVENTS = 20


@page("GET", asks=SIGNED_IN)
def department_list(request):
    """Every department by name, with its head; found by any name it has or had."""
    heads = RoleGrant.objects.in_force().filter(role=RoleGrant.Role.HEAD).select_related("person")
    found = (
        Department.objects.select_related("merged_into")
        .order_by(Lower("name"))
        .prefetch_related("names", Prefetch("role_grants", heads, to_attr="heads"))
    )
    filtered = DepartmentFilter(request.GET, queryset=found)
    context = {
        "filter": filtered,
        "page": Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page")),
        "can_manage": can_manage_departments(request.user),
    }
    return render(request, "institution/department_list.html", context)


@page("GET", asks=SIGNED_IN)
def department_detail(request, slug):
    """The department's contact, names, lineage and people; the page asks for its statements."""
    department = get_object_or_404(Department.objects.select_related("merged_into"), slug=slug)
    grants = RoleGrant.objects.in_force().filter(department=department).select_related("person")
    merged = list(department.lineage())
    can_manage = can_manage_departments(request.user)
    can_manage_team = permissions.can_manage_team(request.user, department)
    context = {
        "department": department,
        "year": AcademicYear.objects.current(),
        "names": department.names.order_by(F("until_on").desc(nulls_last=True), "name"),
        "grants": grants.order_by("-role", F("ends_on").asc(nulls_first=True), "person__name"),
        "merged": merged,
        "line": [department, *merged],
        "can_manage": can_manage,
        "can_merge": permissions.can_merge_department(request.user, department),
        "can_manage_team": can_manage_team,
        **(_events(request, department) if can_manage or can_manage_team else {}),
    }
    return render(request, "institution/department_detail.html", context)


def _events(request, department):
    """What has changed, the newest first, page by page."""
    events = Paginator(department.events.all(), MOST_EVENTS)
    return {"events": events.get_page(request.GET.get("page"))}


@page("GET", "POST", asks="can_manage_departments")
def department_add(request):
    """Add a department."""
    require(can_manage_departments(request.user))
    form = DepartmentForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        new, aliases = form.save(commit=False), form.cleaned_data["aliases"]
        done = f"{new} is added. Say next what it owes in each year."
        if saved(request, form, workflow.add_department, new, aliases=aliases, done=done):
            return redirect(new) if new.pk else redirect("institution:department_list")
    return render(request, "institution/department_form.html", {"form": form})


@page("GET", "POST", asks="can_manage_departments")
def department_edit(request, slug):
    """Change a department's details; a new name keeps the old one as a former name."""
    require(can_manage_departments(request.user))
    department = get_object_or_404(Department.objects.active(), slug=slug)
    form = DepartmentForm(
        autosave.typed(request), instance=Department.objects.get(pk=department.pk)
    )
    if request.method == "POST" and form.is_valid():
        changed, said = form.save(commit=False), form.cleaned_data
        details = {"aliases": said["aliases"], "as_seen": said["as_seen"]}
        done, verb = f"The details of {changed} are saved.", workflow.change_department
        if saved(request, form, verb, changed, done=done, **details):
            return redirect(department)
    context = {"form": form, "department": department}
    return render(request, "institution/department_form.html", context)


@page("GET", "POST", asks="can_merge_department")
def department_merge(request, slug):
    """Merge a department into another, on a page that lists what follows from it."""
    require(can_manage_departments(request.user))
    department = get_object_or_404(Department.objects.active(), slug=slug)
    require(permissions.can_merge_department(request.user, department))
    form = MergeForm(request.POST or None, department=department)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        done, verb = f"{department} is merged into {into}.", workflow.merge_department
        if saved(request, form, verb, department, into, at="into", done=done):
            return redirect(into)
    context = {
        "form": form,
        "department": department,
        "grants": department.role_grants.in_force().select_related("person"),
        "staff": department.staff.count(),
    }
    return render(request, "institution/department_merge.html", context)
