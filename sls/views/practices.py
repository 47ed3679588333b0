"""Good practice: the shelf for everybody, and what a return offers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave, once
from institution.pages import SIGNED_IN, page
from institution.permissions import NotAllowed, require
from institution.saving import saved, version_from
from sls import workflow
from sls.forms.practices import PracticeForm, ShelfForm
from sls.models import GoodPractice
from sls.returns import permissions
from sls.views.conflicts import conflict_page
from sls.views.returns import return_of
from sls.views.steps import do_once

PER_PAGE = 30


@page("GET", asks=SIGNED_IN)
def practice_list(request):
    """The shelf, and for the quality office what is offered for it."""
    form = ShelfForm(request.GET)
    found = GoodPractice.objects.on_shelf().saying(form.words()).for_list()
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "offered": GoodPractice.objects.offered_to(request.user).for_list(),
        "can_shelve": request.user.has_role("reviewer"),
    }
    return render(request, "sls/practice_list.html", context)


@page("POST", asks="can_shelve_practice")
def practice_shelve(request, pk):
    """Put it on the shelf, or take it off again."""
    practices = GoodPractice.objects.on_shelf() | GoodPractice.objects.offered_to(request.user)
    practice = get_object_or_404(practices, pk=pk)
    require(permissions.can_shelve_practice(request.user, practice))
    is_on = request.POST.get("shelf") == "on"
    try:
        do_once(request, workflow.shelve_practice, practice, is_on=is_on)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"“{practice}” is {'on' if is_on else 'off'} the shelf.")
    return redirect("sls:practice_list")


@page("GET", "POST", asks="can_write_return")
def practice_add(request, pk):
    """Offer something that others could learn from."""
    annual_return = return_of(request, pk)
    require(permissions.can_write_return(request.user, annual_return))
    practice = GoodPractice(annual_return=annual_return)
    form = PracticeForm(autosave.typed(request), instance=practice)
    if request.method == "POST" and form.is_valid():
        offered, done = form.save(commit=False), f"“{form.instance}” is offered."
        if saved(request, form, workflow.save_practice, offered, done=done):
            return redirect("sls:return_edit", pk)
    return _form_page(request, practice, form, "")


@page("GET", "POST", asks="can_write_return")
def practice_edit(request, pk, practice_pk):
    """Change what is offered."""
    annual_return = return_of(request, pk)
    require(permissions.can_write_return(request.user, annual_return))
    practice = get_object_or_404(annual_return.practices, pk=practice_pk)
    practice.annual_return = annual_return
    typed = autosave.typed(request)
    form = PracticeForm(typed, instance=practice)
    if request.method == "POST" and form.is_valid():
        changed, done = form.save(commit=False), f"“{form.instance}” is saved."
        said = {"version": version_from(request.POST), "done": done}
        try:
            if saved(request, form, workflow.save_practice, changed, **said):
                return redirect("sls:return_edit", pk)
        except workflow.Stale as stale:
            return _conflict(request, practice, form, stale.current)
    version = typed.get("version", "") if typed else practice.version
    return _form_page(request, practice, form, version)


def _conflict(request, practice, form, current):
    theirs = PracticeForm(instance=current)
    return conflict_page(
        request, practice, form, theirs, version=current.version, by=current.updated_by
    )


def _form_page(request, practice, form, version):
    context = {
        "annual_return": practice.annual_return, "practice": practice, "form": form,
        "version": version,
    }  # fmt: skip
    return render(request, "sls/practice_form.html", context)


@page("POST", asks="can_write_return")
def practice_remove(request, pk, practice_pk):
    """Offer it no more."""
    annual_return = return_of(request, pk)
    require(permissions.can_write_return(request.user, annual_return))
    if once.was_sent(request):
        return redirect("sls:return_edit", pk)  # the second of two clicks
    practice = get_object_or_404(annual_return.practices, pk=practice_pk)
    try:
        do_once(request, workflow.remove_practice, practice)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"“{practice}” is removed.")
    return redirect("sls:return_edit", pk)
