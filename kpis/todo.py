"""What KPIs ask of a department today: readings, a look at what was done about them, and a new
token for a program whose own runs out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import CharField, DateField, Max, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.calendars import calendar_of
from institution.models import AcademicYear, Closure, Institution, User
from institution.todo import Todo
from institution.workdays import WorkingCalendar
from kpis import periods
from kpis.models import Intervention, Kpi, Measurement, Promise, Token
from kpis.models.measured import in_force, of_year

PROGRAM = ("ends_on", "name", "department__name", "department__slug")  # of a token, for its line


@dataclass(frozen=True)
class Duty:
    """What is asked about one KPI; `about` tells one thing that is asked from the next."""

    kpi: Kpi
    about: str
    todo: Todo


def items(user: User, known: Iterable[AcademicYear], institution: Institution) -> list[Todo]:
    """Everything that KPIs ask of a person: of the heads and contributors of their departments, of
    the heads alone about programs.

    known: all academic years; a paused one asks nothing of anyone. Two questions of the database.
    """
    if not user.writes_for:
        return []
    today = timezone.localdate()
    mine = _mine(user.writes_for, today)
    said = _said(mine, today, programs_of=user.heads)
    return [duty.todo for duty in _duties(said, known, institution, today)] + said.programs


def duties(
    known: Iterable[AcademicYear],
    institution: Institution,
    *,
    of: Collection[int] | None = None,
    today: date | None = None,
) -> list[Duty]:
    """What is asked today about the KPIs of the departments `of`, of all by default.

    Of the readings of a KPI the earliest that is waiting is asked, and how many more there are.
    """
    today = today or timezone.localdate()
    mine = _mine(of, today)
    return _duties(_said(mine, today), known, institution, today)


def _mine(of: Collection[int] | None, today: date) -> QuerySet[Kpi]:
    """The KPIs of the departments `of`, or of all, that go on."""
    goes_on = Q(state=Kpi.State.ACTIVE) | Q(last_year__gte=years.year_of(today))
    return Kpi.objects.filter(goes_on & (Q() if of is None else Q(department__in=of)))


def _duties(
    said: "_Said", known: Iterable[AcademicYear], institution: Institution, today: date
) -> list[Duty]:
    paused = {one.start_year for one in known if one.state == AcademicYear.State.PAUSED}
    now = years.year_of(today)
    if now in paused:
        return []
    asking = [year for year in (now - 1, now) if year not in paused]
    calendar = calendar_of(institution, said.closures)
    found: list[Duty] = []
    for promises in _promises(said):
        found += _readings(promises, said, asking, today, calendar)
        found += _reviews(promises, said)
    return found


def _promises(said: "_Said") -> Iterator[list[Promise]]:
    """The promises in force of each KPI, the newest year first: those since last year, and the one
    before by which that year is measured if it has none of its own."""
    related = ("kpi__department", "academic_year", "baseline")
    approved = Promise.objects.filter(pk__in=said.promises).select_related(*related)
    for _, of_kpi in groupby(approved.order_by("kpi"), lambda promise: promise.kpi_id):
        yield in_force(of_kpi)


@dataclass
class _Said:
    """What is there already: the keys of the promises that count, readings by KPI and first day,
    interventions to look at by KPI; and what programs ask for."""

    promises: list[int] = field(default_factory=list)
    readings: dict[tuple[int, date], tuple[int, str]] = field(default_factory=dict)
    reviews: dict[int, list[tuple[int, date, str]]] = field(default_factory=dict)
    closures: list[date] = field(default_factory=list)
    programs: list[Todo] = field(default_factory=list)


def _said(mine: QuerySet[Kpi], today: date, *, programs_of: Collection[int] = ()) -> _Said:
    """One question for all of it: the home page may ask twelve."""
    last_year = years.year_of(today) - 1
    since = years.first_day(last_year)
    # A newer revision has a higher key; the others would be read for nothing.
    approved = Promise.objects.approved().filter(kpi__in=mine)
    promises = approved.values("kpi", "academic_year__start_year").annotate(newest=Max("pk"))
    readings = Measurement.objects.filter(kpi__in=mine, period_start__gte=since)
    reviews = Intervention.objects.filter(kpi__in=mine).to_look_at(today)
    closures = Closure.objects.filter(day__gte=since)
    tokens = Token.objects.running_out(today).filter(department__in=programs_of)
    of_year = Cast("academic_year__start_year", CharField())
    no_day, none = Value(None, DateField()), (Value(""), Value(""))
    first, *others = [
        found.order_by().values_list(Value(kind), *columns)
        for kind, found, columns in (
            ("reading", readings, ("kpi", "pk", "period_start", "state", *none)),
            ("review", reviews, ("kpi", "pk", "review_on", "title", *none)),
            ("closure", closures, (Value(0), "pk", "day", Value(""), *none)),
            ("program", tokens, (Value(0), "pk", *PROGRAM)),
            ("promise", promises, ("kpi", "newest", no_day, of_year, *none)),
        )
    ]
    said = _Said()
    promised: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for kind, kpi, pk, day, words, department, slug in first.union(*others, all=True):
        if kind == "reading":
            said.readings[kpi, day] = (pk, words)
        elif kind == "review":
            said.reviews.setdefault(kpi, []).append((pk, day, words))
        elif kind == "closure":
            said.closures.append(day)
        elif kind == "promise":
            promised[kpi].append((int(words), pk))
        else:
            said.programs.append(_program(day, words, department, slug))
    said.promises = [pk for one in promised.values() for pk in _counting(one, last_year)]
    return said


def _counting(promised: list[tuple[int, int]], since: int) -> list[int]:
    """Of a KPI's promises, each a year and a key, the keys of those that say how the years from
    `since` are measured: theirs, and those of the last year up to then."""
    first = max((year for year, _ in promised if year <= since), default=since)
    return [pk for year, pk in promised if year >= first]


def _readings(
    promises: list[Promise],
    said: _Said,
    asking: list[int],
    today: date,
    calendar: WorkingCalendar,
) -> Iterator[Duty]:
    """The earliest period that is over without a final reading, if there is one."""
    kpi, provisional = promises[0].kpi, Measurement.State.PROVISIONAL
    waiting = [
        (promise.frequency, start, end)
        for year in asking if (promise := of_year(promises, year))
        for start, end in promise.asked_periods
        if end < today and said.readings.get((kpi.pk, start), (0, provisional))[1] == provisional
    ]  # fmt: skip
    if not waiting:
        return
    frequency, start, end = waiting[0]
    name, more = periods.name(frequency, start, end), len(waiting) - 1
    what, url = f"Enter the reading for {name}", reverse("kpis:measurement_add", args=[kpi.pk])
    url += f"?period={start}"
    if (kpi.pk, start) in said.readings:
        what = f"Make the reading for {name} final"
        url = reverse("kpis:measurement_edit", args=[kpi.pk, said.readings[kpi.pk, start][0]])
    elif frequency == Promise.Frequency.MILESTONE:
        what = f"Enter how things stood on {name}, the day of the target"
    detail = f"{more} more reading{'s are' if more > 1 else ' is'} waiting" if more else ""
    due = periods.due_on(frequency, end, calendar)
    whose = f"{kpi.department}, “{promises[0].title}”"
    yield Duty(kpi, "readings", Todo(what, whose, url, due, detail))


def _reviews(promises: list[Promise], said: _Said) -> Iterator[Duty]:
    """Each intervention whose day of review has come."""
    kpi = promises[0].kpi
    for pk, day, title in said.reviews.get(kpi.pk, []):
        url = reverse("kpis:intervention_detail", args=[kpi.pk, pk])
        what = f"Look whether “{title}” worked"
        whose = f"{kpi.department}, “{promises[0].title}”"
        detail = "The head decides what becomes of it"
        yield Duty(kpi, f"review {pk}", Todo(what, whose, url, day, detail))


def programs(head: User, today: date) -> list[Todo]:
    """What the person is asked about programs whose tokens run out, as `items` has it."""
    tokens = Token.objects.running_out(today).filter(department__in=head.heads)
    return [_program(*row) for row in tokens.values_list(*PROGRAM)]


def _program(ends_on: date, name: str, department: str, slug: str) -> Todo:
    url = reverse("kpis:department_tokens", args=[slug])
    detail = "A new one of the same name settles this, and so does revoking it"
    return Todo(f"The token of the program “{name}” ends", department, url, ends_on, detail)
