"""What differs between two texts, word by word. Pure, without Django."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

# A word with the space before it is one piece; space alone stands at the end of a text only.
PIECE = re.compile(r"\s*\S+|\s+")
# Pairs of equal pieces: what a comparison costs. Prose of 8,000 words stays below; "a a a a" does
# not, and would take minutes.
MOST_PAIRS = 1_000_000

Change = tuple[str, str]  # (kind, text); kind is "same", "added" or "removed"


def word_changes(old: str, new: str) -> list[Change]:
    """How `old` becomes `new`: pieces in reading order, each "same", "added" or "removed".

    The pieces that are not "added" make up `old`, the ones not "removed" make up `new`. Texts
    that would take too long to compare by words are compared by lines, or else as wholes.
    """
    changes: list[Change] = []
    for kind, before, after in _compared(_pieces(old, new), "".join):
        if kind == "equal":
            changes.append(("same", after))
            continue
        changes += [("removed", before)] if before else []
        changes += [("added", after)] if after else []
    return changes


def both(theirs: str, mine: str) -> str:
    """One text with every line of both, in order, for somebody to cut down to what is meant."""
    parts: list[str] = []
    for kind, before, after in _compared((theirs.splitlines(), mine.splitlines()), "\n".join):
        if kind == "replace":
            parts += [before, "", after]  # apart, so that neither runs on into the other
        else:
            parts.append(after or before)
    return "\n".join(parts)


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    before, after = PIECE.findall(old), PIECE.findall(new)
    if _pairs(before, after) > MOST_PAIRS:
        return old.splitlines(keepends=True), new.splitlines(keepends=True)
    return before, after


def _pairs(before: list[str], after: list[str]) -> int:
    counted = Counter(after)
    return sum(count * counted[piece] for piece, count in Counter(before).items())


def _compared(
    pieces: tuple[list[str], list[str]], joined: Callable[[list[str]], str]
) -> Iterator[tuple[str, str, str]]:
    """Each stretch as (kind of difflib, its text before, its text after)."""
    before, after = pieces
    if _pairs(before, after) > MOST_PAIRS:
        yield ("equal" if before == after else "replace"), joined(before), joined(after)
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        yield kind, joined(before[start:end]), joined(after[other_start:other_end])
