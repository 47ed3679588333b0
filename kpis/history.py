"""What the history of a reading tells: who said what, when, and why."""

from dataclasses import dataclass
from datetime import datetime

from documents.models import Attachment
from kpis import status
from kpis.models import CaseImport, Measurement, Promise
from kpis.words import figure_words, parts_words


@dataclass(frozen=True)
class Said:
    """What was said of a reading at one time."""

    who: str
    at: datetime
    figure: str
    parts: str
    state: str
    comment: str
    reason: str
    evidence_url: str
    evidence_file: Attachment | None
    cases: CaseImport | None


def measurement_history(measurement: Measurement, promise: Promise) -> list[Said]:
    """Everything that was ever said of the reading, the newest first."""
    return [
        Said(
            one.entered_by_name, one.history_date,
            figure_words(status.value_of(one.instance.reading, promise.measured_as), promise),
            parts_words(one.instance), one.get_state_display(), one.comment,
            one.history_change_reason or "", one.evidence_url, one.evidence_file,
            one.case_import,
        )
        for one in measurement.history.select_related("evidence_file", "case_import")
        .defer("evidence_file__content")
        .order_by("-history_date", "-history_id")
    ]  # fmt: skip
