"""What a program sends: the same reading twice has one effect."""

from dataclasses import replace
from enum import StrEnum

from django.db import transaction

from institution.permissions import NotAllowed
from institution.workflow.recording import check
from kpis.figures import Figures
from kpis.models import Kpi, Measurement, Token
from kpis.permissions import can_send_reading
from kpis.workflow.readings import correct_measurement, lock, record_measurement


class Sent(StrEnum):
    """What came of a reading that was sent."""

    ENTERED = "entered"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


class AlreadyFinal(NotAllowed):
    """There is a final reading that says something else, and no reason was given."""

    def __init__(self, measurement: Measurement) -> None:
        super().__init__(
            "There is a final reading with other figures. Send a reason to correct it; it stays "
            "in its history."
        )
        self.measurement = measurement


@transaction.atomic
def send_measurement(
    kpi: Kpi, said: Figures, *, token: Token, reason: str = ""
) -> tuple[Measurement, Sent]:
    """Enter the reading of a period, or correct the one that is there, by the rules of those two
    verbs. One that says the same is left alone.

    Raises AlreadyFinal, or NotAllowed with what is wrong.
    """
    kpi = lock(kpi)
    check(can_send_reading(token, kpi))
    by = token.made_by
    if by is None:
        raise NotAllowed("Nobody answers for this token any more.")
    said = replace(said, source=Measurement.Source.API, sent_by=token.name)
    there = kpi.measurements.filter(period_start=said.start).first()
    if there is None:
        return record_measurement(kpi, said, by=by), Sent.ENTERED
    if _says_the_same(there, said):
        return there, Sent.UNCHANGED
    if there.is_final and not reason:
        raise AlreadyFinal(there)
    corrected = correct_measurement(there, said, by=by, version=there.version, reason=reason)
    return corrected, Sent.CORRECTED


def _says_the_same(there: Measurement, said: Figures) -> bool:
    words = (said.comment, said.evidence_url) == (there.comment, there.evidence_url)
    return words and said.reading[2:] == there.reading[2:]  # whose first two are the period
