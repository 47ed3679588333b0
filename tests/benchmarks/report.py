"""The benchmark's report: what was measured, beside what was to be reached."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """One figure of something and its limit; `at_most` says on which side of it it has to be."""

    of: str
    what: str
    figure: float
    limit: float
    unit: str = ""
    at_most: bool = True

    @property
    def is_met(self) -> bool:
        return self.figure <= self.limit if self.at_most else self.figure >= self.limit

    def __str__(self) -> str:
        sign = "<=" if self.at_most else ">="
        unit = f" {self.unit}" if self.unit else ""
        verdict = "met" if self.is_met else "NOT MET"
        return f"{self.what} {_number(self.figure)} {sign} {_number(self.limit)}{unit}: {verdict}"


@dataclass(frozen=True)
class Line:
    """One row of the table of pages. Ratios and counts that were not measured are None."""

    name: str
    rate: float
    p50: float
    p95: float
    of_healthz: float
    of_bare: float | None = None
    queries: int | None = None
    queries_tenfold: int | None = None
    time_tenfold: float | None = None
    goals: tuple[Goal, ...] = ()
    failures: str = ""


COLUMNS = ["req/s", "p50 ms", "p95 ms", "/healthz", "/bare", "queries", "at 10x", "time 10x"]


def table(lines: Iterable[Line]) -> str:
    """The pages with their figures, and under each what it was to reach."""
    drawn = [f"{'':16}" + "".join(f"{name:>10}" for name in COLUMNS)]
    for line in lines:
        cells = [
            f"{line.rate:.0f}", f"{line.p50:.1f}", f"{line.p95:.1f}", _ratio(line.of_healthz),
            _ratio(line.of_bare), _count(line.queries), _count(line.queries_tenfold),
            _ratio(line.time_tenfold),
        ]  # fmt: skip
        drawn.append(f"{line.name:16}" + "".join(f"{cell:>10}" for cell in cells))
        drawn += [f"{'':18}{goal}" for goal in line.goals]
        if line.failures:
            drawn.append(f"{'':18}FAILED: {line.failures}")
    return "\n".join(drawn)


def closing(goals: list[Goal]) -> str:
    """How many goals were met, and which were not."""
    missed = [goal for goal in goals if not goal.is_met]
    lines = [f"{len(goals) - len(missed)} of {len(goals)} targets met."]
    return "\n".join([*lines, *(f"  {goal.of}: {goal}" for goal in missed)])


def _number(figure: float) -> str:
    return f"{figure:.0f}" if figure >= 20 or figure == int(figure) else f"{figure:.2f}"


def _ratio(figure: float | None) -> str:
    return "" if figure is None else f"{figure:.2f}"


def _count(figure: int | None) -> str:
    return "" if figure is None else str(figure)
