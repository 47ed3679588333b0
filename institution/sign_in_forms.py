"""The forms of the sign-in pages, with our words and without hints inside the boxes."""

import textwrap

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp

EMAIL = "E-mail"
PASSWORD = "Password"  # noqa: S105  # a label
CODE_HINT = "Six figures from your authenticator app, or one of your recovery codes."


MISSING = {
    EMAIL: "Enter your e-mail address.",
    PASSWORD: "Enter your password.",
    "Password you have now": "Enter the password you have now.",
    "New password": "Enter a new password.",
    "New password again": "Enter the new password again.",
    "Code": "Enter the code.",
}


def _worded(form, **labels: str) -> None:
    """Take the hints out of the boxes, and give the fields their labels and words when empty."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)
        if field.label in MISSING:
            field.error_messages["required"] = MISSING[field.label]


class LoginForm(account.LoginForm):
    """Sign in with address and password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, login=EMAIL, password=PASSWORD)
        self.fields["password"].help_text = ""


class ResetPasswordForm(account.ResetPasswordForm):
    """Ask for a link to choose a new password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, email=EMAIL)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    """Choose a new password, on the page that the link leads to."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1="New password", password2="New password again")


class SetPasswordForm(account.SetPasswordForm):
    """Choose a first password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1="New password", password2="New password again")


class ChangePasswordForm(account.ChangePasswordForm):
    """Change the password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(
            self,
            oldpassword="Password you have now",
            password1="New password",
            password2="New password again",
        )


class ReauthenticateForm(account.ReauthenticateForm):
    """Give the password once more."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password=PASSWORD)


def _for_a_code(form, hint: str) -> None:
    _worded(form, code="Code")
    form.fields["code"].help_text = hint
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "width-10"}


class AuthenticateForm(codes.AuthenticateForm):
    """Give the code that is asked for after the password."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, CODE_HINT)


class ReauthenticateCodeForm(codes.ReauthenticateForm):
    """Give a code once more."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, CODE_HINT)


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """Set up an authenticator app with its first code."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, "The six figures that the app shows now.")

    @property
    def secret_in_groups(self) -> list[str]:
        """The secret as it is typed most easily, four letters at a time."""
        return textwrap.wrap(self.secret, 4)
