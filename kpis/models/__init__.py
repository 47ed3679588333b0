"""KPIs, what is promised about them, what was measured and what was done about it."""

from kpis.models.imports import CaseImport
from kpis.models.interventions import Intervention
from kpis.models.measured import Kpi, KpiBaseline, UniversityKpi
from kpis.models.promises import Promise
from kpis.models.readings import Measurement
from kpis.models.reminders import Reminder
from kpis.models.reviews import KpiReview
from kpis.models.tokens import Token

__all__ = [
    "CaseImport",
    "Intervention",
    "Kpi",
    "KpiBaseline",
    "KpiReview",
    "Measurement",
    "Promise",
    "Reminder",
    "Token",
    "UniversityKpi",
]
