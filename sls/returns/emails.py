"""Who is told what about an annual return, and when. Everything goes out after the commit."""

from collections.abc import Iterable

from institution.mail import addresses_of, send_after_commit
from institution.models import Institution, User
from institution.workflow.recording import in_words
from sls.emails import people_in
from sls.models import AnnualReturn
from sls.returns.permissions import may_judge


def _office(annual_return: AnnualReturn) -> list[str]:
    """The quality mailbox, and everybody who may decide about the return."""
    reviewers = User.objects.reviewing().prefetch_related("role_grants")
    judges = [one.email for one in reviewers if may_judge(one, annual_return)]
    return [Institution.get().quality_mailbox, *judges]


def _people(annual_return: AnnualReturn) -> list[str]:
    return addresses_of(people_in(annual_return.department, "head", "contributor"))


def _friend(annual_return: AnnualReturn) -> list[str]:
    friend = annual_return.friend
    person = friend.person if friend else None
    return [person.email] if person and person.is_active else []


def _tell(
    to: Iterable[str], annual_return: AnnualReturn, news: str, words: str, *, action: str,
    why: str, note: str = "", page: str = "sls:return_detail",
) -> None:  # fmt: skip
    send_after_commit(
        to, f"{annual_return}: {news}", "return_news", annual_return=annual_return, news=news,
        words=words, note=note, action=action, why=why, page=page,
    )  # fmt: skip


def tell_department_opened(annual_return: AnnualReturn) -> None:
    """The year's results are frozen and the return is asked for: the head and contributors."""
    words = (
        f"The results of {annual_return.academic_year} are frozen. Say what you did and learnt, "
        "and send the annual return of your department to the quality office"
    )
    due = annual_return.due_on
    words += f" by {in_words(due)}." if due else "."
    _tell(
        _people(annual_return), annual_return, "please write it", words, action="Write the return",
        why=_you_write_for(annual_return), page="sls:return_edit",
    )  # fmt: skip


def tell_office_submitted(annual_return: AnnualReturn) -> None:
    """It came in: the quality office, and a critical friend who was asked before."""
    words = f"{annual_return.submitted_by} sent the return of {annual_return.department}."
    _tell(
        _office(annual_return), annual_return, "sent", words, action="Read it",
        why="You get this message because you work for the quality office.",
        page="sls:return_review",
    )  # fmt: skip
    if _friend(annual_return):
        tell_friend_asked(annual_return)


def tell_office_withdrawn(annual_return: AnnualReturn) -> None:
    """The department took it back: the quality office, and the critical friend."""
    words = f"{annual_return.department} took its return back to change it."
    _tell(
        [*_office(annual_return), *_friend(annual_return)], annual_return, "taken back", words,
        action="Open Kept",
        why="You get this message because you were to read it.", page="sls:return_list",
    )  # fmt: skip


def tell_friend_asked(annual_return: AnnualReturn) -> None:
    """Somebody is asked to read it as a critical friend."""
    words = (
        f"The quality office asks you to be the critical friend of {annual_return.department}: "
        "read its return and answer three short questions"
    )
    friend = annual_return.friend
    words += f" by {in_words(friend.due_on)}." if friend else "."
    _tell(
        _friend(annual_return), annual_return, "you are its critical friend", words,
        action="Read it and answer",
        why="You get this message because you write for another department.",
        page="sls:friend_answer",
    )  # fmt: skip


def tell_friend_answered(annual_return: AnnualReturn) -> None:
    """The critical friend has answered: both sides."""
    words = f"{annual_return.friend} answered as critical friend of {annual_return.department}."
    _tell(
        {*_office(annual_return), *_people(annual_return)}, annual_return,
        "the critical friend has answered", words, action="Read the answer",
        why="You get this message because you write or read this return.",
    )  # fmt: skip


def tell_department_changes(annual_return: AnnualReturn, message: str) -> None:
    """Changes are asked for: the head and contributors, with every request."""
    asked = [f"{part}: {part.asked}" for part in annual_return.parts.exclude(asked="")]
    _tell(
        _people(annual_return), annual_return, "changes asked for",
        "The quality office asks for changes in your return.", action="Make the changes",
        why=_you_write_for(annual_return), note="\n\n".join(filter(None, [message, *asked])),
        page="sls:return_edit",
    )  # fmt: skip


def tell_department_accepted(annual_return: AnnualReturn) -> None:
    """It is accepted: the head and contributors, and the critical friend."""
    words = (
        f"{annual_return.accepted_by} accepted the return. Its document is signed and sealed: "
        f"{annual_return.reference}."
    )
    _tell(
        {*_people(annual_return), *_friend(annual_return)}, annual_return, "accepted", words,
        action="See it and download the document",
        why="You get this message because you wrote for this return, or were its critical friend.",
    )  # fmt: skip


def _you_write_for(annual_return: AnnualReturn) -> str:
    return f"You get this message because you write for {annual_return.department}."
