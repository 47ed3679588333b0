"""What people are told about accounts, roles and the quality office. Everything goes out after the
commit."""

from collections.abc import Sequence

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse

from institution.mail import addresses_of, send_after_commit
from institution.models import Institution, RoleGrant, User


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


def tell_roles_given(grants: Sequence[RoleGrant], *, by: User) -> None:
    """Roles that decide something were given: a word to the quality office and to everybody who
    keeps the house, so that nobody comes by one in silence."""
    one = f"{grants[0].person} is now {grants[0]}"
    send_after_commit(
        [
            Institution.get().quality_mailbox,
            *addresses_of(User.objects.holding(RoleGrant.Role.ADMINISTRATOR)),
        ],
        one if len(grants) == 1 else f"{len(grants)} roles were given", "roles_given",
        grants=grants, by=by,
    )  # fmt: skip


def tell_quality_office_changed(before: Institution, after: Institution, *, by: User) -> None:
    """The mailbox is another, or the quality office another department: a word to the old mailbox.
    To be called before it is saved, so that the message still names the old one."""
    send_after_commit(
        [before.quality_mailbox], "The quality office's details were changed",
        "quality_office_changed", before=before, after=after, by=by,
    )  # fmt: skip
