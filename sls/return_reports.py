"""What the committee is told of a year: who sent a return, and what came of each KPI, as frozen."""

from collections import defaultdict
from dataclasses import dataclass

from institution.models import AcademicYear, Department
from kpis import census
from sls.decisions import BY_NAME
from sls.models import AnnualReturn, GoodPractice, Requirement


@dataclass(frozen=True)
class DepartmentYear:
    """One department's year: what it owed, how far its return is, and its frozen KPIs.

    annual_return: None if it was not asked for one. kpis: with the reviews they belong to.
    """

    department: Department
    tier: str
    tier_label: str
    annual_return: AnnualReturn | None
    kpis: tuple[census.Line, ...]

    @property
    def has_sent(self) -> bool:
        """Whether the return was sent, and is accepted or with the quality office."""
        sent = {AnnualReturn.State.SUBMITTED, AnnualReturn.State.ACCEPTED}
        return self.annual_return is not None and self.annual_return.state in sent


def of_year(year: AcademicYear) -> list[DepartmentYear]:
    """Every department that owed a statement, was asked for a return or has a frozen KPI in the
    year, by name, in four queries."""
    returns = {
        one.department_id: one
        for one in AnnualReturn.objects.filter(academic_year=year).select_related(
            "department", "academic_year", "critical_friend"
        )
    }
    lines: dict[int, list[census.Line]] = defaultdict(list)
    for line in census.standing(year):
        lines[line.review.kpi.department_id].append(line)
    decided = (
        Requirement.objects.confirmed().filter(academic_year=year).select_related("department")
    )
    owed = {one.department_id: one for one in decided.order_by(BY_NAME)}
    asked = {pk for pk, one in owed.items() if one.asks_statement}
    found = Department.objects.filter(pk__in={*asked, *returns, *lines})
    return [
        DepartmentYear(
            department,
            owed[department.pk].tier if department.pk in owed else "",
            owed[department.pk].asked if department.pk in owed else "",
            returns.get(department.pk),
            tuple(lines.get(department.pk, ())),
        )
        for department in found.order_by("name")
    ]


def practices_of(year: AcademicYear) -> list[GoodPractice]:
    """What stands on the shelf from returns of the year."""
    return list(
        GoodPractice.objects.on_shelf().filter(annual_return__academic_year=year).for_list()
    )
