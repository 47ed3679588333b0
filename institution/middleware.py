"""Everybody signs in, and a form sent without being signed in does not lose its text."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from institution.rescue import rescue


class KeptLoginRequiredMiddleware(LoginRequiredMiddleware):
    """Django's own rule that pages need a signed-in person, with a rescue for typed text."""

    def process_view(self, request, view_func, view_args, view_kwargs):
        """Django asks who it is before it sees that a page is public; a stored document is served
        without a session, so that every cache may keep it."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Keep the text of a posted form for the person who typed it, then lead to sign-in."""
        rescued = rescue(request) if request.method == "POST" else None
        return rescued or super().handle_no_permission(request, view_func)
