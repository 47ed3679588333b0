"""Reports for the committee in each state, for tests."""

from datetime import timedelta
from unittest import mock

from django.core.management import call_command
from django.utils import timezone

from sls import workflow
from sls.committee import gathering
from sls.committee.content import Passage
from sls.committee.gathering import Words
from sls.models import CommitteeReport
from sls.models.committee import STALE_AFTER
from sls.workflow import report_steps as steps

THEMES = [("Enquiries at the start of term", "Twice as many as a year ago."), ("Card", "**Lost.**")]


def asked(house, year=None, *, themes=THEMES, risks="Too few people in **August**."):
    """The quality office asks; nobody has begun."""
    return workflow.ask_report(year or house.year, by=house.reviewer, themes=themes, risks=risks)


def work() -> None:
    """What the worker does until nothing is left; here in the transaction of the test."""
    with mock.patch("django_tasks_db.management.commands.db_worker.close_old_connections"):
        call_command("db_worker", batch=True, interval=0, verbosity=0, reload=False)


def done(house, year=None, **words) -> CommitteeReport:
    report = asked(house, year, **words)
    work()
    report.refresh_from_db()
    return report


def ready(house, year=None, **words) -> CommitteeReport:
    """The same without the seconds that its files take."""
    report = steps.take_report(asked(house, year, **words).pk)
    said = gathering.of_year(
        report.academic_year,
        Words(tuple(Passage(**theme) for theme in report.themes), report.risks),
        tell=lambda done, departments: None,
    )
    steps.finish_report(report, said, pdf=b"%PDF-1.7", docx=b"PK docx", xlsx=b"PK xlsx")
    report.refresh_from_db()
    return report


def failed(house) -> CommitteeReport:
    report = running(house)
    steps.fail_report(report, "Making the PDF took too long.")
    report.refresh_from_db()
    return report


def running(house, *, seen=timedelta(0)) -> CommitteeReport:
    """Half made; its worker was there `seen` ago."""
    report = asked(house)
    CommitteeReport.objects.filter(pk=report.pk).update(
        state="running", seen_at=timezone.now() - seen, departments=28, departments_done=12
    )
    report.refresh_from_db()
    return report


def stale(house) -> CommitteeReport:
    return running(house, seen=STALE_AFTER + timedelta(seconds=1))


def cancelled(house) -> CommitteeReport:
    return workflow.cancel_report(asked(house), by=house.reviewer)
