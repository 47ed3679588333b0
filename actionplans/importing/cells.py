"""What a row of a table says, field by field, and whether a text goes on from another. Pure."""

import re
from collections.abc import Sequence

from actionplans.importing import headers, themes
from actionplans.importing.grids import Row
from actionplans.importing.headers import Layout
from actionplans.importing.plans import Draft
from kpis.sentences import bare

OPEN = (",", "-", "–", "/", "&", " and", " or", " the", " of", " with")
SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*$")


def is_totals(row: Row, columns: Sequence[int]) -> bool:
    """Whether the row has the total of something, and beside it nothing but figures."""
    figures = all(re.fullmatch(r"[\d\s%.,/()]+", row[column].text) for column in columns[1:])
    return figures and bool(themes.TOTALS.match(row[columns[0]].text))


def is_full(row: Row, layout: Layout) -> bool:
    """Whether the row has all that only an action has, whatever its words look like."""
    if not layout.has("theme", "text", "reference") or len(row) != len(layout.fields):
        return False
    needed = [layout.columns(name)[0] for name in ("theme", "text", "reference")]
    return all(row[at].text and not row[at].joined for at in needed) and not all(
        bare(cell.text) == bare(heading)
        for cell, heading in zip(row, layout.headings, strict=False)
    )


def text_of(row: Row, layout: Layout, name: str, *, is_own: bool = False) -> str:
    """What the row says of a field; where it has several columns, all of them."""
    columns = [
        at for at in layout.columns(name)
        if row[at].joined != "beside" and not (is_own and row[at].joined)
    ]  # fmt: skip
    parts = {at: row[at].text for at in columns if row[at].text}
    if name == "timescale" and len(parts) == 2:
        first = bare(layout.subs.get(min(parts)) or layout.headings[min(parts)])
        if first.split()[:1] and first.split()[0] in headers.STARTS:
            return " – ".join(parts.values())
    between = "\n" if name in {"text", "status"} else " / "
    return between.join(dict.fromkeys(parts.values()))


def own_text_of(row: Row, layout: Layout, name: str) -> str:
    """The same without what comes from a cell merged with the row above."""
    return text_of(row, layout, name, is_own=True)


def is_rest(before: str, after: str) -> bool:
    """Whether a text reads as the middle of a sentence that was begun before."""
    return after[:1].islower() or before.endswith(OPEN)


def joined(before: str, rest: str, *, is_apart: bool = False) -> str:
    """The two as one text: a new paragraph where a sentence has ended before, or `is_apart`."""
    if not before or not rest:
        return before or rest
    begins_anew = is_apart or (SENTENCE_END.search(before) and not rest[:1].islower())
    return f"{before}\n{rest}" if begins_anew else f"{before} {rest}"


def warn_of_merged(draft: Draft, row: Row) -> None:
    """Say so where the words of an action are those of the row above, and formulas are words."""
    layout = draft.layout
    if any(row[at].joined == "above" for at in layout.columns("text")):
        draft.row.warnings.append("The action is one cell with that of the row above: look at it.")
    for at, name in enumerate(layout.fields):
        if name and row[at].is_formula:
            draft.row.warnings.append(
                f"“{row[at].text[:40]}” is a formula, and was kept as text. Write what it shows."
            )
