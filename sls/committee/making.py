"""Makes a report for the committee; done by the worker (`manage.py run_worker`)."""

import logging

from django_tasks import task

from documents.pdf import RenderRefused
from sls.committee import files, gathering
from sls.committee.content import Passage
from sls.committee.gathering import Words
from sls.models import CommitteeReport
from sls.workflow import report_steps as steps

logger = logging.getLogger(__name__)
BROKEN = "Something went wrong while it was made. Ask for it again; if it happens again, tell us."


class NotWanted(Exception):
    """The report was cancelled, or given up, while it was being made."""


@task()
def make_report(pk: int) -> None:
    """Gather the figures department by department, make the files, and keep them together."""
    report = steps.take_report(pk)
    if report is None:
        return
    try:
        _make(report)
    except NotWanted:
        logger.info("Report %s was cancelled", pk)
    except RenderRefused as refusal:
        steps.fail_report(report, str(refusal))
    except Exception:  # whatever it is, nobody shall wait for a report that does not come
        logger.exception("Report %s was not made", pk)
        steps.fail_report(report, BROKEN)


def _make(report: CommitteeReport) -> None:
    def tell(done: int, departments: int) -> None:
        if not steps.count_report(report, done, departments):
            raise NotWanted

    themes = tuple(Passage(one["title"], one["text"]) for one in report.themes)
    said = gathering.of_year(report.academic_year, Words(themes, report.risks), tell=tell)
    steps.finish_report(
        report, said, pdf=files.pdf(said), docx=files.docx(said), xlsx=files.xlsx(said)
    )
