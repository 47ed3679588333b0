"""What every verb about a plan shares: lock it, count the change, write it into its record."""

from actionplans.models import Action, Plan, PlanEvent
from institution.models import User


def lock(plan: Plan) -> Plan:
    """The plan as it is now, held until the transaction ends: whoever changes anything in it
    waits here."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def record(
    plan: Plan, text: str, *, by: User, action: Action | None = None, is_change: bool = True
) -> None:
    """Write one line of the plan's record, in the transaction of the change it tells of.

    is_change: whether what the plan says has changed, so that nobody signs older words.
    """
    PlanEvent.objects.create(plan=plan, action=action, by=by, by_name=str(by), text=text)
    if is_change:
        plan.version += 1
        plan.save(update_fields=["version"])
