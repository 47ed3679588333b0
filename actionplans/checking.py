"""What others would find in a plan: a Green that is not done, a Red without a reason. Pure.

It is advice, never a block, and the same plan gets the same advice every time.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from actionplans.names import plain
from actionplans.timescales import Kind, Timescale
from actionplans.totals import WORDS

ROUNDS = 2  # closed without an update, from which an action seems forgotten
# What no finished action says, and the words before or after that turn it round.
LEFT_OVER = re.compile(
    r"\b(?:not|\w+n't) yet\b|\byet to (?:be|start|begin)\b|\bon hold\b|\b(?:further|more) work\b"
)
DENIED_BEFORE = re.compile(
    r"(?:\b(?:no|not|never|without|nor|neither)|n't)"
    r"(?: (?:any|much|longer|currently|now|been|being|be|put|placed|is|was|are|to|for|need|needed"
    r"|needs|require|required|requires))* $"
)
DENIED_AFTER = re.compile(
    r"(?: (?!(?:is|are|was|were|has|have|will|needs?|needed|required)\b)\w+){0,6}?"
    r"(?:(?: is| are| was| were| will)?(?: not| no longer|n't)(?: be)?"
    r" (?:needed|required|necessary|planned|expected)\b"
    r"| (?:has been|have been|has now been|have now been|was|were) (?:\w+ly )?"
    r"(?:completed|finished|carried out|done)\b)"
)
# What people write into a box to have written something.
NOTHING = {"", "tbc", "tba", "tbd", "n/a", "na", "none", "nil", "no update", "not known", "red"}
NO_END = {
    Kind.ONGOING: "is ongoing",
    Kind.AS_APPROPRIATE: "is to be done as appropriate",
    Kind.STARTING: "starts without an end",
}


@dataclass(frozen=True)
class Row:
    """What the checks ask of one action.

    rating: green, amber, red or "" for unrated; words: what its latest update says.
    owners: names of all who own it; links: references of other actions.
    updated_in: the number of the round of its latest update, or of the last one before it was
        added; 0 before the first.
    """

    reference: str
    rating: str
    words: str
    timescale: Timescale
    owners: tuple[str, ...] = ()
    updated_in: int = 0
    review_on: date | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Advice:
    """One thing worth a look: what it is, what to do, and the actions it is about.

    code: tells the checks apart.
    """

    code: str
    sentence: str
    what_to_do: str
    references: tuple[str, ...]


def check(rows: Sequence[Row], *, rounds: int, words: Mapping[str, str] = WORDS) -> list[Advice]:
    """What to say of a plan: action by action in their order, then of the whole.

    rounds: how many review rounds were closed so far. words: what the plan calls its ratings.
    Completed actions need neither updates nor review dates.
    """
    known = {_key(row.reference) for row in rows}
    found: list[Advice | None] = []
    for row in rows:
        found += [
            _left_over(row, words),
            _unexplained(row, words),
            _forgotten(row, rounds),
            _endless(row),
        ]
        found += _dangling(row, known)
    found += _one_owner(rows)
    return [advice for advice in found if advice]


def left_over(words: str) -> str:
    """The first words that say that work is left, such as "not yet" or "on hold"; "" if none do.

    "No longer on hold" and "no further work is needed" say that none is.
    """
    text = plain(words)
    for found in LEFT_OVER.finditer(text):
        before = text[max(0, found.start() - 80) : found.start()]
        after = text[found.end() : found.end() + 120]
        if not (DENIED_BEFORE.search(before) or DENIED_AFTER.match(after)):
            return found[0]
    return ""


def _left_over(row: Row, words: Mapping[str, str]) -> Advice | None:
    if row.rating != "green" or not (said := left_over(row.words)):
        return None
    return Advice(
        "left_over", f"{row.reference} is {words['green']}, but its text says “{said}”.",
        f"If work is left, rate it {words['amber']}; if it goes on elsewhere, say where.",
        (row.reference,),
    )  # fmt: skip


def _unexplained(row: Row, words: Mapping[str, str]) -> Advice | None:
    if row.rating != "red" or plain(row.words) not in NOTHING:
        return None
    return Advice(
        "unexplained", f"{row.reference} is {words['red']} without an explanation.",
        "The scheme asks for one. Say what stood in the way, and what happens next.",
        (row.reference,),
    )  # fmt: skip


def _forgotten(row: Row, rounds: int) -> Advice | None:
    missed = rounds - row.updated_in
    if row.rating == "green" or missed < ROUNDS:
        return None
    return Advice(
        "forgotten", f"{row.reference} has had no update for {missed} rounds.",
        "Ask its owners, or write that nothing has changed and why.", (row.reference,),
    )  # fmt: skip


def _endless(row: Row) -> Advice | None:
    if row.rating == "green" or row.review_on or not row.timescale.asks_for_review:
        return None
    words = NO_END.get(row.timescale.kind, "has a timescale without a date")
    return Advice(
        "endless", f"{row.reference} {words} and has no review date.",
        "Choose a day on which to look at it again.", (row.reference,),
    )  # fmt: skip


def _dangling(row: Row, known: Collection[str]) -> list[Advice]:
    return [
        Advice(
            "dangling", f"{row.reference} is linked to {link}, which is not in this plan.",
            "Correct the reference, or take the link away.", (row.reference,),
        )
        for link in row.links if _key(link) not in known
    ]  # fmt: skip


def _one_owner(rows: Sequence[Row]) -> list[Advice]:
    """Each who owns more than a third of the actions, and more than one."""
    owned: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        for owner in {_key(owner): owner for owner in row.owners}.values():
            names.setdefault(_key(owner), owner)
            owned[_key(owner)].append(row.reference)
    return [
        Advice(
            "one_owner", f"{names[key]} owns {len(references)} of {len(rows)} actions.",
            "Share some with others, so that the plan does not wait for one.", tuple(references),
        )
        for key, references in owned.items()
        if key and len(references) > 1 and 3 * len(references) > len(rows)
    ]  # fmt: skip


def _key(words: str) -> str:
    """References and owners are the same whatever their case and white space."""
    return plain(words)
