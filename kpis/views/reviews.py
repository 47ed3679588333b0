"""The year's end: the census of all KPIs, and one KPI's year with what is made of it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from institution import autosave, once, years
from institution.models import AcademicYear
from institution.pages import page
from institution.permissions import NotAllowed, require
from kpis import advising, census, census_progress, permissions, workflow
from kpis.forms.reviews import KeepForm, ReviewForm
from kpis.views.loading import kpi_of, saved_from


@page("GET", "POST", asks="can_see_census")
def census_detail(request, start_year):
    """How far the census of a year is; hold it now, if the night has not."""
    year = get_object_or_404(AcademicYear, start_year=start_year)
    require(permissions.can_see_census(request.user))
    if request.method == "POST":
        try:
            made = once.do(request, workflow.hold_census, year)
        except NotAllowed as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, counted_words(len(made or [])))
        return redirect("kpis:census_detail", start_year)
    lines = census_progress.standing(year)
    waiting = census_progress.waiting(year, today=timezone.localdate())
    context = {
        "year": year, "lines": lines, "waiting": waiting,
        "lacking": [one for one in waiting if one.gaps],
        "is_begun": any(not one.is_untouched for one in lines),
        "can_hold": permissions.can_hold_census(request.user, year),
    }  # fmt: skip
    return render(request, "kpis/census_detail.html", context)


def counted_words(number: int) -> str:
    """What the census has just done, in a sentence."""
    if not number:
        return "Every result had been counted already."
    return f"{number} result{' is' if number == 1 else 's are'} counted."


@page("GET", "POST", asks="can_see_working")
def review_edit(request, pk, start_year):
    """One year of a KPI as it was frozen; the department says what it did and learnt."""
    kpi, counted = _counted_of(request, pk, start_year)
    review = counted.review
    may_write = permissions.can_write_review(request.user, review)
    form = ReviewForm(autosave.typed(request), review=review)
    if request.method == "POST":
        require(may_write)
        if form.is_valid() and _saved(request, form, review):
            return redirect("kpis:review_edit", pk, start_year)
        review.refresh_from_db(fields=["done", "learnt", "version"])
    context = {
        "kpi": kpi, "counted": counted, "review": review, "form": form, "may_write": may_write,
        "may_decide": permissions.can_decide_review(request.user, review),
        "advice": advising.of_review(kpi, review) if may_write else [],
        "interventions": census.evaluated_in(kpi, start_year),
        "annual_return": kpi.department.returns.filter(academic_year=review.academic_year).first(),
        "is_refused": request.method == "POST",
        "caption": f"{kpi.department}, {review.academic_year}",
        "last_year": years.label(kpi.last_year) if kpi.last_year is not None else "",
    }  # fmt: skip
    return render(request, "kpis/review_edit.html", context)


def _saved(request, form, review):
    """Whether the words were saved; else the form says why not."""
    said, done = form.cleaned_data, f"What you learnt in {review.academic_year} is saved."
    words = (said["what_done"], said["learnt"])
    return saved_from(request, form, workflow.save_review, review, words=words, done=done)


@page("GET", "POST", asks="can_decide_review")
def review_decide(request, pk, start_year):
    """The head keeps, changes or retires the KPI."""
    kpi, counted = _counted_of(request, pk, start_year)
    review = counted.review
    require(permissions.can_decide_review(request.user, review))
    initial = {"decision": review.decision, "reason": review.decision_reason}
    form = KeepForm(autosave.typed(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        done, verb = "The decision is saved.", workflow.decide_review
        if saved_from(request, form, verb, review, done=done, **form.cleaned_data):
            return redirect("kpis:review_edit", pk, start_year)
    context = {"kpi": kpi, "counted": counted, "review": review, "form": form}
    return render(request, "kpis/review_decide.html", context)


def _counted_of(request, pk, start_year):
    """The KPI and its frozen year, for those who see how it is worked on; else a 404."""
    kpi = kpi_of(request, pk)
    require(permissions.can_see_working(request.user, kpi))
    if (counted := census.counted(kpi, start_year)) is None:
        raise Http404
    return kpi, counted
