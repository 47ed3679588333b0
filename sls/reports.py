"""What pages and documents say about statements, as plain values."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from institution.models import AcademicYear, User
from sls.decisions import BY_NAME
from sls.models import Requirement, Statement, StatementEvent


@dataclass(frozen=True)
class StateCount:
    """How many statements are in one state; `value` is what the list's filter calls it."""

    value: str
    label: str
    count: int
    shape: str


@dataclass(frozen=True)
class YearAtAGlance:
    """How a year stands: statements owed, how many are in which state, and who is late.

    `late` are (department, how far it is).
    """

    year: AcademicYear
    owed: int
    states: list[StateCount]
    late: list[tuple[str, str]]


GLANCE = [
    ("not_begun", "not begun", "empty"),
    ("draft", "being written", "half"),
    ("submitted", "with the quality office", "full"),
    ("returned", "changes asked for", "ask"),
    ("approved", "approved", "tick"),
]


def year_at_a_glance(year: AcademicYear) -> YearAtAGlance:
    """Of the statements asked for, each counted once by the state of its newest edition."""
    owed = list(year.requirements.owed().values_list("pk", flat=True))
    states = dict(
        Statement.objects.live()
        .filter(academic_year=year)
        .order_by("edition")
        .values_list("requirement", "state")
    )
    counted = Counter(states.get(pk, "not_begun") for pk in owed)
    words = {value: label for value, label, _ in GLANCE}
    late = year.requirements.late().order_by(BY_NAME)
    return YearAtAGlance(
        year=year,
        owed=len(owed),
        states=[StateCount(value, label, counted[value], shape) for value, label, shape in GLANCE],
        late=[
            (name, words[states.get(pk, "not_begun")])
            for pk, name in late.values_list("pk", "department__name")
        ],
    )


def review_queue() -> QuerySet[Statement]:
    """What is with the quality office, the longest waiting first, and how often it was sent."""
    waiting = Statement.objects.filter(state=Statement.State.SUBMITTED).for_list()
    return waiting.annotate(times_sent=Count("submitted_versions")).order_by("submitted_at")


def listed(user: User, year: AcademicYear | None) -> QuerySet[Statement]:
    """Statements that the person may know of, of a year or of every one, for the list."""
    found = Statement.objects.visible_to(user).exclude(state="discarded")
    return found.filter(academic_year=year) if year else found


def owed_by(user: User, year: AcademicYear | None) -> QuerySet[Requirement]:
    """What departments owe in the year, or in all open ones, as far as the person may know."""
    owed = Requirement.objects.visible_to(user)
    if year is None:
        return owed.asking().order_by(BY_NAME)
    if year.state in {AcademicYear.State.PAUSED, AcademicYear.State.PLANNED}:
        return owed.none()
    return owed.owed().filter(academic_year=year).order_by(BY_NAME)


def own_statements(user: User) -> list[Statement]:
    """The newest live statement of each of the person's departments, for the home page."""
    if not user.writes_for:
        return []
    newest: dict[int, Statement] = {}
    mine = Statement.objects.live().filter(department__in=user.writes_for).for_list()
    for statement in mine.order_by("academic_year__start_year", "edition"):
        newest[statement.department_id] = statement
    return sorted(newest.values(), key=lambda statement: statement.department.name)


def may_offer(user: User) -> list[Requirement]:
    """What the person's departments do not owe and may offer, for the home page."""
    if not user.writes_for:
        return []
    offers = Requirement.objects.to_offer(user).select_related("department", "academic_year")
    return list(offers.order_by(BY_NAME, "academic_year"))


def recent_events(user: User, count: int = 8) -> list[StatementEvent]:
    """The newest events of statements that the person writes or reviews."""
    if user.has_role("reviewer"):
        events = StatementEvent.objects.exclude(
            Q(is_internal=True) & Q(statement__department__in=user.belongs_to)
        )
    elif user.writes_for:
        events = StatementEvent.objects.filter(
            is_internal=False, statement__department__in=user.writes_for
        )
    else:
        return []
    related = ("statement__department", "statement__academic_year")
    return list(events.select_related(*related).order_by("-at", "-pk")[:count])
