"""Sign-in codes: whose role asks for one besides the password, and the way to set it up."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from institution import rescue
from institution.models import RoleGrant, User
from institution.pages import is_for_programs
from institution.permissions import NotAllowed

Role = RoleGrant.Role
ROLES = (Role.REVIEWER, Role.LEAD, Role.SIGNATORY, Role.ADMINISTRATOR)
# What stays open until the code is set up: the set-up itself, the way out, the site's frame, and
# what is the same for everybody.
OPEN = {
    "account_logout", "account_reauthenticate", "brand_css", "document_pdf", "healthz", "readyz",
}  # fmt: skip
SET_UP = "mfa_activate_totp"


def needs_codes(person: User) -> bool:
    """Whether the person holds a role that asks for codes and has not set them up."""
    if not any(person.has_role(role) for role in ROLES):
        return False
    return not is_mfa_enabled(person, [Authenticator.Type.TOTP])


class RequireCodes:
    """Leads people whose role asks for codes to their set-up, wherever they wanted to go."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else None
        if not settings.KEPT_REQUIRE_CODES or name in OPEN or name == SET_UP:
            return None
        if is_for_programs(request):
            return None
        if not request.user.is_authenticated or not needs_codes(request.user):
            return None
        messages.warning(request, "Your role asks for a code besides your password. Set it up now.")
        if request.method == "POST":
            _keep_typed(request)
        return redirect(SET_UP)


def _keep_typed(request: HttpRequest) -> None:
    """Somebody can get such a role while they type: their text waits on its page."""
    try:
        if rescue.keep(request):
            messages.info(request, "What you typed is kept. Its page offers it when you open it.")
    except NotAllowed as reason:
        messages.error(request, f"{reason} Go back and copy what you typed.")
