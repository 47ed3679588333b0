"""A form sent twice has one effect: every form carries a token, and a token counts once with the
same words. With other words it is a form of its own: somebody typed on and sent it again.

once.do(request, workflow.submit, statement)      # or, where more belongs to the transaction:

with transaction.atomic():
    if once.first_time(once.key_from(request), by=request.user):
        workflow.submit(statement, by=request.user)
"""

import json
import logging
from collections.abc import Callable
from hashlib import sha256
from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from documents.longtext import without_unseen
from institution.autosave import typed_fields
from institution.models import SentForm, User
from institution.permissions import NotAllowed

logger = logging.getLogger(__name__)

DONE_BY_ANOTHER = "Somebody else has just saved the same. Look again."
ALREADY_SENT = "This form had already been sent. Nothing was done a second time."


def new_token() -> str:
    """A token for one form on one page."""
    return str(uuid4())


def token_from(request: HttpRequest) -> UUID:
    """The token that came with a sent form. Raises BadRequest (a 400 page) if there is none."""
    try:
        return UUID(request.POST.get("_once", ""))
    except ValueError:
        raise BadRequest(
            "This form was incomplete when it arrived. Open its page again and send it from there."
        ) from None


def key_from(request: HttpRequest) -> UUID:
    """What counts once: the form's token together with what was typed or chosen in the form.

    Where to go afterwards ("then") is not part of it. Raises BadRequest without a token.
    """
    typed = [
        (name, [without_unseen(value) for value in values])
        for name, values in typed_fields(request.POST).items()
        if name != "then"
    ]
    files = [(name, [_hash_of(file) for file in sent]) for name, sent in request.FILES.lists()]
    return uuid5(token_from(request), json.dumps([sorted(typed), sorted(files)]))


def _hash_of(file: UploadedFile) -> str:
    file.seek(0)
    found = sha256(file.read()).hexdigest()
    file.seek(0)
    return found


def first_time(key: UUID, *, by: User) -> bool:
    """Whether the form with this key is sent for the first time; from now on it has been.

    Must be called inside the transaction that does the work. If that is rolled back the key
    is free again. Of two at the same moment the second waits for the first: PostgreSQL holds it
    at the unique index, SQLite at the start of the transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("first_time belongs inside the transaction that does the work.")
    try:
        with transaction.atomic():
            SentForm.objects.create(key=key, person=by)
    except IntegrityError:
        return False
    return True


def do(request: HttpRequest, verb: Callable[..., Any], *args: Any, **details: Any) -> Any:
    """Call a workflow verb as the signed-in person, unless this form was sent with these words.

    Returns what the verb returns, or None the second time. NotAllowed passes through; it is also
    raised when a constraint holds the verb back, because somebody else did the same just now.
    """
    key = key_from(request)
    person = cast(User, request.user)  # only somebody signed in gets a form to send
    try:
        with transaction.atomic():
            if first_time(key, by=person):
                return verb(*args, by=person, **details)
    except IntegrityError:
        # A mistake of ours would look the same to people: it shall not hide.
        logger.warning("%r broke a constraint", request.path, exc_info=True)
        raise NotAllowed(DONE_BY_ANOTHER) from None
    return None


def was_sent(request: HttpRequest) -> bool:
    """Whether the form has been sent before with these words; one without a token has not."""
    try:
        return SentForm.objects.filter(key=key_from(request)).exists()
    except BadRequest:
        return False
