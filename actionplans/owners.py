"""Owners as a plan writes them ("TCWG/HR", "HR with Technicians"), as names. Pure.

The words themselves are never changed; they are kept beside the names. What may be the name of one
("Learning and Teaching", "TCWG Sub-group") is not cut in two unless both halves are known.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

OUTSIDE = r"(?![^()]*\))"  # not between brackets
LISTED = re.compile(rf"\s*(?:[/;\n+|•]|\band/or\b){OUTSIDE}\s*", re.IGNORECASE)
SUPPORTED = re.compile(
    rf"\s*,?\s*\b(?:with support from|supported by|together with|with)\b{OUTSIDE}\s*",
    re.IGNORECASE,
)
COMMA = re.compile(rf"\s*,\s*(?:and\s+)?{OUTSIDE}", re.IGNORECASE)
AND = re.compile(rf"\s*(?:&|\band\b){OUTSIDE}\s*", re.IGNORECASE)
SHORT = re.compile(r"[A-Z][A-Z0-9]{1,6}s?")  # HR, TCWG, O4S, PSDs
LEADS = re.compile(r"^(?:lead|led by)\s*:?\s+|\s*\(lead\)$", re.IGNORECASE)
HELPS = re.compile(r"^support\s*:\s*|\s*\(support\)$", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """One of the owners by name; one leads, and the others are in support."""

    text: str
    is_lead: bool = False


def split(words: str, is_known: Callable[[str], bool] = lambda name: False) -> tuple[Name, ...]:
    """The owners in the words, in their order; the first leads unless another is said to.

    is_known: whether this is the whole name of somebody, which is then not taken apart.
    """
    found: list[tuple[str, bool]] = []
    for text in _parts(words.strip(), is_known):
        name = HELPS.sub("", LEADS.sub("", text)).strip(" .:-–")
        if name and name.casefold() not in {one.casefold() for one, _ in found}:
            found.append((name, bool(LEADS.search(text))))
    lead = next((at for at, (_, leads) in enumerate(found) if leads), 0)
    return tuple(Name(name, at == lead) for at, (name, _) in enumerate(found))


def _parts(words: str, is_known: Callable[[str], bool]) -> list[str]:
    """The words, cut where they are sure to name several."""
    if is_known(words):
        return [words]
    for sign in (LISTED, SUPPORTED, COMMA):
        pieces = _cut(words, sign)
        if sign is COMMA and len(pieces) > 1 and not is_known(pieces[-1]):
            pieces[-1:] = _cut(pieces[-1], AND)  # "X, Y & Z"
        if pieces != [words]:
            return [part for piece in pieces for part in _parts(piece, is_known)]
    pieces = _cut(words, AND)
    is_sure = all(is_known(one) or SHORT.fullmatch(one) for one in pieces)
    return pieces if is_sure else [words]


def _cut(words: str, sign: re.Pattern[str]) -> list[str]:
    return [one for one in sign.split(words) if one]
