"""Who may have an account (people the quality office has entered), and the words at the door."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.urls import reverse

FROM_ANYWHERE = {"app": "allauth.account", "action": "login_failed_anywhere"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "This e-mail and this password do not belong together. Check both and try again."
        ),
        "enter_current_password": "This is not the password you have now. Try again.",
        "incorrect_password": "This is not your password. Try again.",
        "too_many_login_attempts": (
            "There were too many tries with this e-mail. Wait five minutes, then try again. "
            "If you forgot your password, choose a new one: then you need not wait."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of a letter, with the site's own address whatever the request called it."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def pre_authenticate(self, request, **credentials) -> None:
        """Count the try before the password is looked at; a right one is taken off again.

        Few wrong ones are allowed from one place, so that nobody can lock another person out from
        there, and some more from all places together, so that many places help nobody to guess.
        """
        super().pre_authenticate(request, **credentials)
        key = _name(request, credentials)
        anywhere = ratelimit.consume(request, key=key, **FROM_ANYWHERE)
        if not anywhere:
            raise self.validation_error("too_many_login_attempts")
        self._login_failed_rl_usage.usage += anywhere.usage

    def _get_login_attempts_cache_key(self, request, **credentials) -> str:
        """What allauth counts wrong passwords by: whose, and from where. It would count for each
        host name anew, and a port that somebody invents makes another name."""
        return f"{_name(request, credentials)} {ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request, **credentials) -> None:
        """Who chose a new password by a letter has shown who they are, and need not wait."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(request, key=_name(request, credentials), **FROM_ANYWHERE)


def _name(request, credentials) -> str:
    """Whose password is tried: the e-mail, or else who is signed in and confirms it."""
    return (credentials.get("email") or str(request.user.pk)).lower()


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on lets people in whom we know by their e-mail, and makes no new ones."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False


class CodesAdapter(DefaultMFAAdapter):
    """Sign-in codes, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. It changes every 30 seconds: type the newest.",
    }
