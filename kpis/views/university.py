"""The list of the university's own indicators, which the quality office keeps."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import workflow
from kpis.forms.university import UniversityKpiForm
from kpis.models import UniversityKpi
from kpis.permissions import can_manage_university_kpis


@page("GET", asks="can_manage_university_kpis")
def university_kpi_list(request):
    """Every University KPI and how many departments' KPIs have served it."""
    require(can_manage_university_kpis(request.user))
    found = UniversityKpi.objects.annotate(serving=Count("promises__kpi", distinct=True))
    return render(request, "kpis/university_kpi_list.html", {"university_kpis": found})


@page("GET", "POST", asks="can_manage_university_kpis")
def university_kpi_add(request):
    """Add a University KPI."""
    require(can_manage_university_kpis(request.user))
    return _form_page(request, UniversityKpi())


@page("GET", "POST", asks="can_manage_university_kpis")
def university_kpi_edit(request, pk):
    """Change a University KPI, or take it out of the choice."""
    require(can_manage_university_kpis(request.user))
    return _form_page(request, get_object_or_404(UniversityKpi, pk=pk))


def _form_page(request, university_kpi):
    form = UniversityKpiForm(autosave.typed(request), instance=university_kpi)
    if request.method == "POST" and form.is_valid():
        said, done = form.save(commit=False), f"{form.instance} is saved."
        as_seen, verb = form.cleaned_data.get("as_seen"), workflow.save_university_kpi
        if saved(request, form, verb, said, as_seen=as_seen, done=done):
            return redirect("kpis:university_kpi_list")
    return render(request, "kpis/university_kpi_form.html", {"form": form})
