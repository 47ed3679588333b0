"""Fills an empty database with the benchmark's data: `python -m tests.benchmarks.data full`.

The last line it prints is one JSON object: what was made, and what to ask of each page.
"""

import json
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def main(name: str) -> None:
    """Make the tables and the data. `name` is "full" or "quick", with "-tenfold" for ten times."""
    from django.core.management import call_command

    from tests.benchmarks import house

    size = {"full": house.FULL, "quick": house.QUICK}[name.removesuffix("-tenfold")]
    if name.endswith("-tenfold"):
        size = size.times_ten()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    begun = time.monotonic()
    made = fill(size)
    print(json.dumps({**made, "seconds": round(time.monotonic() - begun, 1)}))


def fill(size) -> dict:
    """Write everything in one transaction; returns the counts and the pages."""
    from django.db import connection, transaction

    from kpis.models import Measurement, Promise
    from sls.models import Statement
    from tests.benchmarks import copies, house, pages, plans

    with transaction.atomic():
        made = house.build_house(size)
        figures = _figures(made, size.editions)
        present = _statements(made, size.editions)
        rows = copies.write_history()
        planned = plans.plan(size.editions)
        asked = pages.describe(made, present, figures, planned)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # what a server does by itself within a minute
    return {
        "departments": size.departments,
        "years": size.years,
        "statements": Statement.objects.count(),
        "promises": Promise.objects.count(),
        "readings": Measurement.objects.count(),
        "history": rows,
        **asked,
    }


def _figures(house, times: int):
    """The KPIs with readings, and beside them as many others, of other times, as make it `times`
    as much."""
    from tests.benchmarks import copies, measured

    before = copies.newest(copies.OF_A_KPI)
    figures = measured.measure(house)
    if times > 1:
        copies.copy_rows(before, times - 1)
    return figures


def _statements(house, editions: int):
    """The present year's statements being written and reviewed, and those of past years approved.

    Returns the present ones. One of them is typeset and sealed, and lends its bytes to all.
    """
    from sls import content, signing
    from sls.models import Statement
    from tests.benchmarks import copies, statements

    state = Statement.State
    count = len(house.departments)
    thirds = [state.DRAFT, state.SUBMITTED, state.RETURNED]
    states = [thirds[3 * place // count] for place in range(count)]
    present = statements.write(house, house.years[-1], states)
    first = present.statements[-1]
    said = content.of_statement(first).to_json()
    signed = statements.Signed(signing.prepare(first, by=house.reviewers[0]), said)
    statements.converse(house, present, said)
    before_past = copies.newest(copies.OF_A_STATEMENT)
    done = state.APPROVED if editions == 1 else state.SUPERSEDED
    for year in house.years[:-1]:
        past = statements.write(house, year, [done] * count, signed=signed)
        statements.converse(house, past, said)
    if editions > 1:
        copies.copy_rows(before_past, editions - 1)
    return present


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1])
