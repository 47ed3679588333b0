"""What differs between two texts, word by word. Pure, without Django."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import Match, SequenceMatcher
from itertools import accumulate

# A word with the space before it is one piece; space alone stands at the end of a text only.
PIECE = re.compile(r"\s*\S+|\s+")
# What a comparison may cost: half a second or so. Prose of thousands of words stays below, edited
# as people do; words that repeat, or stand between others again and again, would take minutes.
MOST_STEPS = 2_000_000

Change = tuple[str, str]  # (kind, text); kind is "same", "added" or "removed"


def word_changes(old: str, new: str) -> list[Change]:
    """How `old` becomes `new`: pieces in reading order, each "same", "added" or "removed".

    The pieces that are not "added" make up `old`, the ones not "removed" make up `new`. Texts
    that would take too long to compare by words are compared by lines, or else as wholes.
    """
    try:
        stretches = list(_compared(PIECE.findall(old), PIECE.findall(new), "".join))
    except TooDear:
        stretches = _by_lines(old.splitlines(keepends=True), new.splitlines(keepends=True), "".join)
    changes: list[Change] = []
    for kind, before, after in stretches:
        if kind == "equal":
            changes.append(("same", after))
            continue
        changes += [("removed", before)] if before else []
        changes += [("added", after)] if after else []
    return changes


def both(theirs: str, mine: str) -> str:
    """One text with every line of both, in order, for somebody to cut down to what is meant."""
    parts: list[str] = []
    for kind, before, after in _by_lines(theirs.splitlines(), mine.splitlines(), "\n".join):
        if kind == "replace":
            parts += [before, "", after]  # apart, so that neither runs on into the other
        else:
            parts.append(after or before)
    return "\n".join(parts)


Stretch = tuple[str, str, str]  # (kind of difflib, its text before, its text after)


def _by_lines(
    before: list[str], after: list[str], joined: Callable[[list[str]], str]
) -> list[Stretch]:
    try:
        return list(_compared(before, after, joined))
    except TooDear:
        kind = "equal" if before == after else "replace"
        return [(kind, joined(before), joined(after))]


def _compared(
    before: list[str], after: list[str], joined: Callable[[list[str]], str]
) -> Iterator[Stretch]:
    for kind, start, end, other_start, other_end in _Matcher(before, after).get_opcodes():
        yield kind, joined(before[start:end]), joined(after[other_start:other_end])


class TooDear(Exception):
    """The comparison would take more than MOST_STEPS."""


class _Matcher(SequenceMatcher[str]):
    """difflib's own, which counts its steps: each search for the longest match looks at the pieces
    before and, for each, at all its like after."""

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__(None, before, after, autojunk=False)
        alike = Counter(after)
        self.steps_up_to = list(accumulate((1 + alike[piece] for piece in before), initial=0))
        self.steps_left = MOST_STEPS

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        self.steps_left -= self.steps_up_to[-1 if ahi is None else ahi] - self.steps_up_to[alo]
        if self.steps_left < 0:
            raise TooDear
        return super().find_longest_match(alo, ahi, blo, bhi)
