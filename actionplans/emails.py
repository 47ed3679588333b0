"""What owners of actions are told. Everything goes out after the commit."""

from actionplans.models import ReviewRound
from actionplans.reviewing import by_person, waiting
from institution.mail import send_after_commit
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
