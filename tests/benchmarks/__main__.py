"""`make bench`: measures Kept on ten years of data and prints the figures beside their targets.

`--quick` takes less data and less time, to try it. A missed target is no failure: how fast a
machine is at one moment is no test.
"""

import argparse
import json
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import measuring, reading, report
from tests.benchmarks.databases import two_databases
from tests.benchmarks.load import Tally, Target
from tests.benchmarks.report import Goal, Line
from tests.benchmarks.serving import environment, python, served, with_demonstration_seal
from tests.benchmarks.targets import get_target, page_target

HEALTHZ, BARE, OPEN_BARE = "/healthz", "bare page", "bare, no sign-in"
STATIC, STORED, SAVE = "static file", "stored PDF", "save"
SAVES = {SAVE, "RAG update"}
MOST_QUERIES = {
    "home": 12, "statement list": 12, "directory": 12, "12 KPIs": 12, "150 KPIs": 15,
    "plan, 44 actions": 12, "plan, 500 actions": 12, "public plan": 12,
}  # fmt: skip
# Milliseconds; of all others 400.
SLOWEST = {SAVE: 600, "150 KPIs": 600, "plan, 500 actions": 600, "RAG update": 300}
SLOWEST_IMPORT = {"cases": 10, "readings": 10, "actions": 5}  # seconds
OF_BARE = {"statement list": 0.5, "statement page": 0.8}


@dataclass(frozen=True)
class Effort:
    """How much data, and how long to measure."""

    data: str
    rounds: int
    seconds: float
    repeats: int


THOROUGH = Effort("full", rounds=3, seconds=3, repeats=60)
QUICK = Effort("quick", rounds=1, seconds=1, repeats=20)


def main() -> None:
    """Run everything on the database that DATABASE_URL names, and print the report."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="less data, shorter turns")
    effort = QUICK if parser.parse_args().quick else THOROUGH
    with two_databases() as (database, urls), tempfile.TemporaryDirectory() as place:
        print(f"== Benchmark on {database}, {os.cpu_count()} processors", flush=True)
        sites = [environment(url, Path(place)) for url in urls]
        made = [
            make_data(site, name)
            for site, name in zip(sites, (effort.data, f"{effort.data}-tenfold"), strict=True)
        ]
        python(sites[0], "manage.py", "collectstatic", "--noinput")
        Path(place, "static/benchmark.pdf").write_bytes(os.urandom(made[0]["document_size"]))
        lines = measure_pages(sites, made, effort)
        print(f"\n{report.table(lines)}\n", flush=True)
        others = [
            *document_goals(sites[0], effort),
            *assessment_goals(sites[0], effort),
            *control_goals(sites[0], effort),
            *reading_goals(sites[0], made[0], effort),
            *import_goals(sites),
            *committee_goals(sites),
            *start_goals(sites[0], made[0], effort),
        ]
        print("\n".join(f"  {goal.of}: {goal}" for goal in others))
        print(f"\n{report.closing([goal for line in lines for goal in line.goals] + others)}\n")


def make_data(site: dict[str, str], name: str) -> dict:
    """Fill the site's database and say with what."""
    made = python(with_demonstration_seal(site), "-m", "tests.benchmarks.data", name)
    data = json.loads(made.splitlines()[-1])
    print(
        f"{data['departments']} departments, {data['years']} years: {data['statements']:,} "
        f"statements, {data['promises']:,} KPI promises, {data['readings']:,} readings, "
        f"{data['history']:,} rows of history "
        f"(made in {data['seconds']:.0f} s)",
        flush=True,
    )
    return data


