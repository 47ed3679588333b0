"""Time of telling change from chance: `python -m tests.benchmarks.control 10000 12`.

Analyses so many points with a target, so many times; prints one JSON object with the median of
the seconds.
"""

import json
import random
import statistics
import sys
from decimal import Decimal
from time import perf_counter

from kpis.spc import analyse


def measure(points: int, repeats: int) -> dict[str, float]:
    """Each time another series, so that nothing is remembered."""
    return {"seconds": statistics.median(_seconds(points, seed) for seed in range(repeats))}


def _seconds(points: int, seed: int) -> float:
    chance = random.Random(seed)  # noqa: S311 - no secret
    values = [Decimal(chance.randint(8_000, 10_000)) / 100 for _ in range(points)]
    begun = perf_counter()
    found = analyse(values, improvement="increase", target=Decimal(90))
    seconds = perf_counter() - begun
    if len(found.points) != points or found.assurance is None:
        raise RuntimeError("Not every point was judged, or the target was not.")
    return seconds


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
