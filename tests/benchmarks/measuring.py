"""Takes the measurements: pages in turns, pages side by side, starts, documents."""

import json
import statistics
from dataclasses import replace
from time import perf_counter

from tests.benchmarks.load import Tally, Target, take_turn
from tests.benchmarks.serving import get, python, served, with_demonstration_seal

WARMING = 0.5  # seconds, not counted


def in_turns(targets: list[Target], *, rounds: int, seconds: float) -> dict[str, Tally]:
    """Every target in turn, `rounds` times over, so that a slow moment falls on all alike."""
    tallies = {target.name: Tally() for target in targets}
    for target in targets:
        take_turn(target, Tally(), WARMING)
    for _ in range(rounds):
        for target in targets:
            take_turn(target, tallies[target.name], seconds)
    return tallies


def ratio(one: Tally, other: Tally) -> float:
    """How many requests of `one` there were for each of `other`: the middle one of the turns."""
    return statistics.median(a / b for a, b in zip(one.rates, other.rates, strict=True))


def times_longer(target: Target, tenfold: Target, *, repeats: int) -> float:
    """How many times as long one request takes over ten times the data, asked alternately."""
    tallies = Tally(), Tally()
    for tenth in range(-repeats // 10, repeats):
        for one, tally in zip((target, tenfold), tallies, strict=True):
            alone = replace(one, requests=one.requests[:1])
            take_turn(alone, tally if tenth >= 0 else Tally(), 0)
    return tallies[1].milliseconds(50) / tallies[0].milliseconds(50)


def start_seconds(
    environment: dict[str, str], session: str, *, repeats: int
) -> tuple[float, float]:
    """Seconds from starting the server to its first answer, and to a first person's home page."""
    answers, homes = [], []
    for _ in range(repeats):
        with served(environment) as server:
            answers.append(server.seconds)
            get(server.port, "/", session)
            homes.append(perf_counter() - server.begun)
    return statistics.median(answers), statistics.median(homes)


def query_counts(environment: dict[str, str], made: dict) -> dict[str, int]:
    """The database queries of each page."""
    return json.loads(
        python(environment, "-m", "tests.benchmarks.queries", standard_input=json.dumps(made))
    )


def document_figures(environment: dict[str, str], *, repeats: int) -> dict[str, float]:
    """What tests.benchmarks.documents measures."""
    site = with_demonstration_seal(environment)
    return json.loads(python(site, "-m", "tests.benchmarks.documents", str(repeats)))


def assessment_figures(environment: dict[str, str], *, repeats: int) -> dict[str, float]:
    """What tests.benchmarks.assessments measures."""
    site = with_demonstration_seal(environment)
    return json.loads(python(site, "-m", "tests.benchmarks.assessments", str(repeats)))


def control_seconds(environment: dict[str, str], *, points: int, repeats: int) -> float:
    """What tests.benchmarks.control measures, in a process of its own."""
    asked = ["-m", "tests.benchmarks.control", str(points), str(repeats)]
    return json.loads(python(environment, *asked))["seconds"]


def import_figures(environment: dict[str, str], *, cases: int, readings: int, actions: int) -> dict:
    """What tests.benchmarks.imports measures, in a process of its own."""
    asked = ["-m", "tests.benchmarks.imports", str(cases), str(readings), str(actions)]
    return json.loads(python(environment, *asked).splitlines()[-1])


def committee_figures(environment: dict[str, str], *, departments: int) -> dict[str, float]:
    """What tests.benchmarks.committee measures, in a process of its own, as the worker is."""
    asked = ["-m", "tests.benchmarks.committee", str(departments)]
    return json.loads(python(environment, *asked).splitlines()[-1])
