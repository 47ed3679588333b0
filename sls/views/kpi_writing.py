"""The KPIs of a statement: begin one, say what it promises, change its kind, remove it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave
from institution.pages import page
from institution.permissions import NotAllowed, require
from kpis.models import Promise
from sls import content, workflow
from sls.forms.kpis import KpiForm, ShapeForm
from sls.models import Section
from sls.permissions import can_edit_section
from sls.views.conflicts import conflict_page, gone_page, not_saved_page
from sls.views.steps import do_once, section_of, version_from


@page("GET", "POST", asks="can_edit_section")
def kpi_add(request, pk):
    """Begin a KPI: its name and the kind of promise it makes."""
    section = section_of(request, pk, Section.KPIS)
    permission = can_edit_section(request.user, section)
    if request.method != "POST":
        require(permission)
    form = ShapeForm(request.POST if request.method == "POST" else autosave.restored(request))
    if not permission:
        return not_saved_page(request, section, form, permission.reason, status=403)
    if request.method == "POST" and form.is_valid():
        return _begin(request, section, form)
    return render(request, "sls/kpi_add.html", _context(section) | {"form": form})


def _begin(request, section, form):
    try:
        row = do_once(request, begin_kpi, section, **form.cleaned_data)
    except NotAllowed as reason:
        return not_saved_page(request, section, form, reason)
    autosave.forget(request.user, request.path)
    return redirect("sls:kpi_edit", section.statement_id, row.pk) if row else redirect(section)


def begin_kpi(section, *, by, title, shape):
    """A new KPI with its name and, if it was chosen, its shape."""
    row = workflow.add_kpi(section, by=by, title=title)
    if shape:
        row.promise.shape = shape
        workflow.change_kpi(row, row.promise, by=by, version=row.promise.version)
    return row


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
    row = get_object_or_404(_rows(section), pk=row_pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            do_once(request, workflow.remove_kpi, row, version=version_from(request.POST))
        except workflow.Stale as stale:
            row.promise, status = stale.current, HTTPStatus.CONFLICT
        else:
            autosave.forget(request.user, reverse("sls:kpi_edit", args=[pk, row_pk]))
            messages.success(request, f"“{row}” has been removed.")
            return redirect(section)
    context = _context(section, row) | {"is_stale": status == HTTPStatus.CONFLICT}
    return render(request, "sls/kpi_remove.html", context, status=status)


def _rows(section):
    return section.kpis.select_related(
        "promise__kpi", "promise__baseline", "promise__academic_year", "promise__university_kpi"
    )


def _context(section, row=None):
    context = {"statement": section.statement, "section": section}
    if row:
        context |= {"row": row, "promise": row.promise, "said": content.of_promise(row.promise)}
    return context


def _promise_page(request, pk, row_pk, form_class, template):
    """The page of one of the two forms of a promise."""
    section = section_of(request, pk, Section.KPIS)
    row = _rows(section).filter(pk=row_pk).first()
    if row is None:
        return _gone(request, section, form_class)
    row.section = section
    permission = can_edit_section(request.user, section)
    if request.method == "POST":
        form = form_class(request.POST, instance=row.promise)
        if not permission:
            return not_saved_page(request, section, form, permission.reason, status=403)
        if form.is_valid():
            return _save(request, section, row, form)
        version = request.POST.get("version", "")
    else:
        require(permission)
        typed = autosave.restored(request)
        form = form_class(typed, instance=row.promise)
        version = typed.get("version", "") if typed else str(row.promise.version)
    context = _context(section, row) | {"form": form, "version": version}
    return render(request, template, context)


def _gone(request, section, form_class):
    if request.method != "POST":
        raise Http404
    empty = Promise(academic_year=section.statement.academic_year)
    form = form_class(request.POST, instance=empty)
    add_url = reverse("sls:kpi_add", args=[section.statement_id])
    return gone_page(request, section, form, add_url=add_url)


def _save(request, section, row, form):
    version = version_from(request.POST)
    try:
        if form.has_changed():
            do_once(request, workflow.change_kpi, row, form.promise(), version=version)
    except workflow.Stale as stale:
        return _conflict(request, section, form, stale.current)
    except NotAllowed as reason:
        return not_saved_page(request, section, form, reason)
    autosave.forget(request.user, request.path)
    messages.success(request, f"“{row.promise}” is saved.")
    if request.POST.get("then") == "list":
        return redirect(f"{section.get_absolute_url()}#rows")
    name = "sls:kpi_shape" if request.POST.get("then") == "shape" else "sls:kpi_edit"
    return redirect(name, section.statement_id, row.pk)


def _conflict(request, section, form, current):
    last = current.history.select_related("history_user").first()
    return conflict_page(
        request, section, form, type(form)(instance=current),
        version=current.version, by=last.history_user if last else None,
    )  # fmt: skip
