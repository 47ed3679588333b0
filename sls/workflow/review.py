"""What the reviewer notes while reading; nothing reaches the department before it is returned."""

from collections.abc import Mapping

from django.db import transaction

from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check
from sls import permissions
from sls.models import ChangeRequest, Section, Statement
from sls.workflow.conversation import add_comment, resolve_request
from sls.workflow.lifecycle import take
from sls.workflow.locking import lock


@transaction.atomic
def save_notes(
    statement: Statement,
    *,
    by: User,
    asked: Mapping[Section, tuple[str, str] | None],
    remarks: Mapping[Section, str] | None = None,
    resolve: ChangeRequest | None = None,
) -> None:
    """Save what the reviewer noted on several sections, all of it or nothing.

    `asked` says of a section what kind of change is needed and which, or None to forget the note
    about it; `remarks` are for reviewers only; `resolve` is a request that is settled. Who notes
    a change first takes the statement.
    """
    statement = lock(statement)
    check(permissions.can_note_changes(by, statement))
    if statement.reviewer_id is None and any(asked.values()):
        take(statement, by=by)
    for section, change in asked.items():
        _note(section, change, by)
    for section, text in (remarks or {}).items():
        add_comment(statement, by=by, section=section, text=text, internal=True)
    if resolve:
        resolve_request(resolve, by=by)


def _note(section: Section, change: tuple[str, str] | None, by: User) -> None:
    if change is None:
        ChangeRequest.objects.filter(section=section, sent_at=None).delete()
        return
    kind, text = change[0], change[1].strip()
    if kind not in ChangeRequest.Kind.values or not text:
        raise NotAllowed(f"Say for “{section}” what kind of change is needed, and what it is.")
    ChangeRequest.objects.update_or_create(
        section=section, sent_at=None,
        defaults={"kind": kind, "text": text, "by": by, "by_name": str(by)},
    )  # fmt: skip


def note_request(section: Section, *, by: User, kind: str, text: str) -> ChangeRequest:
    """Note what should change in a section, or change the note. Unsent until returned."""
    save_notes(section.statement, by=by, asked={section: (kind, text)})
    return section.change_requests.get(sent_at=None)


def drop_request(section: Section, *, by: User) -> None:
    """Forget the unsent note about a section."""
    save_notes(section.statement, by=by, asked={section: None})
