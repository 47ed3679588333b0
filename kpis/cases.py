"""Readings worked out from single enquiries: how many were answered in time. Pure, no Django.

Specification 2.4 ex. 1 and 3: an enquiry belongs to the period in which it was received, not to
that of its answer, or a backlog would not be seen. One that is unanswered when its time is over is
a miss; one that is not due yet is left out. Nothing of a row is kept but that it was counted.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import cache

from institution.importing import files, sheets
from institution.importing.files import Column, Unreadable
from institution.workdays import LOCAL, WorkingCalendar
from kpis.moments import MomentReader

MOST_ROWS = 500_000
MOST_COLUMNS = 200  # help-desks export whatever they have
LONGEST_HEADING = 100  # characters of one that can be chosen
MOST_PROBLEMS = 50  # of rows, told one by one
MOST_QUEUES = 100
LONGEST_QUEUE = 80
UNANSWERED = {"", "-", "–", "n/a", "none", "null"}
COLUMNS = (
    Column(
        "received", "Received",
        ("Created", "Created at", "Created on", "Received at", "Received on", "Date received",
         "Date created", "Opened", "Opened at", "Logged", "Logged at", "Raised", "Submitted",
         "Submitted at", "Created time", "Create date", "Start date"),
        is_required=True,
    ),
    Column(
        "answered", "Answered",
        ("Resolved", "Resolved at", "Answered at", "Answered on", "Date answered", "Closed",
         "Closed at", "Completed", "Completed at", "Date closed", "Date resolved", "Solved",
         "Solved at", "Resolved time", "Closed time", "First response", "First response at",
         "First replied at", "Responded", "Responded at"),
        is_required=True,
    ),
    Column(
        "queue", "Queue",
        ("Group", "Team", "Category", "Assignment group", "Department", "Mailbox", "Service"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """How the file is to be read, and what for. Plain values, for a process at the side.

    periods: first day, last day and the working days promised, in order of time.
    calendar: what WorkingCalendar takes: subdivision, closures, cutoff, receipt_rule.
    columns: the headings that were chosen, by field; the others are found by their names.
    """

    periods: tuple[tuple[date, date, int], ...]
    calendar: tuple[str, frozenset[date], time, str]
    as_at: date
    today: date
    month_first: bool = False
    is_utc: bool = False
    columns: tuple[tuple[str, str], ...] = ()


class Unrecognised(Unreadable):
    """A column was not found; `headings` are those of the file, to choose from."""

    def __init__(self, sentence: str, headings: list[str]) -> None:
        super().__init__(sentence, headings)
        self.headings = headings

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass
class Counted:
    """What a file came to. `counts`: queue, first day of the period (ISO) -> in time, due, open.

    outside: rows of periods that are not asked for. problems: line and sentence of the first wrong
    rows; columns: the headings that were read, by field.
    """

    rows: int = 0
    wrong: int = 0
    outside: int = 0
    unclear: bool = False
    first: date | None = None
    last: date | None = None
    columns: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def fail(self, line: int, sentence: str) -> None:
        """A row that cannot be counted."""
        self.wrong += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append((line, sentence))


def count_file(content: bytes, is_sheet: bool, asked: Asked) -> Counted:
    """The counts of a CSV or Excel file. Raises Unreadable with a sentence."""
    columns = _columns(asked)
    lines: Iterator[files.Line]
    if is_sheet:
        lines = sheets.lines(content)
    else:
        _, lines = files.csv_lines(content, columns)
    _, cells = next(lines, (0, []))
    headings = files.headings_of(cells, columns, most=MOST_COLUMNS)
    try:
        fields = files.fields_of(headings, columns)
    except Unreadable as problem:
        offered = [one for one in headings if 0 < len(one) <= LONGEST_HEADING]
        raise Unrecognised(str(problem), offered) from None
    found = count(lines, {name: fields.index(name) for name in fields if name}, asked)
    found.columns = {name: headings[fields.index(name)] for name in fields if name}
    return found


def _columns(asked: Asked) -> list[Column]:
    """The columns to look for: by the heading that was chosen, or by all that they usually have."""
    chosen = dict(asked.columns)
    return [
        Column(one.field, chosen[one.field], is_required=True) if one.field in chosen else one
        for one in COLUMNS
    ]


def count(lines: Iterable[files.Line], places: dict[str, int], asked: Asked) -> Counted:
    """The counts of lines of cells; `places` says where in a line each field stands."""
    counted, calendar = Counted(), WorkingCalendar(*asked.calendar)
    zone: tzinfo = UTC if asked.is_utc else LOCAL
    reader = MomentReader(asked.month_first, zone)
    starts = [start for start, _, _ in asked.periods]

    @cache
    def place_of(day: date) -> tuple[str, date] | None:
        """The period of the day of receipt, and the last day for an answer; once for each day."""
        place = bisect_right(starts, day) - 1
        if place < 0 or day > asked.periods[place][1]:
            return None
        return starts[place].isoformat(), calendar.due(day, asked.periods[place][2])

    for line, cells in lines:
        if not any(cells):
            continue
        counted.rows += 1
        if counted.rows > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows. Split it by time.")
        try:
            received, answered = _moments(cells, places, reader, asked.today)
        except ValueError as problem:
            counted.fail(line, str(problem))
            continue
        day = calendar.receipt_day(received)
        counted.first, counted.last = min(counted.first or day, day), max(counted.last or day, day)
        place = place_of(day)
        if place is None:
            counted.outside += 1
            continue
        _tally(counted, _queue(cells, places, counted), place, answered, asked.as_at)
    counted.unclear = reader.unclear > 0 and not reader.clear
    return counted


def _moments(
    cells: list[str], places: dict[str, int], reader: MomentReader, today: date
) -> tuple[date | datetime, date | None]:
    """When it was received, and the local day of the answer. Raises ValueError with a sentence."""
    text = _cell(cells, places["received"])
    if not text:
        raise ValueError("There is no day on which it was received.")
    received = _read(reader, text, "Received")
    answer = _cell(cells, places["answered"])
    if answer.lower() in UNANSWERED:
        answered = None
    else:
        answered = _read(reader, answer, "Answered")
        if _is_before(answered, received):
            raise ValueError("It was answered before it was received.")
    for said, when in (("received", received), ("answered", answered)):
        if when is not None and _day(when) > today:
            raise ValueError(f"It was {said} on a day that has not come yet.")
    return received, None if answered is None else _day(answered)


def _read(reader: MomentReader, text: str, name: str) -> date | datetime:
    try:
        return reader.read(text)
    except ValueError as problem:
        raise ValueError(f"{name}: {problem}") from None


def _cell(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _is_before(answered: date | datetime, received: date | datetime) -> bool:
    if isinstance(answered, datetime) and isinstance(received, datetime):
        return answered < received
    return _day(answered) < _day(received)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _queue(cells: list[str], places: dict[str, int], counted: Counted) -> str:
    """The queue of the row; beyond so many different ones, all others are one."""
    if "queue" not in places:
        return ""
    named = _cell(cells, places["queue"])[:LONGEST_QUEUE]
    return named if named in counted.counts or len(counted.counts) < MOST_QUEUES else "(others)"


def _tally(
    counted: Counted, queue: str, place: tuple[str, date], answered: date | None, as_at: date
) -> None:
    """Count one enquiry as in time, missed, or not due yet on the day `as_at`."""
    period, due = place
    sums = counted.counts.setdefault(queue, {}).setdefault(period, [0, 0, 0])
    if answered is not None and answered <= as_at:
        sums[0] += answered <= due
        sums[1] += 1
    elif due < as_at:
        sums[1] += 1
    else:
        sums[2] += 1


def in_all(counts: dict[str, dict[str, list[int]]], queues: list[str]) -> dict[str, list[int]]:
    """In time, due and open of each period over the queues, or over all if none is named."""
    sums: dict[str, list[int]] = {}
    for queue in queues or counts:
        for period, figures in counts.get(queue, {}).items():
            before = sums.get(period, [0, 0, 0])
            sums[period] = [a + b for a, b in zip(before, figures, strict=True)]
    return dict(sorted(sums.items()))
