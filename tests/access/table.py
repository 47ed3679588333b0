"""The table of access: who gets which answer from each route, read from table.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from institution.routes import Route, all_routes
from tests.access.scene import STATES

FILE = Path(__file__).with_name("table.txt")
ANY = "any"
# Things that belong to a statement: what they answer may depend on its state.
OF_A_STATEMENT = {
    "statements",
    "comments",
    "requests",
    "advice",
    "dependencies",
    "returns",
    "good-practice",
}


@dataclass(frozen=True)
class Line:
    """One line of the table: the answers of a route to a method, by the name of the person."""

    route: str
    method: str
    states: tuple[str, ...]
    answers: dict[str, str]


@cache
def read() -> list[Line]:
    """The lines of the table. Its first one names the people whose answers follow, in order."""
    rows = [row.split() for row in FILE.read_text().splitlines() if row and row[0] != "#"]
    people = rows[0][1:]
    return [_line(row, people) for row in rows[1:]]


def _line(row: list[str], people: list[str]) -> Line:
    """`any` as state means each of them, `all` as answer the same for everybody."""
    states = tuple(STATES) if row[2] == ANY else tuple(row[2].split("+"))
    answers = row[3:] * len(people) if len(row) == 4 else row[3:]
    return Line(row[0], row[1], states, dict(zip(people, answers, strict=True)))


@cache
def routes() -> dict[str, Route]:
    """Every route of the site by its name."""
    return {route.name: route for route in all_routes()}


def lines_for(state: str) -> Iterator[tuple[Route, Line]]:
    """What to look at while the statement is in `state`. What has nothing to do with a statement
    is looked at in one state only."""
    known = routes()
    for line in read():
        route = known[line.route]
        if state in line.states and is_looked_at(route, state):
            yield route, line


def is_looked_at(route: Route, state: str) -> bool:
    """Whether the route is looked at while the statement is in the state."""
    depends = route.pattern.split("/")[1] in OF_A_STATEMENT and "<" in route.pattern
    return depends or state == "submitted"
