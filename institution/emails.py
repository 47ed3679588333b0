"""What people are told about their account. Everything goes out after the commit."""

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from institution.mail import send_after_commit
from institution.models import Institution, User


def invite(person: User, *, by: User) -> None:
    """A new person: what Kept is, and a link that works once to choose a password."""
    key = PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
    arguments = {"uidb36": user_pk_to_url_str(person), "key": key}
    send_after_commit(
        [person.email], f"Your account at {Institution.get()}", "invitation",
        person=person, by=by, days=settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
        path=reverse("account_reset_password_from_key", kwargs=arguments),
    )  # fmt: skip


def tell_old_address(address: str, person: User, *, by: User) -> None:
    """The address that a person signed in with was changed: a word to the old one."""
    send_after_commit(
        [address], "Your e-mail for signing in was changed", "address_changed",
        person=person, by=by, address=address,
    )  # fmt: skip
