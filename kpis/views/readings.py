"""Entering and correcting readings."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from documents import attachments
from documents.models import Attachment
from documents.uploads import unread_size
from institution import autosave, once, years
from institution.calendars import working_calendar
from institution.pages import page
from institution.permissions import require
from institution.saving import saved
from kpis import entering, periods, reports, workflow
from kpis.forms.readings import MeasurementForm
from kpis.history import measurement_history
from kpis.permissions import can_correct_measurement, can_record_measurement, can_see_working
from kpis.views.loading import kpi_of, page_of, saved_from

THERE_ALREADY = "There is a reading for this period already. Correct that one instead."


@page("GET", "POST", asks="can_record_measurement")
def measurement_add(request, pk):
    """Enter the reading of the period that is due, or of another one."""
    kpi = kpi_of(request, pk, with_measurements=True)
    require(can_record_measurement(request.user, kpi))
    if once.was_sent(request):  # the second of two clicks
        day = entering.day_from(request.POST.get("period", ""))
        return redirect(page_of(kpi, day) if day else kpi)
    typed = autosave.typed(request)
    # The form says which period it showed: since then a colleague may have entered that one.
    chosen = (typed or {}).get("period") or request.GET.get("period", "")
    if typed is not None and (there := entering.entered(kpi, chosen)):
        return _there_already(request, there)
    asked = entering.asked_period(kpi, chosen)
    if asked is None:
        context = {"kpi": kpi, "why": entering.nothing_asked(kpi)}
        return render(request, "kpis/measurement_none.html", context)
    form = MeasurementForm(typed, request.FILES or None, promise=asked.promise, period=asked.period)
    if request.method == "POST" and _is_whole(request, form):
        verb, said = workflow.record_measurement, form.figures()
        name = periods.name(asked.promise.frequency, said.start, said.end)
        done = f"The reading for {periods.within(name)} is saved."
        if saved(request, form, verb, kpi, said, done=done, **form.evidence()):
            return redirect(page_of(kpi, said.start))
    return _form_page(request, kpi, form, {"asked": asked})


def _there_already(request, measurement):
    """To the reading that is there; what was typed waits on its page."""
    url = reverse("kpis:measurement_edit", args=[measurement.kpi_id, measurement.pk])
    if request.method == "POST":
        autosave.keep_sent(request.user, url, autosave.typed_fields(request.POST))
        autosave.forget(request)
    again = " Choose the file again there." if request.FILES else ""
    messages.error(request, f"{THERE_ALREADY}{again}")
    return redirect(url)


@page("GET", "POST", asks="can_see_working")
def measurement_edit(request, pk, measurement_pk):
    """One reading with its history; correct it, with a reason if it is final."""
    kpi = kpi_of(request, pk, with_measurements=True)
    require(can_see_working(request.user, kpi))
    measurement = get_object_or_404(kpi.measurements, pk=measurement_pk)
    measurement.kpi = kpi
    asked = entering.period_of(kpi, measurement)
    form = MeasurementForm(
        autosave.typed(request), request.FILES or None, promise=asked.promise, period=asked.period,
        measurement=measurement,
    )  # fmt: skip
    permission = can_correct_measurement(request.user, measurement)
    if request.method == "POST":
        require(permission)
        if _is_whole(request, form) and _corrected(request, measurement, form, asked.name):
            return redirect(page_of(kpi, asked.period[0]))
    context = {
        "asked": asked,
        "measurement": measurement,
        "can_correct": permission,
        "history": measurement_history(measurement, asked.promise),
    }
    return _form_page(request, kpi, form, context)


@page("GET", asks="can_see_working")
def evidence_file(request, pk, measurement_pk, file_pk):
    """A file that is, or once was, the evidence of a reading: to be saved, never to be shown."""
    kpi = kpi_of(request, pk)
    require(can_see_working(request.user, kpi))
    measurement = get_object_or_404(kpi.measurements, pk=measurement_pk)
    if not measurement.history.filter(evidence_file_id=file_pk).exists():
        raise Http404
    file = get_object_or_404(Attachment, pk=file_pk)
    return HttpResponse(
        bytes(file.content),
        content_type=attachments.TYPES[file.kind],
        headers={"Content-Disposition": content_disposition_header(True, file.name)},
    )


def _corrected(request, measurement, form, period):
    """Whether the correction was saved; else the form says why not."""
    done = f"The reading for {periods.within(period)} is saved."
    reason = form.cleaned_data.get("reason", "")
    details = form.evidence() | {"reason": reason, "done": done}
    verb, said = workflow.correct_measurement, form.figures()
    return saved_from(request, form, verb, measurement, said, **details)


def _is_whole(request, form):
    """Whether the form is right, and all of it has arrived."""
    return form.is_valid() and not unread_size(request)


def _form_page(request, kpi, form, context):
    if request.method == "POST":
        form.say_file_is_gone(unread_size(request))
    promise = kpi.promise_for(years.year_of(context["asked"].period[0]))
    year = reports.kpi_year(
        kpi,
        promise or context["asked"].promise,
        request.user,
        kpi.measurements.all(),
        calendar=working_calendar(),
    )
    back = page_of(kpi, context["asked"].period[0])
    can_record = can_record_measurement(request.user, kpi)
    context |= {"kpi": kpi, "form": form, "year": year, "back": back, "can_record": can_record}
    return render(request, "kpis/measurement_form.html", context)
