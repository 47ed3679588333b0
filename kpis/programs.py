"""The address for programs: who is let in, how a mistake is answered, what describes itself.

A program shows its token with each request; there is no session, no cookie, and so nothing for
another site to misuse. What it may ask is in kpis/views/programs.py.
"""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.urls import path as django_path
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from ninja.security import HttpBearer

from institution.pages import FOR_PROGRAMS, page
from institution.permissions import Forbidden, NotAllowed
from institution.workflow.recording import in_words
from kpis.models import Token
from kpis.models.tokens import digest_of

MOST_BYTES = 64 * 1024  # of what a program sends: a reading is some hundred
LIMITS = {"app": "allauth.account", "limit_get": True}
NO_JSON = "This is no JSON that can be read. Send one object, such as the example in the help page."
TOO_OFTEN = "There were too many requests. Wait a minute, then go on."
NO_TOKEN = "Send a token that lets this program in, as “Authorization: Bearer kept_…”."  # noqa: S105 - a sentence


class ExactParser(Parser):
    """Reads JSON without turning numbers into floats: each stays the text that was sent."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The object that was sent, with numbers as text. Raises ValueError for anything else."""
        found = json.loads(
            request.body, parse_float=str, parse_int=str, parse_constant=_no_constant
        )
        if not isinstance(found, dict):
            raise ValueError(NO_JSON)
        return found


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no number.")


class Bearer(HttpBearer):
    """Lets a program in by its token."""

    def __call__(self, request: HttpRequest) -> Token:
        """The token in force that came with the request, which is not too large.

        Raises HttpError: 401 for none that lets in, 403 for one whose maker lost the right, 413,
        429.
        """
        token = super().__call__(request)
        if token is None:
            raise refused(request, NO_TOKEN)
        if not ratelimit.consume(request, action="program", key=str(token.pk), **LIMITS):
            raise HttpError(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN)
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            raise HttpError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Send at most 64 kB at once.")
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Token | None:
        """The token of this secret; None if there is none."""
        known = Token.objects.select_related("department__merged_into", "made_by")
        found = known.filter(digest=digest_of(token)).first()
        if found is None:
            return None
        if found.revoked_at:
            raise refused(request, "This token was revoked.")
        if found.is_over:
            raise refused(request, f"This token ended on {in_words(found.ends_on)}.")
        if why := found.why_stopped:
            raise HttpError(HTTPStatus.FORBIDDEN, f"{why}, so this token no longer works.")
        today = timezone.localdate()
        if found.last_used_on != today:
            Token.objects.filter(pk=found.pk).update(last_used_on=today)
        return found


def refused(request: HttpRequest, sentence: str) -> HttpError:
    """What to raise for a token that lets nobody in: 401, and 429 for somebody who goes on. Right
    tokens from the same place go on working."""
    if ratelimit.consume(request, action="program_refused", **LIMITS):
        return HttpError(HTTPStatus.UNAUTHORIZED, sentence)
    return HttpError(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN)


api = NinjaAPI(
    title="Kept, for programs", version="1", docs_url=None, openapi_url=None, auth=Bearer(),
    urls_namespace="programs", parser=ExactParser(),
    description="Send readings of a department's KPIs, and read what is published. Dates are "
    "2026-10-31, numbers are text or JSON numbers and never rounded.",
)  # fmt: skip


def answer(status: int, sentence: str, **more: Any) -> JsonResponse:
    """A refusal as a program reads it: `error` is a sentence for the person who looks after it."""
    response = JsonResponse({"error": sentence, **more}, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Kept"'
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response["Retry-After"] = "60"
    return response


@api.exception_handler(HttpError)
def _refusal(request: HttpRequest, problem: HttpError) -> HttpResponse:
    is_unread = problem.status_code == HTTPStatus.BAD_REQUEST
    return answer(problem.status_code, NO_JSON if is_unread else problem.message)


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    fields: dict[str, list[str]] = {}
    for one in problem.errors:
        name = str(one["loc"][-1])[:60]
        fields.setdefault(name, []).append(MALFORMED.get(one["type"], "This cannot be read."))
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, "Nothing was saved.", fields=fields)


MALFORMED = {
    "missing": "This is needed.",
    "extra_forbidden": "There is no field of this name.",
    "string_type": "Write a text or a number.",
    "int_parsing": "Write a whole number.",
    "int_parsing_size": "Write a whole number.",
    "less_than_equal": "This number is too large.",
    "greater_than_equal": "This number is too small.",
}


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, problem: PermissionDenied) -> HttpResponse:
    sentence = str(problem) if isinstance(problem, Forbidden) else "This is not allowed."
    return answer(HTTPStatus.FORBIDDEN, sentence)


@api.exception_handler(NotAllowed)
def _not_allowed(request: HttpRequest, problem: NotAllowed) -> HttpResponse:
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, str(problem))


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    return answer(HTTPStatus.NOT_FOUND, "There is nothing here, or not for this token.")


Operation = Callable[..., Any]
_declared: dict[str, tuple[str, str, Operation]] = {}


def operation(
    method: str, path: str, *, asks: str, **said: Any
) -> Callable[[Operation], Operation]:
    """Declare what a program may ask, as @page does for people: its method and address below the
    root, and the rule it asks for beside the token. `said` is for the description."""

    def declare(view: Operation) -> Operation:
        _declared[view.__name__] = (method, asks, view)
        said.setdefault("operation_id", view.__name__)
        return api.api_operation([method], path, url_name=view.__name__, **said)(view)

    return declare


def addresses() -> Iterator[URLPattern]:
    """The address of each operation, made a page so that routes, tests and the rule that people
    sign in know what it asks."""
    for pattern in api.urls[0]:
        if isinstance(pattern, URLPattern) and pattern.name in _declared:
            method, asks, view = _declared[pattern.name]
            called = page(method, asks=asks)(_answered(wraps(view)(pattern.callback)))
            route = FOR_PROGRAMS.lstrip("/") + str(pattern.pattern)
            yield django_path(route, called, name=pattern.name)


def _answered(view: Operation) -> Operation:
    """Answer HEAD as GET, and let no proxy keep an answer that does not say so itself: it was for
    one token."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"
        response = view(request, *args, **kwargs)
        request.method = asked  # the outermost middleware drops the body
        patch_vary_headers(response, ["Authorization"])
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        return response

    return answered
