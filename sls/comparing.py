"""Two states of a statement beside each other: what was approved, what was sent, word by word."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from documents.longtext import readable_text
from kpis.content import KpiContent
from sls import content
from sls.content import SectionContent, StandardContent, StatementContent
from sls.differences import Change, word_changes
from sls.models import Statement
from sls.predecessors import Earlier, approved_before

APPROVED = "approved"


@dataclass(frozen=True)
class ComparedPart:
    """One heading in both states. `changes` are empty when it says the same."""

    number: str
    title: str
    changes: list[Change]


@dataclass(frozen=True)
class Comparison:
    """From one state to the other, and what else there is to choose as (value, label)."""

    start: Earlier
    end: Earlier
    parts: list[ComparedPart]
    choices: list[tuple[str, str]]
    chosen: tuple[str, str]

    @property
    def changed(self) -> list[ComparedPart]:
        """The parts that differ."""
        return [part for part in self.parts if part.changes]

    @property
    def same(self) -> list[ComparedPart]:
        """The parts that do not."""
        return [part for part in self.parts if not part.changes]


def choose(statement: Statement, start: str, end: str) -> Comparison | None:
    """The comparison of two states by their values, "approved" or a version's number.

    An unknown value counts as none: then the newest version is compared with the one before it,
    or with what was approved last. None when there are no two states.
    """
    states: dict[str, Earlier] = {}
    approved = approved_before(statement)
    if approved:
        states[APPROVED] = approved
    for version in statement.submitted_versions.all():
        label = f"version {version.number}"
        states[str(version.number)] = Earlier(label, content.from_json(version.content))
    if len(states) < 2:
        return None
    values = list(states)
    start = start if start in states else values[-2]
    end = end if end in states else values[-1]
    return Comparison(
        start=states[start],
        end=states[end],
        parts=compare(states[start].content, states[end].content),
        choices=[(value, state.label) for value, state in states.items()],
        chosen=(start, end),
    )


def compare(start: StatementContent, end: StatementContent) -> list[ComparedPart]:
    """Every heading of either state, in the order of the later one; those that went come last."""
    gone = [section for section in start.sections if end.section(section.key) is None]
    return [
        ComparedPart(
            section.number,
            section.title,
            section_changes(start.section(section.key), end.section(section.key)),
        )
        for section in [*end.sections, *gone]
    ]


def section_changes(start: SectionContent | None, end: SectionContent | None) -> list[Change]:
    """How the words of a section changed, rows and all; empty when they did not.

    Where nothing differs as it reads, the texts are compared as they were typed, for what is bold.
    """
    old, new = plain(start), plain(end)
    if old == new:
        old, new = plain(start, said=str.strip), plain(end, said=str.strip)
    return [] if old == new else word_changes(old, new)


def plain(section: SectionContent | None, said: Callable[[str], str] = readable_text) -> str:
    """The section as plain text: its text as it reads, then a line for each row."""
    if section is None:
        return ""
    rows = [row for rows in section.words[1:] for row in rows]
    return "\n".join(filter(None, [said(section.text), *map(_line, rows)]))


# What the fields of a row are called, where the value does not speak for itself.
LABELS = {
    "audiences": "for whom", "availability": "when", "how_to_reach": "how to reach it",
    "instead": "instead", "department": "department", "depends_on": "we depend on them for",
}  # fmt: skip


def _line(row: Any) -> str:
    """A row as one line, without what is empty."""
    if isinstance(row, StandardContent):
        return f"• {row.sentence}"
    if isinstance(row, KpiContent):
        facts = [f"{fact.label}: {fact.words}" for fact in row.facts()]
        return "; ".join([f"• {row.reference} {row.title}: {row.sentence}", *facts])
    said = []
    for field in fields(row):
        value = getattr(row, field.name)
        if value is True:
            value = "" if row.depends_on else "we depend on them"
        words = ", ".join(value) if isinstance(value, tuple) else value
        if words:
            label = LABELS.get(field.name)
            said.append(f"{label}: {words}" if label else words)
    return "• " + "; ".join(said)
