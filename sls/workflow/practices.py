"""Good practice: offered in a return, and put on the shelf by the quality office."""

from django.db import transaction
from django.utils import timezone

from institution.history import delete_as, save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import GONE, check
from sls.models import GoodPractice
from sls.returns import permissions
from sls.workflow.returns import lock_return, record, touch

MOST = 10  # of one return


@transaction.atomic
def save_practice(practice: GoodPractice, *, by: User, version: int | None = None) -> GoodPractice:
    """Offer something, or change what was read at `version`. Raises Stale if it changed since."""
    annual_return = lock_return(practice.annual_return)
    check(permissions.can_write_return(by, annual_return))
    if practice.pk is None:
        if annual_return.practices.count() >= MOST:
            raise NotAllowed(f"There are {MOST} already. Remove one before you add another.")
    else:
        practice.version = _current(practice, version).version + 1
    practice.updated_at, practice.updated_by = timezone.now(), by
    save_as(practice, by)
    touch(annual_return)
    return practice


@transaction.atomic
def remove_practice(practice: GoodPractice, *, by: User) -> None:
    """Offer it no more; the history keeps what it said."""
    annual_return = lock_return(practice.annual_return)
    check(permissions.can_write_return(by, annual_return))
    if GoodPractice.objects.filter(pk=practice.pk).exists():
        delete_as(practice, by)
        touch(annual_return)


@transaction.atomic
def shelve_practice(practice: GoodPractice, *, by: User, is_on: bool) -> GoodPractice:
    """Put what an accepted return offers on the shelf, or take it off again."""
    annual_return = lock_return(practice.annual_return)
    practice = GoodPractice.objects.get(pk=practice.pk)
    practice.annual_return = annual_return
    check(permissions.can_shelve_practice(by, practice))
    if bool(practice.shelved_at) == is_on:
        return practice
    practice.shelved_at = timezone.now() if is_on else None
    practice.shelved_by_name = str(by) if is_on else ""
    save_as(practice, by)
    what = "put “{}” on the shelf" if is_on else "took “{}” off the shelf"
    record(annual_return, "shelf", what.format(practice), by=by)
    return practice


def _current(practice: GoodPractice, version: int | None) -> GoodPractice:
    current = GoodPractice.objects.filter(pk=practice.pk).first()
    if current is None:
        raise NotAllowed(GONE)
    if current.version != version:
        current.annual_return = practice.annual_return
        raise Stale(current)
    return current
