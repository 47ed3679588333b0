"""Where lines, points and words of a chart stand: scales, round numbers, names kept apart. Pure.

All lengths are in the units of the drawing, WIDTH by HEIGHT; y grows downwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

WIDTH, HEIGHT = 800, 320
LEFT, RIGHT, TOP, BOTTOM = 64, 124, 30, 40  # room for the words around the field
SPARK_WIDTH, SPARK_HEIGHT = 160, 40
MOST_LABELS = 8
# Where the name of a line at the right edge may stand next to another.
LINE_HEIGHT = 17


class Entry(NamedTuple):
    """One period of a series: its short name, its figure (None: none) and a word for it."""

    name: str
    value: Decimal | None
    words: str = ""


class Mark(NamedTuple):
    """A point: where, of which shape, and its words."""

    x: float
    y: float
    shape: str
    name: str
    words: str


@dataclass(frozen=True)
class Line:
    """A level or a path: its points as "x,y x,y", its kind, and its name at the right edge."""

    kind: str
    points: str
    name: str = ""
    name_y: float = 0


@dataclass(frozen=True)
class Tick:
    """A word on an axis."""

    at: float
    words: str


@dataclass(frozen=True)
class Chart:
    """Everything that a template needs to draw it; `sentence` says in words what it shows."""

    title: str
    sentence: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    events: tuple[Tick, ...] = ()
    shapes: frozenset[str] = frozenset({"dot"})
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP

    @property
    def bottom(self) -> int:
        """Where the field ends, above the names of the periods."""
        return self.height - BOTTOM

    @property
    def begins_left(self) -> bool:
        """Whether the newest reading stands in the left half, as on the way to a day to come."""
        return bool(self.marks) and self.marks[-1].x < self.width / 2


class Scale:
    """From the number of a period and from figures to places in the field."""

    def __init__(self, count: int, lowest: Decimal, highest: Decimal, height: int = HEIGHT) -> None:
        self.count, self.height = count, height
        self.ticks = _round_steps(lowest, highest)
        self.low, self.high = self.ticks[0], self.ticks[-1]

    def x(self, index: int) -> float:
        """Where the period stands, counted from 0."""
        step = (WIDTH - LEFT - RIGHT - 24) / max(self.count - 1, 1)
        return round(LEFT + 12 + step * index, 1)

    def y(self, value: Decimal) -> float:
        """Where the figure stands; what lies beyond the field stands at its edge."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return round(self.height - BOTTOM - float(share) * (self.height - TOP - BOTTOM), 1)


def _round_steps(lowest: Decimal, highest: Decimal) -> list[Decimal]:
    """Three to seven round numbers that span from the lowest to the highest figure."""
    span = highest - lowest or abs(highest) or Decimal(1)
    size = Decimal(1).scaleb((span / 4).adjusted())
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= span / 5)
    first = (lowest / step).to_integral_value(ROUND_FLOOR)
    last = max((highest / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * n for n in range(int(first), int(last) + 1)]


def scale_of(
    entries: Sequence[Entry],
    others: Sequence[Decimal],
    bounds: tuple[Decimal, Decimal] | None,
    height: int = HEIGHT,
) -> Scale:
    """A scale on which the entries and other figures have room, within the bounds there are."""
    known = [*(one.value for one in entries if one.value is not None), *others] or [Decimal(0)]
    lowest, highest = min(known), max(known)
    if bounds:
        lowest, highest = max(lowest, bounds[0]), min(highest, bounds[1])
    margin = (highest - lowest) / 20
    if bounds:
        lowest, highest = max(lowest - margin, bounds[0]), min(highest + margin, bounds[1])
    return Scale(len(entries), lowest, highest, height)


def apart(lines: list[Line], height: int = HEIGHT) -> tuple[Line, ...]:
    """The lines with their names moved so far apart that they can be read."""
    named = sorted((line for line in lines if line.name), key=lambda line: line.name_y)
    places: list[float] = []
    for line in named:
        places.append(max(line.name_y, places[-1] + LINE_HEIGHT if places else TOP + 4))
    if places and places[-1] > height - BOTTOM:
        last = float(height - BOTTOM + LINE_HEIGHT)
        for index in reversed(range(len(places))):
            last = places[index] = min(places[index], last - LINE_HEIGHT)
    moved = {id(line): y for line, y in zip(named, places, strict=True)}
    return tuple(
        replace(line, name_y=round(moved[id(line)], 1)) if line.name else line for line in lines
    )


def x_ticks(entries: Sequence[Entry], scale: Scale) -> tuple[Tick, ...]:
    """The names of so many periods that they can be read."""
    every = -(-len(entries) // MOST_LABELS) or 1
    return tuple(
        Tick(scale.x(index), one.name) for index, one in enumerate(entries) if index % every == 0
    )


def y_ticks(scale: Scale, unit: str) -> tuple[Tick, ...]:
    """The round numbers of the scale."""
    short = unit if unit == "%" else ""
    return tuple(Tick(scale.y(value), f"{number(value)}{short}") for value in scale.ticks)


def number(value: Decimal) -> str:
    """With three significant places at most after the point that matter."""
    places = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
