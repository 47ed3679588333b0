"""The rating of each action, from all that its cells say; or a warning where that is not clear."""

from collections.abc import Sequence

from actionplans.importing import ratings
from actionplans.importing.colours import RATINGS, rating
from actionplans.importing.grids import Cell, Row
from actionplans.importing.plans import Draft, PlanTable
from kpis.sentences import bare

SHADED = "Whole rows are shaded in {place}; that was taken for decoration and not for a rating."


def rate_all(drafts: Sequence[Draft], key: ratings.Key, plan: PlanTable) -> None:
    """Write into each action its rating, and what is unclear about it."""
    groups: dict[str, list[Row]] = {}
    for draft in drafts:
        groups.setdefault(draft.group, []).extend(draft.rows)
    bands = {group: ratings.banding(rows) for group, rows in groups.items()}
    for group, band in bands.items():
        if any(rating(ground) in RATINGS for ground in band):
            plan.warnings.append(SHADED.format(place=group or "the file"))
    for draft in drafts:
        _rate(draft, key, bands[draft.group])


def _rate(draft: Draft, key: ratings.Key, band: set[str]) -> None:
    """Words and colours have to say the same; if they do not, nothing is decided."""
    if draft.layout.has("rag"):
        cells = [cell for row in draft.rows for cell in _of(draft, row, "rag")]
        text = " ".join(dict.fromkeys(cell.text for cell in cells if cell.text))
        colours = _colours(draft, cells, band)
    else:
        text = draft.row.status if ratings.is_state(draft.row.status, key) else ""
        colours = _anywhere(draft, band)
    by_word = ratings.of_words(ratings.without_marks(text) or text, key)
    found = (colours | {by_word}) & set(RATINGS)
    named = f"“{' '.join(text.split())[:60]}”"
    problem = ""
    if by_word == ratings.MIXED:
        problem = f"The rating {named} can be read two ways."
    elif by_word and by_word not in RATINGS and by_word != ratings.UNSURE:
        problem = f"The document's key calls {named} {by_word}."
    elif len(found) > 1:
        shown = " and ".join(sorted(colours & set(RATINGS)))
        beside = f"says {named}, and its colours {shown}" if by_word in RATINGS else f"is {shown}"
        problem = f"The rating can be read two ways: its cell {beside}."
    elif not found and by_word == ratings.UNSURE:
        problem = f"The rating {named} is not clear."
    elif not found and colours:
        problem = f"The cell of the rating is {' and '.join(sorted(colours))}."
    if problem:
        draft.row.warnings.append(f"{problem} Choose red, amber or green.")
    elif found:
        draft.row.rag = found.pop()
    _ask_of_status(draft, key, text)


def _ask_of_status(draft: Draft, key: ratings.Key, text: str) -> None:
    """Say so where the cell of the rating is empty, and the status names one."""
    row = draft.row
    if row.rag is None and draft.layout.has("rag") and not bare(text) and not row.warnings:
        status = row.status
        if status and len(status) < 40 and ratings.of_words(status, key) in RATINGS:
            row.warnings.append(
                f"There is no rating, and the status says “{status}”. Choose one if it is meant."
            )


def _of(draft: Draft, row: Row, name: str) -> list[Cell]:
    return [row[column] for column in draft.layout.columns(name)]


def _colours(draft: Draft, cells: Sequence[Cell], band: set[str]) -> set[str]:
    """What the colours of the rating's cells say, less those that all of the row has."""
    ignored = set(band)
    for row in draft.rows:
        for cell in _of(draft, row, "text"):
            ignored |= set(cell.inks)
    return {name for cell in cells for name in ratings.of_cell(cell, ignored=tuple(ignored))}


def _anywhere(draft: Draft, band: set[str]) -> set[str]:
    """What colours say in a plan without a column for it: any ground, and the type or disc of
    reference and status. Other colours than red, amber and green mean nothing there."""
    found = {rating(cell.fill) for row in draft.rows for cell in row if cell.fill not in band}
    for row in draft.rows:
        cells = [*_of(draft, row, "reference"), *_of(draft, row, "status")]
        found |= _colours(draft, cells, band)
    return found & set(RATINGS)
