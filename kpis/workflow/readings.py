"""Enter a reading, and correct one: a final one only with a reason."""

from django.db import transaction
from django.utils import timezone

from documents.attachments import Attached
from documents.models import Attachment
from institution import years
from institution.history import save_as
from institution.models import User
from institution.permissions import NotAllowed, Stale
from institution.workflow.recording import check, record
from kpis import figures, periods
from kpis.figures import Figures
from kpis.models import Kpi, Measurement, Promise
from kpis.permissions import can_correct_measurement, can_record_measurement


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
    promise = _promise(kpi, said)
    period = _checked_period(promise, said)
    existing = kpi.measurements.filter(period_start=said.start).first()
    if existing:
        raise AlreadyThere(existing, period)
    measurement = Measurement(kpi=kpi, period_start=said.start, period_end=said.end)
    if evidence:
        measurement.evidence_file = Attachment.keep(evidence, by=by)
    _write(measurement, said, by=by)
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
        raise NotAllowed("Say why a final reading is corrected; it stays in its history.")
    period = _checked_period(_promise(kpi, said), said)
    current.version += 1
    if evidence or drop_evidence:
        current.evidence_file = Attachment.keep(evidence, by=by) if evidence else None
    _write(current, said, by=by, reason=reason.strip())
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


def _promise(kpi: Kpi, said: Figures) -> Promise:
    promise = kpi.promise_on(said.start)
    if promise is None:
        raise NotAllowed("Nothing has been promised about this KPI yet.")
    if not kpi.is_measured_in(years.year_of(said.start)):
        raise NotAllowed("This KPI was retired before this period: it takes no reading of it.")
    return promise


def _checked_period(promise: Promise, said: Figures) -> str:
    """The name of the period, or NotAllowed with what is wrong with it or its figures."""
    is_final = said.state != Measurement.State.PROVISIONAL
    wrong = periods.problem(
        promise.frequency, said.start, said.end, today=timezone.localdate(), is_final=is_final
    )
    if not wrong and said.has_figures:
        found = figures.problem(
            promise.measured_as, numerator=said.numerator, denominator=said.denominator,
            value=said.value,
        )  # fmt: skip
        wrong = found[1] if found else ""
    if wrong:
        raise NotAllowed(wrong)
    return periods.name(promise.frequency, said.start, said.end)


def _write(measurement: Measurement, said: Figures, *, by: User, reason: str = "") -> None:
    """Take over what was said, and only the figures that its state and kind have."""
    in_parts = said.value is None
    measurement.state, measurement.source = said.state, said.source
    measurement.numerator = said.numerator if said.has_figures and in_parts else None
    measurement.denominator = said.denominator if said.has_figures and in_parts else None
    measurement.value = said.value if said.has_figures else None
    measurement.comment, measurement.evidence_url = said.comment, said.evidence_url
    measurement.entered_at = timezone.now()
    measurement.entered_by = None if said.sent_by else by
    measurement.entered_by_name = f"{said.sent_by} (program)" if said.sent_by else str(by)
    save_as(measurement, by, reason=reason)
