"""Who may do what to annual returns, and the words for a refusal."""

from institution.models import AcademicYear, RoleGrant, User
from institution.permissions import YES, Permission, is_reviewer, no, not_now
from kpis.permissions import census_is_due
from sls.models import AnnualReturn, GoodPractice, ReturnPart

Role = RoleGrant.Role
State = AnnualReturn.State


def _to(annual_return: AnnualReturn) -> tuple[str, str]:
    """The way on from a refusal: where the return says how it stands."""
    return annual_return.get_absolute_url(), "Go to the return"


def can_open_returns(user: User, year: AcademicYear) -> Permission:
    """Ask the departments for their returns, if the nightly job has not: from the census date."""
    if not is_reviewer(user):
        return no("Only the quality office asks for annual returns.")
    return census_is_due(year)


def can_read_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Read the words as they are now. While a department writes, nobody else does."""
    if annual_return.is_accepted or annual_return.department_id in user.writes_for:
        return YES
    is_sent = annual_return.state == State.SUBMITTED
    if is_sent and (is_reviewer(user) or _is_friend(user, annual_return)):
        return YES
    return no("The department is still writing. You can read what it has sent.")


def can_follow_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Read the timeline and the versions that were sent: the two sides only."""
    if is_reviewer(user) or annual_return.department_id in user.writes_for:
        return YES
    return no(f"Only {annual_return.department} and the quality office read this.")


def can_write_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Write on the return: the department's people, while they hold the pen."""
    if annual_return.department_id not in user.writes_for:
        return no(f"Only people of {annual_return.department} write its return.")
    if annual_return.state == State.SUBMITTED:
        sentence = "The return is with the quality office. The head can take it back."
        return not_now(sentence, way=_to(annual_return))
    if annual_return.is_accepted:
        sentence = "The return is accepted and does not change."
        return not_now(sentence, way=_to(annual_return), for_good=True)
    return _year_asks(annual_return)


def _year_asks(annual_return: AnnualReturn) -> Permission:
    """A year that is over still asks for its return; a paused one asks nothing."""
    year = annual_return.academic_year
    if year.state == AcademicYear.State.PAUSED:
        return not_now(f"{year} is paused: nothing is asked of anyone. {year.public_reason}")
    return YES


def can_write_return_part(user: User, part: ReturnPart) -> Permission:
    """Write on one part: as the return, if it is open in this round."""
    if not (permission := can_write_return(user, part.annual_return)):
        return permission
    if not part.is_open:
        return not_now("No change was asked for here.", way=_to(part.annual_return))
    return YES


def can_submit_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Send the return to the quality office: the head alone."""
    if not user.has_role(Role.HEAD, annual_return.department):
        return no(f"Only the head of {annual_return.department} can send its return.")
    return can_write_return(user, annual_return)


def can_withdraw_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Take a return back that is with the quality office."""
    if not user.has_role(Role.HEAD, annual_return.department):
        return no(f"Only the head of {annual_return.department} can take its return back.")
    if annual_return.state != State.SUBMITTED:
        return not_now("The return is not with the quality office.", way=_to(annual_return))
    return _year_asks(annual_return)


def _is_friend(user: User, annual_return: AnnualReturn) -> bool:
    friend = annual_return.friend
    return friend is not None and friend.person_id == user.pk


def may_judge(user: User, annual_return: AnnualReturn) -> Permission:
    """Nobody judges their own department's return, their own words, or what they were a friend to.

    `AnnualReturn.objects.judgeable_by` asks the same of many.
    """
    if not is_reviewer(user):
        return no("Only the quality office decides about returns.")
    if user.is_part_of(annual_return.department):
        return no(
            f"You belong to {annual_return.department}. Nobody decides about the return of their "
            "own department, so a reviewer from elsewhere does it."
        )
    if _is_friend(user, annual_return):
        return no("You are the critical friend of this return, so somebody else decides.")
    if user.pk in annual_return.writers:
        return no("You wrote or sent part of this return, so somebody else decides.")
    return YES


def can_review_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Ask for changes in a return that was sent."""
    if is_reviewer(user) and annual_return.state != State.SUBMITTED:
        return not_now("The return is not waiting for the quality office.", way=_to(annual_return))
    return may_judge(user, annual_return)


def can_choose_friend(user: User, annual_return: AnnualReturn) -> Permission:
    """Ask somebody of another department to be its critical friend."""
    if not (permission := can_review_return(user, annual_return)):
        return permission
    friend = annual_return.friend
    if friend and friend.answered_at:
        return not_now(f"{friend} has answered already.", way=_to(annual_return))
    return YES


def can_be_friend(person: User, annual_return: AnnualReturn) -> Permission:
    """Whether somebody can be asked: head or contributor of another department today."""
    department = annual_return.department
    if person.is_part_of(department):
        return no(f"{person} belongs to {department}. A critical friend comes from elsewhere.")
    if not person.is_active or not person.writes_for:
        return no(f"{person} writes for no department. Choose a head or contributor of another.")
    if person.pk in annual_return.writers:
        return no(f"{person} wrote part of this return. Choose somebody else.")
    return YES


def can_answer_as_friend(user: User, annual_return: AnnualReturn) -> Permission:
    """Answer the three prompts, or change the answer, while the return is with the office."""
    if not _is_friend(user, annual_return):
        return no("Only the critical friend of this return answers these questions.")
    if annual_return.state != State.SUBMITTED:
        return not_now("The return is not with the quality office just now.")
    return can_be_friend(user, annual_return)


def can_accept_return(user: User, annual_return: AnnualReturn) -> Permission:
    """Accept the return and sign its document, once the critical friend has answered."""
    if not (permission := can_review_return(user, annual_return)):
        return permission
    friend = annual_return.friend
    if friend is None:
        return not_now(
            "Choose a critical friend first, and wait for the answer.", way=_to(annual_return)
        )
    if friend.answered_at is None:
        sentence = f"{friend} has not answered yet. Wait, or choose another critical friend."
        return not_now(sentence, way=_to(annual_return))
    return YES


def can_shelve_practice(user: User, practice: GoodPractice) -> Permission:
    """Put what an accepted return offers on the shelf, or take it off: who may judge the return."""
    if not is_reviewer(user):
        return no("Only the quality office decides what stands on the shelf.")
    if not (permission := may_judge(user, practice.annual_return)):
        return permission
    if not practice.annual_return.is_accepted:
        return not_now("It can be put on the shelf once the return is accepted.")
    return YES
