"""Who may do what about KPIs, their readings and interventions, with the words of a refusal."""

from django.urls import reverse
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, Department, RoleGrant, User
from institution.permissions import YES, Permission, is_administrator, is_reviewer, no
from kpis.models import Intervention, Kpi, KpiReview, Measurement, Token
from kpis.sentences import day

Role = RoleGrant.Role


def can_manage_university_kpis(user: User) -> Permission:
    """Keep the list of the University KPIs, which departments' KPIs may serve."""
    return YES if is_reviewer(user) else no("Only the quality office keeps the University KPIs.")


def can_see_working(user: User, kpi: Kpi) -> Permission:
    """Read what is not final yet, comments, evidence and interventions: the department and the
    quality office. Others read final figures."""
    return can_export_readings(user, kpi.department)


def can_export_readings(user: User, department: Department) -> Permission:
    """Take readings away as a table, with comments: as can_see_working."""
    if department.pk in user.writes_for or is_reviewer(user):
        return YES
    return no(f"Only {department} and the quality office see this.")


def can_import_readings(user: User, department: Department) -> Permission:
    """Take in a list of readings: people who write for the department; each row asks
    can_record_measurement besides."""
    if department.pk in user.writes_for:
        return YES
    return no(f"Only people of {department} enter its readings.")


def can_record_measurement(user: User, kpi: Kpi) -> Permission:
    """Enter or import readings: people who write for the department."""
    mine = can_import_readings(user, kpi.department)
    if not mine:
        return mine
    if not kpi.is_measured_in(years.year_of(timezone.localdate()) - 1):
        return no("This KPI is retired: it takes no more readings.")
    if kpi.state == Kpi.State.DRAFT:
        return no("Readings can be entered once the statement that promises this is approved.")
    return YES


def can_correct_measurement(user: User, measurement: Measurement) -> Permission:
    """Correct a reading, with a reason if it is final; also one of a KPI that is retired."""
    return can_import_readings(user, measurement.kpi.department)


def can_plan_intervention(user: User, kpi: Kpi) -> Permission:
    """Say what is done to change a figure: people who write for the department."""
    if kpi.department_id not in user.writes_for:
        return no(f"Only people of {kpi.department} say what it does about its figures.")
    return can_record_measurement(user, kpi)


def can_change_intervention(user: User, intervention: Intervention) -> Permission:
    """Change an intervention that nobody has decided about."""
    if intervention.is_settled:
        return no("This has been decided, so it stays as it was.")
    return can_plan_intervention(user, intervention.kpi)


def can_decide_intervention(user: User, intervention: Intervention) -> Permission:
    """Close the loop, change course or go on: the head of the department."""
    if not user.has_role(Role.HEAD, intervention.kpi.department):
        return no(f"Only the head of {intervention.kpi.department} decides this.")
    return can_change_intervention(user, intervention)


def can_see_census(user: User) -> Permission:
    """See how far the census of a year is, for every department."""
    return YES if is_reviewer(user) else no("Only the quality office holds the census.")


def can_hold_census(user: User, year: AcademicYear) -> Permission:
    """Freeze the year's results, if the nightly job has not done it."""
    return can_see_census(user) and census_is_due(year)


def census_is_due(year: AcademicYear) -> Permission:
    """Whether the results of the year may be frozen: its census date has come."""
    if year.is_idle:
        return no(f"{year} is {year.get_state_display()}, so nothing is counted in it.")
    if year.census_on is None:
        return no(f"{year} has no census date yet. Set one first.")
    if year.census_on > timezone.localdate():
        return no(f"The census date of {year} is {day(year.census_on)}.")
    return YES


def can_write_review(user: User, review: KpiReview) -> Permission:
    """Say what was done and learnt in the year: people who write for the department."""
    department = review.kpi.department
    if department.pk not in user.writes_for:
        return no(f"Only people of {department} write this.")
    if not review.is_open:
        return no("This has gone to the quality office, so it stays as it is.")
    return YES


def can_decide_review(user: User, review: KpiReview) -> Permission:
    """Decide whether the KPI is kept, changed or retired: the head of the department."""
    department = review.kpi.department
    if not user.has_role(Role.HEAD, department):
        return no(f"Only the head of {department} decides whether it goes on.")
    return can_write_review(user, review)


def can_make_token(user: User, department: Department | None) -> Permission:
    """Let a program in: the head of the department, to send its readings; without a department the
    quality office, to read what is published."""
    if department is None:
        return YES if is_reviewer(user) else no("Only the quality office lets programs read.")
    if not department.is_active:
        return no(f"{department} was merged into {department.merged_into}.")
    if user.has_role(Role.HEAD, department):
        return YES
    return no(f"Only the head of {department} lets programs send its readings.")


def can_see_tokens(user: User, department: Department | None) -> Permission:
    """See which programs are let in: who makes such tokens, the quality office and
    administrators."""
    if is_reviewer(user) or is_administrator(user):
        return YES
    if department is not None and user.has_role(Role.HEAD, department):
        return YES
    own = next((g.department for g in user.grants if g.role == Role.HEAD and g.department), None)
    if department is None and own is not None:
        way = reverse("kpis:department_tokens", args=[own.slug]), f"Programs of {own}"
        return no("This list is of all departments. Yours has a list of its own.", way=way)
    return no("Only heads, the quality office and administrators see which programs are let in.")


def can_revoke_token(user: User, token: Token) -> Permission:
    """Shut a program out at once: everybody who may know of its token."""
    return can_see_tokens(user, token.department)


def can_send_reading(token: Token, kpi: Kpi) -> Permission:
    """Send a reading through a token that lets its program in: as its maker might enter it."""
    if token.made_by is None or not token.reach().filter(pk=kpi.pk).exists():
        return no("This token is for other KPIs.")
    return can_record_measurement(token.made_by, kpi)


def can_read_published(token: Token) -> Permission:
    """Read through a token what is published about all KPIs."""
    if token.department is None:
        return YES
    return no("This token sends readings. One that reads is made by the quality office.")


def can_list_own(token: Token) -> Permission:
    """Read through a token the names of the KPIs that it may send readings of."""
    if token.department is not None:
        return YES
    return no("This token reads. One that sends readings is made by a department's head.")
