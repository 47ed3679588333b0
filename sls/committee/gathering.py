"""Asks for everything that the report for the committee says, department by department."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Min, Q
from django.db.models.functions import Lower
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, Department, Institution
from kpis import census, census_progress, reports
from kpis.models import Kpi, Promise
from kpis.words import status_words
from sls.committee.content import CommitteeContent, DepartmentLine, KpiLine, Passage, numbers
from sls.decisions import BY_NAME
from sls.models import (
    AnnualReturn,
    GoodPractice,
    Requirement,
    ReturnPart,
    ServiceStandard,
    Statement,
    SubmittedVersion,
)

Tell = Callable[[int, int], None]
Frozen = dict[int, KpiLine]  # by the key of the KPI


@dataclass(frozen=True)
class Words:
    """What the quality office writes itself: themes, and risks as Markdown."""

    themes: tuple[Passage, ...] = ()
    risks: str = ""


def of_year(year: AcademicYear, words: Words, *, tell: Tell) -> CommitteeContent:
    """The report as things stand now. `tell` hears how many departments of how many are done, and
    may end the work by raising."""
    before = AcademicYear.objects.filter(start_year=year.start_year - 1).first()
    earlier = _frozen(before) if before else {}
    sent, returns, frozen = _submissions(year), _returns(year), _frozen(year)
    found = _departments(year, [*sent, *returns, *frozen])
    lines = []
    for done, department in enumerate(found):
        tell(done, len(found))
        line = sent.get(department.pk) or DepartmentLine(department.name, "")
        line = _with_return(line, returns.get(department.pk))
        kpis = _kpis(department, year, frozen.get(department.pk, {}))
        lines.append(replace(line, kpis=_compared(kpis, earlier.get(department.pk, {}))))
    tell(len(found), len(found))
    return CommitteeContent(
        institution=str(Institution.get()),
        year_label=year.label,
        before_label=years.label(year.start_year - 1),
        as_at=timezone.localtime().isoformat(timespec="seconds"),
        numbers=numbers(lines, _before(before, earlier)),
        departments=tuple(lines),
        themes=words.themes,
        practices=tuple(
            Passage(one.title, f"{one.what}\n\n{one.why}", str(one.annual_return.department))
            for one in GoodPractice.objects.on_shelf().filter(annual_return__academic_year=year)
            .for_list()
        ),
        risks=words.risks,
        risks_said=_risks_said(year),
    )  # fmt: skip


def _departments(year: AcademicYear, known: Sequence[int]) -> list[Department]:
    """Those of which something is known, and those that promised something in figures."""
    promised = Promise.objects.approved().filter(academic_year=year)
    found = Q(pk__in=known) | Q(pk__in=promised.values("kpi__department"))
    return list(Department.objects.filter(found).order_by(Lower("name")))


def _submissions(year: AcademicYear) -> dict[int, DepartmentLine]:
    """What each department owed in the year and when it was first sent, by department.

    A department that was merged into another owes nothing any more, unless it had sent it.
    """
    versions = SubmittedVersion.objects.filter(statement__academic_year=year)
    first = dict(versions.order_by().values_list("statement__requirement").annotate(Min("at")))
    states = {
        pk: Statement.State(state)
        for pk, state in Statement.objects.live().filter(academic_year=year)
        .order_by("edition").values_list("requirement", "state")
    }  # fmt: skip
    standards = dict(
        ServiceStandard.objects.filter(
            section__statement__in=Statement.objects.in_force().filter(academic_year=year)
        ).order_by().values_list("section__statement__requirement").annotate(Count("pk"))
    )  # fmt: skip
    owed = Requirement.objects.owed().filter(academic_year=year).select_related("department")
    due = year.due_on
    return {
        one.department_id: DepartmentLine(
            name=one.department.name, tier=one.asked,
            state=states[one.pk].label if one.pk in states else "not begun",
            sent_on=_day(timezone.localdate(first[one.pk])) if one.pk in first else "",
            due_on=_day(due) if due else "",
            is_due=due is None or due < timezone.localdate(),
            is_approved=states.get(one.pk) == Statement.State.APPROVED,
            standards=standards.get(one.pk, 0),
        )
        for one in owed.order_by(BY_NAME)
        if one.department.merged_into_id is None or one.pk in first
    }  # fmt: skip


def _day(day: date) -> str:
    return day.isoformat()


def _returns(year: AcademicYear) -> dict[int, AnnualReturn]:
    """The annual return of each department that was asked for one, by department."""
    return {one.department_id: one for one in AnnualReturn.objects.filter(academic_year=year)}


def _with_return(line: DepartmentLine, annual_return: AnnualReturn | None) -> DepartmentLine:
    if annual_return is None:
        return line
    sent = None if annual_return.is_being_written else annual_return.submitted_at
    return replace(
        line, return_state=annual_return.get_state_display(),
        return_sent_on=_day(timezone.localdate(sent)) if sent else "",
    )  # fmt: skip


def _risks_said(year: AcademicYear) -> tuple[Passage, ...]:
    """What departments say could keep them from their promises, in returns that were accepted."""
    accepted = AnnualReturn.objects.filter(academic_year=year, state=AnnualReturn.State.ACCEPTED)
    said = ReturnPart.objects.filter(annual_return__in=accepted, key="risks").exclude(text="")
    parts = said.select_related("annual_return__department")
    return tuple(
        Passage("", part.text, str(part.annual_return.department))
        for part in parts.order_by(Lower("annual_return__department__name"))
    )


def _frozen(year: AcademicYear) -> dict[int, Frozen]:
    """What the census froze of the year: lines by department and KPI, in one query."""
    found: dict[int, Frozen] = defaultdict(dict)
    for line in census_progress.standing(year):
        kpi, review = line.review.kpi, line.review
        decision = review.get_decision_display() if review.decision else ""
        found[kpi.department_id][kpi.pk] = KpiLine(line.frozen, True, decision)
    return found


def _kpis(department: Department, year: AcademicYear, frozen: Frozen) -> Frozen:
    """The department's KPIs by reference: what the census froze, and of others what the readings
    say today."""
    others = Kpi.objects.promised().filter(department=department).exclude(pk__in=frozen)
    today, live = timezone.localdate(), {}
    for kpi in reports.with_readings(others).prefetch_related("interventions"):
        if census.is_counted(kpi, year.start_year):
            live[kpi.pk] = KpiLine(census.freeze(kpi, year.start_year, today=today), False)
    everything = [*frozen.items(), *live.items()]
    return dict(sorted(everything, key=lambda item: item[1].result.reference))


def _compared(kpis: Frozen, earlier: Frozen) -> tuple[KpiLine, ...]:
    """The lines with how the year before ended."""
    return tuple(
        replace(
            line,
            before_figure=earlier[pk].result.figure,
            before_status=status_words(earlier[pk].result.status, earlier[pk].result.figure),
        )
        if pk in earlier
        else line
        for pk, line in kpis.items()
    )


def _before(year: AcademicYear | None, earlier: dict[int, Frozen]) -> list[DepartmentLine]:
    """The year before, as far as it was frozen; only to be counted."""
    if year is None:
        return []
    sent, returns = _submissions(year), _returns(year)
    return [
        replace(
            _with_return(sent.get(pk) or DepartmentLine("", ""), returns.get(pk)),
            kpis=tuple(earlier.get(pk, {}).values()),
        )
        for pk in sorted({*sent, *returns, *earlier})
    ]
