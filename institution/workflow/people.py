"""Changes to people: who is known here, and who can sign in."""

from collections.abc import Sequence

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from institution import emails, permissions
from institution.models import Event, User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, event, record


def add_person(person: User, *, by: User) -> User:
    """Add a person, who is sent a link to choose a password."""
    add_people([person], by=by, invite=True)
    return person


@transaction.atomic
def add_people(people: Sequence[User], *, by: User, invite: bool) -> None:
    """Add all of the people or none; each is sent a link to choose a password if `invite`."""
    check(permissions.can_manage_people(by))
    for person in people:
        person.email = person.email.strip().lower()
        if not person.password:
            person.set_unusable_password()
    User.objects.bulk_create(people)
    Event.objects.bulk_create(
        event(f"added {p} ({p.email})", by=by, person=p, department=p.department) for p in people
    )
    if invite:
        for person in people:
            emails.invite(person, by=by)


@transaction.atomic
def invite_person(person: User, *, by: User) -> User:
    """Send the link to choose a password once more, to somebody who has never signed in."""
    check(permissions.can_manage_people(by))
    if person.last_login or not person.is_active:
        raise NotAllowed(f"{person} has an account in use. A forgotten password can be renewed "
                         "from the sign-in page.")  # fmt: skip
    record(f"invited {person} again", by=by, person=person)
    emails.invite(person, by=by)
    return person


@transaction.atomic
def change_person(person: User, *, by: User, as_seen: str | None = None) -> User:
    """Save a person's changed name, address, job and department.

    The old address is told of the new one, and no longer opens the account. `as_seen` is the
    stamp of what a form had shown: Stale when that has changed.
    """
    person.email = person.email.strip().lower()
    User.objects.select_for_update().get(pk=person.pk)
    before = User.objects.select_related("department").get(pk=person.pk)
    check(permissions.can_change_person(by, before))
    check_seen(before, as_seen)
    if person.email != before.email.lower():
        check(permissions.can_change_address(by, before))
    changed = _changes(before, person)
    if not changed:
        return person
    person.save(update_fields=["email", "name", "job_title", "department"])
    if before.email.lower() != person.email:
        EmailAddress.objects.filter(user=person).exclude(email__iexact=person.email).delete()
        emails.tell_old_address(before.email, person, by=by)
    record(f"changed {before}: {', '.join(changed)}", by=by, person=person)
    return person


def _changes(before: User, after: User) -> list[str]:
    words = {"email": "e-mail", "name": "name", "job_title": "job", "department": "department"}
    return [
        f"{word} {getattr(before, field) or 'none'} to {getattr(after, field) or 'none'}"
        for field, word in words.items()
        if getattr(before, field) != getattr(after, field)
    ]


@transaction.atomic
def deactivate_person(person: User, *, by: User) -> User:
    """The person is signed out and can no longer sign in. Their name stays wherever it stands."""
    person = _let_in(person, by=by, is_active=False)
    _sign_out(person)
    return person


def _sign_out(person: User) -> None:
    """End every session of the person: else one left open somewhere would work again later."""
    sessions = Session.objects.filter(expire_date__gte=timezone.now())
    theirs = [one.pk for one in sessions if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    Session.objects.filter(pk__in=theirs).delete()


@transaction.atomic
def reactivate_person(person: User, *, by: User) -> User:
    """The person can sign in again, with the roles that have not ended."""
    return _let_in(person, by=by, is_active=True)


def _let_in(person: User, *, by: User, is_active: bool) -> User:
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    check(permissions.can_deactivate_person(by, person))
    if person.is_active != is_active:
        person.is_active = is_active
        person.save(update_fields=["is_active"])
        what = "let {} sign in again" if is_active else "deactivated {}"
        record(what.format(person), by=by, person=person)
    return person
