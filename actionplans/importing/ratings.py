"""Red, amber or green from words, letters, colours and the key of the document. Pure.

What can be read two ways is said, and not decided.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from actionplans.importing.colours import RATINGS, rating
from actionplans.importing.grids import Block, Cell, Grid, Line
from kpis.sentences import bare

NAMES = {
    "red": "red", "amber": "amber", "green": "green", "yellow": "amber", "orange": "amber",
    "r": "red", "a": "amber", "g": "green", "y": "amber",
}  # fmt: skip
DISCS = {"🔴": "red", "🟥": "red", "🟠": "amber", "🟧": "amber", "🟡": "amber", "🟨": "amber",
         "🟢": "green", "🟩": "green"}  # fmt: skip
MARKS = "●•⬤⚫◉○■▪█◆⏺"
OTHERS = ("blue", "purple", "grey", "gray", "white", "black")
# What the scheme's own scale says: green completed, amber in progress, red still to be done.
STATES = {
    "green": "complete, completed, done, achieved, finished, closed, delivered, fully complete,"
    " fully completed, action complete, action completed, undertaken and completed, implemented",
    "amber": "in progress, ongoing, on going, started, continuing, started and or continuing,"
    " started and continuing, underway, under way, partially complete, partially completed,"
    " partly complete, partly completed, part complete, work in progress, in train, begun",
    "red": "not started, not yet started, did not start, did not start and or redefined, to do,"
    " outstanding, still to be carried out, redefined, to be started, not begun, no progress,"
    " not done, yet to start, not commenced",
}
STATE = {words.strip(): name for name, all_of in STATES.items() for words in all_of.split(",")}
# These mean one thing in one plan and another in the next.
UNSURE, MIXED = "unsure", "mixed"
TWO_WAYS = {
    "on track", "on schedule", "on target", "at risk", "delayed", "behind schedule", "overdue",
    "on hold", "paused", "incomplete", "not complete", "not completed", "mostly complete",
    "nearly complete", "planned", "stopped", "superseded", "off track", "slipped", "cancelled",
    "deferred", "withdrawn", "abandoned", "no longer required", "no longer needed",
}  # fmt: skip
NONE = {
    "", "not rated", "unrated", "not yet rated", "n a", "na", "none", "tbc", "tba", "tbd",
    "no rating", "not applicable",
}  # fmt: skip
DAYS = re.compile(
    r"\b(in|on|by|since|early|late|mid|end of|spring|summer|autumn|winter|"
    r"jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|"
    r"\d{1,4}(st|nd|rd|th)?)\b"
)
PAIR = re.compile(
    r"\b(red|amber|green|yellow|orange|blue|purple|gr[ea]y)\b\s*[=:–—-]\s*"
    r"([^\W\d][^,;|=\n.]{1,60}?)(?=\s*(?:[,;|\n.]|$|\b(?:red|amber|green|yellow|blue)\b\s*[=:–—-]))",
    re.IGNORECASE,
)
TURNED = re.compile(
    r"([^\W\d][^,;|=:\n.()]{1,60}?)\s*(?:[=:–—-]\s*|\(\s*)"
    r"\b(red|amber|green|yellow|orange|blue|purple|gr[ea]y)\b\s*\)?\s*(?=[,;|\n.]|$)",
    re.IGNORECASE,
)

CODE = re.compile(r"(?<!\w)([A-Z]{1,2}|\d)\s*[=:–—-]\s*([^\W\d][^,;|=\n.]{2,40})")
KEY = re.compile(r"\s*(rag\s+)?(key|legend|rating|status)s?\b\s*:?", re.IGNORECASE)

Key = Mapping[str, str]


def of_words(text: str, key: Key | None = None) -> str:
    """ "red", "amber" or "green" for the words of a rating; "" for none; else UNSURE, or what the
    document's key calls it instead ("blue")."""
    words = bare(text)
    if key and words in key:
        return key[words]
    discs = {name for sign, name in DISCS.items() if sign in text}
    if not words and not discs and text.strip(" -–—.…\n"):
        return UNSURE  # a tick, or another sign
    if words in NONE:
        return discs.pop() if len(discs) == 1 else MIXED if discs else ""
    named = {NAMES[word] for word in words.split() if len(word) > 1 and word in NAMES} | discs
    if words in NAMES:
        named.add(NAMES[words])
    if named:
        is_denied = words.startswith(("not ", "no ", "was ", "from "))
        return named.pop() if len(named) == 1 and not is_denied else MIXED
    undated = " ".join(DAYS.sub(" ", words).split())
    if key and undated in key:
        return key[undated]
    return STATE.get(words) or STATE.get(undated) or UNSURE


