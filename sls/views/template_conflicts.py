"""When a change to the template cannot be saved: somebody else saved first, or published it.
Nothing typed is lost: it is on the page, and kept as a draft besides."""

from http import HTTPStatus

from django.shortcuts import render

from institution.permissions import Forbidden
from sls.views.conflicts import differences, keep_typed, sent_fields, shown, typed_here


def conflict_page(request, template, form, theirs, *, version, together, heading=None):
    """A 409 page with what was typed (`form`, bound) and what is saved now (`theirs`, unbound).

    Nothing has been written; what the person chooses is sent with `version`, the one saved now.
    """
    keep_typed(request)
    context = {
        "template": template, "section": heading or template, "version": str(version),
        "differences": differences(form, theirs), "mine": sent_fields(request),
        "together": together, "by": "somebody else",
    }  # fmt: skip
    return render(request, "sls/template_conflict.html", context, status=HTTPStatus.CONFLICT)


def refused_page(request, template, make_form, permission):
    """A 403; if something was typed before the template was published, it is shown to be copied."""
    typed = typed_here(request)
    if typed is None:
        raise Forbidden(permission.reason)
    form = make_form(typed)
    return not_saved_page(request, template, form, permission.reason, HTTPStatus.FORBIDDEN)


def not_saved_page(request, template, form, reason, status=HTTPStatus.CONFLICT):
    """What was typed could not be saved, with the reason: it is shown to be copied."""
    keep_typed(request)
    typed = [(field, text) for field in form if (text := shown(field))]
    context = {"template": template, "about": template, "typed": typed, "reason": reason}
    return render(request, "sls/template_not_saved.html", context, status=status)
