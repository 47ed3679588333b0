"""Letters of the themes of an imported plan, and references of its actions. Pure."""

import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, product

from kpis.sentences import bare

# The scheme's themes in its order, each after the letter that references begin with.
THEMES = [
    ("V", "Visibility"),
    ("R", "Recognition"),
    ("C", "Career Development"),
    ("S", "Sustainability"),
    ("I", "Evaluating Impact"),
]
NAMELESS = "Actions"  # the theme of what stands under none
NUMBERED = re.compile(r"([A-Z]{1,3})[-. ]?\d{1,4}")


@dataclass(frozen=True)
class Named:
    """A theme: the letter its references begin with, and its name."""

    letter: str
    name: str


Said = Sequence[tuple[str, str]]  # of each row its theme and reference


def themes_of(rows: Said, there: Iterable[Named], usual: Iterable[Named]) -> dict[str, Named]:
    """For the theme of each row, as `bare` has it, what it becomes.

    A theme is one of those there or of the usual ones by its name, or by the letter that its
    references have and those of no other theme; then it has the name that the file gives it. Any
    other has a letter of its own: that of its references, of its name, or the next free one.
    """
    order: dict[str, str] = {}
    for theme, _ in rows:
        order.setdefault(bare(theme), theme)
    by_name = {bare(one.name): one for one in [*usual, *there]}
    found = {key: by_name[key] for key in order if key in by_name}
    letters = _letters(rows)
    taken = {one.letter for one in found.values()}
    for key in order:
        letter = letters.get(key, "")
        if key not in found and letter and letter not in taken:
            found[key] = Named(letter, order[key] or NAMELESS)
            taken.add(letter)
    taken |= {one.letter for one in there}
    for key, theme in order.items():
        if key not in found:
            found[key] = Named(_free(theme or NAMELESS, taken), theme or NAMELESS)
            taken.add(found[key].letter)
    return {key: found[key] for key in order}


def _letters(rows: Said) -> dict[str, str]:
    """The letters that the references of one theme have, and those of no other."""
    of_theme: dict[str, set[str]] = {}
    for theme, reference in rows:
        match = NUMBERED.fullmatch(reference)
        of_theme.setdefault(bare(theme), set()).add(match[1] if match else "")
    alone = {key: next(iter(said)) for key, said in of_theme.items() if len(said) == 1}
    return {
        key: letter
        for key, letter in alone.items()
        if letter and sum(letter in said for said in of_theme.values()) == 1
    }


def _free(name: str, taken: set[str]) -> str:
    """A letter that no theme has: of the name, else of the alphabet, else two, else three."""
    letters = string.ascii_uppercase
    several = (map("".join, product(letters, repeat=length)) for length in (1, 2, 3))
    own = (one for one in name.upper() if one in letters)
    return next(one for one in chain(own, *several) if one not in taken)


def numbered(rows: Sequence[tuple[str, str]], last: Mapping[str, int]) -> list[str]:
    """The reference of each row: its own, or the next of the letter of its theme.

    rows: of each the letter of its theme and its reference, "" for none. last: by letter, the
    highest number that was ever given.
    """
    highest = dict(last)
    for letter, reference in rows:
        highest[letter] = max(highest.get(letter, 0), number_of(letter, reference))
    found = []
    for letter, reference in rows:
        if not reference:
            highest[letter] = highest.get(letter, 0) + 1
        found.append(reference or f"{letter}{highest[letter]:03}")
    return found


def number_of(letter: str, reference: str) -> int:
    """The number in a reference of the letter, as V012 has 12; 0 where it has none."""
    digits = reference.removeprefix(letter)
    is_number = digits.isascii() and digits.isdigit() and len(digits) < 5
    return int(digits) if is_number and reference.startswith(letter) else 0
