"""Put a plan on the public page, and take it off again."""

from django.db import transaction
from django.utils import timezone

from actionplans import permissions
from actionplans.models import Plan
from actionplans.workflow.recording import lock, record
from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, reason_in


@transaction.atomic
def publish_plan(plan: Plan, *, by: User) -> Plan:
    """Let anybody read the public actions of the plan. How far they are is shown once its progress
    is published too."""
    plan = lock(plan)
    check(permissions.can_publish_plan(by, plan))
    if not plan.contact_email:
        raise NotAllowed("Say first who answers questions about the plan, and at which address.")
    if plan.is_published:
        return plan
    plan.published_at, plan.published_by = timezone.now(), by
    plan.save(update_fields=["published_at", "published_by"])
    record(plan, "published the plan", by=by, is_change=False)
    return plan


@transaction.atomic
def withdraw_plan(plan: Plan, *, by: User, reason: str) -> Plan:
    """Take the plan off the public page, with a reason."""
    plan = lock(plan)
    check(permissions.can_publish_plan(by, plan))
    reason = reason_in(reason)
    if plan.is_published:
        plan.published_at = plan.published_by = plan.progress_at = None
        plan.save(update_fields=["published_at", "published_by", "progress_at"])
        record(plan, f"took the plan off the public page: {reason}", by=by, is_change=False)
    return plan
