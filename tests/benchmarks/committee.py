"""Time and memory of the report for the committee: `python -m tests.benchmarks.committee 30`.

So many departments with four KPIs each and three years of monthly readings, of which the last year
is not frozen yet, so that all of them are counted anew. Prints one JSON object: seconds from the
start of a worker to its end, the most megabytes that it and the process at its side had together,
and how many pages the PDF has.
"""

import io
import json
import os
import subprocess
import sys
import time
from copy import copy
from datetime import date
from time import perf_counter

import django
import psutil

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
KPIS, YEARS = 4, 3
THEME = "Enquiries came earlier than last year, and twice as many of them by telephone. " * 5
WORKER = [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay", "-v", "0"]


def measure(departments: int) -> dict[str, float]:
    """The whole report, by a worker of its own."""
    import pikepdf

    from sls import workflow
    from tests import factories

    year = _university(departments)
    office = factories.make_person(f"committee-{year}", role="reviewer")
    report = workflow.ask_report(year, by=office, themes=[("Term", THEME)], risks=THEME)
    begun = perf_counter()
    megabytes = _most_megabytes(subprocess.Popen(WORKER))
    seconds = perf_counter() - begun
    report.refresh_from_db()
    if not report.is_done:
        raise RuntimeError(f"There is no report: {report.problem}")
    with pikepdf.open(io.BytesIO(report.pdf)) as document:
        pages = len(document.pages)
    return {"seconds": seconds, "megabytes": megabytes, "pages": pages}


def _most_megabytes(worker: subprocess.Popen) -> float:
    """Wait for the end of the worker; the most memory that it and its own had at one moment."""
    process, most = psutil.Process(worker.pid), 0
    while worker.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            most = max(most, sum(one.memory_info().rss for one in family))
        except psutil.NoSuchProcess:  # one has just ended
            pass
        time.sleep(0.05)
    return most / 1024**2


def _university(departments: int):
    """Years of their own, long ago, so that nothing else of the benchmark is in them."""
    from kpis import workflow
    from tests import factories

    years = [
        factories.make_year(
            2001 + n, "closed", opens_on=date(2001 + n, 8, 1), due_on=date(2002 + n, 7, 31),
            census_on=date(2002 + n, 9, 1),
        )
        for n in range(YEARS)
    ]  # fmt: skip
    for number in range(departments):
        _department(number, years)
    workflow.hold_census(years[-2])
    return years[-1]


def _department(number: int, years: list) -> None:
    from kpis.models import Measurement
    from tests import factories
    from tests.kpis.promises import make_promise

    department = factories.make_department(f"Service of the university number {number}")
    head = factories.make_person(f"report-{number}", role="head", department=department)
    for year in years:
        factories.make_requirement(department, year, tier="ab" if number % 3 else "a")
    for place in range(KPIS):
        title = f"Enquiries answered in time, desk {place + 1}"
        first = make_promise(department, years[0], by=head, title=title)
        for year in years[1:]:
            another = copy(first)
            another.pk, another.academic_year, another._state = None, year, copy(first._state)
            another.save(force_insert=True)
        Measurement.objects.bulk_create(_readings(first.kpi, number + place))


def _readings(kpi, seed: int) -> list:
    from kpis.models import Measurement
    from kpis.periods import periods

    months = [
        month
        for n in range(YEARS)
        for month in periods("monthly", date(2001 + n, 8, 1), date(2002 + n, 7, 31))
    ]
    return [
        Measurement(
            kpi=kpi, period_start=start, period_end=end, state="final", denominator=100,
            numerator=86 + (n * 7 + seed * 3) % 11, source="form",
        )
        for n, (start, end) in enumerate(months)
    ]  # fmt: skip


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
