"""Enter a reading, and correct one: a final one only with a reason."""

from django.db import transaction
from django.utils import timezone

from documents.attachments import Attached
from documents.models import Attachment
from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check, record
from kpis.entering import checked_period
from kpis.figures import Figures
from kpis.models import Kpi, Measurement
from kpis.permissions import can_correct_measurement, can_record_measurement

REASON_NEEDED = "Say why a final reading is corrected; it stays in its history."


class AlreadyThere(NotAllowed):
    """There is a reading of the period; `measurement` is it."""

    def __init__(self, measurement: Measurement, period: str) -> None:
        super().__init__(f"There is a reading for {period} already. Correct that one instead.")
        self.measurement = measurement


@transaction.atomic
def record_measurement(
    kpi: Kpi, said: Figures, *, by: User, evidence: Attached | None = None
) -> Measurement:
    """Enter the reading of a period that has none, with a file as its evidence if there is one.

    Raises AlreadyThere, or NotAllowed with what is wrong with the period or the figures.
    """
    kpi = lock(kpi)
    check(can_record_measurement(by, kpi))
    period = checked_period(kpi, said)
    existing = kpi.measurements.filter(period_start=said.start).first()
    if existing:
        raise AlreadyThere(existing, period)
    measurement = Measurement(kpi=kpi, period_start=said.start, period_end=said.end)
    if evidence:
        measurement.evidence_file = Attachment.keep(evidence, by=by)
    save_as(filled(measurement, said, by=by), by)
    record(
        f"entered the reading of {kpi} for {period}{_through(said)}", by=by,
        department=kpi.department,
    )  # fmt: skip
    return measurement


@transaction.atomic
def correct_measurement(
    measurement: Measurement,
    said: Figures,
    *,
    by: User,
    version: int | None,
    reason: str = "",
    evidence: Attached | None = None,
    drop_evidence: bool = False,
) -> Measurement:
    """Change a reading that was read at `version`; its period stays. The history keeps both.

    Its file stays unless there is another as `evidence`, or none is wanted.

    Raises Stale when it is not that any more, or NotAllowed: a final one needs a reason.
    """
    kpi = lock(measurement.kpi)
    current = kpi.measurements.get(pk=measurement.pk)
    current.kpi = kpi
    check(can_correct_measurement(by, current))
    if current.version != version:
        raise Stale(current)
    if current.is_final and not reason.strip():
        raise NotAllowed(REASON_NEEDED)
    period = checked_period(kpi, said)
    current.version += 1
    if evidence or drop_evidence:
        current.evidence_file = Attachment.keep(evidence, by=by) if evidence else None
    save_as(filled(current, said, by=by), by, reason=reason.strip())
    record(
        f"corrected the reading of {kpi} for {period}{_through(said)}", by=by,
        department=kpi.department,
    )  # fmt: skip
    return current


def lock(kpi: Kpi) -> Kpi:
    """The KPI as it is now; nobody else enters readings of it until the transaction is over."""
    return Kpi.objects.select_for_update(of=("self",)).select_related("department").get(pk=kpi.pk)


def _through(said: Figures) -> str:
    return f", through the program “{said.sent_by}”" if said.sent_by else ""


def filled(measurement: Measurement, said: Figures, *, by: User) -> Measurement:
    """The reading, unsaved, with what was said: only the figures that its state has."""
    measurement.state, measurement.source, measurement.case_import = said.state, said.source, None
    for name in ("numerator", "denominator", "value"):
        setattr(measurement, name, getattr(said.reading, name))
    measurement.comment, measurement.evidence_url = said.comment, said.evidence_url
    measurement.entered_at = timezone.now()
    measurement.entered_by = None if said.sent_by else by
    measurement.entered_by_name = f"{said.sent_by} (program)" if said.sent_by else str(by)
    return measurement
