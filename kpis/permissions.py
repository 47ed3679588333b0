"""Who may do what about KPIs, their readings and interventions, with the words of a refusal."""

from institution.models import RoleGrant, User
from institution.permissions import YES, Permission, is_reviewer, no
from kpis.models import Intervention, Kpi, Measurement

Role = RoleGrant.Role


def can_manage_university_kpis(user: User) -> Permission:
    """Keep the list of the University KPIs, which departments' KPIs may serve."""
    return YES if is_reviewer(user) else no("Only the quality office keeps the University KPIs.")


def can_see_working(user: User, kpi: Kpi) -> Permission:
    """Read what is not final yet, comments, evidence and interventions: the department and the
    quality office. Others read final figures."""
    if kpi.department_id in user.writes_for or is_reviewer(user):
        return YES
    return no(f"Only {kpi.department} and the quality office see this.")


def can_record_measurement(user: User, kpi: Kpi) -> Permission:
    """Enter or import readings: people who write for the department."""
    if kpi.department_id not in user.writes_for:
        return no(f"Only people of {kpi.department} enter its readings.")
    if kpi.state == Kpi.State.RETIRED:
        return no("This KPI is retired: it takes no more readings.")
    if kpi.state == Kpi.State.DRAFT:
        return no("Readings can be entered once the statement that promises this is approved.")
    return YES


def can_correct_measurement(user: User, measurement: Measurement) -> Permission:
    """Correct a reading, with a reason if it is final."""
    return can_record_measurement(user, measurement.kpi)


def can_plan_intervention(user: User, kpi: Kpi) -> Permission:
    """Say what is done to change a figure: people who write for the department."""
    if kpi.department_id not in user.writes_for:
        return no(f"Only people of {kpi.department} say what it does about its figures.")
    return can_record_measurement(user, kpi)


def can_change_intervention(user: User, intervention: Intervention) -> Permission:
    """Change an intervention that nobody has decided about."""
    if intervention.decision and intervention.decision != Intervention.Decision.CONTINUE:
        return no("This has been decided, so it stays as it was.")
    return can_plan_intervention(user, intervention.kpi)


def can_decide_intervention(user: User, intervention: Intervention) -> Permission:
    """Close the loop, change course or go on: the head of the department."""
    if not user.has_role(Role.HEAD, intervention.kpi.department):
        return no(f"Only the head of {intervention.kpi.department} decides what becomes of it.")
    return can_change_intervention(user, intervention)
