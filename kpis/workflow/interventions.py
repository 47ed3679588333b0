"""Plan an intervention, change it, and decide what becomes of it."""

from django.db import transaction
from django.utils import timezone

from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check, reason_in, record
from kpis import evaluations, permissions, reports, spc
from kpis.models import Intervention, Kpi
from kpis.workflow.readings import lock

TOO_FEW_TO_REBASE = (
    f"Mean and limits can be counted anew once there are {spc.RUN} readings since it began. "
    "Decide without that, or wait for them."
)


@transaction.atomic
def plan_intervention(kpi: Kpi, intervention: Intervention, *, by: User) -> Intervention:
    """Say what is done to change the figures of the KPI, from when, and when to look at it."""
    kpi = lock(kpi)
    check(permissions.can_plan_intervention(by, kpi))
    intervention.kpi, intervention.created_by = kpi, by
    save_as(intervention, by, force_insert=True)
    record(f"planned “{intervention}” for {kpi}", by=by, department=kpi.department)
    return intervention


@transaction.atomic
def change_intervention(
    intervention: Intervention, *, by: User, version: int | None
) -> Intervention:
    """Save a changed intervention that was read at `version`, or raise Stale."""
    kpi = lock(intervention.kpi)
    current = _current(kpi, intervention, version)
    check(permissions.can_change_intervention(by, current))
    intervention.version = current.version + 1
    save_as(intervention, by)
    record(f"changed “{intervention}” of {kpi}", by=by, department=kpi.department)
    return intervention


@transaction.atomic
def decide_intervention(
    intervention: Intervention, *, by: User, version: int | None, decision: str, reason: str,
    rebase: bool = False,
) -> Intervention:  # fmt: skip
    """The head decides, with a reason; what the readings say now is kept with it.

    `rebase` counts limits anew from the day it began, which no program ever does by itself.
    Raises NotAllowed without a reason, or where there are too few readings for such limits.
    """
    kpi = lock(intervention.kpi)
    current = _current(kpi, intervention, version)
    check(permissions.can_decide_intervention(by, current))
    reason = reason_in(reason)
    found = evaluations.of_kpi(reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get(), current)
    if rebase and not found.may_rebase:
        raise NotAllowed(TOO_FEW_TO_REBASE)
    current.decision, current.decision_reason = decision, reason
    current.verdict_then, current.is_rebased = found.verdict, rebase
    current.decided_at, current.decided_by, current.decided_by_name = timezone.now(), by, str(by)
    current.version += 1
    save_as(current, by, reason=reason.strip())
    words = current.get_decision_display()
    record(f"decided on “{current}” of {kpi}: {words}", by=by, department=kpi.department)
    return current


def _current(kpi: Kpi, intervention: Intervention, version: int | None) -> Intervention:
    current = kpi.interventions.get(pk=intervention.pk)
    current.kpi = kpi
    if current.version != version:
        raise Stale(current)
    return current