def measure_pages(sites: list[dict[str, str]], made: list[dict], effort: Effort) -> list[Line]:
    """The table of pages: all in turn at 20 clients, then each beside ten times the data."""
    queries = [measuring.query_counts(one, data) for one, data in zip(sites, made, strict=True)]
    bare_site = sites[0] | {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.bare_settings"}
    with ExitStack() as stack:
        site, tenfold, bare = (stack.enter_context(served(one)).port for one in (*sites, bare_site))
        targets = [
            get_target(HEALTHZ, site, "/healthz"),
            page_target(
                BARE, bare, [{**one, "path": "/bare/"} for one in made[0]["requests"]["home"]]
            ),
            get_target(OPEN_BARE, bare, "/table/"),
            *page_targets(site, made[0]),
            get_target(STATIC, site, "/static/benchmark.pdf"),
        ]
        tallies = measuring.in_turns(targets, rounds=effort.rounds, seconds=effort.seconds)
        longer = {
            one.name: measuring.times_longer(one, other, repeats=effort.repeats)
            for one, other in zip(
                page_targets(site, made[0]), page_targets(tenfold, made[1]), strict=True
            )
            if one.name not in SAVES
        }
    return [line(target.name, tallies, longer, queries) for target in targets]


def page_targets(port: int, made: dict) -> list[Target]:
    """Every measured page of Kept on this server."""
    pages = [page_target(name, port, asked) for name, asked in made["requests"].items()]
    return [*pages, get_target(STORED, port, made["document"])]


def line(
    name: str, tallies: dict[str, Tally], longer: dict[str, float], queries: list[dict[str, int]]
) -> Line:
    """One row of the table with its targets."""
    tally = tallies[name]
    of_bare = measuring.ratio(tally, tallies[BARE])
    counts = [counted.get(name) for counted in queries]
    goals = []
    if name in queries[0]:
        goals.append(Goal(name, "p95", tally.milliseconds(95), SLOWEST.get(name, 400), "ms"))
        goals.append(Goal(name, "queries at 10x", counts[1], counts[0]))
    if name in MOST_QUERIES:
        goals.append(Goal(name, "queries", counts[0], MOST_QUERIES[name]))
    if name in longer:
        goals.append(Goal(name, "time at 10x the data", longer[name], 1.2))
    if name in OF_BARE:
        goals.append(Goal(name, "rate, of the bare page's", of_bare, OF_BARE[name], at_most=False))
    if name == STORED:
        of_static = measuring.ratio(tally, tallies[STATIC])
        goals.append(Goal(name, "rate, of the static file's", of_static, 0.7, at_most=False))
    return Line(
        name, tally.rate, tally.milliseconds(50), tally.milliseconds(95),
        measuring.ratio(tally, tallies[HEALTHZ]), of_bare, *counts, longer.get(name),
        tuple(goals), tally.failures,
    )  # fmt: skip


def document_goals(site: dict[str, str], effort: Effort) -> list[Goal]:
    """A full statement's document: the whole of it, and its PDF beside WeasyPrint alone."""
    figures = measuring.document_figures(site, repeats=effort.repeats // 10)
    print(
        f"PDF of a full statement: {figures['typeset']:.2f} s, by WeasyPrint alone "
        f"{figures['bare']:.2f} s; with seal and check {figures['next']:.2f} s, the first time "
        f"{figures['first']:.2f} s; {figures['megabytes']:.0f} MB"
    )
    return [
        Goal("PDF", "signed, the first time", figures["first"], 3, "s"),
        Goal("PDF", "signed", figures["next"], 3, "s"),
        Goal("PDF", "of WeasyPrint's own time", figures["typeset"] / figures["bare"], 1.3),
        Goal("PDF", "peak memory", figures["megabytes"], 250, "MB"),
    ]


def assessment_goals(site: dict[str, str], effort: Effort) -> list[Goal]:
    """The signed self-assessment of a plan of 44 actions, with the 44 of the one that follows."""
    figures = measuring.assessment_figures(site, repeats=effort.repeats // 10)
    of = "self-assessment PDF of 44 actions"
    return [
        Goal(of, "signed, the first time", figures["first"], 5, "s"),
        Goal(of, "signed", figures["next"], 5, "s"),
        Goal(of, "peak memory", figures["megabytes"], 300, "MB"),
    ]


def control_goals(site: dict[str, str], effort: Effort) -> list[Goal]:
    """The rules that tell change from chance, of more points than any KPI will have."""
    points = 10_000
    seconds = measuring.control_seconds(site, points=points, repeats=effort.repeats // 5)
    return [Goal(f"rules of change over {points:,} points", "time", seconds, 0.1, "s")]


def reading_goals(site: dict[str, str], made: dict, effort: Effort) -> list[Goal]:
    """A reading that a person enters, who clicks and types as fast as most people do."""
    session = made["requests"]["home"][1]["session"]
    seconds = reading.seconds(site, session, repeats=effort.rounds)
    return [Goal("a reading, from the home page", "a person's time", seconds, 20, "s")]


def import_goals(sites: list[dict[str, str]]) -> list[Goal]:
    """Files of enquiries, readings and an action plan, also beside ten times the data."""
    goals, rows = [], {"cases": 200_000, "readings": 2_000, "actions": 500}
    for site, beside in zip(sites, ("", ", at 10x the data"), strict=True):
        for kind, figures in measuring.import_figures(site, **rows).items():
            of = f"import of {rows[kind]:,} {kind}{beside}"
            goals.append(Goal(of, "time", figures["seconds"], SLOWEST_IMPORT[kind], "s"))
            goals.append(Goal(of, "peak memory", figures["megabytes"], 300, "MB"))
    return goals


def committee_goals(sites: list[dict[str, str]]) -> list[Goal]:
    """The report for the committee, from asking to its files, also beside ten times the data."""
    goals = []
    for site, beside in zip(sites, ("", ", at 10x the data"), strict=True):
        figures = measuring.committee_figures(site, departments=30)
        of = f"report of 30 departments, {figures['pages']:.0f} pages{beside}"
        goals.append(Goal(of, "time", figures["seconds"], 60, "s"))
        goals.append(Goal(of, "peak memory of both processes", figures["megabytes"], 400, "MB"))
    return goals


def start_goals(site: dict[str, str], made: dict, effort: Effort) -> list[Goal]:
    """From nothing to an answer."""
    session = made["requests"]["home"][0]["session"]
    answer, home = measuring.start_seconds(site, session, repeats=effort.rounds)
    print(f"Cold start: {answer:.2f} s to /healthz, {home:.2f} s to the first home page")
    return [
        Goal("cold start", "to /healthz", answer, 3, "s"),
        Goal("cold start", "to the home page", home, 3, "s"),
    ]


if __name__ == "__main__":
    main()
