"""Time and memory of the report for the committee: `python -m tests.benchmarks.committee 30`.

So many departments with four KPIs each and three years of monthly readings, of which the last year
is not frozen yet, so that all of them are counted anew. Prints one JSON object: seconds from
asking to the finished report, megabytes of the worker and of the process at its side together,
and how many pages the PDF has.
"""

import io
import json
import os
import resource
import sys
from copy import copy
from datetime import date
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
KPIS, YEARS = 4, 3
THEME = "Enquiries came earlier than last year, and twice as many of them by telephone. " * 5


def measure(departments: int) -> dict[str, float]:
    """The whole report, by the worker's own command."""
    import pikepdf
    from django.core.management import call_command

    from documents import pdf
    from sls import workflow
    from tests import factories

    year = _university(departments)
    office = factories.make_person(f"committee-{year}", role="reviewer")
    begun = perf_counter()
    report = workflow.ask_report(year, by=office, themes=[("Term", THEME)], risks=THEME)
    call_command("db_worker", batch=True, interval=0, verbosity=0, startup_delay=False)
    seconds = perf_counter() - begun
    report.refresh_from_db()
    if not report.is_done:
        raise RuntimeError(f"There is no report: {report.problem}")
    with pikepdf.open(io.BytesIO(report.pdf)) as document:
        pages = len(document.pages)
    megabytes = peak_megabytes() + pdf._papers.call(peak_megabytes)
    return {"seconds": seconds, "megabytes": megabytes, "pages": pages}


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


def peak_megabytes() -> float:
    """The most memory that the asking process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(int(sys.argv[1]))))
