"""The headings of a draft template: add, change, remove, move; all without JavaScript."""

from functools import partial
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from institution import autosave
from institution.pages import page
from institution.permissions import require
from sls import workflow
from sls.differences import both
from sls.forms.templates import HeadingForm
from sls.models import Heading
from sls.permissions import can_change_template
from sls.views.conflicts import keep_typed, typed_here, was_shown_form
from sls.views.steps import do_once, version_from
from sls.views.template_conflicts import conflict_page
from sls.views.templates import template_of


@page("GET", "POST", asks="can_change_template")
def heading_add(request, pk):
    """Add a heading at the end."""
    template = template_of(request, pk)
    return _form_page(request, template, Heading(template=template))


@page("GET", "POST", asks="can_change_template")
def heading_edit(request, pk, heading_pk):
    """Change a heading."""
    template = template_of(request, pk)
    heading = template.headings.filter(pk=heading_pk).first()
    if heading is None:
        return _gone_page(request, template)
    heading.template = template
    return _form_page(request, template, heading)


def _form_page(request, template, heading):
    make_form = partial(HeadingForm, instance=heading)
    require(can_change_template(request.user, template))
    was, version = str(heading), str(heading.version)  # the form puts what is typed into it
    typed = autosave.typed(request)
    form = make_form(typed)
    if request.method == "POST" and form.is_valid():
        return _save(request, template, heading, form)
    context = {
        "template": template, "heading": heading, "was": was, "form": form,
        "version": typed.get("version", "") if typed else version,
    }  # fmt: skip
    return render(request, "sls/heading_form.html", context)


def _save(request, template, heading, form):
    try:
        do_once(request, workflow.save_heading, heading, version=version_from(request.POST))
    except workflow.Stale as stale:
        now = stale.current
        guidance = both(now.guidance, form.cleaned_data["guidance"])
        together = HeadingForm(instance=heading, initial={"guidance": guidance})
        return conflict_page(
            request, template, form, HeadingForm(instance=now),
            version=now.version, together=together, heading=now,
        )  # fmt: skip
    autosave.forget(request)
    messages.success(request, f"“{heading.title}” is saved.")
    return _to_headings(template)


def _to_headings(template):
    return redirect(f"{reverse('sls:template_detail', args=[template.pk])}#headings")


def _gone_page(request, template):
    """Somebody else has removed the heading: a 409 page to add it again, if anything was typed."""
    require(can_change_template(request.user, template))
    typed = typed_here(request)
    if typed is None or (request.method == "POST" and not was_shown_form(request)):
        raise Http404
    keep_typed(request)
    form = HeadingForm(typed, instance=Heading(template=template))
    context = {"template": template, "form": form}
    return render(request, "sls/heading_gone.html", context, status=HTTPStatus.CONFLICT)


@page("GET", "POST", asks="can_change_template")
def heading_remove(request, pk, heading_pk):
    """Ask whether to leave a heading out of the next version, and do so."""
    template = template_of(request, pk)
    require(can_change_template(request.user, template))
    heading = get_object_or_404(template.headings, pk=heading_pk)
    status = HTTPStatus.OK
    if request.method == "POST":
        try:
            do_once(request, workflow.remove_heading, heading, version=version_from(request.POST))
        except workflow.Stale as stale:
            heading, status = stale.current, HTTPStatus.CONFLICT
        else:
            messages.success(request, f"“{heading.title}” has been removed.")
            return _to_headings(template)
    context = {
        "template": template, "heading": heading, "before": template.before,
        "is_stale": status == HTTPStatus.CONFLICT,
    }  # fmt: skip
    return render(request, "sls/heading_remove.html", context, status=status)


@page("POST", asks="can_change_template")
def heading_move(request, pk, heading_pk):
    """Move a heading up or down."""
    template = template_of(request, pk)
    require(can_change_template(request.user, template))
    heading = get_object_or_404(template.headings, pk=heading_pk)
    do_once(request, workflow.move_heading, heading, up=request.POST.get("direction") == "up")
    return _to_headings(template)
