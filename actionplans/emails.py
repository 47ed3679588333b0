"""What owners of actions are told. Everything goes out after the commit."""

from actionplans.models import ReviewRound, SelfAssessment
from actionplans.reviewing import by_person, waiting
from institution.mail import addresses_of, send_after_commit
from institution.models import RoleGrant, User
from institution.workflow.recording import in_words


def ask_owners(review_round: ReviewRound, *, is_reminder: bool = False) -> int:
    """Ask everybody who owns actions of which the round waits for a word: a mail to each with
    all of theirs. Returns how many people were written to."""
    asked = by_person(waiting(review_round))
    subject = f"How do your actions stand? Due {in_words(review_round.due_on)}"
    for person, actions in asked.items():
        send_after_commit(
            [person.email], subject, "review_round", review_round=review_round, actions=actions,
            person=person, is_reminder=is_reminder, plan=review_round.plan,
        )  # fmt: skip
    return len(asked)


def ask_signatories(assessment: SelfAssessment, *, by: User) -> None:
    """The lead has signed: whoever may sign for the institution is asked to."""
    to = addresses_of(User.objects.holding(RoleGrant.Role.SIGNATORY))
    subject = f"To sign: {assessment}"
    send_after_commit(to, subject, "to_sign", assessment=assessment, plan=assessment.plan, by=by)


def tell_lead(assessment: SelfAssessment, *, by: User, reason: str = "") -> None:
    """It was signed, or declined with a reason: the lead and who helped are told."""
    leads = User.objects.holding(RoleGrant.Role.LEAD)
    helpers = User.objects.filter(edited_plans__plan=assessment.plan, is_active=True)
    subject = f"{'Declined' if reason else 'Signed'}: {assessment}"
    send_after_commit(
        addresses_of((leads | helpers).distinct()), subject, "signed", assessment=assessment,
        plan=assessment.plan, by=by, reason=reason,
    )  # fmt: skip
