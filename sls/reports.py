"""What pages and documents say about statements, as plain values."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from institution.models import AcademicYear, Department, User
from sls.decisions import BY_NAME
from sls.models import Requirement, Statement, StatementEvent

State = Statement.State


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
    named = year.requirements.owed().order_by(BY_NAME)
    owed = list(named.values_list("pk", "department__name", "department__merged_into"))
    live = Statement.objects.live().filter(academic_year=year).order_by("edition")
    found = list(live.values_list("requirement", "state"))
    states = dict(found)
    sent = {pk for pk, state in found if state in {State.SUBMITTED, State.APPROVED}}
    counted = Counter(states.get(pk, "not_begun") for pk, _, _ in owed)
    words = {value: label for value, label, _ in GLANCE}
    return YearAtAGlance(
        year=year,
        owed=len(owed),
        states=[StateCount(value, label, counted[value], shape) for value, label, shape in GLANCE],
        late=[
            (name, words[states.get(pk, "not_begun")])
            for pk, name, merged_into in owed
            if year.is_overdue() and merged_into is None and pk not in sent
        ],
    )


def review_queue() -> QuerySet[Statement]:
    """What is with the quality office, the longest waiting first, and how often it was sent."""
    waiting = Statement.objects.filter(state=Statement.State.SUBMITTED).for_list()
    return waiting.annotate(times_sent=Count("submitted_versions")).order_by("submitted_at")


def listed(user: User, year: AcademicYear | None) -> QuerySet[Statement]:
    """Statements that the person may know of, of a year or of every one, for the list."""
    found = Statement.objects.visible_to(user).exclude(state="discarded")
    # Of one year there is nothing to put in order by year.
    return found.filter(academic_year=year).order_by(BY_NAME, "-edition") if year else found


def owed_by(user: User, year: AcademicYear | None) -> QuerySet[Requirement]:
    """What departments owe in the year, or in all open ones, as far as the person may know."""
    owed = Requirement.objects.visible_to(user)
    if year is None:
        return owed.asking().order_by(BY_NAME)
    if year.is_idle:
        return owed.none()
    return owed.owed().filter(academic_year=year).order_by(BY_NAME)


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
    shown = events.select_related(*related).only(
        "kind", "text", "at", "by_name", "statement__edition", "statement__department__name",
        "statement__academic_year__start_year",
    )  # fmt: skip
    return list(shown.order_by("-at", "-pk")[:count])


@dataclass(frozen=True)
class Owing:
    """How many departments owe a statement in a year, and how many are only proposed to."""

    owed: int
    proposed: int


def owing_by_year(years: Iterable[AcademicYear]) -> list[tuple[AcademicYear, Owing]]:
    """Each of the years with what departments owe in it, in two queries."""
    today = Requirement.objects.of_departments_today()
    owed, proposed = _by_year(today.owed()), _by_year(today.filter(decided_on=None))
    return [(year, Owing(owed[year.pk], proposed[year.pk])) for year in years]


def _by_year(requirements: QuerySet[Requirement]) -> Counter[int]:
    counted = requirements.order_by().values_list("academic_year").annotate(Count("pk"))
    return Counter(dict(counted))


@dataclass(frozen=True)
class YearTouched:
    """What a change of a year's state touches: what is owed, and statements by how far they are."""

    owing: Owing
    begun: int
    waiting: int
    approved: int


def year_touched(year: AcademicYear) -> YearTouched:
    """How many departments and statements a change of the year's state touches."""
    [(_, owing)] = owing_by_year([year])
    states = Counter(year.statements.values_list("state", flat=True))
    return YearTouched(
        owing=owing,
        begun=sum(states[state] for state in Statement.BEING_WRITTEN),
        waiting=states[Statement.State.SUBMITTED],
        approved=states[Statement.State.APPROVED],
    )


@dataclass(frozen=True)
class MergeTouched:
    """What a merge touches: how many statements, those not finished, and what is owed now."""

    written: int
    unfinished: list[Statement]
    owing: list[Requirement]


def merge_touched(department: Department) -> MergeTouched:
    """What becomes of a department's statements and duties when it is merged into another."""
    found = department.statements.select_related("academic_year")
    kept = [one for one in found if one.state != Statement.State.DISCARDED]
    return MergeTouched(
        written=len(kept),
        unfinished=[one for one in kept if one.state in Statement.UNFINISHED],
        owing=list(department.requirements.asking().select_related("academic_year")),
    )


def of_departments(departments: Iterable[Department], user: User) -> QuerySet[Statement]:
    """Statements of the departments that the person may know of."""
    visible = Statement.objects.visible_to(user).for_list()
    return visible.filter(department__in=list(departments))
