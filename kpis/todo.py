"""What KPIs ask of a department today: readings, a look at what was done about them, and a new
token for a program whose own runs out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Q, Value
from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, User
from institution.todo import Todo
from institution.workdays import WorkingCalendar
from kpis import periods
from kpis.models import Intervention, Kpi, Measurement, Promise, Token
from kpis.models.measured import in_force, of_year


@dataclass(frozen=True)
class Duty:
    """What is asked about one KPI; `about` tells one thing that is asked from the next."""

    kpi: Kpi
    about: str
    todo: Todo


def items(user: User, known: Iterable[AcademicYear], calendar: WorkingCalendar) -> list[Todo]:
    """Everything that KPIs ask of a person: of the heads and contributors of their departments, of
    the heads alone about programs.

    known: all academic years; a paused one asks nothing of anyone. Four questions of the
    database, and while a token runs out a fifth.
    """
    if not user.writes_for:
        return []
    today = timezone.localdate()
    found = duties(known, calendar, of=user.writes_for, today=today)
    return [duty.todo for duty in found] + programs(user, today)


def duties(
    known: Iterable[AcademicYear],
    calendar: WorkingCalendar,
    *,
    of: Collection[int] | None = None,
    today: date | None = None,
) -> list[Duty]:
    """What is asked today about the KPIs of the departments `of`, of all by default.

    Of the readings of a KPI the earliest that is waiting is asked, and how many more there are.
    """
    today = today or timezone.localdate()
    now = years.year_of(today)
    paused = {one.start_year for one in known if one.state == AcademicYear.State.PAUSED}
    if now in paused:
        return []
    goes_on = Q(kpi__state=Kpi.State.ACTIVE) | Q(kpi__last_year__gte=now)
    mine = goes_on & (Q() if of is None else Q(kpi__department__in=of))
    said = _said(mine, today)
    asking = [year for year in (now - 1, now) if year not in paused]
    found: list[Duty] = []
    for promises in _promises(mine, since=now - 1):
        found += _readings(promises, said, asking, today, calendar)
        found += _reviews(promises, said)
    return found


def _promises(mine: Q, since: int) -> Iterator[list[Promise]]:
    """The promises in force of each KPI, the newest year first: those of the years from `since`,
    and the one before by which that year is measured if it has none of its own."""
    approved = Promise.objects.approved().filter(mine).order_by()
    newest: dict[int, dict[int, int]] = defaultdict(dict)  # by KPI and year, the newest revision
    for kpi, year, pk in approved.values_list("kpi", "academic_year__start_year", "pk"):
        newest[kpi][year] = max(pk, newest[kpi].get(year, 0))
    keys = [pk for by_year in newest.values() for pk in _counting(by_year, since)]
    # With every column the question takes twice as long.
    found = Promise.objects.filter(pk__in=keys).select_related("kpi__department", "academic_year")
    narrow = found.only(
        "title", "shape", "frequency", "due_on", "approved_at", "revision",
        "kpi__reference", "kpi__department__name", "academic_year__start_year",
    )  # fmt: skip
    for _, of_kpi in groupby(narrow.order_by("kpi"), lambda promise: promise.kpi_id):
        yield in_force(of_kpi)


@dataclass
class _Said:
    """What is there already: readings by KPI and first day, interventions to look at by KPI."""

    readings: dict[tuple[int, date], tuple[int, str]] = field(default_factory=dict)
    reviews: dict[int, list[tuple[int, date, str]]] = field(default_factory=dict)


def _said(mine: Q, today: date) -> _Said:
    """One question for both: the home page may ask twelve."""
    since = years.first_day(years.year_of(today) - 1)
    readings = Measurement.objects.filter(mine, period_start__gte=since)
    reviews = Intervention.objects.filter(mine).to_look_at(today)
    named = readings.order_by().values_list(Value("reading"), "kpi", "pk", "period_start", "state")
    rows = named.union(
        reviews.order_by().values_list(Value("review"), "kpi", "pk", "review_on", "title"), all=True
    )
    said = _Said()
    for kind, kpi, pk, day, words in rows:
        if kind == "reading":
            said.readings[kpi, day] = (pk, words)
        else:
            said.reviews.setdefault(kpi, []).append((pk, day, words))
    return said


def _counting(promised: dict[int, int], since: int) -> list[int]:
    """Of a KPI's promises, keys by year, the keys of those that say how the years from `since` are
    measured: theirs, and that of the last year up to then."""
    first = max((year for year in promised if year <= since), default=since)
    return [pk for year, pk in promised.items() if year >= first]


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
    of_period = periods.within(name)
    what, url = f"Enter the reading for {of_period}", reverse("kpis:measurement_add", args=[kpi.pk])
    url += f"?period={start}"
    if (kpi.pk, start) in said.readings:
        what = f"Make the reading for {of_period} final"
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
    """What the person is asked about programs whose tokens run out."""
    near = Token.objects.ending(today).filter(department__in=head.heads)
    if not near.exists():  # hardly ever, and whether one is replaced takes longer to ask
        return []
    columns = ("ends_on", "name", "department__name", "department__slug")
    return [_program(*row) for row in near.running_out(today).values_list(*columns)]


def _program(ends_on: date, name: str, department: str, slug: str) -> Todo:
    url = reverse("kpis:department_tokens", args=[slug])
    detail = "A new one of the same name settles this, and so does revoking it"
    return Todo(f"The token of the program “{name}” ends", department, url, ends_on, detail)
