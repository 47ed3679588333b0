"""Reminders of what is due soon or overdue: one mail to each person, with all that waits."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from institution.calendars import working_calendar
from institution.models import AcademicYear, Department, User
from institution.todo import in_order, stage_of
from kpis import reminders as kpi_reminders
from kpis import todo as kpi_todo
from sls import emails, todo
from sls.emails import people_in
from sls.models import AnnualReturn, Reminder, Requirement


@transaction.atomic
def send(today: date | None = None) -> tuple[int, list[str]]:
    """Remind heads of statements and annual returns that have a stage due, and everybody who
    writes for a department of what is due about its KPIs: a mail to each with everything that
    needs them.

    Returns how many were reminded, and the departments that have nobody to remind. Safe to run
    again: what was told is recorded in the same transaction, and told again at the next stage
    only, of KPIs after a week.
    """
    today = today or timezone.localdate()
    owing, headless = _owing(today)
    duties = kpi_todo.duties(AcademicYear.objects.all(), working_calendar(), today=today)
    count, reached = 0, set()
    for person in User.objects.writing():
        mine = [duty for duty in duties if duty.kpi.department_id in person.writes_for]
        reached |= {duty.kpi.department_id for duty in mine}
        if person.pk in owing or kpi_reminders.untold(person, mine, today):
            asked = [*todo.items(person), *(one.todo for one in mine)]
            emails.remind(person, in_order([*asked, *kpi_todo.programs(person, today)]))
            kpi_reminders.note(person, mine, today)
            count += 1
    headless |= {str(one.kpi.department) for one in duties if one.kpi.department_id not in reached}
    return count, sorted(headless)


def _owing(today: date) -> tuple[set[int], set[str]]:
    """Ids of the heads with a stage due, which is now recorded; departments without a head."""
    owing: set[int] = set()
    headless: set[str] = set()
    for owed, due_on in [*_statements(), *_returns()]:
        stage = stage_of((due_on - today).days)
        if stage is None:
            continue
        heads = heads_of(owed.department)
        if not heads:
            headless.add(str(owed.department))
        elif _is_first(owed, due_on, stage):
            owing |= {head.pk for head in heads}
    return owing, headless


def _statements() -> list[tuple[Requirement | AnnualReturn, date]]:
    """What is still to be sent of statements, each with its due date."""
    waiting = Requirement.objects.outstanding().select_related("department", "academic_year")
    return [(one, due) for one in waiting if (due := one.academic_year.due_on)]


def _returns() -> list[tuple[Requirement | AnnualReturn, date]]:
    """What is still to be sent of annual returns, each with its due date."""
    waiting = AnnualReturn.objects.outstanding().select_related("department", "academic_year")
    return [(one, due) for one in waiting if (due := one.due_on)]


def heads_of(department: Department) -> list[User]:
    """The active people who are head of the department today, deputies included; of its successor
    if it was merged."""
    return list(people_in(department, "head").filter(is_active=True))


def _is_first(owed: Requirement | AnnualReturn, due_on: date, stage: int) -> bool:
    """Whether this stage was not recorded yet; from now on it is."""
    if isinstance(owed, Requirement):
        return Reminder.objects.get_or_create(requirement=owed, due_on=due_on, stage=stage)[1]
    told = {"reminded_of": due_on, "reminded_stage": stage}
    return bool(AnnualReturn.objects.filter(pk=owed.pk).exclude(**told).update(**told))
