"""What the report for the committee says, as one frozen value for the page and all its files."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from documents.signature import fingerprint_of, short
from kpis import census, charts
from kpis.census import Frozen
from kpis.drawing import Chart
from kpis.plots import number_of
from kpis.status import Status
from kpis.words import status_words
from sls.content import build

MET = Status.MET.value
JUDGED = (MET, Status.NEAR_MISS.value, Status.NOT_MET.value)
ON_TIME, LATE, OWED, NOT_YET = "on time", "late", "not sent", "not due yet"


@dataclass(frozen=True)
class KpiLine:
    """What came of one KPI, and how the year before ended. `is_frozen`: counted at the census;
    otherwise the figures are those of the day on which the report was made."""

    result: Frozen
    is_frozen: bool
    decision: str = ""
    before_figure: str = ""
    before_status: str = ""

    @property
    def spark(self) -> Chart | None:
        """The year as a small trend, with words for those who do not see it."""
        result = self.result
        values = [number_of(value) for _, value in result.trend]
        is_sum = result.measured_as == "count"
        chart = charts.spark(values, None if is_sum else number_of(result.threshold))
        if chart is None:
            return None
        named = [(name, value) for name, value in result.trend if value is not None]
        (first, begun), (last, ended) = named[0], named[-1]
        words = f"{_rounded(begun)} in {first}, {_rounded(ended)} in {last}"
        return replace(chart, title=f"{len(named)} readings: {words}")


def _rounded(value: str | None) -> str:
    return f"{Decimal(value or 0):,.1f}".removesuffix(".0")


@dataclass(frozen=True)
class DepartmentLine:
    """One department's year: what it owed, when it was first sent, and its KPIs.

    Days are ISO dates, "" for none. `standards` are service standards of the approved statement.
    """

    name: str
    tier: str
    state: str = ""
    sent_on: str = ""
    due_on: str = ""
    is_due: bool = False
    is_approved: bool = False
    return_state: str = ""
    return_sent_on: str = ""
    standards: int = 0
    kpis: tuple[KpiLine, ...] = ()

    @property
    def owes(self) -> bool:
        """Whether a statement was asked for, or offered."""
        return bool(self.tier)

    @property
    def days_late(self) -> int:
        """How many days after the due date it was first sent; 0 on time, or without a date."""
        if not (self.sent_on and self.due_on):
            return 0
        return max(0, (date.fromisoformat(self.sent_on) - date.fromisoformat(self.due_on)).days)

    @property
    def timing(self) -> str:
        """On time, late, not sent though it was due, or not due yet."""
        if self.sent_on:
            return LATE if self.days_late else ON_TIME
        return OWED if self.is_due else NOT_YET

    @property
    def sent_day(self) -> date | None:
        """The day on which it was first sent."""
        return date.fromisoformat(self.sent_on) if self.sent_on else None

    @property
    def return_day(self) -> date | None:
        """The day on which the annual return was sent."""
        return date.fromisoformat(self.return_sent_on) if self.return_sent_on else None

    @property
    def promised(self) -> list[Frozen]:
        """The KPIs that were promised for the year."""
        return [line.result for line in self.kpis if line.result.is_promised]

    @property
    def measured(self) -> list[Frozen]:
        """Of these the ones with a final reading."""
        return [result for result in self.promised if result.readings]

    @property
    def kept(self) -> list[Frozen]:
        """Of these the ones that were met."""
        return [result for result in self.promised if result.status == MET]

    @property
    def unmeasured(self) -> list[Frozen]:
        """What was promised and never measured."""
        return [result for result in self.promised if not result.readings]


@dataclass(frozen=True)
class Passage:
    """Some Markdown under a title; `by` is the department it comes from, if it comes from one."""

    title: str
    text: str
    by: str = ""


@dataclass(frozen=True)
class NumberLine:
    """One number of the year beside that of the year before; None where nothing is known."""

    label: str
    now: int
    before: int | None

    @property
    def change(self) -> str:
        """What is different, with its sign."""
        if self.before is None:
            return "–"
        difference = self.now - self.before
        return f"{difference:+d}".replace("-", "−") if difference else "as before"


@dataclass(frozen=True)
class CommitteeContent:
    """Everything that the report says. `as_at` is an ISO time with its zone."""

    institution: str
    year_label: str
    before_label: str
    as_at: str
    numbers: tuple[NumberLine, ...] = ()
    departments: tuple[DepartmentLine, ...] = ()
    themes: tuple[Passage, ...] = ()
    practices: tuple[Passage, ...] = ()
    risks: str = ""
    risks_said: tuple[Passage, ...] = ()

    @property
    def tiers(self) -> list[tuple[str, list[DepartmentLine]]]:
        """The departments that owed a statement, by what they owed, Sections A and B first."""
        owing = [one for one in self.departments if one.owes]
        owing.sort(key=lambda one: one.tier, reverse=True)  # as it happens, by their names
        return [(tier, list(lines)) for tier, lines in groupby(owing, key=lambda one: one.tier)]

    @property
    def with_kpis(self) -> list[DepartmentLine]:
        """The departments of which something was measured or promised in figures."""
        return [one for one in self.departments if one.kpis]

    @property
    def has_unfrozen(self) -> bool:
        """Whether some results were not frozen when the report was made."""
        return any(not line.is_frozen for one in self.departments for line in one.kpis)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; `from_json` gives the same content back."""
        return json.loads(json.dumps(asdict(self)))

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) of the canonical JSON; its first digits stand on every page."""
        return fingerprint_of(self.to_json())

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as it is printed."""
        return short(self.fingerprint)


