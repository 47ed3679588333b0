"""Reports for the committee on the side of the quality office: asked for, and cancelled."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from institution.models import AcademicYear, User
from institution.workflow.recording import check
from sls import permissions
from sls.committee.making import make_report
from sls.models import CommitteeReport

State = CommitteeReport.State
SILENT = "Whoever made it stopped in the middle. Nothing is lost: ask for it again."


@transaction.atomic
def ask_report(
    year: AcademicYear, *, by: User, themes: Sequence[tuple[str, str]] = (), risks: str = ""
) -> CommitteeReport:
    """Leave the report of the year for the worker, with the words of the quality office.

    Reports whose worker has died are given up, so that nobody waits for them.
    """
    check(permissions.can_make_reports(by))
    CommitteeReport.objects.stale().update(
        state=State.FAILED, ended_at=timezone.now(), problem=SILENT
    )
    report = CommitteeReport.objects.create(
        academic_year=year, asked_by=by, asked_by_name=str(by), risks=risks,
        themes=[{"title": title, "text": text} for title, text in themes],
    )  # fmt: skip
    make_report.enqueue(report.pk)
    return report


@transaction.atomic
def cancel_report(report: CommitteeReport, *, by: User) -> CommitteeReport:
    """Stop a report: one that is being made ends after the department it is at."""
    report = CommitteeReport.objects.select_for_update().for_list().get(pk=report.pk)
    if report.state == State.CANCELLED:
        return report
    check(permissions.can_cancel_report(by, report))
    report.state, report.ended_at = State.CANCELLED, timezone.now()
    report.problem = f"{by} cancelled it."
    report.save(update_fields=["state", "ended_at", "problem"])
    return report
