"""When a save meets somebody else's: both texts on one page, and the person chooses."""

from dataclasses import dataclass
from http import HTTPStatus

from django.shortcuts import render

from institution import autosave
from institution.permissions import Forbidden
from sls.differences import word_changes
from sls.permissions import writes_for


@dataclass(frozen=True)
class Difference:
    """One field that says something else in the two versions."""

    label: str
    mine: str
    theirs: str
    parts: list[tuple[str, str]]


def conflict_page(request, section, form, theirs, *, together=None, version, by):
    """A 409 page with what was typed (`form`, bound) and what is saved now (`theirs`, unbound).

    Nothing has been written. Whatever the person chooses is sent with `version`, the one saved
    now, so that another save in between leads here again. What was typed is kept as a draft.
    `together` is the form to put both together in; it starts from what was typed.
    """
    autosave.keep_sent(request.user, request.path, autosave.typed_fields(request.POST))
    differences = [
        Difference(field.label, mine, saved, word_changes(saved, mine))
        for field in form
        if (mine := shown(field)) != (saved := shown(theirs[field.name]))
    ]
    context = {
        "section": section, "statement": section.statement, "differences": differences,
        "by": by, "mine": form, "together": together or form, "version": str(version),
        "then": request.POST.get("then", ""),
    }  # fmt: skip
    return render(request, "sls/conflict.html", context, status=HTTPStatus.CONFLICT)


def shown(field):
    """What a form's field says, in the words that the page shows for it."""
    value = field.value()
    chosen = value if isinstance(value, list) else [value]
    choices = getattr(field.field, "choices", None)
    if choices is None:
        return "" if value is None else str(value)
    picked = {str(getattr(one, "pk", one)) for one in chosen if one not in (None, "")}
    return ", ".join(str(label) for key, label in choices if str(key) in picked)


def not_saved_page(request, section, form, reason, *, status=HTTPStatus.CONFLICT):
    """What was typed could not be saved at all: it is kept as a draft and shown to be copied.

    Somebody who does not write for the department gets the plain refusal.
    """
    if not writes_for(request.user, section.statement.department):
        raise Forbidden(str(reason))
    autosave.keep_sent(request.user, request.path, autosave.typed_fields(request.POST))
    typed = [(field.label, text) for field in form if (text := shown(field))]
    context = {"section": section, "statement": section.statement, "typed": typed}
    return render(request, "sls/not_saved.html", {**context, "reason": reason}, status=status)


def gone_page(request, section, form, *, add_url):
    """A 409 page for a row that somebody else removed while it was being changed.

    The typed form is shown again, to be added as a new row if the person wants it back.
    """
    autosave.keep_sent(request.user, request.path, autosave.typed_fields(request.POST))
    context = {"section": section, "statement": section.statement, "form": form, "add_url": add_url}
    return render(request, "sls/gone.html", context, status=HTTPStatus.CONFLICT)
