"""What people are told about programs that are let in or shut out. Everything goes out after the
commit."""

from institution.mail import addresses_of, send_after_commit
from institution.models import Institution, RoleGrant, User
from kpis.models import Token


def tell_token(token: Token, *, by: User, what: str) -> None:
    """A token was made or revoked: a word to the heads whose readings it sends, or to the quality
    office for one that reads. `what` is "made" or "revoked"."""
    subject = f"A program is let in: {token}" if what == "made" else f"Shut out: {token}"
    send_after_commit(
        _answering(token), subject, "token", token=token, by=by, is_made=what == "made",
        kpis=list(token.kpis.select_related("department")),
    )  # fmt: skip


def tell_token_runs_out(token: Token, *, has_ended: bool) -> bool:
    """A token ends within two weeks, or has ended: as `tell_token`. Whether there is anybody to
    tell."""
    to = _answering(token)
    subject = f"No longer let in: {token}" if has_ended else f"Let in for a short time yet: {token}"
    send_after_commit(to, subject, "token_runs_out", token=token, has_ended=has_ended)
    return bool(to)


def _answering(token: Token) -> list[str]:
    """The addresses of those who answer for what the token does."""
    if token.department is None:
        return [Institution.get().quality_mailbox]
    heads = RoleGrant.objects.in_force().filter(
        role=RoleGrant.Role.HEAD, department__in=token.department.chain()
    )
    return addresses_of(User.objects.filter(pk__in=heads.values("person")))
