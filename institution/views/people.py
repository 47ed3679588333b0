"""People: who is known here, what roles they have and had, and who can sign in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from institution import autosave, once, permissions, workflow
from institution.filters import PersonFilter
from institution.forms.people import PersonForm
from institution.models import RoleGrant, User
from institution.pages import page
from institution.permissions import NotAllowed, can_manage_people, require
from institution.saving import saved

PER_PAGE = 50
MOST_EVENTS = 30


@page("GET", asks="can_manage_people")
def person_list(request):
    """Everybody who is known here, with the roles they hold today."""
    require(can_manage_people(request.user))
    grants = RoleGrant.objects.in_force().select_related("department")
    roles = Prefetch("role_grants", grants, to_attr="roles_today")
    people = User.objects.select_related("department").prefetch_related(roles)
    found = people.order_by(Lower("name"), "email")
    filtered = PersonFilter(request.GET, queryset=found)
    context = {
        "filter": filtered,
        "page": Paginator(filtered.qs, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "institution/person_list.html", context)


@page("GET", asks="can_manage_people")
def person_detail(request, pk):
    """One person: details, roles now and before, and what was changed."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User.objects.select_related("department"), pk=pk)
    grants = list(
        person.role_grants.select_related("department", "granted_by", "revoked_by").order_by(
            "-starts_on", "role"
        )
    )
    context = {
        "person": person,
        "roles": [grant for grant in grants if not grant.is_over],
        "past_roles": [grant for grant in grants if grant.is_over],
        "endable": [grant.pk for grant in grants if permissions.can_end_role(request.user, grant)],
        "can_change": permissions.can_change_person(request.user, person),
        "can_deactivate": permissions.can_deactivate_person(request.user, person),
        "can_grant": permissions.can_grant_role(request.user, person, RoleGrant.Role.CONTRIBUTOR),
        "events": person.events.all()[:MOST_EVENTS],
        "today": timezone.localdate(),
    }
    return render(request, "institution/person_detail.html", context)


@page("GET", "POST", asks="can_manage_people")
def person_add(request):
    """Add a person, who gets a link to choose a password."""
    require(can_manage_people(request.user))
    form = PersonForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        person = form.save(commit=False)
        done = f"{person} is added and gets a link to choose a password."
        if saved(request, form, workflow.add_person, person, done=done):
            return redirect(*_to(person))
    return render(request, "institution/person_form.html", {"form": form})


def _to(person):
    """Where to go after a change: the person's page, the list if nobody was added."""
    return ("institution:person_detail", person.pk) if person.pk else ("institution:person_list",)


@page("GET", "POST", asks="can_change_person")
def person_edit(request, pk):
    """Change a person's name, address, job or department."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User, pk=pk)
    require(permissions.can_change_person(request.user, person))
    form = PersonForm(autosave.typed(request), instance=User.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        changed = form.save(commit=False)
        done, as_seen = f"The details of {changed} are saved.", form.cleaned_data["as_seen"]
        if saved(request, form, workflow.change_person, changed, as_seen=as_seen, done=done):
            return redirect("institution:person_detail", pk)
    return render(request, "institution/person_form.html", {"form": form, "person": person})


@page("POST", asks="can_manage_people")
def person_invite(request, pk):
    """Send the link to choose a password once more."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User, pk=pk)
    _do(request, workflow.invite_person, person, f"{person} gets a new link.")
    return redirect("institution:person_detail", pk)


@page("GET", "POST", asks="can_deactivate_person")
def person_deactivate(request, pk):
    """Stop a person from signing in, on a page that lists what follows from it."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User, pk=pk)
    require(permissions.can_deactivate_person(request.user, person))
    if request.method == "POST":
        _do(request, workflow.deactivate_person, person, f"{person} can no longer sign in.")
        return redirect("institution:person_detail", pk)
    grants = person.role_grants.in_force().select_related("department")
    context = {"person": person, "grants": grants}
    return render(request, "institution/person_deactivate.html", context)


@page("POST", asks="can_deactivate_person")
def person_reactivate(request, pk):
    """Let a person sign in again."""
    require(can_manage_people(request.user))
    person = get_object_or_404(User, pk=pk)
    require(permissions.can_deactivate_person(request.user, person))
    _do(request, workflow.reactivate_person, person, f"{person} can sign in again.")
    return redirect("institution:person_detail", pk)


def _do(request, verb, person, done):
    try:
        once.do(request, verb, person)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, done)
