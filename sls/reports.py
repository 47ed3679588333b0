"""What pages and documents say about statements, as plain values."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Q

from institution.models import AcademicYear, User
from sls.models import Requirement, Statement, StatementEvent


@dataclass(frozen=True)
class YearAtAGlance:
    """Counts of one year: statements owed, by state, and who is late."""

    year: AcademicYear
    owed: int
    not_begun: int
    by_state: dict[str, int]
    late: list[Requirement]


def year_at_a_glance(year: AcademicYear) -> YearAtAGlance:
    """How the year stands: of the statements asked for, how many are in which state."""
    owed = list(year.requirements.owed().select_related("department"))
    states = {
        statement.requirement_id: statement.state
        for statement in Statement.objects.live().filter(academic_year=year).order_by("edition")
    }
    counted = Counter(states.get(requirement.pk, "") for requirement in owed)
    return YearAtAGlance(
        year=year,
        owed=len(owed),
        not_begun=counted.pop("", 0),
        by_state=dict(counted),
        late=list(year.requirements.late().select_related("department")),
    )


def own_statements(user: User) -> list[Statement]:
    """The newest live statement of each of the person's departments, for the home page."""
    newest: dict[int, Statement] = {}
    mine = Statement.objects.live().filter(department__in=user.writes_for).for_list()
    for statement in mine.order_by("academic_year__start_year", "edition"):
        newest[statement.department_id] = statement
    return sorted(newest.values(), key=lambda statement: statement.department.name)


def recent_events(user: User, count: int = 8) -> list[StatementEvent]:
    """The newest events of statements that the person writes or reviews."""
    if user.has_role("reviewer"):
        events = StatementEvent.objects.exclude(
            Q(is_internal=True) & Q(statement__department__in=user.belongs_to)
        )
    else:
        events = StatementEvent.objects.filter(
            is_internal=False, statement__department__in=user.writes_for
        )
    related = ("statement__department", "statement__academic_year")
    return list(events.select_related(*related).order_by("-at", "-pk")[:count])
