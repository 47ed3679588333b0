"""What differs between two texts, word by word. Pure, without Django."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

# A word with the space before it is one piece; space alone stands at the end of a text only.
PIECE = re.compile(r"\s*\S+|\s+")
MOST_PIECES = 6_000  # beyond this a comparison could take seconds, so it goes line by line

Change = tuple[str, str]  # (kind, text); kind is "same", "added" or "removed"


def word_changes(old: str, new: str) -> list[Change]:
    """How `old` becomes `new`: pieces in reading order, each "same", "added" or "removed".

    The pieces that are not "added" make up `old`, the ones not "removed" make up `new`.
    """
    before, after = PIECE.findall(old), PIECE.findall(new)
    if len(before) + len(after) > MOST_PIECES:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return list(_changes(before, after))


def both(theirs: str, mine: str) -> str:
    """One text with every line of both, in order, for somebody to cut down to what is meant."""
    before, after = theirs.splitlines(), mine.splitlines()
    lines: list[str] = []
    for _, start, end, other_start, other_end in _matcher(before, after).get_opcodes():
        lines += before[start:end]
        lines += [line for line in after[other_start:other_end] if line not in before[start:end]]
    return "\n".join(lines)


def _matcher(before: list[str], after: list[str]) -> SequenceMatcher:
    return SequenceMatcher(None, before, after, autojunk=False)


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    for kind, start, end, other_start, other_end in _matcher(before, after).get_opcodes():
        if kind == "equal":
            yield "same", "".join(after[other_start:other_end])
            continue
        if end > start:
            yield "removed", "".join(before[start:end])
        if other_end > other_start:
            yield "added", "".join(after[other_start:other_end])
