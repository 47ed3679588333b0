"""The list of University KPIs."""

from django.db import transaction

from institution.models import User
from institution.permissions import NotAllowed
from institution.workflow.recording import check, check_seen, record
from kpis.models import UniversityKpi
from kpis.permissions import can_manage_university_kpis


@transaction.atomic
def save_university_kpi(
    university_kpi: UniversityKpi, *, by: User, as_seen: str | None = None
) -> UniversityKpi:
    """Add a University KPI, or save a changed one, with a line in the record.

    One that a promise serves keeps its name: NotAllowed. `as_seen` is the stamp of what a form
    had shown: Stale when that has changed.
    """
    check(can_manage_university_kpis(by))
    before = UniversityKpi.objects.select_for_update().filter(pk=university_kpi.pk).first()
    if before:
        check_seen(before, as_seen)
    if before and before.name != university_kpi.name and before.keeps_name:
        raise NotAllowed(f"Promises serve “{before}” already, so its name stays.")
    verb = "changed" if before else "added"
    university_kpi.save()
    record(f"{verb} the University KPI “{university_kpi}”", by=by)
    return university_kpi
