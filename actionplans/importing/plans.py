"""An action plan as it was read: its rows, and what is to be looked at. Pure."""

from dataclasses import dataclass, field

from actionplans.importing.grids import Row
from actionplans.importing.headers import Layout


@dataclass
class PlanRow:
    """One action of a plan. `rag` is "red", "amber", "green" or None; `place` says where in the
    file it stands, and `warnings` what could not be read or could be read two ways."""

    theme: str
    reference: str
    text: str
    owner: str = ""
    timescale: str = ""
    rag: str | None = None
    status: str = ""
    place: str = ""
    warnings: list[str] = field(default_factory=list)


@dataclass
class PlanTable:
    """The actions of a file in their order, and what is to be said of the file as a whole."""

    rows: list[PlanRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass
class Draft:
    """An action while the file is read: with the rows it was read from, for their colours.

    group: the table or sheet, whose grounds are judged together.
    """

    row: PlanRow
    layout: Layout
    group: str
    rows: list[Row] = field(default_factory=list)
