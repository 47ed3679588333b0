"""Rows beside the text of a section: add, change, remove, move; all without JavaScript."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.db.models import Model
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave
from institution.once import was_sent
from institution.pages import page
from institution.permissions import require
from sls import workflow
from sls.forms.rows import row_form
from sls.models import NotDelivered, Service, ServiceStandard, Stakeholder
from sls.permissions import can_edit_section
from sls.views.conflicts import conflict_page, gone_page
from sls.views.steps import at_row, do_once, section_of, version_from


@dataclass(frozen=True)
class Part:
    """One kind of rows: its model and what people call one of them."""

    model: type[Model]
    one: str
    many: str
    why: str
    related: tuple[str, ...] = ()


PARTS = {
    "services": Part(
        Service, "service", "Your services",
        "People find each one in the directory, with when and how to reach it.",
    ),
    "not_delivered": Part(
        NotDelivered, "service you do not deliver", "Services you do not deliver",
        "Each with who does it instead, so that nobody is passed round.", ("instead_department",),
    ),
    "stakeholders": Part(
        Stakeholder, "stakeholder", "Your stakeholders",
        "Mark those whose work or information you depend on.", ("department",),
    ),
    "standards": Part(
        ServiceStandard, "service standard", "Your service standards",
        "Targets that can be measured without being KPIs: what, how soon, counted from when.",
    ),
}  # fmt: skip


def rows_of(section):
    """The rows beside the text of a section, each with what it says, in one query."""
    part = PARTS[section.part]
    rows = part.model.objects.filter(section=section)
    rows = rows.select_related(*part.related) if part.related else rows
    return [(row, said(section.part, row)) for row in rows]


def said(part, row):
    """What a row says besides its name: pairs of a label and a text, "" where nothing is said."""
    if part == "services":
        return [
            ("For", ", ".join(row.audience_labels)),
            ("Available", row.availability),
            ("Reached", row.how_to_reach),
        ]
    if part == "not_delivered":
        return [("Who does it", row.instead)]
    if part == "stakeholders":
        kind = row.get_audience_display() if row.audience else ""
        needed = row.depends_on or "not said yet"
        return [
            ("Kind", kind),
            ("Department", str(row.department or "")),
            ("We depend on them for", needed if row.is_dependency else ""),
        ]
    return [("Reads", row.sentence)]


@page("GET", "POST", asks="can_edit_section")
def row_add(request, pk, key, part):
    """Add a row at the end."""
    section = _section(request, pk, key, part)
    return _form_page(request, section, part, PARTS[part].model(section=section))


@page("GET", "POST", asks="can_edit_section")
def row_edit(request, pk, key, part, row_pk):
    """Change a row."""
    section = _section(request, pk, key, part)
    row = PARTS[part].model.objects.filter(section=section, pk=row_pk).first()
    if row is not None:
        row.section = section
        return _form_page(request, section, part, row)
    require(can_edit_section(request.user, section))
    make_form = partial(row_form, part, section, PARTS[part].model(section=section))
    answer = gone_page(
        request, section, make_form, add_url=reverse("sls:row_add", args=[pk, key, part])
    )
    if answer is None:
        raise Http404
    return answer


@page("GET", "POST", asks="can_edit_section")
def row_remove(request, pk, key, part, row_pk):
    """Ask whether to remove a row, and remove it."""
    section = _section(request, pk, key, part)
    require(can_edit_section(request.user, section))
    if was_sent(request):
        return redirect(section)  # the second of two clicks
    row = get_object_or_404(PARTS[part].model.objects.filter(section=section), pk=row_pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            do_once(request, workflow.remove_row, row, version=version_from(request.POST))
        except workflow.Stale as stale:
            row, status = stale.current, HTTPStatus.CONFLICT
        else:
            autosave.drop_all(request.user, reverse("sls:row_edit", args=[pk, key, part, row_pk]))
            messages.success(request, f"“{row}” has been removed.")
            return redirect(section)
    context = _context(section, part, row) | {"is_stale": status == HTTPStatus.CONFLICT}
    return render(request, "sls/row_remove.html", context, status=status)


@page("POST", asks="can_edit_section")
def row_move(request, pk, key, part, row_pk):
    """Move a row up or down. Text that was typed beside it and not saved is kept as a draft."""
    section = _section(request, pk, key, part)
    require(can_edit_section(request.user, section))
    row = get_object_or_404(PARTS[part].model.objects.filter(section=section), pk=row_pk)
    return move(request, section, row)


def move(request, section, row):
    """Do what the pressed button says, "up" or "down", and show the row where it is now."""
    text = request.POST.get("text", section.text)
    is_typed = " ".join(text.split()) != " ".join(section.text.split())
    if is_typed:  # kept first: if that cannot be, nothing happens
        typed = {"text": [text], "version": [request.POST.get("version", "")]}
        shown = autosave.shown_by(request.POST)
        autosave.keep_sent(request.user, section.get_absolute_url(), typed, shown=shown)
    do_once(request, workflow.move_row, row, up=request.POST.get("direction") == "up")
    return redirect(at_row(section, row, "?restore=1" if is_typed else ""))


def _section(request, pk, key, part):
    """The section, which has rows of this part; else a 404."""
    section = section_of(request, pk, key)
    if part not in PARTS or section.part != part:
        raise Http404
    return section


def _form_page(request, section, part, row):
    make_form = partial(row_form, part, section, row)
    require(can_edit_section(request.user, section))
    typed = autosave.typed(request)
    form = make_form(typed)
    if request.method == "POST" and form.is_valid():
        return _save(request, section, part, row, form)
    version = str(row.version) if typed is None else typed.get("version", "")
    context = {**_context(section, part, row), "form": form, "version": version}
    return render(request, "sls/row_form.html", context)


def _save(request, section, part, row, form):
    try:
        if row.pk is None:
            do_once(request, workflow.add_row, section, row)
        elif form.has_changed():
            do_once(request, workflow.change_row, row, version=version_from(request.POST))
    except workflow.Stale as stale:
        return _conflict(request, section, part, form, stale.current)
    autosave.forget(request)
    messages.success(request, f"“{row}” is saved.")
    if request.POST.get("then") == "another":
        return redirect("sls:row_add", section.statement_id, section.key, part)
    return redirect(at_row(section, row))


def _conflict(request, section, part, form, current):
    theirs = row_form(part, section, current)
    last = current.history.select_related("history_user").first()
    return conflict_page(
        request, section, form, theirs,
        version=current.version, by=last.history_user if last else None,
    )  # fmt: skip


def _context(section, part, row):
    return {
        "statement": section.statement,
        "section": section,
        "part": part,
        "row": row,
        "one": PARTS[part].one,
        "said": said(part, row) if row.pk else [],
        "is_new": row.pk is None,
    }