def is_state(text: str, key: Key | None = None) -> bool:
    """Whether a text is nothing but the name of a state, clear or not."""
    return of_words(text, key) in RATINGS or bare(text) in {*TWO_WAYS, *(key or {})}


def of_cell(cell: Cell, *, ignored: Sequence[str] = ()) -> set[str]:
    """What the colours of a cell say: of its ground, its type, its disc. Greys say nothing.

    ignored: colours that are those of the whole row or table.
    """
    colours = [cell.fill, *cell.inks]
    found = {rating(colour) for colour in colours if colour not in ignored}
    return {name for name in found if name}


def without_marks(text: str) -> str:
    """The text less the discs and squares that stand for a colour alone."""
    return text.translate({ord(sign): None for sign in [*MARKS, *DISCS]}).strip()


def key_of(blocks: Iterable[Block]) -> dict[str, str]:
    """What the document's own key says: words in `bare` form to a rating, or to another colour.

    A key is a line or a small table that gives at least two colours a meaning.
    """
    key: dict[str, str] = {}
    for pairs in _groups(blocks):
        if len({colour for colour, _ in pairs}) < 2:
            continue
        for colour, meaning in pairs:
            for words in re.split(r"/| or |\n", meaning):
                name = NAMES.get(colour, colour)
                if bare(words) and NAMES.get(bare(words)) != name and bare(words) not in RATINGS:
                    there = key.setdefault(bare(words), name)
                    if there != name:
                        key[bare(words)] = UNSURE
    return key


def _groups(blocks: Iterable[Block]) -> Iterator[list[tuple[str, str]]]:
    """Colours with their meanings: of each table, and of lines that follow one another."""
    lines: list[tuple[str, str]] = []
    for block in blocks:
        pairs = _in_line(block.text) if isinstance(block, Line) else []
        if lines and not pairs:
            yield lines
            lines = []
        lines += pairs
        if isinstance(block, Grid):
            yield _in_grid(block)
    yield lines


def _in_line(text: str) -> list[tuple[str, str]]:
    if len(text) > 500:
        return []
    found = [(one[1].lower(), one[2]) for one in PAIR.finditer(text)]
    if not found:
        found = [(one[2].lower(), one[1]) for one in TURNED.finditer(KEY.sub("", text, count=1))]
    if not found:  # "C = complete, P = in progress"
        codes = [(of_words(one[2]), one[1]) for one in CODE.finditer(text)]
        found = [(name, code) for name, code in codes if name in RATINGS]
    return found


def _in_grid(grid: Grid) -> list[tuple[str, str]]:
    """The pairs of a small table: a colour, in words or as a ground, and its meaning beside it."""
    found = []
    for _, row in grid.rows[:12]:
        cells = [cell for cell in row if not cell.joined and (cell.text or cell.fill)]
        if len(cells) > 8 or any(len(cell.text) > 120 for cell in cells):
            return []
        found += [pair for one in cells for pair in _in_line(one.text)]
        found += _pairs(cells)
    return found if len(grid.rows) <= 12 else []


def _pairs(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    own_words = [cell for cell in cells if bare(cell.text) and not _colour_word(cell)]
    coloured = [cell for cell in cells if _colour_word(cell)]
    if len(cells) == 2 and len(own_words) == 1 and len(coloured) == 1:
        return [(_colour_word(coloured[0]), own_words[0].text)]
    grounds = [(name, cell.text) for cell in own_words if (name := rating(cell.fill)) in RATINGS]
    return grounds


def _colour_word(cell: Cell) -> str:
    """The colour that a cell of a key names or, if it has no other words, shows."""
    words = bare(cell.text)
    if words in NAMES or words in OTHERS:
        return NAMES.get(words, words)
    found = rating(cell.fill) if not without_marks(cell.text) else ""
    inks = {rating(ink) for ink in cell.inks} if not without_marks(cell.text) else set()
    return found or (inks.pop() if len(inks) == 1 else "")


def banding(rows: Sequence[Sequence[Cell]]) -> set[str]:
    """The grounds that only decorate a table: the same in a whole row, for all rows or by turns."""
    grounds = []
    for row in rows:
        whole = {cell.fill for cell in row}
        grounds.append(whole.pop() if len(whole) == 1 and len(row) > 1 else "")
    if len(grounds) < 2 or not any(grounds):
        return set()
    first, second = set(grounds[::2]), set(grounds[1::2])
    is_by_turns = len(grounds) > 2 and len(first) == len(second) == 1
    is_decoration = is_by_turns or len(first | second) == 1
    return {ground for ground in grounds if ground} if is_decoration else set()
