"""Departments: who they are, what they were called, and what was merged into what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Prefetch
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave, once, permissions, workflow
from institution.filters import DepartmentFilter
from institution.forms.departments import DepartmentForm, MergeForm
from institution.models import Department, RoleGrant
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, can_manage_departments, require

PER_PAGE = 50
MOST_EVENTS = 30


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
    """The department's contact, names, lineage, people and statements."""
    department = get_object_or_404(Department.objects.select_related("merged_into"), slug=slug)
    grants = RoleGrant.objects.in_force().filter(department=department).select_related("person")
    merged = list(department.lineage())
    can_manage = can_manage_departments(request.user)
    can_manage_team = permissions.can_manage_team(request.user, department)
    context = {
        "department": department,
        "names": department.names.order_by(F("until_on").desc(nulls_last=True), "name"),
        "grants": grants.order_by("-role", F("ends_on").asc(nulls_first=True), "person__name"),
        "merged": merged,
        "statements": department.statements.model.objects.visible_to(request.user)
        .for_list()
        .filter(department__in=[department, *merged]),
        "can_manage": can_manage,
        "can_manage_team": can_manage_team,
        "events": department.events.all()[:MOST_EVENTS] if can_manage or can_manage_team else [],
    }
    return render(request, "institution/department_detail.html", context)


@page("GET", "POST", asks="can_manage_departments")
def department_add(request):
    """Add a department."""
    require(can_manage_departments(request.user))
    form = DepartmentForm(request.POST or autosave.restored(request))
    if request.method == "POST" and form.is_valid():
        new = form.save(commit=False)
        once.do(request, workflow.add_department, new, aliases=form.cleaned_data["aliases"])
        autosave.forget(request.user, request.path)
        messages.success(request, f"{new} is added. Say next what it owes in each year.")
        return redirect(new) if new.pk else redirect("institution:department_list")
    return render(request, "institution/department_form.html", {"form": form})


@page("GET", "POST", asks="can_manage_departments")
def department_edit(request, slug):
    """Change a department's details; a new name keeps the old one as a former name."""
    require(can_manage_departments(request.user))
    department = get_object_or_404(Department.objects.active(), slug=slug)
    typed = request.POST or autosave.restored(request)
    form = DepartmentForm(typed, instance=Department.objects.get(pk=department.pk))
    if request.method == "POST" and form.is_valid() and _change(request, form):
        return redirect(department)
    context = {"form": form, "department": department}
    return render(request, "institution/department_form.html", context)


def _change(request, form):
    """Save the form; a refusal stands in it with what was typed. True when it is saved."""
    changed = form.save(commit=False)
    try:
        once.do(request, workflow.change_department, changed, aliases=form.cleaned_data["aliases"])
    except NotAllowed as reason:
        form.add_error(None, str(reason))
        return False
    autosave.forget(request.user, request.path)
    messages.success(request, f"The details of {changed} are saved.")
    return True


@page("GET", "POST", asks="can_manage_departments")
def department_merge(request, slug):
    """Merge a department into another, on a page that lists what follows from it."""
    require(can_manage_departments(request.user))
    department = get_object_or_404(Department.objects.active(), slug=slug)
    form = MergeForm(request.POST or None, department=department)
    if request.method == "POST" and form.is_valid():
        try:
            once.do(request, workflow.merge_department, department, form.cleaned_data["into"])
        except NotAllowed as reason:
            form.add_error("into", str(reason))
        else:
            messages.success(request, f"{department} is merged into {form.cleaned_data['into']}.")
            return redirect(form.cleaned_data["into"])
    context = {"form": form, "department": department} | _touched(department)
    return render(request, "institution/department_merge.html", context)


def _touched(department):
    """Whom and what a merge touches."""
    return {
        "grants": department.role_grants.in_force().select_related("person"),
        "staff": department.staff.count(),
        "statements": department.statements.exclude(state="discarded").count(),
        "unfinished": department.statements.filter(state__in=["draft", "returned", "submitted"]),
        "owing": department.requirements.asking().select_related("academic_year"),
    }
