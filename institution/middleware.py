"""Everybody signs in, a form sent without being signed in does not lose its text, no browser runs
what is not ours, and neither it nor a proxy stores what was made for somebody who is signed in."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_cache_control

from institution.rescue import rescue


class KeptLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Django's own rule that pages need a signed-in person, with a rescue for typed text."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Django asks who it is before it sees that a page is public; a stored document is served
        without a session, so that every cache may keep it."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(  # type: ignore[override]  # what cannot be kept gets a page
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        """Keep the text of a posted form for the person who typed it, then lead to sign-in."""
        rescued = rescue(request) if request.method == "POST" else None
        return rescued or super().handle_no_permission(request, view_func)


def content_policy(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Say in every answer, static files and errors too, what a browser may do with it.

    It is the same for all, so it is put into words once; django-csp's own middleware does that for
    each answer, which takes longer than to find a static file.
    """
    policy = build_policy()

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in {404, 500}):  # Django's debug pages
            response.headers[HEADER] = policy
        return response

    return answer


def nothing_stored(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Let nobody store an answer to somebody with a session, be it a page, a file or an error,
    unless the answer says itself how long it keeps. Asks nothing of the database."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and not response.has_header("Cache-Control"):
            patch_cache_control(response, no_store=True, private=True)
        return response

    return answer


def no_body_for_head(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Answer HEAD with the headers alone. Views answer it as GET, and the server would complain
    of each body in its log."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "HEAD" and isinstance(response, HttpResponse):
            response.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        elif request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            response.streaming_content = []
        return response

    return answer
