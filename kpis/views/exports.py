"""Readings as tables, which are lists that can be imported again."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from documents.exports import csv_response, xlsx_response
from institution.models import Department
from institution.pages import page
from institution.permissions import require
from kpis.importing import lists
from kpis.permissions import can_export_readings, can_see_working
from kpis.views.loading import kpi_of


@page("GET", asks="can_see_working")
def kpi_readings(request, pk, kind):
    """The readings of one KPI, of the year that is asked for or of all."""
    kpi = kpi_of(request, pk, with_measurements=True)
    require(can_see_working(request.user, kpi))
    return _table(request, f"{kpi.department.slug}-{kpi}-readings", [kpi], kind)


@page("GET", asks="can_export_readings")
def department_readings(request, slug, kind):
    """The readings of all KPIs of a department."""
    department = get_object_or_404(Department, slug=slug)
    require(can_export_readings(request.user, department))
    return _table(request, f"{slug}-readings", lists.kpis_of(department), kind)


def _table(request, name, kpis, kind):
    rows = lists.exported(kpis, request.GET.get("year", ""))
    if kind == "csv":
        return csv_response(f"{name}.csv", lists.HEADER, rows)
    if kind == "xlsx":
        return xlsx_response(f"{name}.xlsx", lists.HEADER, rows, sheet="Readings")
    raise Http404
