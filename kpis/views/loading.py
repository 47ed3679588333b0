"""What the views of KPIs share: loading what may be seen, and the version a form began from."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kpis import reports
from kpis.models import Kpi


def kpi_of(request: HttpRequest, pk: int) -> Kpi:
    """The KPI with its promises and readings, if the person may know of it; else a 404."""
    kpi = get_object_or_404(reports.with_readings(Kpi.objects.visible_to(request.user)), pk=pk)
    if not kpi.approved_promises():
        raise Http404
    return kpi


def version_from(posted: Any) -> int | None:
    """The version that a sent form started from; None, which counts as old, without a number."""
    typed = str(posted.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
