"""The steps of a report that the worker takes. Each is one change that is made only while the
report is still wanted: it may be cancelled, or given up as stale, at any moment."""

from typing import Any

from django.utils import timezone

from sls.committee.content import CommitteeContent
from sls.models import CommitteeReport

State = CommitteeReport.State


def take_report(pk: int) -> CommitteeReport | None:
    """The report to make from now on; None if it is not waiting any more."""
    waiting = CommitteeReport.objects.filter(pk=pk, state=State.QUEUED)
    if not waiting.update(state=State.RUNNING, seen_at=timezone.now()):
        return None
    return CommitteeReport.objects.select_related("academic_year").get(pk=pk)


def count_report(report: CommitteeReport, done: int, departments: int) -> bool:
    """Say how many departments are done; whether the report is still wanted."""
    return _change(report, departments_done=done, departments=departments)


def finish_report(
    report: CommitteeReport, said: CommitteeContent, *, pdf: bytes, docx: bytes, xlsx: bytes
) -> bool:
    """Keep what was made; whether it was still wanted."""
    return _change(
        report, state=State.DONE, ended_at=timezone.now(), figures=said.to_json(),
        fingerprint=said.fingerprint, pdf=pdf, docx=docx, xlsx=xlsx,
    )  # fmt: skip


def fail_report(report: CommitteeReport, problem: str) -> bool:
    """Say why there is no report; whether it was still wanted."""
    return _change(report, state=State.FAILED, ended_at=timezone.now(), problem=problem)


def _change(report: CommitteeReport, **changes: Any) -> bool:
    running = CommitteeReport.objects.filter(pk=report.pk, state=State.RUNNING)
    return bool(running.update(seen_at=timezone.now(), **changes))
