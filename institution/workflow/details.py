"""Changes to what the institution says of itself."""

from django.db import transaction

from institution import emails, permissions
from institution.models import Institution, User
from institution.workflow.recording import check, check_seen, record

OFFICE = ("quality_mailbox", "quality_office_id")


@transaction.atomic
def change_institution(
    institution: Institution, *, by: User, as_seen: str | None = None
) -> Institution:
    """Save the institution's changed name, mailbox, quality office, colour or committees.

    The old mailbox is told of a new one, and of another quality office. `as_seen` is the stamp of
    what a form had shown: Stale when that has changed.
    """
    check(permissions.can_manage_institution(by))
    before = Institution.objects.select_for_update().filter(pk=1).first() or Institution(pk=1)
    check_seen(before, as_seen)
    changed = [
        str(field.verbose_name)
        for field in Institution._meta.fields
        if field.value_from_object(before) != field.value_from_object(institution)
    ]
    if any(getattr(before, name) != getattr(institution, name) for name in OFFICE):
        check(permissions.can_change_quality_office(by))
        emails.tell_quality_office_changed(before, institution, by=by)
    institution.pk = 1
    institution.save()
    if changed:
        record(f"changed the institution's {', '.join(changed)}", by=by)
    return institution
