"""The KPIs of a statement: begin one, say what it promises, change its kind, move or remove it."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave
from institution.once import was_sent
from institution.pages import page
from institution.permissions import require
from kpis import advising, coach
from kpis.content import of_promise
from kpis.models import Promise
from sls import workflow
from sls.forms.kpi_shapes import ShapeForm
from sls.forms.kpis import KpiForm
from sls.models import Section
from sls.permissions import can_edit_section
from sls.views.conflicts import conflict_page, gone_page
from sls.views.rows import move
from sls.views.steps import at_row, do_once, section_of, version_from


@page("GET", "POST", asks="can_edit_section")
def kpi_add(request, pk):
    """Begin a KPI: its name and the kind of promise it makes."""
    section = section_of(request, pk, Section.KPIS)
    require(can_edit_section(request.user, section))
    new = Promise(academic_year=section.statement.academic_year)
    form = ShapeForm(autosave.typed(request), instance=new)
    if request.method == "POST" and form.is_valid():
        return _begin(request, section, form)
    many = coach.of_number(section.kpis.count() + 1)
    context = _context(section) | {"form": form, "many": many}
    return render(request, "sls/kpi_add.html", context)


def _begin(request, section, form):
    row = do_once(request, workflow.add_kpi, section, **form.cleaned_data)
    autosave.forget(request)
    if row is None:
        return redirect(section)
    url = reverse("sls:kpi_edit", args=[section.statement_id, row.pk])
    if "measure" not in request.POST:
        return redirect(url)
    # One that somebody else had removed, added again: the rest of it waits in the form.
    typed = autosave.typed_fields(request.POST) | {"version": [str(row.promise.version)]}
    autosave.keep_sent(request.user, url, typed)
    return redirect(f"{url}?restore=1")


@page("GET", "POST", asks="can_edit_section")
def kpi_edit(request, pk, row_pk):
    """Say what a KPI promises; only what its shape needs is asked."""
    return _promise_page(request, pk, row_pk, KpiForm, "sls/kpi_edit.html")


@page("GET", "POST", asks="can_edit_section")
def kpi_shape(request, pk, row_pk):
    """Change the kind of promise. What the other kind had is kept, in case it is changed back."""
    return _promise_page(request, pk, row_pk, ShapeForm, "sls/kpi_shape.html")


@page("GET", "POST", asks="can_edit_section")
def kpi_remove(request, pk, row_pk):
    """Ask whether to remove a KPI from the statement, and remove it."""
    section = section_of(request, pk, Section.KPIS)
    require(can_edit_section(request.user, section))
    if was_sent(request):
        return redirect(section)  # the second of two clicks
    row = get_object_or_404(_rows(section), pk=row_pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            do_once(request, workflow.remove_kpi, row, version=version_from(request.POST))
        except workflow.Stale as stale:
            row.promise, status = stale.current, HTTPStatus.CONFLICT
        else:
            autosave.drop_all(request.user, reverse("sls:kpi_edit", args=[pk, row_pk]))
            messages.success(request, f"“{row}” has been removed.")
            return redirect(section)
    context = _context(section, row) | {"is_stale": status == HTTPStatus.CONFLICT}
    return render(request, "sls/kpi_remove.html", context, status=status)


@page("POST", asks="can_edit_section")
def kpi_move(request, pk, row_pk):
    """Move a KPI up or down. Text that was typed beside it and not saved is kept as a draft."""
    section = section_of(request, pk, Section.KPIS)
    require(can_edit_section(request.user, section))
    return move(request, section, get_object_or_404(_rows(section), pk=row_pk))


def _rows(section):
    return section.kpis.select_related(
        "promise__kpi", "promise__baseline", "promise__academic_year", "promise__university_kpi"
    )


def _context(section, row=None):
    context = {"statement": section.statement, "section": section}
    if row:
        context |= {"row": row, "promise": row.promise}
    return context


def _promise_page(request, pk, row_pk, form_class, template):
    """The page of one of the two forms of a promise."""
    section = section_of(request, pk, Section.KPIS)
    row = _rows(section).filter(pk=row_pk).first()
    if row is None:
        return _gone(request, section, form_class)
    row.section = section
    make_form = partial(form_class, instance=row.promise)
    require(can_edit_section(request.user, section))
    typed = autosave.typed(request)
    saved = of_promise(row.promise)
    others = [one.promise for one in _rows(section).exclude(pk=row.pk)]
    advice = advising.of_promises([row.promise], beside=others)[row.promise_id]
    form = make_form(typed)
    if request.method == "POST" and form.is_valid():
        return _save(request, section, row, form)
    version = str(row.promise.version) if typed is None else typed.get("version", "")
    context = _context(section, row) | {
        "form": form, "version": version, "saved": saved, "advice": advice,
    }  # fmt: skip
    return render(request, template, context)


def _gone(request, section, form_class):
    require(can_edit_section(request.user, section))
    make_form = partial(form_class, instance=Promise(academic_year=section.statement.academic_year))
    add_url = reverse("sls:kpi_add", args=[section.statement_id])
    answer = gone_page(request, section, make_form, add_url=add_url)
    if answer is None:
        raise Http404
    return answer


def _save(request, section, row, form):
    version = version_from(request.POST)
    try:
        if form.has_changed():
            do_once(request, workflow.change_kpi, row, form.promise(), version=version)
    except workflow.Stale as stale:
        return _conflict(request, section, form, stale.current)
    autosave.forget(request)
    messages.success(request, f"“{row.promise}” is saved.")
    if request.POST.get("then") == "list":
        return redirect(at_row(section, row))
    name = "sls:kpi_shape" if request.POST.get("then") == "shape" else "sls:kpi_edit"
    return redirect(name, section.statement_id, row.pk)


def _conflict(request, section, form, current):
    last = current.history.select_related("history_user").first()
    return conflict_page(
        request, section, form, type(form)(instance=current),
        version=current.version, by=last.history_user if last else None,
    )  # fmt: skip
