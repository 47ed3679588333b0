"""Lists of departments and people from a CSV file: upload, look, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from documents.exports import csv_response
from documents.uploads import say_if_unread
from institution import once, workflow
from institution.forms.imports import UploadForm
from institution.importing import departments, people
from institution.models import Import
from institution.pages import page
from institution.permissions import (
    NotAllowed,
    can_import,
    can_manage_departments,
    can_manage_people,
    require,
)
from institution.workflow.imports import MOST_INVITATIONS, plan_of

Kind = Import.Kind
LISTS = {Kind.DEPARTMENTS: departments, Kind.PEOPLE: people}
LIST_OF = {Kind.DEPARTMENTS: "department_list", Kind.PEOPLE: "person_list"}
PER_PAGE = 100


@page("GET", "POST", asks="can_manage_departments")
def import_departments(request):
    """Upload a list of departments."""
    require(can_manage_departments(request.user))
    return _upload(request, Kind.DEPARTMENTS)


@page("GET", "POST", asks="can_manage_people")
def import_people(request):
    """Upload a list of people and their roles."""
    require(can_manage_people(request.user))
    return _upload(request, Kind.PEOPLE)


def _upload(request, kind):
    """The page with the file field; a file that can be read leads on to the preview."""
    columns = LISTS[kind].COLUMNS
    is_sent = request.method == "POST"
    form = UploadForm(*([request.POST, request.FILES] if is_sent else []), columns=columns)
    if is_sent:
        say_if_unread(form, request)
    if is_sent and form.is_valid():
        name = form.cleaned_data["file"].name
        once.do(request, workflow.keep_import, kind=kind, file_name=name, table=form.table)
        kept = _mine(request).filter(kind=kind).latest("pk")
        return redirect("institution:import_preview", kept.pk)
    context = {"form": form, "kind": kind, "columns": columns, "more_roles": people.role_words()}
    return render(request, "institution/import_upload.html", context)


def _mine(request):
    return Import.objects.filter(person=request.user, kind__in=LISTS)


@page("GET", "POST", asks="can_import")
def import_preview(request, pk):
    """What a list would do, row by row; confirming does all of it or nothing."""
    upload = get_object_or_404(_mine(request), pk=pk)
    require(can_import(request.user, upload.kind))
    if upload.confirmed_at:
        messages.info(request, f"{upload.file_name} has been imported already.")
        return redirect(f"institution:{LIST_OF[upload.kind]}")
    request.belongs = f"institution:{LIST_OF[upload.kind]}"
    plan = plan_of(upload, by=request.user)
    if request.method == "POST" and _confirm(request, upload):
        return redirect(f"institution:{LIST_OF[upload.kind]}")
    happening = plan.errors or [*plan.added, *plan.changed]
    context = {
        "upload": upload,
        "plan": plan,
        "page": Paginator(happening, PER_PAGE).get_page(request.GET.get("page")),
        "may_invite": upload.kind == Kind.PEOPLE and len(plan.added) <= MOST_INVITATIONS,
    }
    return render(request, "institution/import_preview.html", context)


def _confirm(request, upload):
    """Take in the list; True when it is done or was done by this very form before."""
    invite = request.POST.get("invite") == "yes"
    stamp = request.POST.get("stamp", "")
    try:
        plan = once.do(request, workflow.confirm_import, upload, stamp=stamp, invite=invite)
    except NotAllowed as reason:
        messages.error(request, str(reason))
        return False
    if plan:
        done = f"{len(plan.added)} added, {len(plan.changed)} changed"
        messages.success(request, f"The list is imported: {done}.")
    return True


@page("GET", asks="can_import")
def import_example(request, kind):
    """A small file with every column, to fill in."""
    if kind not in LISTS:
        raise Http404
    require(can_import(request.user, kind))
    listed = LISTS[Kind(kind)]
    header = [column.heading for column in listed.COLUMNS]
    return csv_response(f"{kind}-example.csv", header, listed.EXAMPLE)
