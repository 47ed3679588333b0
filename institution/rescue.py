"""A form that arrives when its session or CSRF token has gone: its text is kept, not its effect."""

from contextlib import suppress
from http import HTTPStatus

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from documents.uploads import unread_size
from institution import autosave
from institution.models import User
from institution.permissions import NotAllowed

KEPT = "What you typed is kept. It comes back when you have signed in."
STALE = "Nothing has been sent, because this page had been open too long. Send it again."
FOREIGN = (
    "The form did not come from a page that Kept had given you, or your browser refuses cookies. "
    "Go back, reload the page and send it again."
)
SOMEBODY_ELSE = (
    "Somebody else opened this form, and you are signed in now. "
    "What was typed is kept for the person who typed it."
)
FILE_LOST = " A file that you chose is not kept: choose it again before you send the form."
TOO_OFTEN = "Not kept as a draft: too many forms came within a few minutes."
COPY_IT = "Go back, copy what you typed, and open the page anew before you send it again."
# What a page or a button sends of itself, and choices that mean nothing outside their list.
NOT_TYPED = {
    "version", "as_seen", "stamp", "fingerprint", "then", "direction", "resolve", "offer",
    "shape", "into", "department", "instead_department", "university_kpi", "which", "kind",
    "response", "tier", "year", "section", "part", "again", "person",
}  # fmt: skip
# What a field is called on its page, where its name does not say it. A field of one heading
# among several has the heading's key before its own; that of an action its reference, in capitals.
CALLED = {
    "section_b_guidance": "Guidance for Section B, the KPIs",
    "standards_guidance": "Guidance for service standards",
    "the_whole": "Comment on the draft as a whole",
}  # fmt: skip
CALLED_OF_A_HEADING = {"text": "what should change", "internal": "note for reviewers"}


def rescue(request: HttpRequest) -> HttpResponse | None:
    """Keep the text of a form that somebody sent without being signed in, and lead to sign-in.

    The text is tied to the person who opened the form. None if the form has no valid mark.
    """
    mark = autosave.read_mark(request.POST)
    return _lead_to_sign_in(request, mark) if mark else None


def keep(request: HttpRequest) -> bool:
    """Keep the text of a form that is not let through, for the person who opened it.

    Whether there was any. Raises NotAllowed when it cannot be kept.
    """
    mark = autosave.read_mark(request.POST)
    return mark is not None and _keep(request, mark)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view for a missing or stale CSRF token (settings.CSRF_FAILURE_VIEW)."""
    mark = autosave.read_mark(request.POST)
    if mark is None:
        return _not_sent(request, FOREIGN)
    if not request.user.is_authenticated:
        return _lead_to_sign_in(request, mark)
    try:
        is_kept = _keep(request, mark)
    except NotAllowed as reason:
        return _not_sent(request, f"{reason} {COPY_IT}")
    if request.user.pk != mark.person:
        return _not_sent(request, SOMEBODY_ELSE)
    messages.warning(request, _with_files(request, STALE))
    return redirect(mark.address(restore=is_kept))


def _not_sent(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "403_csrf.html", {"sentence": sentence}, status=HTTPStatus.FORBIDDEN)


def _with_files(request: HttpRequest, sentence: str) -> str:
    """The sentence, and that a file cannot be kept if one came: a browser sends it only once."""
    return sentence + FILE_LOST if request.FILES or unread_size(request) else sentence


def _lead_to_sign_in(request: HttpRequest, mark: autosave.Mark) -> HttpResponse:
    try:
        is_kept = _keep(request, mark)
    except NotAllowed as reason:
        return _not_sent(request, f"{reason} {COPY_IT}")
    if is_kept:
        messages.info(request, _with_files(request, KEPT))
    return redirect_to_login(mark.address(restore=is_kept))


def _keep(request: HttpRequest, mark: autosave.Mark) -> bool:
    """Keep what was typed, if anything was; whether there was.

    A mark alone is enough to write a draft, so from outside its person's session only so often.
    """
    fields = autosave.typed_fields(request.POST)
    person = User.objects.filter(pk=mark.person, is_active=True).first()
    if person is None or not any(any(values) for values in fields.values()):
        return False
    is_outside = request.user.pk != mark.person
    if is_outside and not ratelimit.consume(request, action="rescue", key=str(mark.person)):
        raise NotAllowed(TOO_OFTEN)
    autosave.keep_sent(person, mark.page, fields, shown=autosave.shown_by(request.POST))
    return True


def typed_in_vain(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person typed on a page that now refuses them: pairs of a name and a text.

    It came with the request, and is kept as a draft here; or it has been kept before. Nobody is
    shown anything from a form that somebody else opened.
    """
    if request.resolver_match is None or not request.user.is_authenticated:
        return []
    if request.method != "POST":
        kept = autosave.offered(request.user, request.path)
        return _words(kept.fields) if kept else []
    mark = autosave.read_mark(request.POST)
    if mark is None or mark.person != request.user.pk:
        return []
    fields = autosave.typed_fields(request.POST)
    words = _words(fields)
    if words:
        with suppress(NotAllowed):  # too much to keep is shown all the same
            shown = autosave.shown_by(request.POST)
            autosave.keep_sent(request.user, mark.page, fields, shown=shown)
    return words


def _words(fields: dict[str, list[str]]) -> list[tuple[str, str]]:
    """The fields that say something to a reader, by their names in words."""
    return [
        (_called(name), ", ".join(values))
        for name, values in fields.items()
        if name not in NOT_TYPED
        and not name.endswith(("-was", "-kind"))
        and any(values)
        and values != ["on"]
    ]


def _called(name: str) -> str:
    key, _, field = name.rpartition("-")
    if key.isidentifier() and key.islower() and field in CALLED_OF_A_HEADING:
        return f"{_in_words(key)}: {CALLED_OF_A_HEADING[field]}"
    return CALLED.get(name, _in_words(name))


def _in_words(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").capitalize()
