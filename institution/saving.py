"""The way of nearly every form: do its verb once, say that it is done, and forget the draft; or
put the refusal beside what was typed."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest

from institution import autosave, once
from institution.models import User
from institution.permissions import NotAllowed


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

    A refusal stands in the form, at the field `at` if it is about one. `draft` is the form's own
    name where a page has several.
    """
    try:
        once.do(request, verb, *args, **details)
    except NotAllowed as reason:
        form.add_error(at, str(reason))
        return False
    autosave.forget(cast(User, request.user), autosave.place(request.path, draft))
    messages.success(request, done)
    return True
