"""What a timescale was understood to mean, in words. Pure."""

from datetime import date

from actionplans.timescales import Kind, Point, Timescale

UNDATED = {
    Kind.ONGOING: "ongoing; no end is known",
    Kind.AS_APPROPRIATE: "as appropriate; no dates",
    Kind.UNKNOWN: "not understood; no dates",
    Kind.STARTING: "starting; no day is known",
    Kind.BY: "the day counts from the signing, which is not known",
}


def meaning(timescale: Timescale) -> str:
    """Such as "1 March to 31 May 2019", "by 31 December 2019", "from 1 June 2019"."""
    if timescale.points:
        return "; ".join(_period(point) for point in timescale.points)
    if timescale.due_on:
        said = _period(Point(timescale.starts_on, timescale.due_on))
        return f"ongoing, {said}" if timescale.kind == Kind.ONGOING else said
    if timescale.starts_on:
        begins = f"from {_day(timescale.starts_on)}"
        return f"ongoing, {begins}" if timescale.kind == Kind.ONGOING else begins
    return UNDATED.get(timescale.kind, "") if timescale.text.strip() else ""


def _period(point: Point) -> str:
    if point.starts_on is None:
        return f"by {_day(point.due_on)}"
    if point.starts_on == point.due_on:
        return _day(point.due_on)
    is_one_year = point.starts_on.year == point.due_on.year
    first = f"{point.starts_on:%-d %B}" if is_one_year else _day(point.starts_on)
    return f"{first} to {_day(point.due_on)}"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
