"""The forms of the sign-in pages, with our words and without hints inside the boxes."""

from allauth.account import forms as account
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as totp

EMAIL = "E-mail"
PASSWORD = "Password"  # noqa: S105  # a label
CODE_HINT = "Six figures from your authenticator app, or one of your recovery codes."


def _worded(form, **labels: str) -> None:
    """Take the hints out of the boxes and give the fields their labels."""
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = labels.get(name, field.label)


class LoginForm(account.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, login=EMAIL, password=PASSWORD)
        self.fields["password"].help_text = ""


class ResetPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, email=EMAIL)


class ResetPasswordKeyForm(account.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1="New password", password2="New password again")


class SetPasswordForm(account.SetPasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password1="New password", password2="New password again")


class ChangePasswordForm(account.ChangePasswordForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(
            self,
            oldpassword="Password you have now",
            password1="New password",
            password2="New password again",
        )


class ReauthenticateForm(account.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _worded(self, password=PASSWORD)


def _for_a_code(form, hint: str) -> None:
    _worded(form, code="Code")
    form.fields["code"].help_text = hint
    form.fields["code"].widget.attrs |= {"inputmode": "numeric", "class": "width-10"}


class AuthenticateForm(codes.AuthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, CODE_HINT)


class ReauthenticateCodeForm(codes.ReauthenticateForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, CODE_HINT)


class ActivateTOTPForm(totp.ActivateTOTPForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _for_a_code(self, "The six figures that the app shows now.")
