"""Is it really you: the password again before something final, with a limit on guesses."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter as single_sign_on
from django import forms
from django.http import HttpRequest
from django.urls import reverse


class PasswordForm(forms.Form):
    """Asks for the password of the person who is signed in.

    Somebody who signs in elsewhere has none: for them there is no field, and it is enough that
    they signed in, or gave a code, within the last five minutes.
    """

    password = forms.CharField(
        label="Your password",
        help_text="You sign with it. It is asked again so that nobody else can do it for you.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "width-20"}),
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        if _signs_in_elsewhere(request):
            del self.fields["password"]

    def clean_password(self) -> str:
        """The right password; guesses are counted in the database for each person."""
        password = self.cleaned_data["password"]
        if not ratelimit.consume(self.request, action="reauthenticate"):
            raise forms.ValidationError("There were too many tries. Wait a minute, then try again.")
        if not self.request.user.check_password(password):
            raise forms.ValidationError("This is not your password. Try again.")
        return password

    def clean(self) -> dict[str, Any] | None:
        """Without a password the sign-in itself must be fresh."""
        if "password" not in self.fields and not signed_in_recently(self.request):
            raise forms.ValidationError("You signed in a while ago. Confirm first that it is you.")
        return super().clean()


def _signs_in_elsewhere(request: Any) -> bool:
    return not request.user.has_usable_password()


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether the person signed in, or confirmed with a code, within the last five minutes."""
    records = get_authentication_records(request, request.user)
    newest = max((record.get("at", 0) for record in records), default=0)
    return time.time() - newest < app_settings.REAUTHENTICATION_TIMEOUT


def where_to_confirm(request: HttpRequest) -> str:
    """The address where somebody without a password confirms who they are, and comes back; ""
    where that is not needed."""
    if not _signs_in_elsewhere(request) or signed_in_recently(request):
        return ""
    if get_reauthentication_flows(request.user):
        return f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}"
    providers = single_sign_on().list_providers(request)
    if providers:
        return providers[0].get_login_url(request, process="login", next=request.path)
    return f"{reverse('account_login')}?{urlencode({'next': request.path})}"
