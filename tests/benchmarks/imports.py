"""Time and memory of imports: `python -m tests.benchmarks.imports 200000 2000 500`.

Takes in a file of enquiries of so many rows, a list of so many readings, and a Word file of an
action plan of so many actions, as their pages do: upload, preview, confirmation. Prints one JSON
object of {"cases": …, "readings": …, "actions": …}, each with seconds and with megabytes, the
highest memory of the site's process or of the one at its side.
"""

import json
import os
import random
import re
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
PLAN = {"title": "A large plan", "stage": "1", "starts_on": "2025-10-01", "months": "36"}
KPIS = 4  # each takes some 700 weeks of readings


def measure(cases: int, readings: int, actions: int) -> dict[str, dict[str, float]]:
    """The plan by an institutional lead, the others by the head of a department of its own."""
    from allauth.mfa.models import Authenticator

    from actionplans.models import Action
    from kpis.models import Kpi, Measurement
    from tests import factories
    from tests.actionplans.plan_files import many_actions

    head, kpis = _desk()
    entered = Measurement.objects.filter(kpi__in=kpis)
    url = f"/kpis/{kpis[0].pk}/cases/"
    today = date.today().isoformat()  # noqa: DTZ011 - as somebody would type it
    taken = {"cases": _import(head, url, _enquiries(cases), entered, as_at=today)}
    Kpi.objects.get(pk=kpis[0].pk).measurements.all().delete()
    url = f"/departments/{kpis[0].department.slug}/readings/import/"
    taken["readings"] = _import(head, url, _readings(kpis, readings), entered, rows=readings)
    lead = factories.make_person(f"lead-of-{kpis[0].department.slug}", role="lead")
    # Who holds the role without codes set up would be led there, whatever they send.
    Authenticator.objects.create(user=lead, type=Authenticator.Type.TOTP, data={})
    taken["actions"] = _import(
        lead, "/plans/import/", many_actions(actions), Action.objects.all(), "plan.docx",
        rows=actions, **PLAN,
    )  # fmt: skip
    return taken


def _desk() -> tuple:
    """A department with its head, who has promised something every week."""
    from institution.models import AcademicYear, Department
    from tests import factories
    from tests.kpis.promises import SHARE, make_promise

    name = f"Desk {Department.objects.count()}"
    desk = factories.make_department(name)
    head = factories.make_person(name.replace(" ", "-").lower(), role="head", department=desk)
    year = AcademicYear.objects.earliest("start_year")
    weekly = {**SHARE, "days": 2, "frequency": "weekly"}
    return head, [make_promise(desk, year, by=head, **weekly).kpi for _ in range(KPIS)]


def _import(
    person, url: str, content: str | bytes, entered, name: str = "list.csv", *,
    rows: int | None = None, **typed: str,
) -> dict[str, float]:  # fmt: skip
    """Seconds and megabytes of the whole import, after which there are `rows` more of what is
    entered, or some."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from institution.importing import reading
    from institution.once import new_token

    client = Client(headers={"host": os.environ["KEPT_ALLOWED_HOSTS"]})
    client.force_login(person)
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    before, begun = entered.count(), perf_counter()
    sent = {"file": file, "_once": new_token(), **typed}
    shown = client.get(client.post(url, sent, secure=True).url, secure=True)
    sent = {"_once": new_token(), "comment": "Busy.", **_hidden(shown.content.decode())}
    answer = client.post(shown.request["PATH_INFO"], sent, secure=True)
    if answer.status_code != 302:
        raise RuntimeError("The import was not confirmed.")
    seconds, more = perf_counter() - begun, entered.count() - before
    if more != rows if rows else not more:
        raise RuntimeError(f"{more} rows were entered.")
    aside = reading._reader.call(peak_megabytes)
    return {"seconds": seconds, "megabytes": max(peak_megabytes(), aside)}


def _hidden(page: str) -> dict[str, list[str]]:
    """What the preview's form would send."""
    found = {}
    for name in ("stamp", "period"):
        found[name] = re.findall(rf'name="{name}" value="([^"]+)"', page)
    return found


def peak_megabytes() -> float:
    """The most memory that the asking process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _enquiries(rows: int) -> str:
    """Two years of enquiries, as a help-desk writes them."""
    chance, first = random.Random(rows), datetime(2024, 8, 1, 8)  # noqa: DTZ001 S311 - no secret, local time
    lines = ["Ticket,Subject,Queue,Created,Resolved"]
    for number in range(rows):
        received = first + timedelta(minutes=chance.randrange(2 * 365 * 24 * 60))
        answered = received + timedelta(hours=chance.expovariate(1 / 40))
        closed = "" if chance.random() < 0.02 else f"{answered:%d/%m/%Y %H:%M}"
        queue = chance.choice(["Desk", "Fees", "Rooms"])
        created = f"{received:%d/%m/%Y %H:%M}"
        lines.append(f"T{number:06},Where is my card?,{queue},{created},{closed}")
    return "\n".join(lines)


def _readings(kpis: list, rows: int) -> str:
    """So many readings of the KPIs, week by week."""
    return "\n".join(["KPI,From,Part,Whole,Comment", *_weeks(kpis, rows)])


def _weeks(kpis: list, rows: int) -> Iterator[str]:
    from kpis.periods import periods

    now = date.today().year  # noqa: DTZ011 - only the year
    weeks = [
        start
        for year in range(now - 15, now - 1)
        for start, _ in periods("weekly", date(year, 8, 1), date(year + 1, 7, 31))
        if start.year > now - 15
    ]
    for number in range(rows):
        kpi, week = kpis[number % len(kpis)], weeks[number // len(kpis)]
        yield f"{kpi.reference},{week},{90 + number % 10},100,A week like others"


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure(*map(int, sys.argv[1:4]))))
