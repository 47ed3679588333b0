"""What a KPI offers to an impact measure: its latest final reading. Reads, never writes."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from actionplans.assessments.impact import with_unit
from actionplans.models import ImpactMeasure
from institution.seen import stamp
from institution.workflow.recording import in_words
from kpis.models import Kpi
from kpis.reports import with_promises
from kpis.status import value_of

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Offer:
    """A reading that may fill the second count, with the stamp of all that was shown."""

    value: Decimal
    said: str
    on: date
    note: str
    stamp: str


def offer(measure: ImpactMeasure) -> Offer | None:
    """The latest final reading of the measure's KPI, or None where there is none with figures."""
    if measure.kpi_id is None:
        return None
    kpi = with_promises(Kpi.objects.filter(pk=measure.kpi_id)).get()
    latest = kpi.measurements.filter(state="final").order_by("-period_end", "-pk").first()
    promise = kpi.promise_on(latest.period_end) if latest else None
    value = value_of(latest.reading, promise.measured_as) if latest and promise else None
    if latest is None or value is None:
        return None
    value, on = value.quantize(PLACES, ROUND_HALF_UP), latest.period_end
    note = f"{kpi.department}, {kpi.title}, {in_words(latest.period_start)} to {in_words(on)}"
    return Offer(
        value, with_unit(value, measure.unit), on, note[:300], stamp(measure.as_seen, value, note)
    )
