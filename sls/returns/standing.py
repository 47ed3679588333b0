"""Where a return stands: what the person may do with it now, or why it is not theirs."""

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
