"""The quality office edits the template: its versions, its texts, and publishing it."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from institution import autosave
from institution.pages import page
from institution.permissions import NotAllowed, require
from sls import permissions, workflow
from sls.differences import both
from sls.forms.templates import TemplateForm
from sls.models import Requirement, Statement, StatementTemplate
from sls.template_changes import TEXTS, changes
from sls.views.steps import do_once, version_from
from sls.views.template_conflicts import conflict_page


@page("GET", asks="can_manage_template")
def template_list(request):
    """Every version of the template, and how many statements use it."""
    require(permissions.can_manage_template(request.user))
    templates = list(StatementTemplate.objects.with_use())
    context = {
        "templates": templates,
        "has_draft": bool(templates) and not templates[0].is_published,
        "next": templates[0].version + 1 if templates else 1,
    }
    return render(request, "sls/template_list.html", context)


@page("GET", asks="can_manage_template")
def template_detail(request, pk):
    """One version of the template; a draft with all that can be changed in it."""
    template = template_of(request, pk)
    before = template.before
    context = {
        "template": template,
        "headings": template.headings.all(),
        "can_change": permissions.can_change_template(request.user, template),
        "before": before,
        "changes": changes(before, template) if before else None,
    }
    return render(request, "sls/template_detail.html", context)


def template_of(request, pk):
    """The template, for people who manage it; 403 for others, 404 when there is none."""
    require(permissions.can_manage_template(request.user))
    return get_object_or_404(StatementTemplate.objects.with_use(), pk=pk)


@page("POST", asks="can_manage_template")
def template_begin(request):
    """Begin the next version as a copy of the newest, or go to the draft that there is."""
    require(permissions.can_manage_template(request.user))
    draft = do_once(request, workflow.begin_template)
    draft = draft or StatementTemplate.objects.first()
    return redirect("sls:template_detail", draft.pk)


@page("GET", "POST", asks="can_change_template")
def template_edit(request, pk):
    """The introduction and the guidance that belongs to no heading."""
    template = template_of(request, pk)
    make_form = partial(TemplateForm, instance=template)
    require(permissions.can_change_template(request.user, template))
    typed = autosave.typed(request)
    form, version = make_form(typed), template.revision
    if request.method == "POST" and form.is_valid():
        return _save_texts(request, template, form)
    version = typed.get("version", "") if typed else version
    context = {"template": template, "form": form, "version": str(version)}
    return render(request, "sls/template_edit.html", context)


def _save_texts(request, template, form):
    try:
        do_once(request, workflow.save_template, template, revision=version_from(request.POST))
    except workflow.Stale as stale:
        now = stale.current
        joined = {name: both(getattr(now, name), form.cleaned_data[name]) for name in TEXTS}
        return conflict_page(
            request, template, form, TemplateForm(instance=now),
            version=now.revision, together=TemplateForm(instance=now, initial=joined),
        )  # fmt: skip
    autosave.forget(request)
    messages.success(request, "The introduction and guidance are saved.")
    return redirect("sls:template_detail", template.pk)


@dataclass(frozen=True)
class Consequences:
    """What publishing does: statements that keep their template, and those still to come."""

    unfinished: int
    finished: int
    to_come: int


def _consequences():
    return Consequences(
        unfinished=Statement.objects.filter(state__in=Statement.UNFINISHED).count(),
        finished=Statement.objects.published().count(),
        to_come=Requirement.objects.asking().not_begun().count(),
    )


@page("GET", "POST", asks="can_change_template")
def template_publish(request, pk):
    """What publishing the draft means; then publish exactly what was shown."""
    template = template_of(request, pk)
    if template.is_published and template.published_by == request.user:
        return redirect("sls:template_detail", pk)  # the second of two clicks
    require(permissions.can_change_template(request.user, template))
    if request.method == "POST":
        return _publish(request, template)
    before = template.before
    context = {
        "template": template,
        "before": before,
        "changes": changes(before, template),
        "consequences": _consequences(),
        "headings": template.headings.all(),
    }
    return render(request, "sls/template_publish.html", context)


def _publish(request, template):
    as_seen = request.POST.get("as_seen", "")
    try:
        do_once(request, workflow.publish_template, template, as_seen=as_seen)
    except workflow.Stale:
        messages.warning(
            request,
            "Nothing was published: somebody changed the template while you were reading. "
            "Read again what is different.",
        )
        return redirect("sls:template_publish", template.pk)
    except NotAllowed as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"{template} is published. New statements are begun on it.")
    return redirect("sls:template_detail", template.pk)
