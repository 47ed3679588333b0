"""The actions of a plan, row by row: themes, headings, rows that go on, and what is left alone.

Pure. What is understood of a row alone stands in headers.py; here is what depends on the rows
around it.
"""

import re
from collections.abc import Mapping, Sequence

from actionplans.importing import headers, rating_rows, ratings, references, themes
from actionplans.importing.grids import Block, CannotRead, Grid, Line, Row, bare, own
from actionplans.importing.headers import Layout
from actionplans.importing.plans import Draft, PlanRow, PlanTable

MOST_ROWS = 2_000
NO_PLAN = (
    "No action plan was found in this file: a table with a column headed Action and at least one "
    "of Reference, Owner, Timescale, RAG or Status. Name the columns in the first row of the table."
)
LATER = {"owner", "timescale", "status", "rag"}
JOINED = ("text", "owner", "timescale", "status")
SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*$")


def plan_of(blocks: Sequence[Block], letters: Mapping[str, str] = themes.LETTERS) -> PlanTable:
    """The plan that the blocks of a file hold. Raises CannotRead when they hold none."""
    reader = _Reader(letters)
    headed = [one for one in blocks if isinstance(one, Grid) and _first_header(one) is not None]
    for block in blocks:
        if isinstance(block, Line):
            reader.heading(block)
        else:
            reader.grid(block, is_alone=not headed)
    if not reader.drafts:
        raise CannotRead(NO_PLAN)
    plan = PlanTable(warnings=reader.warnings)
    key = ratings.key_of([one for one in blocks if id(one) not in reader.read])
    references.settle(reader.drafts, letters, plan)
    rating_rows.rate_all(reader.drafts, key, plan)
    plan.rows = [draft.row for draft in reader.drafts]
    return plan


def _first_header(grid: Grid) -> int | None:
    rows = [row for _, row in grid.rows]
    return next((at for at in range(len(rows)) if headers.layout_at(rows, at)), None)


