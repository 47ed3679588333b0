"""The actions of a plan, row by row: themes, headings, rows that go on, and what is left alone.

Pure. What is understood of a row alone stands in headers.py; here is what depends on the rows
around it.
"""

import re
from collections.abc import Mapping, Sequence

from actionplans.importing import cells, headers, rating_rows, ratings, references, themes
from actionplans.importing.grids import Block, CannotRead, Grid, Line, Row, own
from actionplans.importing.headers import Layout
from actionplans.importing.plans import Draft, PlanRow, PlanTable

MOST_ROWS = 2_000
NO_PLAN = (
    "No action plan was found in this file: a table with a column headed Action and at least one "
    "of Reference, Owner, Timescale, RAG or Status. Name the columns in the first row of the table."
)
LATER = {"owner", "timescale", "status", "rag"}
JOINED = ("text", "owner", "timescale", "status")
CALLED = {"text": "action", "owner": "owner", "timescale": "timescale"}
NUMBERED = re.compile(r"(?:theme |strand |pillar )?(\d{1,2}|[a-z]|[ivx]{1,4})[.):]?", re.IGNORECASE)


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
    unread = [one for one in blocks if id(one) not in reader.read]
    key = ratings.key_of([*unread, *reader.aside])
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
        self.aside: list[Block] = []  # rows above headings, where the key may stand

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
        at = self._before(grid, rows, first or 0)
        while at < len(rows):
            stated = headers.layout_at(rows, at)
            if stated and not (self.layout and cells.is_full(rows[at], self.layout)):
                self._use(headers.resolved(stated, rows[at + stated.height :]))
                at += stated.height
            else:
                self._row(grid, grid.rows[at][0], rows[at], rows[at + 1 : at + 3])
                at += 1

    def _before(self, grid: Grid, rows: Sequence[Row], first: int) -> int:
        """Look through the rows above a table's own headings, and say how many of them are done.

        They may end the table before it, and are read as its rows then; or name the theme.
        """
        if self.layout and headers.fits(rows[:first], self.layout):
            return 0
        self.aside.append(Grid(grid.place, grid.rows[:first]))
        for row in rows[:first]:
            texts = [row[column].text for column in own(row)]
            names = [": ".join(texts), *texts]
            theme = next((one for one in names if themes.known(one, self.letters)), "")
            if theme or len(texts) == 1:
                self._theme(theme or texts[0])
        return first

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

    def _row(self, grid: Grid, number: int, row: Row, below: Sequence[Row]) -> None:
        """One row: a theme, an action, the rest of one, or none of these."""
        layout, columns = self.layout, own(row)
        if not columns or layout is None:
            return
        if cells.is_full(row, layout):
            self._action(grid, number, row, layout)
        elif cells.is_totals(row, columns):
            self._say_left_out(grid, number, row[columns[0]].text)
        elif len(columns) == 1:
            is_heading = bool(below) and headers.layout_at(below, 0) is not None
            self._single(grid, number, row, columns[0], before_header=is_heading)
        elif theme := self._numbered_theme(row, columns, below):
            self._theme(theme)
        elif self._goes_on(row, layout):
            self._join(grid, number, row, layout)
        else:
            self._action(grid, number, row, layout)

    def _theme(self, text: str) -> None:
        is_other = themes.is_title(text) or cells.SENTENCE_END.search(text)
        if not is_other or themes.known(text, self.letters):
            self.theme = themes.named(text, self.letters)

    def _numbered_theme(self, row: Row, columns: list[int], below: Sequence[Row]) -> str:
        """The theme of a row such as "1 | Visibility", which has nothing but a number before it;
        one we do not know, if the row below it is numbered 1.1."""
        first, name = row[columns[0]].text, row[columns[-1]].text
        number = NUMBERED.fullmatch(first)
        if len(columns) != 2 or not number or len(name) > themes.LONGEST:
            return ""
        children = [line[columns[0]].text for line in below[:1] if columns[0] < len(line)]
        has_children = any(one.startswith(f"{number[1]}.") and one != first for one in children)
        is_heading = has_children and not cells.SENTENCE_END.search(name)
        return themes.known(name, self.letters) or (name if is_heading else "")

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
        is_short = len(text) <= themes.LONGEST and not cells.SENTENCE_END.search(text)
        if themes.known(text, self.letters) or name == "theme" or (before_header and is_short):
            self._theme(text)
        elif width * 2 > len(row) and len(row) > 2:
            if is_short:
                self._theme(text)
            else:
                self._say_left_out(grid, number, text)
        elif name in LATER or (name == "text" and self.drafts and cells.is_rest(before, text)):
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
        text, reference = (cells.own_text_of(row, layout, name) for name in ("text", "reference"))
        if not text:
            return not reference
        if reference or not layout.has("reference") or not self.drafts:
            return False
        before = self.drafts[-1].row
        return bool(before.reference) and (
            cells.is_rest(before.text, text) or self._may_go_on(row, layout)
        )

    def _may_go_on(self, row: Row, layout: Layout) -> bool:
        """Whether a row without reference, owner and timescale comes after an action whose sentence
        has not ended."""
        is_bare = not any(cells.own_text_of(row, layout, one) for one in ("owner", "timescale"))
        return is_bare and not cells.SENTENCE_END.search(self.drafts[-1].row.text)

    def _action(self, grid: Grid, number: int, row: Row, layout: Layout) -> None:
        if len(self.drafts) == MOST_ROWS:
            raise CannotRead(
                f"This file has more than {MOST_ROWS:,} actions. Keep those of one plan."
            )
        if layout.has("theme"):
            self.theme = (
                themes.named(cells.text_of(row, layout, "theme"), self.letters) or self.theme
            )
        values = {name: cells.text_of(row, layout, name) for name in JOINED}
        reference = " ".join(cells.text_of(row, layout, "reference").split())
        made = PlanRow(self.theme, reference, values["text"], place=grid.where(number))
        made.owner, made.timescale = values["owner"], values["timescale"]
        made.status = values["status"]
        if not made.text:
            made.warnings.append("There is no action in this row. Write it, or leave the row out.")
        draft = Draft(made, layout, grid.place, [row])
        self.drafts.append(draft)
        cells.warn_of_merged(draft, row)

    def _join(self, grid: Grid, number: int, row: Row, layout: Layout) -> None:
        """Put the rest of a row behind what is there."""
        if not self.drafts:
            self._say_left_out(grid, number, row[own(row)[0]].text)
            return
        draft = self.drafts[-1]
        draft.rows.append(row)
        for name in JOINED:
            before, rest = getattr(draft.row, name), cells.own_text_of(row, layout, name)
            is_rest = not before or not rest or cells.is_rest(before, rest)
            if name != "status" and not is_rest:
                where = grid.where(number)
                draft.row.warnings.append(
                    f"It is joined with {where}, which has more in its {CALLED[name]}: look at it."
                )
            is_apart = name in {"owner", "timescale"} and not is_rest
            setattr(draft.row, name, cells.joined(before, rest, is_apart=is_apart))