def from_json(stored: dict[str, Any]) -> CommitteeContent:
    """The content that was stored by `to_json`; unknown keys of another version are left out."""
    kinds = {
        "numbers": NumberLine, "themes": Passage, "practices": Passage, "risks_said": Passage,
    }  # fmt: skip
    rows = {
        name: tuple(build(kind, row) for row in stored.get(name, []))
        for name, kind in kinds.items()
    }
    departments = tuple(_department(row) for row in stored.get("departments", []))
    return build(CommitteeContent, {**stored, **rows, "departments": departments})


def _department(row: dict[str, Any]) -> DepartmentLine:
    kpis = tuple(
        build(KpiLine, {**line, "result": census.from_json(line["result"])}) for line in row["kpis"]
    )
    return build(DepartmentLine, {**row, "kpis": kpis})


def numbers(
    now: Sequence[DepartmentLine], before: Sequence[DepartmentLine]
) -> tuple[NumberLine, ...]:
    """The year in numbers beside the year before, of which nothing may be known."""
    counted, earlier = _counted(now), _counted(before)
    return tuple(
        NumberLine(label, counted.get(label, 0), earlier.get(label, 0) if before else None)
        for label in counted | earlier
    )


def _counted(lines: Sequence[DepartmentLine]) -> dict[str, int]:
    """Each number by its label."""
    owing = [one for one in lines if one.owes]
    statuses = Counter(
        status_words(line.result.status, line.result.figure) for one in lines for line in one.kpis
    )
    return {
        "Statements asked for or offered": len(owing),
        "Statements sent": sum(bool(one.sent_on) for one in owing),
        "Statements sent by the due date": sum(one.timing == ON_TIME for one in owing),
        "Statements approved": sum(one.is_approved for one in owing),
        "Annual returns sent": sum(bool(one.return_sent_on) for one in lines),
        "KPIs promised": sum(len(one.promised) for one in lines),
        "KPIs promised and measured": sum(len(one.measured) for one in lines),
        **{f"KPIs: {status}": statuses[status] for status in JUDGED},
        **{f"KPIs: {status}": statuses[status] for status in sorted(set(statuses) - {*JUDGED})},
    }
