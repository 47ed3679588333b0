"""What the words of a timescale mean: "Spring 2019", "Starting 2019", "Ongoing". Pure, no Django.

Names stand in actionplans/names.py, the phrases around them in actionplans/phrases.py. The rules
that are not in the words:

- A named period (a season, term, month, quarter, academic year, a range) has a first and a last
  day. A single day, Christmas, Easter and a plain or calendar year only say by when.
- "From … to …" is a range. What starts and also ends is `starting`, with a last day.
- Several names are points, the earliest first; two that follow each other with a slash between
  them ("Summer/Autumn 2019") are one range.
- A name without a year has that of the next name with one ("May and June 2019"), the year before
  it where a range would otherwise run backwards ("November to February 2020"). A plain year after
  a name repeats the name ("Autumn 2018 and 2020").
- What comes again without an end ("Annually", "Spring 2019, then every year") is ongoing, or
  starting where it says from when.
- "Within 12 months", "Year 2" and "Immediately" count from the day the plan was signed.
- What can be read in two ways, or in none, is unknown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from actionplans import calendars, names, phrases
from actionplans.calendars import DAY, DEFAULT, Calendar, Period
from actionplans.names import Named, NoSuchDate

LONGEST = 300  # letters that are read; no timescale is longer
FEASTS = ("christmas", "easter")  # whose period is their eve already


class Kind(StrEnum):
    """In which way a timescale binds."""

    BY = "by"
    STARTING = "starting"
    ONGOING = "ongoing"
    AS_APPROPRIATE = "as_appropriate"
    POINTS = "points"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Point:
    """One of several times at which something is to be done; starts_on as in Timescale."""

    starts_on: date | None
    due_on: date


@dataclass(frozen=True)
class Timescale:
    """A timescale: exactly what was typed, and what it means.

    starts_on: the first day of a named period; None after "by" or "end of".
    due_on: the last day; None where no end is known.
    points: where there are several, with the first day of the first and the last of the last above.
    problem: what is wrong with a date that cannot be, as a sentence for whoever typed it.
    """

    text: str
    kind: Kind
    starts_on: date | None = None
    due_on: date | None = None
    points: tuple[Point, ...] = ()
    problem: str = ""

    @property
    def asks_for_review(self) -> bool:
        """Whether nothing says when it ends, so that somebody should say when to look again."""
        return self.due_on is None


def parse(text: str, calendar: Calendar = DEFAULT, *, signed_on: date | None = None) -> Timescale:
    """What the words mean; unknown where that is nothing. No text is refused.

    calendar: the institution's seasons and terms.
    signed_on: when the plan was signed, for what counts from that day; without it such an end is
        not known.
    """
    try:
        read = _Reader(calendar, signed_on).read(text) if len(text) <= LONGEST else None
    except NoSuchDate as reason:
        return Timescale(text, Kind.UNKNOWN, problem=str(reason))
    except (ValueError, OverflowError):  # from a date that no calendar has
        sentence = f"No calendar has the days of “{' '.join(text.split())}”. Check the year."
        return Timescale(text, Kind.UNKNOWN, problem=sentence)
    return replace(read, text=text) if read else Timescale(text, Kind.UNKNOWN)


def _timescale(
    kind: Kind,
    starts_on: date | None = None,
    due_on: date | None = None,
    points: tuple[Point, ...] = (),
) -> Timescale:
    return Timescale("", kind, starts_on, due_on, points)


@dataclass(frozen=True)
class _Reader:
    """Reads one text; each method answers None where the text is not of its form."""

    calendar: Calendar
    signed_on: date | None

    def read(self, text: str) -> Timescale | None:
        frame, found = names.scan(names.plain(text))
        is_dated = any(name.year for name in found)
        if not is_dated and phrases.AS_APPROPRIATE.match(frame):
            return _timescale(Kind.AS_APPROPRIATE)
        if again := phrases.RECURRING.match(frame):
            if not is_dated:
                return _timescale(Kind.ONGOING)
            found = found[again[0].count("#") :]
            frame = frame[again.end() :].strip(" ,:;()")
        if not found:
            return self._from_signing(frame)
        return self._single(frame, found) or self._range(frame, found) or self._list(frame, found)

    def _from_signing(self, frame: str) -> Timescale | None:
        """ "Immediately", "Within 12 months", "Year 2"."""
        if phrases.NOW.fullmatch(frame):
            return _timescale(Kind.STARTING, self.signed_on)
        if said := phrases.WITHIN.fullmatch(frame):
            count = phrases.NUMBERS.get(said["count"]) or int(said["count"])
            return _timescale(Kind.BY, None, self._after(count, said["unit"]))
        if said := phrases.YEAR_OF_PLAN.fullmatch(frame):
            first, last = int(said["first"]), int(said["last"] or said["first"])
            if last >= first:
                starts_on = None if said["by"] else self._after(first - 1, "year")
                end = self._after(last, "year")
                return _timescale(Kind.BY, starts_on, end and end - DAY)
        return None

    def _after(self, count: int, unit: str) -> date | None:
        """So long after the signing, if that is known."""
        if self.signed_on is None:
            return None
        if unit in ("day", "week"):
            return self.signed_on + count * (7 * DAY if unit == "week" else DAY)
        return calendars.months_later(self.signed_on, count * (12 if unit == "year" else 1))

    def _single(self, frame: str, found: Sequence[Named]) -> Timescale | None:
        """ "Spring 2019", "By the end of May 2019", "Starting 2019", "2019 onwards"."""
        said = phrases.SINGLE.fullmatch(frame)
        if not said or not found[0].year:
            return None
        period = found[0].period(self.calendar)
        first, last = _edge(period, said["edge"])
        if said["start"] or said["open"]:
            return _timescale(Kind.STARTING, first)
        if said["before"]:
            is_eve = found[0].name in FEASTS or "end" in (said["edge"] or "")
            return _timescale(Kind.BY, None, last if is_eve else first - DAY)
        has_first_day = not (said["by"] or said["edge"] or period.is_deadline)
        return _timescale(Kind.BY, first if has_first_day else None, last)

    def _range(self, frame: str, found: Sequence[Named]) -> Timescale | None:
        """ "June 2018 - June 2020", "between May and July 2019", "Summer/Autumn 2019"."""
        said = phrases.RANGE.fullmatch(frame)
        if not said or not found[1].year:
            return None
        first, last = (name.period(self.calendar) for name in names.with_years(found))
        if not found[0].year and first.first > last.last:
            year_before = replace(found[0], year=f"{last.last.year - 1:04d}")
            first = year_before.period(self.calendar)
        if said["slash"] and first.last + DAY != last.first:
            return None
        starts_on, due_on = _edge(first, said["edge"])[0], _edge(last, said["edge_2"])[1]
        if due_on < starts_on:
            raise NoSuchDate("This ends before it begins. Write the earlier time first.")
        return _timescale(Kind.STARTING if said["start"] else Kind.BY, starts_on, due_on)

    def _list(self, frame: str, found: Sequence[Named]) -> Timescale | None:
        """ "Autumn 2018 & Autumn 2020", "May 2018, May 2019 and May 2020"."""
        said = phrases.LIST.fullmatch(frame)
        if not said or not found[-1].year:
            return None
        if "# #" in frame and not all(name.year for name in found):
            return None
        named = names.with_years(names.repeated(found))
        periods = [name.period(self.calendar) for name in named]
        points = tuple(
            Point(None if said["by"] or one.is_deadline else one.first, one.last)
            for one in sorted(periods, key=lambda one: (one.last, one.first))
        )
        return _timescale(Kind.POINTS, points[0].starts_on, points[-1].due_on, points)


def _edge(period: Period, words: str | None) -> tuple[date, date]:
    """The first and last day meant: of the whole period, or the day at which it starts or ends."""
    if not words:
        return period.first, period.last
    day = period.last if "end" in words else period.first
    return day, day
