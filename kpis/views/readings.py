"""Entering and correcting readings."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave, once, years
from institution.calendars import working_calendar
from institution.pages import page
from institution.permissions import NotAllowed, require
from kpis import entering, reports, workflow
from kpis.forms.readings import MeasurementForm
from kpis.permissions import can_correct_measurement, can_record_measurement, can_see_working
from kpis.views.loading import kpi_of, version_from


@page("GET", "POST", asks="can_record_measurement")
def measurement_add(request, pk):
    """Enter the reading of the period that is due, or of another one."""
    kpi = kpi_of(request, pk)
    require(can_record_measurement(request.user, kpi))
    asked = entering.asked_period(kpi, request.GET.get("period", ""))
    if asked is None:
        return render(request, "kpis/measurement_none.html", {"kpi": kpi})
    form = MeasurementForm(autosave.typed(request), promise=asked.promise, period=asked.period)
    if request.method == "POST" and form.is_valid():
        try:
            once.do(request, workflow.record_measurement, kpi, form.figures())
        except workflow.AlreadyThere as there:
            messages.error(request, str(there))
            return redirect("kpis:measurement_edit", pk, there.measurement.pk)
        except NotAllowed as reason:
            form.add_error(None, str(reason))
        else:
            return _entered(request, kpi, asked.name)
    return _form_page(request, kpi, form, {"asked": asked})


@page("GET", "POST", asks="can_see_working")
def measurement_edit(request, pk, measurement_pk):
    """One reading with its history; correct it, with a reason if it is final."""
    kpi = kpi_of(request, pk)
    require(can_see_working(request.user, kpi))
    measurement = get_object_or_404(kpi.measurements, pk=measurement_pk)
    measurement.kpi = kpi
    asked = entering.period_of(kpi, measurement)
    form = MeasurementForm(
        autosave.typed(request), promise=asked.promise, period=asked.period,
        measurement=measurement,
    )  # fmt: skip
    permission = can_correct_measurement(request.user, measurement)
    if request.method == "POST":
        require(permission)
        if form.is_valid() and _corrected(request, measurement, form):
            return _entered(request, kpi, asked.name)
    context = {
        "asked": asked,
        "measurement": measurement,
        "can_correct": permission,
        "history": reports.measurement_history(measurement, asked.promise),
    }
    return _form_page(request, kpi, form, context)


def _corrected(request, measurement, form):
    """Whether the correction was saved; else the form says why not."""
    try:
        once.do(
            request, workflow.correct_measurement, measurement, form.figures(),
            version=version_from(request.POST), reason=form.cleaned_data.get("reason", ""),
        )  # fmt: skip
    except NotAllowed as reason:
        form.add_error(None, str(reason))
        return False
    return True


def _entered(request, kpi, period):
    autosave.forget(request.user, request.path)
    messages.success(request, f"The reading for {period} is saved.")
    return redirect(kpi)


def _form_page(request, kpi, form, context):
    promise = kpi.promise_for(years.year_of(context["asked"].period[0]))
    year = reports.kpi_year(
        kpi, promise or context["asked"].promise, request.user, calendar=working_calendar()
    )
    context |= {"kpi": kpi, "form": form, "year": year}
    return render(request, "kpis/measurement_form.html", context)
