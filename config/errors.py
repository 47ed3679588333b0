"""What people see when something cannot be done: one page for each status, with a reference.

The reference stands in the log beside the address, so that somebody who writes to us about a
page they saw can be helped. None of these pages says more than its reader may know; but a person
who is refused gets back what they typed.
"""

import logging
import secrets
import sys
from contextlib import suppress
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from institution import once, rescue
from institution.models import RoleGrant
from institution.pages import is_for_programs
from institution.permissions import Forbidden, NotAllowed, Permission, is_reviewer

logger = logging.getLogger(__name__)

# Neither 0 and O nor 1, I and L, and no vowels: no number reads as a word.
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"

REFUSALS = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)


def reference() -> str:
    """A new number to quote, such as "7KQF-M2XD"."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def error_page(
    request: HttpRequest,
    status: int,
    *,
    sentence: str = "",
    way: tuple[str, str] | None = None,
    refusal: Permission | None = None,
    bare: bool = False,
) -> HttpResponse:
    """The page for `status`, with a sentence about this case if there is one, and the `way` that
    leads on (see Permission, as for `refusal`); JSON for programs.

    After a refusal it shows what the person typed, which is kept as a draft besides. `bare` leaves
    out everything that asks the database, for when that is what failed.
    """
    number = reference()
    logger.log(
        logging.ERROR if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO,
        "%s %s %s %r",
        number,
        status,
        request.method,
        request.path,
    )
    if is_for_programs(request):
        said = {"error": sentence or HTTPStatus(status).phrase + ".", "reference": number}
        return JsonResponse(said, status=status)
    typed = rescue.typed_in_vain(request) if status in REFUSALS else []
    context = {
        "reference": number, "sentence": sentence, "way": way, "typed": typed,
        "refusal": refusal, "whom": _whom(request) if status == HTTPStatus.FORBIDDEN else "",
    }  # fmt: skip
    words = render_to_string(f"{status}.html", context, None if bare else request)
    return HttpResponse(words, status=status)


def _page_above(request: HttpRequest) -> tuple[str, str] | None:
    """The page at an address, or the nearest above one that only takes forms: mostly the one with
    the button. After a form that was refused, whoever reloads or comes back asks for its address.
    """
    path = request.path
    while path != "/":
        with suppress(Resolver404):
            if "GET" in getattr(resolve(path).func, "methods", []):
                return path, "Go to the page that it belongs to"
        path = path.rstrip("/").rpartition("/")[0] + "/"
    return None


def _whom(request: HttpRequest) -> str:
    """Whom to ask about what was refused: who gives rights on pages like this one. Nobody, if it
    is they who ask."""
    found = request.resolver_match
    if found and found.app_name == "actionplans":
        is_lead = request.user.is_authenticated and request.user.has_role(RoleGrant.Role.LEAD)
        return "" if is_lead else "the institutional lead of the Technician Commitment"
    return "" if is_reviewer(request.user) else "the quality office"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, or 413 for more than a form may hold."""
    if isinstance(exception, RequestDataTooBig):
        return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, bare=True)
    return error_page(request, HTTPStatus.BAD_REQUEST, bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with the sentence of the refusal, and the step that comes first if there is one."""
    if not isinstance(exception, Forbidden):
        return error_page(request, HTTPStatus.FORBIDDEN)
    refusal = exception.refusal
    return error_page(
        request,
        HTTPStatus.FORBIDDEN,
        sentence=refusal.reason,
        way=refusal.way,
        refusal=refusal,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what is not there and for what may not be seen."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: somebody, or something, tried too often."""
    return error_page(request, HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database cannot be reached. Django has logged the trace already."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        response = error_page(request, HTTPStatus.SERVICE_UNAVAILABLE, bare=True)
        response["Retry-After"] = "60"
        return response
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, bare=True)


class ErrorPages:
    """Our page instead of an empty 405, and for a refused step (409) that no view has caught.

    The second of two clicks may find that what it asked for is done and no longer there to do:
    its person is told so, and not that it is missing or forbidden.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        answer = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED, way=_page_above(request))
        answer["Allow"] = response["Allow"]
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Http404 | PermissionDenied) and _is_second_click(request):
            messages.info(request, once.ALREADY_SENT)
            return redirect("home")
        if isinstance(exception, NotAllowed):
            return error_page(request, HTTPStatus.CONFLICT, sentence=str(exception))
        return None


def _is_second_click(request: HttpRequest) -> bool:
    return request.method == "POST" and once.was_sent(request)
