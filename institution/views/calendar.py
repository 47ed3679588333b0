"""The working calendar: how working days are counted, and the days that do not count."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from institution import autosave, once, workflow, years
from institution.calendars import free_days, start_years
from institution.forms.calendar import CalendarForm, ClosuresForm, RemoveClosuresForm, TryForm
from institution.models import AcademicYear, Institution
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, can_manage_calendar, require
from institution.saving import saved


@page("GET", asks=SIGNED_IN)
def calendar(request):
    """How days are counted, the free days of a year, and an enquiry to try it with."""
    offered, now = start_years(), years.year_of(timezone.localdate())
    asked = request.GET.get("year", "")
    shown = next((one for one in offered if years.label(one) == asked), now)
    is_tried = "received_on" in request.GET
    free = free_days(years.first_day(shown), years.last_day(shown))
    context = {
        "year": AcademicYear(start_year=shown),
        "years": [AcademicYear(start_year=one) for one in offered],
        "public": [day for day in free if day.closure is None],
        "closures": [day.closure for day in free if day.closure],
        "form": TryForm(request.GET if is_tried else None, initial={"days": 5}),
        "can_manage": can_manage_calendar(request.user),
    }
    return render(request, "institution/calendar.html", context)


@page("GET", "POST", asks="can_manage_calendar")
def calendar_edit(request):
    """Change how working days are counted."""
    require(can_manage_calendar(request.user))
    form = CalendarForm(autosave.typed(request), instance=Institution.get())
    if request.method == "POST" and form.is_valid():
        changed, as_seen = form.save(commit=False), form.cleaned_data["as_seen"]
        done = "The rules of the working calendar are saved."
        if saved(request, form, workflow.change_calendar, changed, as_seen=as_seen, done=done):
            return redirect("institution:calendar")
    return render(request, "institution/calendar_edit.html", {"form": form})


@page("GET", "POST", asks="can_manage_calendar")
def closures_add(request):
    """Say that nobody works on a day, or on several on end."""
    require(can_manage_calendar(request.user))
    form = ClosuresForm(autosave.typed(request))
    if request.method == "POST" and form.is_valid():
        days, label = form.cleaned_data["days"], form.cleaned_data["label"]
        done = f"{label}: {len(days)} working day{'s' * (len(days) > 1)} will not count."
        if saved(request, form, workflow.add_closures, days, label, done=done):
            return redirect(_year_of(days[0]))
    return render(request, "institution/closures_add.html", {"form": form})


@page("POST", asks="can_manage_calendar")
def closures_remove(request):
    """Make the ticked days working days again."""
    require(can_manage_calendar(request.user))
    if once.was_sent(request):
        return redirect("institution:calendar")  # the second of two clicks
    form = RemoveClosuresForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["closures"][0])
        return redirect("institution:calendar")
    closures = list(form.cleaned_data["closures"])
    try:
        once.do(request, workflow.remove_closures, closures)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"Removed: {', '.join(map(str, closures))}.")
    return redirect(_year_of(closures[0].day))


def _year_of(day):
    """The page of the calendar with the year of the day."""
    return f"{reverse('institution:calendar')}?year={years.label(years.year_of(day))}"
