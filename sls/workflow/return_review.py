"""Annual returns on the other side: the critical friend, changes asked for, acceptance."""

from django.db import transaction
from django.utils import timezone

from documents.models import SignedDocument
from documents.workflow import MadeDocument
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check
from sls.models import AnnualReturn, CriticalFriend
from sls.returns import emails, permissions, prompts
from sls.workflow.returns import State, lock_return, move, open_reviews, record, touch


@transaction.atomic
def choose_friend(annual_return: AnnualReturn, *, by: User, person: User) -> AnnualReturn:
    """Ask somebody of another department to be the critical friend, also in another's place."""
    annual_return = lock_return(annual_return)
    check(permissions.can_choose_friend(by, annual_return))
    check(permissions.can_be_friend(person, annual_return))
    if person.pk == by.pk:
        raise NotAllowed("Whoever decides about the return is not its critical friend.")
    if annual_return.friend and annual_return.friend.person_id == person.pk:
        return annual_return
    said = {"person": person, "person_name": str(person), "asked_at": timezone.now()}
    CriticalFriend.objects.update_or_create(annual_return=annual_return, defaults=said)
    annual_return.refresh_from_db()
    touch(annual_return)
    record(annual_return, "friend", f"asked {person} to be the critical friend", by=by)
    emails.tell_friend_asked(annual_return)
    return annual_return


@transaction.atomic
def answer_as_friend(
    annual_return: AnnualReturn, *, by: User, answers: dict[str, str]
) -> AnnualReturn:
    """Answer the prompts; answered again, the last answer counts until the return is accepted."""
    annual_return = lock_return(annual_return)
    check(permissions.can_answer_as_friend(by, annual_return))
    friend = annual_return.critical_friend
    if not all(answers[prompt.key].strip() for prompt in prompts.FRIEND):
        raise NotAllowed("Answer all three; a sentence each will do.")
    is_first = friend.answered_at is None
    if not is_first and all(getattr(friend, key) == text for key, text in answers.items()):
        return annual_return
    for key, text in answers.items():
        setattr(friend, key, text)
    friend.answered_at = timezone.now()
    friend.save()
    touch(annual_return)
    what = "answered as critical friend" if is_first else "changed the answer as critical friend"
    record(annual_return, "answered", what, by=by)
    emails.tell_friend_answered(annual_return)
    return annual_return


@transaction.atomic
def ask_return_changes(
    annual_return: AnnualReturn, *, by: User, asked: dict[str, str], message: str = ""
) -> AnnualReturn:
    """Send the return back: `asked` says by the key of a part what should change there."""
    annual_return = lock_return(annual_return)
    check(permissions.can_review_return(by, annual_return))
    wanted = {key: text.strip() for key, text in asked.items() if text.strip()}
    if not wanted:
        raise NotAllowed("Say in at least one part what should change.")
    for part in annual_return.parts.all():
        part.asked = wanted.get(part.key, "")
        part.is_open = bool(part.asked)
        part.save(update_fields=["asked", "is_open"])
    move(annual_return, State.RETURNED)
    open_reviews(annual_return)
    what = "1 part" if len(wanted) == 1 else f"{len(wanted)} parts"
    record(annual_return, "returned", f"asked for changes in {what}", by=by, note=message)
    emails.tell_department_changes(annual_return, message)
    return annual_return


@transaction.atomic
def accept_return(annual_return: AnnualReturn, *, by: User, document: MadeDocument) -> AnnualReturn:
    """Accept the return and keep its signed document. Nothing changes it afterwards.

    `document` is what `signing.prepare_return` made before: if the words have changed since,
    nothing is accepted.
    """
    annual_return = lock_return(annual_return)
    if annual_return.is_accepted and annual_return.accepted_by_id == by.pk:
        return annual_return
    check(permissions.can_accept_return(by, annual_return))
    made_from = (document.signature.reference, document.version)
    if made_from != (annual_return.reference, annual_return.version):
        raise NotAllowed("This return changed while you were accepting it. Read it again first.")
    signed = SignedDocument.store(document)
    move(
        annual_return, State.ACCEPTED,
        accepted_at=signed.signed_at, accepted_by=by, document=signed,
    )  # fmt: skip
    record(annual_return, "accepted", "accepted it and signed the document", by=by)
    emails.tell_department_accepted(annual_return)
    return annual_return
