"""Django's own site for administrators: to look things up, without a way round the workflow.

It is there only with KEPT_ADMIN_SITE, off in production by default.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from institution.permissions import Forbidden, is_administrator


class KeptAdminSite(admin.AdminSite):
    """For people with the role of an administrator. Everybody signs in at the one front door."""

    site_header = "Kept: the tables"
    site_title = "Kept"
    index_title = "To look things up"

    def has_permission(self, request: HttpRequest) -> bool:
        """By role alone, as on every other page."""
        return is_administrator(request.user)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """No second front door, which would ask for no code and count no guesses."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Forbidden("Only administrators look into the tables.")
        return redirect_to_login(reverse("admin:index"))
