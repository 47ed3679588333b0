"""Where a return stands: what the person may do with it now, or why it is not theirs; and which
of its versions the critical friend answered."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse

from institution.models import AcademicYear, User
from institution.permissions import Permission, is_reviewer
from sls.models import AnnualReturn, Requirement
from sls.returns import permissions
from sls.standing import Step


def to_open(user: User) -> list[AcademicYear]:
    """The years in which the person may ask for returns, and somebody has not been asked yet."""
    asked = AnnualReturn.objects.filter(
        department=OuterRef("department"), academic_year=OuterRef("academic_year")
    )
    left = Requirement.objects.owed().of_departments_today().filter(~Exists(asked))
    years = AcademicYear.objects.filter(pk__in=left.values("academic_year"))
    return [year for year in years if permissions.can_open_returns(user, year)]


def steps(user: User, annual_return: AnnualReturn) -> list[Step]:
    """What the person may do now; of their side's step also that they may not, and why."""
    found: list[tuple[str, str, Permission]] = []
    if annual_return.department_id in user.writes_for and annual_return.is_being_written:
        may_write = permissions.can_write_return(user, annual_return)
        found.append(("Write it", "sls:return_edit", may_write))
    if is_reviewer(user) and annual_return.state == AnnualReturn.State.SUBMITTED:
        may_review = permissions.can_review_return(user, annual_return)
        found.append(("Read and decide", "sls:return_review", may_review))
    if may_answer := permissions.can_answer_as_friend(user, annual_return):
        found.append(("Answer as critical friend", "sls:friend_answer", may_answer))
    return [
        Step(label, reverse(page, args=[annual_return.pk]), permission, is_next=True)
        for label, page, permission in found
    ]


@dataclass(frozen=True)
class Answered:
    """The number of the version that was answered, that of the newest one, and whether the newest
    says something else."""

    version: int
    newest: int
    is_changed: bool


def answered(annual_return: AnnualReturn) -> Answered | None:
    """Which version the critical friend answered: the newest one then; None without an answer."""
    friend = annual_return.friend
    if friend is None or friend.answered_at is None:
        return None
    sent = annual_return.versions.order_by("number").values_list("number", "at", "content_sha256")
    versions = list(sent)
    read = [one for one in versions if one[1] <= friend.answered_at]
    if not read:
        return None
    (version, _, then), (newest, _, now) = read[-1], versions[-1]
    return Answered(version, newest, is_changed=then != now)
