"""When a change to the template cannot be saved because somebody else saved first. Nothing typed is
lost: it is on the page, and kept as a draft besides."""

from http import HTTPStatus

from django.shortcuts import render

from sls.views.conflicts import differences, keep_typed, sent_fields


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
