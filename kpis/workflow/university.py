"""The list of University KPIs."""

from django.db import transaction

from institution.models import User
from institution.workflow.recording import check, record
from kpis.models import UniversityKpi
from kpis.permissions import can_manage_university_kpis


@transaction.atomic
def save_university_kpi(university_kpi: UniversityKpi, *, by: User) -> UniversityKpi:
    """Add a University KPI, or save a changed one, with a line in the record."""
    check(can_manage_university_kpis(by))
    verb = "changed" if university_kpi.pk else "added"
    university_kpi.save()
    record(f"{verb} the University KPI “{university_kpi}”", by=by)
    return university_kpi
