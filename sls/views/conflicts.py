"""When what was typed cannot be saved because somebody else saved first or removed the row. Nothing
typed is lost: it is on the page, and kept as a draft besides."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict

from institution import autosave, once
from institution.fields import bare, shown
from institution.permissions import NotAllowed
from institution.saving import version_from
from sls.differences import both, word_changes
from sls.forms.writing import TextForm


@dataclass(frozen=True)
class Difference:
    """One field that says something else in the two versions."""

    label: str
    mine: str
    theirs: str
    parts: list[tuple[str, str]]


def conflict_page(request, section, form, theirs, *, version, by, together=None):
    """A 409 page with what was typed (`form`, bound) and what is saved now (`theirs`, unbound).

    Nothing has been written. Whatever the person chooses is sent with `version`, the one saved
    now, so that another save in between leads here again. `together` is the form to put both
    together in; it starts from what was typed.
    """
    keep_typed(request)
    context = {
        "section": section, "statement": getattr(section, "statement", None),
        "differences": differences(form, theirs), "by": by, "mine": sent_fields(request),
        "is_own": by == request.user,
        "together": together or form, "version": str(version),
    }  # fmt: skip
    return render(request, "sls/conflict.html", context, status=HTTPStatus.CONFLICT)


def stale_text_page(request, place, form, current):
    """Both texts of a section, or of a part of a return, on the conflict page; but somebody who
    changed nothing loses nothing."""
    typed, version = form.cleaned_data["text"], version_from(request.POST)
    began_from = type(place).history.filter(id=place.pk, version=version).first()
    is_own = current.updated_by == request.user  # sent twice, with other words: both were meant
    if began_from and began_from.text == typed and not is_own:
        autosave.forget(request)
        who = current.updated_by or "Somebody else"
        messages.info(request, f"{who} saved a newer text of {place}. You had changed nothing.")
        return redirect(place)
    together = TextForm(initial={"text": both(current.text, typed)}, section=current)
    return conflict_page(
        request, place, form, TextForm(section=current),
        version=current.version, by=current.updated_by, together=together,
    )  # fmt: skip


def sent_fields(request):
    """What was sent, as pairs of a name and a value, to be sent once more."""
    fields = autosave.typed_fields(request.POST).items()
    left_out = ("version", "then")
    return [(name, value) for name, sent in fields for value in sent if name not in left_out]


def differences(form, theirs):
    """The fields that say something else in what was typed (`form`) and what is saved now."""
    return [
        Difference(bare(field.label), mine, saved, word_changes(saved, mine))
        for field in form
        if (mine := shown(field)) != (saved := shown(theirs[field.name]))
    ]


def gone_page(request, section, make_form: Callable, *, add_url):
    """A 409 page for a row that somebody else has removed while it was being changed, to add it
    again. None when the person was never shown a form here: then there is nothing here at all."""
    typed = typed_here(request)
    if typed is None or (request.method == "POST" and not was_shown_form(request)):
        return None
    keep_typed(request)
    context = {
        "section": section, "statement": section.statement, "form": make_form(typed),
        "add_url": add_url,
    }  # fmt: skip
    return render(request, "sls/gone.html", context, status=HTTPStatus.CONFLICT)


def was_shown_form(request):
    """Whether the sent form came from this very page, as it was shown to this person."""
    mark = autosave.read_mark(request.POST)
    return mark is not None and (mark.person, mark.page) == (request.user.pk, request.path)


def typed_here(request):
    """What was typed on this page: sent with the request for the first time, or kept as a draft;
    None for nothing."""
    if request.method == "POST":
        return None if once.was_sent(request) else request.POST
    kept = autosave.offered(request.user, request.path)
    return MultiValueDict(kept.fields) if kept else None


def keep_typed(request):
    """Keep what a form was sent with as a draft of its page, unless it is too long for one: the
    page that follows shows it in any case."""
    if request.method == "POST":
        fields = autosave.typed_fields(request.POST)
        with suppress(NotAllowed):
            autosave.keep_sent(
                request.user, request.path, fields, shown=autosave.shown_by(request.POST)
            )
