"""What every verb shares: lock, refuse what is stale, count the change, record it."""

from django.db.models import F

from institution.models import User
from sls.models import Statement, StatementEvent


def lock(statement: Statement) -> Statement:
    """The statement as it is now, locked until the transaction ends.

    On SQLite the whole database is locked instead: its transactions begin as IMMEDIATE.
    """
    Statement.objects.select_for_update().get(pk=statement.pk)
    return Statement.objects.select_related(
        "department", "academic_year", "requirement", "template", "reviewer"
    ).get(pk=statement.pk)


def record(
    statement: Statement, kind: str, text: str, *, by: User, note: str = "", internal: bool = False
) -> StatementEvent:
    """One line of the timeline, in the transaction of the change it tells of."""
    return StatementEvent.objects.create(
        statement=statement, kind=kind, text=text, note=note, is_internal=internal,
        by=by, by_name=str(by),
    )  # fmt: skip


def touch(statement: Statement) -> None:
    """Count one more change, so that an approval of older words is refused."""
    Statement.objects.filter(pk=statement.pk).update(version=F("version") + 1)
    statement.refresh_from_db(fields=["version"])
