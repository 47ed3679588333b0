"""What lies on a person's desk as somebody who writes for departments, asked in two questions."""

from dataclasses import dataclass

from institution.models import AcademicYear, User
from sls.decisions import BY_NAME
from sls.models import Requirement, Statement


@dataclass(frozen=True)
class Desk:
    """to_begin: what is owed in open years and not begun; offers: what is not owed there, and the
    head may write all the same; statements: the live ones of every year, the oldest first."""

    to_begin: tuple[Requirement, ...] = ()
    offers: tuple[Requirement, ...] = ()
    statements: tuple[Statement, ...] = ()

    @property
    def being_written(self) -> list[Statement]:
        """Those that wait for the department in open years."""
        return [
            one for one in self.statements
            if one.state in Statement.BEING_WRITTEN and one.academic_year.is_asking
        ]  # fmt: skip

    @property
    def newest(self) -> list[Statement]:
        """The newest of each department, by its name."""
        newest = {one.department_id: one for one in self.statements}
        return sorted(newest.values(), key=lambda statement: statement.department.name)


def desk_of(user: User) -> Desk:
    """What the person's departments have to do with; nothing for who writes for none."""
    if not user.writes_for:
        return Desk()
    headed = {grant.department_id for grant in user.grants if grant.role == "head"}
    live = Statement.objects.live().filter(department__in=user.writes_for)
    statements = tuple(live.for_desk().order_by("academic_year__start_year", "edition"))
    begun = {one.requirement_id for one in statements}
    decided = Requirement.objects.confirmed().of_departments_today().filter(
        department__in=user.writes_for, academic_year__state=AcademicYear.State.OPEN
    ).select_related("department", "academic_year")  # fmt: skip
    found = list(decided.order_by(BY_NAME, "academic_year"))
    return Desk(
        tuple(one for one in found if one.asks_statement and one.pk not in begun),
        tuple(one for one in found if not one.asks_statement and one.department_id in headed),
        statements,
    )
