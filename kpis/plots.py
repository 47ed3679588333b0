"""What the chart of a KPI's year is drawn from, as one value that can be frozen. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any, NamedTuple

from kpis import charts
from kpis.drawing import HEIGHT, Chart, Entry

LOW = 224  # so that the charts of four KPIs do not outgrow what is said about them


class Point(NamedTuple):
    """One period: its short name, its figure (a decimal as text, None without one) and the figure
    in words. `day`: of a burn-up, how many days after its beginning the period ends."""

    name: str
    value: str | None
    words: str
    day: int = 0


@dataclass(frozen=True)
class Plot:
    """A KPI's year as its chart shows it. Figures are decimals as text.

    least, most: between which a figure can be; None without bounds.
    days: of a burn-up, how many there are until `due`; 0 for figures beside a target.
    """

    title: str
    sentence: str
    points: tuple[Point, ...]
    unit: str = ""
    least: str | None = None
    most: str | None = None
    target: str | None = None
    baseline: str | None = None
    days: int = 0
    due: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives the same value back."""
        return asdict(self) | {"points": [list(point) for point in self.points]}


def from_json(stored: dict[str, Any] | None) -> Plot | None:
    """The value that was stored by `to_json`, None for none; unknown keys of another version are
    left out."""
    if stored is None:
        return None
    known = {one.name for one in fields(Plot)}
    said = {name: value for name, value in stored.items() if name in known}
    return Plot(**said | {"points": tuple(Point(*one) for one in stored["points"])})


def draw(plot: Plot, *, height: int = HEIGHT) -> Chart:
    """The chart: a burn-up to a deadline, else the figures beside target and baseline."""
    entries = [Entry(one.name, number_of(one.value), one.words) for one in plot.points]
    target, least, most = number_of(plot.target), number_of(plot.least), number_of(plot.most)
    bounds = None if least is None or most is None else (least, most)
    if not plot.days:
        levels = {"Target": target, "Baseline": number_of(plot.baseline)}
        return charts.trend(
            plot.title, plot.sentence, entries,
            levels=levels, unit=plot.unit, bounds=bounds, height=height,
        )  # fmt: skip
    shares = [one.day / plot.days for one in plot.points]
    return charts.burn_up(
        plot.title, plot.sentence, list(zip(shares, entries, strict=True)),
        target=target, unit=plot.unit, bounds=bounds, ticks=list(_days(plot)), height=height,
    )  # fmt: skip


def _days(plot: Plot) -> Iterator[tuple[float, str]]:
    """Some periods by their share of the time, so that their names have room, and the deadline."""
    every = -(-len(plot.points) // 6) or 1
    for one in plot.points[::every]:
        if (share := one.day / plot.days) < 0.94:
            yield share, one.name
    yield 1.0, plot.due


def text_of(value: Decimal | None) -> str | None:
    """A figure as it is frozen, in all its digits; None for none."""
    return None if value is None else str(value)


def number_of(text: str | None) -> Decimal | None:
    """The figure that was frozen so; None for none."""
    return None if text is None else Decimal(text)
