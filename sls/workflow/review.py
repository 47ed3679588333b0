"""What the reviewer notes while reading; nothing reaches the department before it is returned."""

from django.db import transaction

from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check
from sls import permissions
from sls.models import ChangeRequest, Section
from sls.workflow.lifecycle import take
from sls.workflow.locking import lock


@transaction.atomic
def note_request(section: Section, *, by: User, kind: str, text: str) -> ChangeRequest:
    """Note what should change in a section, or change the note. Unsent until returned.

    Who notes first takes the statement.
    """
    statement = lock(section.statement)
    check(permissions.can_note_changes(by, statement))
    if kind not in ChangeRequest.Kind.values or not text.strip():
        raise NotAllowed(f"Say for “{section}” what kind of change is needed, and what it is.")
    if statement.reviewer_id is None:
        take(statement, by=by)
    request, _ = ChangeRequest.objects.update_or_create(
        section=section, sent_at=None,
        defaults={"kind": kind, "text": text.strip(), "by": by, "by_name": str(by)},
    )  # fmt: skip
    return request


@transaction.atomic
def drop_request(section: Section, *, by: User) -> None:
    """Forget the unsent note about a section."""
    statement = lock(section.statement)
    check(permissions.can_note_changes(by, statement))
    ChangeRequest.objects.filter(section=section, sent_at=None).delete()
