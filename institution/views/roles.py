"""Roles: giving and ending them, and the team that a head chooses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format

from institution import autosave, once, permissions, workflow
from institution.forms.people import GrantForm, TeamForm
from institution.models import Department, Institution, RoleGrant, User
from institution.pages import page
from institution.permissions import NotAllowed, can_manage_people, can_manage_team, require
from institution.saving import saved

Role = RoleGrant.Role


@page("GET", "POST", asks="can_grant_role")
def grant_add(request, pk):
    """Give a person a role, for a department when it needs one, until a day if need be."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User, pk=pk)
    require(permissions.can_grant_role(request.user, person, Role.CONTRIBUTOR))
    chosen = {"department": person.department_id}
    form = GrantForm(autosave.typed(request), by=request.user, initial=chosen)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if _grant(request, form, person, said.pop("role"), **said):
            return redirect("institution:person_detail", pk)
    return render(request, "institution/grant_add.html", {"form": form, "person": person})


def _grant(request, form, person, role, **details):
    until = f", until {date_format(details['ends_on'], 'j F Y')}" if details["ends_on"] else ""
    title = RoleGrant(role=role, ends_on=details["ends_on"]).title
    done = f"{person} has the role: {title}{until}."
    return saved(request, form, workflow.grant_role, person, role, done=done, **details)


@page("GET", "POST", asks="can_end_role")
def grant_end(request, pk):
    """Take a role away, on a page that lists what follows from it."""
    grants = RoleGrant.objects.select_related("person", "department__merged_into")
    grant = get_object_or_404(grants, pk=pk)
    if not permissions.can_see_grant(request.user, grant):
        raise Http404
    require(permissions.can_end_role(request.user, grant))
    if request.method == "POST":
        try:
            once.do(request, workflow.end_role, grant)
        except NotAllowed as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"{grant.person} no longer has the role: {grant}.")
        return redirect(*_back(request.user, grant))
    context = {"grant": grant, "is_team": not can_manage_people(request.user)}
    return render(request, "institution/grant_end.html", context)


def _back(user, grant):
    """The person's page for those who may see it, the team's for a head."""
    if can_manage_people(user):
        return "institution:person_detail", grant.person_id
    return "institution:team", grant.department.slug


@page("GET", "POST", asks="can_manage_team")
def team(request, slug):
    """The head's page: who contributes, who deputises until when, and adding one."""
    department = get_object_or_404(Department.objects.select_related("merged_into"), slug=slug)
    require(can_manage_team(request.user, department))
    mailbox = Institution.get().quality_mailbox
    chosen = {"role": Role.CONTRIBUTOR}
    form = TeamForm(autosave.typed(request), mailbox=mailbox, initial=chosen)
    if request.method == "POST" and form.is_valid() and _add_to_team(request, department, form):
        return redirect("institution:team", slug)
    grants = department.role_grants.filter(revoked_at=None).select_related("person", "department")
    context = {
        "form": form,
        "department": department,
        "grants": [
            (grant, permissions.can_end_role(request.user, grant))
            for grant in grants.order_by("-role", "person__name")
            if not grant.is_over
        ],
    }
    return render(request, "institution/team.html", context)


def _add_to_team(request, department, form):
    said = form.cleaned_data
    role = Role.HEAD if said["role"] == TeamForm.DEPUTY else Role.CONTRIBUTOR
    details = {"department": department, "ends_on": said["ends_on"], "note": said["note"]}
    return _grant(request, form, form.person, role, **details)
