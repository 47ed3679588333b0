"""The way of nearly every form: do its verb once, say that it is done, and forget the draft; or
put the refusal beside what was typed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from institution import autosave, once
from institution.forms.seen import SeenForm
from institution.permissions import NotAllowed, Stale


def saved(
    request: HttpRequest,
    form: BaseForm,
    verb: Callable[..., Any],
    *args: Any,
    done: str,
    at: str | None = None,
    draft: str = "",
    **details: Any,
) -> bool:
    """Call the verb for a valid form, and say whether it went well; then `done` is its message.

    A refusal stands in the form, at the field `at` if it is about one; what somebody else saved
    meanwhile stands beside what was typed, where the form shows it (SeenForm). `draft` is the
    form's own name where a page has several.
    """
    try:
        once.do(request, verb, *args, **details)
    except Stale as stale:
        if not isinstance(form, SeenForm):
            raise
        form.show_saved(stale.current)
        return False
    except NotAllowed as reason:
        form.add_error(at, str(reason))
        return False
    autosave.forget(request, draft)
    messages.success(request, done)
    return True


def version_from(posted: Any) -> int | None:
    """The version that a sent form started from; None, which counts as old, without a number."""
    typed = str(posted.get("version", ""))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