class _Reader:
    """Goes through the blocks of a file in their order and keeps what the next ones depend on."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        self.letters = letters
        self.layout: Layout | None = None
        self.theme = ""
        self.stack: dict[int, str] = {}
        self.drafts: list[Draft] = []
        self.warnings: list[str] = []
        self.read: set[int] = set()  # the tables that were, by identity

    def heading(self, line: Line) -> None:
        """A heading names the theme of what follows, unless it names the document."""
        theme = themes.known(line.text, self.letters)
        if not theme and not line.level:
            return
        level = line.level or 9
        self.stack = {at: text for at, text in self.stack.items() if at < level}
        self.stack[level] = line.text
        above = [themes.known(text, self.letters) for text in self.stack.values()]
        is_title = themes.is_title(line.text)
        named = "" if is_title else themes.named(line.text, self.letters)
        self.theme = theme or next((one for one in reversed(above) if one), named)

    def grid(self, grid: Grid, *, is_alone: bool) -> None:
        """Read a table, or leave it alone."""
        rows = [row for _, row in grid.rows]
        first = _first_header(grid)
        layout = self.layout
        if first is None and not (layout and headers.fits(rows, layout)):
            layout = headers.usual(rows) if is_alone else None
            if layout is None:
                self._leave(grid)
                return
            self.warnings.append("No headings were found; the columns were taken in usual order.")
            self.layout = layout
        self.read.add(id(grid))
        at = 0
        while at < len(rows):
            stated = headers.layout_at(rows, at)
            if stated and not (self.layout and _is_full(rows[at], self.layout)):
                self._use(headers.resolved(stated, rows[at + stated.height :]))
                at += stated.height
            else:
                follows = at + 1 < len(rows) and headers.layout_at(rows, at + 1) is not None
                self._row(grid, grid.rows[at][0], rows[at], before_header=follows)
                at += 1

    def _use(self, layout: Layout) -> None:
        if layout.unread and (not self.layout or layout.headings != self.layout.headings):
            named = ", ".join(f"“{heading}”" for heading in dict.fromkeys(layout.unread))
            self.warnings.append(f"Columns that are not read: {named}.")
        self.layout = layout

    def _leave(self, grid: Grid) -> None:
        words = [cell.text for _, row in grid.rows[:1] for cell in row if cell.text]
        named = " | ".join(" ".join(one.split())[:30] for one in words[:4])
        if named and len(grid.rows) > 1:
            rows = f"{len(grid.rows)} {grid.called}s"
            self.warnings.append(f"A table of {rows} was left alone; it begins “{named}”.")

    def _row(self, grid: Grid, number: int, row: Row, *, before_header: bool) -> None:
        """One row: a theme, an action, the rest of one, or none of these."""
        layout, columns = self.layout, own(row)
        if not columns:
            return
        first = row[columns[0]].text
        if layout is None or len(layout.fields) != len(row):
            if len(columns) == 1 and (before_header or themes.known(first, self.letters)):
                self._theme(first)
        elif _is_full(row, layout):
            self._action(grid, number, row, layout)
        elif themes.TOTALS.match(first):
            return
        elif len(columns) == 1:
            self._single(grid, number, row, columns[0], before_header=before_header)
        elif theme := self._numbered_theme(row, columns):
            self._theme(theme)
        elif self._goes_on(row, layout):
            self._join(grid, number, row, layout)
        else:
            self._action(grid, number, row, layout)

    def _theme(self, text: str) -> None:
        if not themes.is_title(text) or themes.known(text, self.letters):
            self.theme = themes.named(text, self.letters)

    def _numbered_theme(self, row: Row, columns: list[int]) -> str:
        """The theme of a row such as "1 | Visibility", which has nothing but a number before it."""
        number, name = row[columns[0]].text, row[columns[-1]].text
        is_bare = len(columns) == 2 and re.fullmatch(
            r"(\d{1,2}|[A-Za-z]|[IVXivx]{1,4})[.)]?", number
        )
        return themes.known(name, self.letters) if is_bare else ""

    def _single(
        self, grid: Grid, number: int, row: Row, column: int, *, before_header: bool
    ) -> None:
        """A row with one text: a theme, a note, the rest of a cell, or an action and no more."""
        layout, cell = self.layout, row[column]
        if layout is None:
            return
        name, text = layout.fields[column], cell.text
        width = 1 + sum(other.joined == "beside" for other in row[column + 1 :])
        before = self.drafts[-1].row.text if self.drafts else ""
        is_short = len(text) <= themes.LONGEST and not SENTENCE_END.search(text)
        if themes.known(text, self.letters) or name == "theme" or (before_header and is_short):
            self._theme(text)
        elif width * 2 > len(row) and len(row) > 2:
            if is_short:
                self._theme(text)
            else:
                self._say_left_out(grid, number, text)
        elif name in LATER or (name == "text" and self.drafts and _is_rest(before, text)):
            self._join(grid, number, row, layout)
        elif is_short and not headers.is_reference(text) and (cell.is_bold or name != "text"):
            self._theme(text)
        elif name == "text":
            self._action(grid, number, row, layout)
            self.drafts[-1].row.warnings.append(
                "Only the action is filled in. If it is a heading, or belongs to the row above, "
                "leave it out."
            )
        else:
            self._say_left_out(grid, number, text)

    def _say_left_out(self, grid: Grid, number: int, text: str) -> None:
        words = " ".join(text.split())
        words = words if len(words) <= 80 else f"{words[:80]}…"
        self.warnings.append(f"Left out, {grid.where(number)}: “{words}”.")

    def _goes_on(self, row: Row, layout: Layout) -> bool:
        """Whether the row is the rest of the one above, broken over a page or merged with it."""
        text, reference = (_own_text(row, layout, name) for name in ("text", "reference"))
        if not text:
            return not reference
        if reference or not layout.has("reference") or not self.drafts:
            return False
        before = self.drafts[-1].row
        return bool(before.reference) and _is_rest(before.text, text)

    def _action(self, grid: Grid, number: int, row: Row, layout: Layout) -> None:
        if len(self.drafts) == MOST_ROWS:
            raise CannotRead(
                f"This file has more than {MOST_ROWS:,} actions. Keep those of one plan."
            )
        if layout.has("theme"):
            self.theme = themes.named(_text(row, layout, "theme"), self.letters) or self.theme
        values = {name: _text(row, layout, name) for name in JOINED}
        reference = " ".join(_text(row, layout, "reference").split())
        made = PlanRow(self.theme, reference, values["text"], place=grid.where(number))
        made.owner, made.timescale = values["owner"], values["timescale"]
        made.status = values["status"]
        if not made.text:
            made.warnings.append("There is no action in this row. Write it, or leave the row out.")
        draft = Draft(made, layout, grid.place, [row])
        self.drafts.append(draft)
        _warn_of_merged(draft, row)

    def _join(self, grid: Grid, number: int, row: Row, layout: Layout) -> None:
        """Put the rest of a row behind what is there."""
        if not self.drafts:
            self._say_left_out(grid, number, row[own(row)[0]].text)
            return
        draft = self.drafts[-1]
        draft.rows.append(row)
        for name in JOINED:
            before, rest = getattr(draft.row, name), _own_text(row, layout, name)
            if before and rest and name in {"owner", "timescale"} and not _is_rest(before, rest):
                draft.row.warnings.append(
                    f"It is joined with {grid.where(number)}, which has another {name}: look at it."
                )
            setattr(draft.row, name, _joined(before, rest))


def _is_full(row: Row, layout: Layout) -> bool:
    """Whether the row has all that only an action has, whatever its words look like."""
    if not layout.has("theme", "text", "reference") or len(row) != len(layout.fields):
        return False
    needed = [layout.columns(name)[0] for name in ("theme", "text", "reference")]
    return all(row[at].text and not row[at].joined for at in needed) and not all(
        bare(cell.text) == bare(heading)
        for cell, heading in zip(row, layout.headings, strict=False)
    )


def _text(row: Row, layout: Layout, name: str, *, is_own: bool = False) -> str:
    """What the row says of a field; where it has several columns, all of them."""
    columns = [
        at for at in layout.columns(name)
        if row[at].joined != "beside" and not (is_own and row[at].joined)
    ]  # fmt: skip
    parts = {at: row[at].text for at in columns if row[at].text}
    if name == "timescale" and len(parts) == 2:
        first = bare(layout.subs.get(min(parts), ""))
        if first.split()[:1] and first.split()[0] in headers.STARTS:
            return " – ".join(parts.values())
    between = "\n" if name in {"text", "status"} else " / "
    return between.join(dict.fromkeys(parts.values()))


def _own_text(row: Row, layout: Layout, name: str) -> str:
    """The same without what comes from a cell merged with the row above."""
    return _text(row, layout, name, is_own=True)


def _is_rest(before: str, after: str) -> bool:
    """Whether a text reads as the middle of a sentence that was begun before."""
    return after[:1].islower() or before.endswith((",", "-", "–", " and", " or", " the", " of"))


def _joined(before: str, rest: str) -> str:
    if not before or not rest:
        return before or rest
    begins_anew = SENTENCE_END.search(before) and not rest[:1].islower()
    return f"{before}\n{rest}" if begins_anew else f"{before} {rest}"


def _warn_of_merged(draft: Draft, row: Row) -> None:
    """Say so where the words of an action are those of the row above, and formulas are words."""
    layout = draft.layout
    if any(row[at].joined == "above" for at in layout.columns("text")):
        draft.row.warnings.append("The action is one cell with that of the row above: look at it.")
    for at, name in enumerate(layout.fields):
        if name and row[at].is_formula:
            draft.row.warnings.append(
                f"“{row[at].text[:40]}” is a formula, and was kept as text. Write what it shows."
            )
