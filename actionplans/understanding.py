"""What was understood of a plan that was read from a file, row by row. Asks and never writes."""

import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from actionplans import timescales
from actionplans.importing import PlanRow
from actionplans.importing.references import followed_in
from actionplans.lettering import Named, numbered, themes_of
from actionplans.meanings import meaning
from actionplans.models import THEMES, Plan, Scheme
from actionplans.owning import Directory, Match
from institution.models import Import
from institution.seen import stamp
from kpis.sentences import bare

LONGEST = {
    "theme": 100, "reference": 20, "text": 5_000, "owner": 300, "timescale": 300, "status": 20_000,
}  # fmt: skip
CALLED = {"text": "action", "status": "status text"}
REFERENCE = re.compile(r"\w[\w .()+-]*")  # it is a part of the action's address
NO_REFERENCE = (
    "A reference begins with a letter or a digit; besides these it may have points, brackets, "
    "hyphens and spaces."
)


@dataclass
class Understood:
    """One row: as it was read or changed, what it means, and what stands in its way.

    problems: sentences without whose mending nothing is imported. notes: what to look at.
    """

    number: int
    said: PlanRow
    is_left_out: bool
    as_seen: str
    theme: Named | None = None
    reference: str = ""
    follows: tuple[str, ...] = ()
    owners: tuple[Match, ...] = ()
    timescale: timescales.Timescale | None = None
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def means(self) -> str:
        """What its timescale means, in words."""
        return meaning(self.timescale) if self.timescale else ""

    @property
    def place(self) -> str:
        """Which row it is, and where in the file it stands."""
        return f"Row {self.number}" + (
            f" (in the file: {self.said.place})" if self.said.place else ""
        )

    @property
    def asks_for_a_look(self) -> bool:
        """Whether something about it is wrong or in doubt."""
        return bool(self.problems or self.notes) and not self.is_left_out


@dataclass
class Understanding:
    """All rows of a file that are to become the actions of a plan."""

    rows: list[Understood]
    starts_on: date
    version: int = 0  # of the plan that they go into
    before: Plan | None = None  # the one that a new plan follows

    @property
    def kept(self) -> list[Understood]:
        """The rows that are not left out."""
        return [row for row in self.rows if not row.is_left_out]

    @property
    def left_out(self) -> int:
        """How many are left out."""
        return len(self.rows) - len(self.kept)

    @property
    def wrong(self) -> list[Understood]:
        """Rows that cannot be imported as they are."""
        return [row for row in self.kept if row.problems]

    @property
    def to_look_at(self) -> list[Understood]:
        """Rows about which something is wrong or in doubt."""
        return [row for row in self.rows if row.asks_for_a_look]

    @property
    def rated(self) -> int:
        """How many have a rating."""
        return sum(bool(row.said.rag) for row in self.kept)

    @property
    def unknown(self) -> list[str]:
        """Names of owners whom nobody here is called, each once."""
        names = [one.name for row in self.kept for one in row.owners if one.who is None]
        return list({bare(name): name for name in names}.values())

    @property
    def may_go_ahead(self) -> bool:
        """Whether there is something to import and nothing wrong."""
        return bool(self.kept) and not self.wrong

    def stamp(self) -> str:
        """What tells what is understood now from what another page has shown."""
        said = [
            (row.as_seen, row.theme, row.reference, row.means, row.problems,
             [(one.kind, one.who and one.who.pk, one.name, one.is_lead) for one in row.owners])
            for row in self.rows
        ]  # fmt: skip
        return stamp(said, self.version)


def row_stamp(row: dict[str, Any]) -> str:
    """What tells one state of a kept row from the next."""
    return stamp(sorted(row.items()))


def understand(upload: Import, plan: Plan | None) -> Understanding:
    """What confirming the file would make of each row now.

    plan: the draft that the actions go into; None for a new one.
    """
    before = None if plan else followed_by(upload)
    framed = plan or before
    there = [Named(one.letter, one.name) for one in framed.themes.all()] if framed else []
    starts_on = plan.starts_on if plan else date.fromisoformat(upload.about["starts_on"])
    rows = [_begun(number, kept) for number, kept in enumerate(upload.rows, start=1)]
    found = Understanding(rows, starts_on, plan.version if plan else 0, before)
    themes = themes_of(
        [(row.said.theme, row.said.reference) for row in found.kept], there,
        [Named(*one) for one in THEMES],
    )  # fmt: skip
    for row in found.kept:
        row.theme = themes[bare(row.said.theme)]
    _refer(found, plan)
    directory, calendar = Directory.load(), Scheme.get().calendar
    for row in found.kept:
        # What is too long is refused, and taking it apart could take minutes.
        row.owners = directory.match(row.said.owner[: LONGEST["owner"]])
        row.timescale = timescales.parse(row.said.timescale, calendar, signed_on=starts_on)
        row.notes += _notes(row)
    return found


def followed_by(upload: Import) -> Plan | None:
    """The plan that the new one follows, if it was said that it follows one."""
    return Plan.objects.filter(pk=upload.about.get("follows")).first()


def _begun(number: int, kept: dict[str, Any]) -> Understood:
    said = PlanRow(**{name: value for name, value in kept.items() if name != "is_left_out"})
    row = Understood(number, said, kept["is_left_out"], row_stamp(kept))
    row.problems += wrong_with(asdict(said)).values()
    return row


def wrong_with(said: dict[str, Any]) -> dict[str, str]:
    """What of a row's words no plan could hold: sentences by field."""
    found = {}
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            found[name] = (
                f"The {CALLED.get(name, name)} is {len(said[name]):,} characters long and the most "
                f"is {most:,}. Shorten it."
            )
    if not said["text"].strip():
        found["text"] = "It does not say what is to be done. Write the action, or leave it out."
    if said["reference"] and not REFERENCE.fullmatch(said["reference"]):
        found["reference"] = NO_REFERENCE
    return found


def _refer(found: Understanding, plan: Plan | None) -> None:
    """Give every row its reference, and say where two have the same."""
    last = {one.letter: one.last_number for one in plan.themes.all()} if plan else {}
    rows = [(row.theme.letter, row.said.reference) for row in found.kept if row.theme]
    first: dict[str, Understood] = {}
    for row, reference in zip(found.kept, numbered(rows, last), strict=True):
        row.reference = reference
        above = first.setdefault(reference.casefold(), row)
        if above is not row:
            row.problems.append(
                f"Row {above.number} has the reference {reference} too. Give one of them another."
            )
    known = {row.reference for row in found.kept}
    for row in found.kept:
        row.follows = followed_in(row.said.text, known, but=row.reference)


def _notes(row: Understood) -> list[str]:
    """What to look at: what the reader of the file said, dates and owners in doubt."""
    notes = [one for one in row.said.warnings if "is that of" not in one]
    if row.timescale and row.timescale.kind == timescales.Kind.UNKNOWN and row.said.timescale:
        notes.append(row.timescale.problem or "The timescale was not understood; it has no dates.")
    return notes + [one.doubt for one in row.owners if one.doubt]
