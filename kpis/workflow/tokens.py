"""Letting a program in by a token, and shutting it out again."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from institution.models import Department, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, in_words, record
from kpis import emails
from kpis.models import Kpi, Token
from kpis.models.tokens import longest_end
from kpis.permissions import can_make_token, can_revoke_token


@transaction.atomic
def make_token(
    name: str, department: Department | None, *, by: User, ends_on: date, kpis: Sequence[Kpi] = ()
) -> tuple[Token, str]:
    """Make a token and tell whoever answers for it. Returns it and its secret, which is kept
    nowhere.

    department: whose readings it sends; None for one that reads what is published.
    kpis: the only ones it may send readings of.
    """
    check(can_make_token(by, department))
    today = timezone.localdate()
    if not today <= ends_on <= longest_end(today):
        raise NotAllowed(f"Its last day is between today and {in_words(longest_end(today))}.")
    _check_reach(department, kpis)
    token = Token(name=name, department=department, made_by=by, made_by_name=str(by),
                  ends_on=ends_on)  # fmt: skip
    secret = token.new_secret()
    token.save()
    token.kpis.set(kpis)
    what = "to send readings" if department else "to read what is published"
    record(
        f"let the program “{name}” in {what} until {in_words(ends_on)}", by=by,
        department=department,
    )  # fmt: skip
    emails.tell_token(token, by=by, what="made")
    return token, secret


def _check_reach(department: Department | None, kpis: Sequence[Kpi]) -> None:
    """NotAllowed unless the KPIs are the department's, or of what was merged into it."""
    own = {one.pk for one in [department, *department.lineage()]} if department else set()
    if any(kpi.department_id not in own for kpi in kpis):
        raise NotAllowed(f"Choose KPIs of {department}." if department else "It sends no readings.")


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> Token:
    """Shut the program out from its next request on."""
    Token.objects.select_for_update().get(pk=token.pk)
    token = Token.objects.select_related("department").get(pk=token.pk)
    check(can_revoke_token(by, token))
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by_name = timezone.now(), str(by)
        token.save(update_fields=["revoked_at", "revoked_by_name"])
        record(f"shut the program “{token}” out", by=by, department=token.department)
        emails.tell_token(token, by=by, what="revoked")
    return token
