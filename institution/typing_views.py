"""What the page sends while somebody types: drafts to keep, drafts to drop, text to preview."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format

from documents import longtext
from institution import autosave as drafts
from institution import once
from institution.pages import page
from institution.permissions import NotAllowed

NOT_YOURS = (
    "Not kept as a draft: this page was opened too long ago, or by somebody else. Reload it."
)
ALREADY_SAVED = "This has been sent already."


@page("POST", asks="signed in")
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep the fields of the form as the person's draft of the page; says so in a sentence.

    200 kept, 403 not this person's form, 409 already sent, or too long.
    """
    mark = drafts.read_mark(request.POST)
    if mark is None or mark.person != request.user.pk:
        return _answer(NOT_YOURS, status=HTTPStatus.FORBIDDEN)
    if once.was_sent(request):
        return _answer(ALREADY_SAVED, status=HTTPStatus.CONFLICT)
    fields = drafts.typed_fields(request.POST)
    try:
        shown = drafts.shown_by(request.POST)
        kept = drafts.keep(request.user, mark.page, fields, shown=shown)
    except NotAllowed as reason:
        return _answer(str(reason), status=HTTPStatus.CONFLICT)
    at = date_format(timezone.localtime(kept.saved_at), "H:i")
    return _answer(f"Draft saved {at}", seen=drafts.stamp(kept))


def _answer(message: str, *, seen: str = "", status: int = HTTPStatus.OK) -> JsonResponse:
    return JsonResponse({"message": message, "seen": seen}, status=status)


@page("POST", asks="signed in")
def autosave_discard(request: HttpRequest) -> HttpResponse:
    """Drop the unsaved text that the form names, and go back to its page."""
    mark = drafts.read_mark(request.POST)
    if mark is None or mark.person != request.user.pk:
        messages.error(request, "Nothing was discarded: this page was opened too long ago.")
        return redirect("home")
    if drafts.discard(request.user, mark.page, request.POST):
        messages.success(request, "The unsaved text has been discarded.")
    else:
        messages.info(request, "That text is there no longer, so nothing was discarded.")
    return redirect(mark.address())


@page("POST", asks="signed in")
def preview(request: HttpRequest) -> HttpResponse:
    """The cleaned HTML of a piece of long text, as it will look once it is saved."""
    try:
        return HttpResponse(longtext.to_html(longtext.clean(request.POST.get("text", ""))))
    except ValueError as problem:
        return HttpResponse(str(problem), content_type="text/plain")
