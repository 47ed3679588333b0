"""References of actions: kept, found in front of the action, or given by number. Pure."""

import re
from collections.abc import Mapping, Sequence, Set

from actionplans.importing.plans import Draft, PlanTable
from actionplans.lettering import Named, themes_of
from kpis.sentences import bare

IN_FRONT = re.compile(r"((?:[A-Z]{1,3}[-. ]?\d{1,4}|\d{1,2}(?:\.\d{1,2})+))\s*[.:)–—-]*\s+(?=\S)")
OURS = re.compile(r"([A-Z])(\d{3})")
# "Following action C004", and not "publish the following".
FOLLOWS = re.compile(r"(?<!the )\bfollow(?:s|ing)\b((?:[^.;\n]|\.(?=\w)){0,80})", re.IGNORECASE)
WORD = re.compile(r"\w+(?:[.-]\w+)*")
MOST_FOLLOWED = 5


def settle(drafts: Sequence[Draft], letters: Mapping[str, str], plan: PlanTable) -> None:
    """Give every action a reference, and say where that is not plainly the file's own."""
    _find_in_front(drafts)
    _infer_themes(drafts, letters, plan)
    _number(drafts, letters, plan)
    seen: dict[str, str] = {}
    for draft in drafts:
        row = draft.row
        above = seen.setdefault(row.reference.casefold(), row.place)
        if above != row.place:
            row.warnings.append(
                f"The reference {row.reference} is that of {above} too. Give one of them another."
            )


def followed_in(text: str, known: Set[str], *, but: str = "") -> tuple[str, ...]:
    """The references that an action says it follows, of those known: "Following C004, …".

    but: its own, which it cannot follow.
    """
    said = [word for after in FOLLOWS.findall(text) for word in WORD.findall(after)]
    found = dict.fromkeys(word for word in said if word in known and word != but)
    return tuple(found)[:MOST_FOLLOWED]


def _find_in_front(drafts: Sequence[Draft]) -> None:
    """Where no table has a column for references and all actions begin with one, it is taken."""
    if any(draft.row.reference or draft.layout.has("reference") for draft in drafts):
        return
    found = [IN_FRONT.match(draft.row.text) for draft in drafts]
    for draft, match in zip(drafts, found, strict=True):
        if match and all(found):
            draft.row.reference = match[1]
            draft.row.text = draft.row.text[match.end() :]


def _infer_themes(drafts: Sequence[Draft], letters: Mapping[str, str], plan: PlanTable) -> None:
    """Where a theme stands nowhere, the letter of the reference tells it."""
    by_letter = {letter: theme for theme, letter in letters.items()}
    inferred = False
    for draft in drafts:
        match = OURS.fullmatch(draft.row.reference)
        if match and not draft.row.theme and not draft.layout.has("theme"):
            draft.row.theme = by_letter.get(match[1], "")
            inferred |= bool(draft.row.theme)
    if inferred:
        plan.warnings.append("Themes that stand nowhere were told from the letters of references.")


def _number(drafts: Sequence[Draft], letters: Mapping[str, str], plan: PlanTable) -> None:
    """Number actions without a reference by the letter of their theme, after those there are."""
    said = [(draft.row.theme, draft.row.reference) for draft in drafts]
    named = themes_of(said, [], [Named(letter, theme) for theme, letter in letters.items()])
    last: dict[str, int] = {}
    for draft in drafts:
        if match := OURS.fullmatch(draft.row.reference):
            last[match[1]] = max(last.get(match[1], 0), int(match[2]))
    without = [draft.row for draft in drafts if not draft.row.reference]
    for row in without:
        letter = named[bare(row.theme)].letter
        last[letter] = last.get(letter, 0) + 1
        row.reference = f"{letter}{last[letter]:03}"
        if len(without) < len(drafts):
            row.warnings.append(f"It has no reference in the file; it was given {row.reference}.")
    if without and len(without) == len(drafts):
        plan.warnings.append("There are no references in the file; the actions were numbered.")
