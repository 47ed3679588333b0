"""What was said about a statement, as threads: requests and comments with their answers."""

from dataclasses import dataclass, field
from datetime import datetime

from institution.models import User
from sls import permissions
from sls.models import AdviceRequest, ChangeRequest, Comment, Section, Statement


@dataclass
class Thread:
    """One thing that was said, and what was said in answer, the oldest first."""

    start: ChangeRequest | Comment
    section: Section | None
    is_request: bool
    is_internal: bool = False
    answers: list[Comment] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        """When it was said to the other side."""
        return getattr(self.start, "sent_at", None) or self.start.at

    @property
    def is_open(self) -> bool:
        """Whether nobody has resolved it."""
        return self.start.resolved_at is None

    @property
    def how_settled(self) -> str:
        """By whom, or by what, it is settled; empty while it is not."""
        if isinstance(self.start, ChangeRequest):
            return self.start.how_settled
        return f"resolved by {self.start.resolved_by_name}" if self.start.resolved_at else ""


def threads(statement: Statement, user: User) -> list[Thread]:
    """Everything said that the person may read: what is open first, then the newest first.

    Notes that were not sent, and notes among reviewers, are not for the department.
    """
    said = statement.comments.filter(advice=None).select_related("section__heading")
    if not permissions.can_see_internal_notes(user, statement):
        said = said.filter(is_internal=False)
    sent = ChangeRequest.objects.filter(section__statement=statement).exclude(sent_at=None)
    requests: dict[int | None, Thread] = {
        one.pk: Thread(one, one.section, is_request=True)
        for one in sent.select_related("section__heading", "section__statement")
    }
    comments: dict[int | None, Thread] = {}
    for comment in said:
        under = requests.get(comment.change_request_id) or comments.get(comment.answers_id)
        if under:
            under.answers.append(comment)
            comments[comment.pk] = under
        else:
            comments[comment.pk] = Thread(
                comment, comment.section, is_request=False, is_internal=comment.is_internal
            )
    found = {id(thread): thread for thread in [*requests.values(), *comments.values()]}
    newest = sorted(found.values(), key=lambda thread: thread.at, reverse=True)
    return sorted(newest, key=lambda thread: not thread.is_open)


def advice_on(statement: Statement) -> list[AdviceRequest]:
    """The requests for advice, the newest first."""
    return list(statement.advice_requests.select_related("section__heading"))
