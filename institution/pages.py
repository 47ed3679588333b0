"""What every view says about itself: its methods, and the permission it asks for."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_cache_control, patch_vary_headers

PUBLIC = "public"
SIGNED_IN = "signed in"
PROGRAM = "token"
FOR_PROGRAMS = "/api/v1/"


def is_for_programs(request: HttpRequest) -> bool:
    """Whether a program asks: it has a token instead of a session, and reads JSON and no pages."""
    return request.path.startswith(FOR_PROGRAMS)


def page(*methods: str, asks: str) -> Callable:
    """Declare a view's methods ("GET" includes HEAD) and the permission it asks for.

    `asks` is "public", "signed in" or the names of the can_ functions the view requires; the
    routes command prints it and a test holds every view to it. "public or can_…" is open to
    visitors for what is published; the view itself keeps the rest from them. "token and can_…" is
    for programs: no session is asked for, the view looks at their token. Other methods get a 405.
    """
    is_public = asks.startswith((PUBLIC, PROGRAM))
    allowed = [*methods, "HEAD"] if "GET" in methods else [*methods]

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request, *args, **kwargs) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, *args, **kwargs)

        answer.methods = [*methods]  # type: ignore[attr-defined]  # read by the routes command
        answer.asks = asks  # type: ignore[attr-defined]  # the same
        return login_not_required(answer) if is_public else answer

    return declare


def for_everybody(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let a visitor's browser or a proxy keep the page for five minutes; never a signed-in one."""
    patch_vary_headers(response, ["Cookie"])
    if request.user.is_authenticated:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=300)
    return response
