"""A list of a department's readings: upload, look, confirm."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from documents.uploads import say_if_unread
from institution import once
from institution.models import Department, Import
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import workflow
from kpis.forms.imports import ConfirmForm, ReadingsForm
from kpis.importing import lists
from kpis.importing.judging import lacking_reason
from kpis.permissions import can_import_readings

PER_PAGE = 100


@page("GET", "POST", asks="can_import_readings")
def readings_import(request, slug):
    """The page with the file field; a file that can be read leads on to the preview."""
    department = _department(request, slug)
    is_sent = request.method == "POST"
    form = ReadingsForm(*([request.POST, request.FILES] if is_sent else []))
    if is_sent:
        say_if_unread(form, request)
    if is_sent and form.is_valid():
        name = form.cleaned_data["file"].name
        once.do(request, workflow.keep_readings, department, name, form.table)
        kept = _mine(request, department).latest("pk")
        return redirect("kpis:readings_preview", slug, kept.pk)
    context = {"form": form, "department": department, "kpis": lists.kpis_of(department)}
    return render(request, "kpis/readings_import.html", context)


def _department(request, slug):
    department = get_object_or_404(Department, slug=slug)
    require(can_import_readings(request.user, department))
    return department


def _mine(request, department):
    mine = Import.objects.filter(person=request.user, kind=Import.Kind.READINGS)
    return mine.filter(about__department=department.pk)


@page("GET", "POST", asks="can_import_readings")
def readings_preview(request, slug, upload_pk):
    """What a list would do, row by row; confirming does all of it or nothing."""
    department = _department(request, slug)
    upload = get_object_or_404(_mine(request, department), pk=upload_pk)
    kpis_url = f"{reverse('kpis:kpi_list')}?department={department.pk}"
    if upload.confirmed_at:
        messages.info(request, f"{upload.file_name} has been imported already.")
        return redirect(kpis_url)
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _confirmed(request, upload, form):
        return redirect(kpis_url)
    plan = workflow.plan_of_readings(upload, department, by=request.user)
    if not lacking_reason(plan):
        del form.fields["reason"]
    context = {
        "department": department,
        "upload": upload,
        "plan": plan,
        "form": form,
        "page": Paginator(plan.in_order, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "kpis/readings_preview.html", context)


def _confirmed(request, upload, form):
    department = Department.objects.get(pk=upload.about["department"])
    return saved(
        request, form, workflow.confirm_readings, upload, department,
        stamp=request.POST.get("stamp", ""), reason=form.cleaned_data["reason"],
        done=f"The readings of {upload.file_name} are imported.",
    )  # fmt: skip
