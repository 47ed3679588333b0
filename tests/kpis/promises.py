"""KPIs with approved promises and readings, for tests about figures."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from institution.years import year_of
from kpis import workflow
from kpis.figures import Figures
from kpis.models import Kpi, KpiBaseline, Promise
from kpis.periods import periods
from tests import factories

SHARE = {
    "shape": "share_within", "action": "resolve", "what": "enquiries", "share": Decimal(90),
    "days": 7, "frequency": "monthly", "amber_kind": "points", "amber_value": Decimal(5),
    "numerator_label": "Resolved in time", "denominator_label": "Due in the month",
}  # fmt: skip
CHANGE = {
    "shape": "change", "what": "complaints", "change_direction": "reduce",
    "change_percent": Decimal(20), "frequency": "monthly", "amber_kind": "points",
    "amber_value": Decimal(5),
}  # fmt: skip


@transaction.atomic
def make_promise(department, year, *, by, title="Answers in time", **fields) -> Promise:
    """An approved promise of the department for the year, by default a share each month."""
    promise = workflow.begin_promise(department, year, by=by, title=title)
    for name, value in (fields or SHARE).items():
        setattr(promise, name, value)
    if promise.shape == "change" and promise.baseline is None:
        start = year.start_year
        promise.baseline = KpiBaseline(
            period_start=date(start - 1, 8, 1), period_end=date(start, 7, 31), value=Decimal(310)
        )
        promise.due_on = date(start + 1, 7, 31)
    workflow.save_promise(promise, by=by)
    workflow.approve_promise(promise, by=by)
    return promise


def month(start_year, number, *figures, **more) -> Figures:
    """What is said of a month of the academic year, counted from August as 0."""
    start, end = periods("monthly", date(start_year, 8, 1), date(start_year + 1, 7, 31))[number]
    names = ["numerator", "denominator"] if len(figures) == 2 else ["value"]
    values = {name: Decimal(figure) for name, figure in zip(names, figures, strict=False)}
    return Figures(start, end, **values, **more)


def record(kpi: Kpi, figures: Figures, *, by, evidence=None):
    return workflow.record_measurement(kpi, figures, by=by, evidence=evidence)


def last_year():
    """The academic year before the present one, closed for writing statements."""
    return factories.make_year(year_of(timezone.localdate()) - 1, state="closed")
