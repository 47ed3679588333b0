"""Taking in a list of departments or people: kept when uploaded, done when confirmed."""

from django.db import transaction
from django.utils import timezone

from institution.importing import departments, people
from institution.importing.files import Row, Table
from institution.importing.plans import Plan
from institution.models import Import, User
from institution.permissions import NotAllowed, can_import
from institution.workflow.recording import check, record

MOST_INVITATIONS = 50  # each is a message to the mail server while the person waits


@transaction.atomic
def keep_import(kind: str, file_name: str, table: Table, *, by: User) -> Import:
    """Keep an uploaded list until it is confirmed, in place of an unconfirmed one of this kind."""
    check(can_import(by, kind))
    Import.objects.filter(person=by, kind=kind, confirmed_at=None).delete()
    return Import.objects.create(
        person=by, kind=kind, file_name=file_name[:200], encoding=table.encoding,
        unused=table.unused, rows=table.as_json(),
    )  # fmt: skip


def plan_of(upload: Import, *, by: User) -> Plan:
    """What confirming the list would do now, row by row."""
    rows = [Row(**row) for row in upload.rows]
    module = departments if upload.kind == Import.Kind.DEPARTMENTS else people
    return module.plan(rows, by=by)


@transaction.atomic
def confirm_import(upload: Import, *, by: User, stamp: str, invite: bool = False) -> Plan:
    """Take in the whole list, or nothing. `stamp` is that of the plan the person has seen."""
    upload = Import.objects.select_for_update().get(pk=upload.pk)
    check(can_import(by, upload.kind))
    if upload.confirmed_at:
        raise NotAllowed("This list has been imported already.")
    plan = plan_of(upload, by=by)
    if plan.stamp() != stamp:
        raise NotAllowed("Something has changed since you looked. Look at the list once more.")
    if not plan.may_go_ahead:
        raise NotAllowed("This list cannot be imported as it is. Nothing was changed.")
    if upload.kind == Import.Kind.DEPARTMENTS:
        departments.carry_out(plan, by=by)
    else:
        invite = invite and len(plan.added) <= MOST_INVITATIONS
        people.carry_out(plan, by=by, invite=invite)
    upload.confirmed_at, upload.rows = timezone.now(), []
    upload.save(update_fields=["confirmed_at", "rows"])
    counts = f"{len(plan.added)} added, {len(plan.changed)} changed"
    record(f"imported {upload.kind} from {upload.file_name}: {counts}", by=by)
    return plan
