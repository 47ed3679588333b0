"""Charts as numbers: trend, control chart, burn-up and spark. Templates draw them, in page and PDF.

Pure. A chart is a kpis.drawing.Chart with a sentence that says what it shows.
"""

from collections.abc import Sequence
from decimal import Decimal

from kpis.drawing import (
    HEIGHT,
    LEFT,
    RIGHT,
    SPARK_HEIGHT,
    SPARK_WIDTH,
    WIDTH,
    Chart,
    Entry,
    Line,
    Mark,
    Scale,
    Tick,
    apart,
    number,
    scale_of,
    x_ticks,
    y_ticks,
)
from kpis.spc import Analysis

SHAPES = {
    "common_cause": "dot",
    "special_cause_improvement": "diamond",
    "special_cause_concern": "square",
    "special_cause_neutral_high": "triangle",
    "special_cause_neutral_low": "triangle",
}

MOST_DOTS = 150  # with more of them they run together: then what chance explains is only a line


def trend(
    title: str,
    sentence: str,
    entries: Sequence[Entry],
    *,
    levels: dict[str, Decimal | None],
    unit: str = "",
    bounds: tuple[Decimal, Decimal] | None = None,
    height: int = HEIGHT,
) -> Chart:
    """The figures of a series with horizontal levels, such as {"Target": 90}.

    bounds: the least and the most a figure can be, such as 0 and 100.
    """
    known = {name: value for name, value in levels.items() if value is not None}
    scale = scale_of(entries, list(known.values()), bounds, height)
    lines = [_level(_kind(name), f"{name} {number(value)}{unit}", value, scale)
             for name, value in known.items()]  # fmt: skip
    marks = tuple(
        Mark(scale.x(index), scale.y(one.value), "dot", one.name, one.words)
        for index, one in enumerate(entries) if one.value is not None
    )  # fmt: skip
    return Chart(
        title, sentence, apart([*lines, *_paths(entries, scale)], height), marks,
        x_ticks(entries, scale), y_ticks(scale, unit), height=height,
    )  # fmt: skip


def control(
    title: str,
    sentence: str,
    entries: Sequence[Entry],
    analysis: Analysis,
    *,
    target: Decimal | None = None,
    unit: str = "",
    bounds: tuple[Decimal, Decimal] | None = None,
    events: Sequence[tuple[int, str]] = (),
) -> Chart:
    """An XmR chart: the figures with mean and limits of each group, and what stands out marked.

    entries: with their gaps; `analysis` is that of the figures that are there.
    events: interventions, each with the index of the first entry after it.
    """
    limits = [
        limit for point in analysis.points for limit in (point.lower, point.upper, point.mean)
        if limit is not None
    ]  # fmt: skip
    scale = scale_of(entries, [*limits, *([target] if target is not None else [])], bounds)
    places = [index for index, one in enumerate(entries) if one.value is not None]
    marks = tuple(
        Mark(scale.x(index), scale.y(point.value), SHAPES[label], entries[index].name,
             entries[index].words)
        for index, point, label in zip(places, analysis.points, analysis.shown, strict=True)
        if label != "common_cause" or index == places[-1] or len(places) <= MOST_DOTS
    )  # fmt: skip
    lines = _limit_lines(analysis, places, scale, unit)
    if target is not None:
        name = f"Target {number(target)}{unit}"
        lines.append(_level("target", name, target, scale))
    return Chart(
        title, sentence, apart([*lines, *_paths(entries, scale)]), marks,
        x_ticks(entries, scale), y_ticks(scale, unit),
        events=tuple(Tick(scale.x(index) - 6, words) for index, words in events),
        shapes=frozenset(mark.shape for mark in marks),
    )  # fmt: skip


