"""What the views of KPIs share: loading what may be seen, and saving from a version."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from institution import years
from institution.permissions import Stale
from institution.saving import saved, version_from
from kpis import reports
from kpis.models import Kpi


def kpi_of(request: HttpRequest, pk: int, *, with_measurements: bool = False) -> Kpi:
    """The KPI with its promises, if the person may know of it; else a 404.

    with_measurements: with each of its readings and who entered it, where their figures alone do
        not do.
    """
    found = reports.with_readings if with_measurements else reports.with_promises
    kpi = get_object_or_404(found(Kpi.objects.visible_to(request.user)), pk=pk)
    if not kpi.approved_promises():
        raise Http404
    return kpi


def page_of(kpi: Kpi, day: date) -> str:
    """The address of the KPI's page in the academic year of the day."""
    return f"{kpi.get_absolute_url()}?year={years.label(years.year_of(day))}"


def saved_from(
    request: HttpRequest, form: BaseForm, verb: Callable[..., Any], *args: Any, **details: Any
) -> bool:
    """As institution.saving.saved, for a verb that takes the version the form began from.

    If somebody else saved meanwhile, the page says so and shows it; the next save begins there.
    """
    version = version_from(request.POST)
    try:
        return saved(request, form, verb, *args, version=version, **details)
    except Stale as stale:
        form.add_error(None, f"{stale} Nothing was saved yet. Look at what it says now, then save.")
        form.data = dict(form.data.items()) | {"version": str(stale.current.version)}
    return False
