"""Who may have an account (people the quality office has entered), and the words at the door."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "This e-mail and this password do not belong together. Check both and try again."
        ),
        "enter_current_password": "This is not the password you have now. Try again.",
        "incorrect_password": "This is not your password. Try again.",
        "too_many_login_attempts": (
            "There were too many tries with this e-mail. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on lets people in whom we know by their e-mail, and makes no new ones."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False


class CodesAdapter(DefaultMFAAdapter):
    """Sign-in codes, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. It changes every 30 seconds: type the newest.",
    }