def _limit_lines(analysis: Analysis, places: list[int], scale: Scale, unit: str) -> list[Line]:
    """Mean and limits of each group; those of the last one have their names beside them."""
    lines = []
    last = analysis.points[-1].group
    for group in range(last + 1):
        members = [
            (index, point) for index, point in zip(places, analysis.points, strict=True)
            if point.group == group
        ]  # fmt: skip
        (first, point), (end, _) = members[0], members[-1]
        for kind, name, value in (
            ("mean", "Mean", point.mean), ("limit", "Upper limit", point.upper),
            ("limit", "Lower limit", point.lower),
        ):  # fmt: skip
            if value is None or (kind == "limit" and not analysis.is_ready):
                continue
            y = scale.y(value)
            words = f"{name} {number(value)}{unit}" if group == last else ""
            lines.append(Line(kind, f"{scale.x(first) - 8},{y} {scale.x(end) + 8},{y}", words, y))
    return lines


def burn_up(
    title: str,
    sentence: str,
    entries: Sequence[tuple[float, Entry]],
    *,
    target: Decimal | None,
    unit: str = "",
    bounds: tuple[Decimal, Decimal] | None = None,
    ticks: Sequence[tuple[float, str]] = (),
    height: int = HEIGHT,
) -> Chart:
    """A total that grows until a deadline, beside the straight way to the target.

    entries, ticks: each with its share of the time, 0 at the beginning and 1 on the last day.
    """
    others = [Decimal(0), target or Decimal(0)]
    scale = scale_of([one for _, one in entries], others, bounds, height)
    field = WIDTH - LEFT - RIGHT - 24

    def x(share: float) -> float:
        return round(LEFT + 12 + field * min(max(share, 0.0), 1.0), 1)

    marks = tuple(
        Mark(x(share), scale.y(one.value), "dot", one.name, one.words)
        for share, one in entries if one.value is not None
    )  # fmt: skip
    lines = [Line("series", " ".join(f"{mark.x},{mark.y}" for mark in marks))] if marks else []
    if target is not None:
        goal = scale.y(target)
        way = f"{x(0)},{scale.y(Decimal(0))} {x(1)},{goal}"
        lines = [
            Line("way", way, "", 0),
            Line("target", f"{LEFT},{goal} {WIDTH - RIGHT},{goal}",
                 f"Target {number(target)}{unit}", goal),
            *lines,
        ]  # fmt: skip
    return Chart(
        title, sentence, apart(lines, height), marks,
        tuple(Tick(x(share), words) for share, words in ticks), y_ticks(scale, unit), height=height,
    )  # fmt: skip


def spark(values: Sequence[Decimal | None], target: Decimal | None) -> Chart | None:
    """A trend as small as a word, for a card; None with fewer than two figures."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = (
        min([*known, *([target] if target is not None else [])]),
        max([*known, *([target] if target is not None else [])]),
    )
    span = high - low or Decimal(1)

    def place(index: int, value: Decimal) -> tuple[float, float]:
        x = 4 + (SPARK_WIDTH - 12) * index / max(len(values) - 1, 1)
        return round(x, 1), round(SPARK_HEIGHT - 6 - float((value - low) / span) * 28, 1)

    points = [place(index, value) for index, value in enumerate(values) if value is not None]
    lines = [Line("series", " ".join(f"{x},{y}" for x, y in points))]
    if target is not None:
        y = place(0, target)[1]
        lines.insert(0, Line("target", f"0,{y} {SPARK_WIDTH},{y}"))
    last = Mark(*points[-1], "dot", "", "")
    return Chart("", "", tuple(lines), (last,), (), (), width=SPARK_WIDTH, height=SPARK_HEIGHT)


def _kind(name: str) -> str:
    return "target" if name == "Target" else "level"


def _level(kind: str, name: str, value: Decimal, scale: Scale) -> Line:
    y = scale.y(value)
    return Line(kind, f"{LEFT},{y} {WIDTH - RIGHT},{y}", name, y)


def _paths(entries: Sequence[Entry], scale: Scale) -> list[Line]:
    """The series as lines that break where a figure is missing."""
    paths: list[list[str]] = [[]]
    for index, one in enumerate(entries):
        if one.value is None:
            paths.append([])
        else:
            paths[-1].append(f"{scale.x(index)},{scale.y(one.value)}")
    return [Line("series", " ".join(path)) for path in paths if len(path) > 1]
