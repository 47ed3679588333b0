"""Academic years: their dates, and whether anything is asked in them."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from institution import autosave, workflow, years
from institution.forms.years import DATES, NewYearForm, PauseForm, YearForm
from institution.models import AcademicYear
from institution.pages import SIGNED_IN, page
from institution.permissions import can_manage_years, require
from institution.saving import saved

State = AcademicYear.State
MOVES = {"open": State.OPEN, "pause": State.PAUSED, "close": State.CLOSED}


@page("GET", asks=SIGNED_IN)
def year_list(request):
    """Every year with its state and its dates; the page asks how much is owed in it."""
    context = {
        "years": AcademicYear.objects.all(),
        "can_manage": can_manage_years(request.user),
    }
    return render(request, "institution/year_list.html", context)


@page("GET", "POST", asks="can_manage_years")
def year_add(request):
    """Plan a year; the next one is proposed with the dates of the last, a year on."""
    require(can_manage_years(request.user))
    form = NewYearForm(autosave.typed(request), initial=_proposed())
    if request.method == "POST" and form.is_valid():
        year = form.save(commit=False)
        done = f"{year} is planned. Nothing is asked before it opens."
        if saved(request, form, workflow.add_year, year, done=done):
            return redirect("institution:year_list")
    return render(request, "institution/year_add.html", {"form": form})


def _proposed() -> dict:
    """The next year, with dates a year after those of the last."""
    last = AcademicYear.objects.first()
    if last is None:
        return {"start_year": years.year_of(timezone.localdate())}
    dates = {name: getattr(last, name) for name in DATES}
    return {"start_year": last.start_year + 1} | {
        name: day and _a_year_on(day) for name, day in dates.items()
    }


def _a_year_on(day: date) -> date:
    """The same date a year later; 29 February becomes the 28th."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


@page("GET", "POST", asks="can_manage_years")
def year_edit(request, start_year):
    """Change the dates of a year, and while it is paused the reason."""
    require(can_manage_years(request.user))
    year = get_object_or_404(AcademicYear, start_year=start_year)
    form = YearForm(autosave.typed(request), instance=year)
    if request.method == "POST" and form.is_valid():
        done, as_seen = f"The dates of {year} are saved.", form.cleaned_data["as_seen"]
        changed = form.save(commit=False)
        if saved(request, form, workflow.change_year, changed, as_seen=as_seen, done=done):
            return redirect("institution:year_list")
    return render(request, "institution/year_edit.html", {"form": form, "year": year})


@page("GET", "POST", asks="can_manage_years")
def year_state(request, start_year, move):
    """Open, pause or close a year, on a page that lists what follows from it."""
    require(can_manage_years(request.user))
    year = get_object_or_404(AcademicYear, start_year=start_year)
    if move not in MOVES:
        raise Http404
    wanted = MOVES[move]
    if request.method != "POST" and wanted not in workflow.YEAR_MOVES[year.state]:
        messages.error(request, f"{year} is {year.state}, so it cannot become {wanted}.")
        return redirect("institution:year_list")
    make_form = PauseForm if wanted == State.PAUSED else Form
    form = make_form(autosave.typed(request), initial=_words(year))
    if request.method == "POST" and form.is_valid():
        done, words = f"{year} is {wanted}.", form.cleaned_data
        if saved(request, form, workflow.move_year, year, wanted, done=done, **words):
            return redirect("institution:year_list")
    others_open = AcademicYear.objects.filter(state=State.OPEN).exclude(pk=year.pk)
    context = {"year": year, "wanted": wanted, "form": form, "others_open": others_open}
    return render(request, "institution/year_state.html", context)


def _words(year):
    return {"public_reason": year.public_reason, "still_asked": year.still_asked}
