"""Which words are the name of a theme, and what a heading of a plan calls itself. Pure."""

import re
from collections.abc import Mapping

from actionplans.lettering import THEMES
from kpis.sentences import bare

LETTERS: Mapping[str, str] = {name: letter for letter, name in THEMES}
LONGEST = 100  # characters
NUMBER = re.compile(
    r"^(?:(?:theme|strand|pillar|section|part|priority|area)\s+)?"
    r"(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})?\s*(?:[.):–—-]\s*|\s+(?=\w))",
    re.IGNORECASE,
)
PREFIX = re.compile(r"^(?:theme|strand|pillar|priority)\s*\d{0,2}\s*[.):–—-]\s*", re.IGNORECASE)
LETTER = re.compile(r"\s*\([a-z]\)\s*$", re.IGNORECASE)
TITLE = re.compile(
    r"\b(plans?|technician commitment|appendix|annex|self-?assessment|universit(y|ies)|rag|actions?"
    r"|progress|contents|introduction|overview|summary|key|total|totals|sheet\d*|table \d+"
    r"|(19|20)\d\d)\b",
    re.IGNORECASE,
)
TOTALS = re.compile(r"^(sub-?\s?|grand )?totals?\b", re.IGNORECASE)


def known(text: str, letters: Mapping[str, str] = LETTERS) -> str:
    """The theme that the words name, also as "Theme 1: Visibility" or "V. VISIBILITY"; else ""."""
    if len(text) > LONGEST:
        return ""
    by_words = {bare(theme): theme for theme in letters}
    without = LETTER.sub("", text)
    for words in (text, without, NUMBER.sub("", without, count=1), PREFIX.sub("", without)):
        if theme := by_words.get(bare(words)):
            return theme
    return ""


def named(text: str, letters: Mapping[str, str] = LETTERS) -> str:
    """The theme as it is called from here on: a known one in its own spelling, another as written,
    less "Theme 2:" in front of it."""
    line = " ".join(text.split())
    return known(line, letters) or PREFIX.sub("", line, count=1) or line


def is_title(text: str) -> bool:
    """Whether a heading seems to name the document or a part of it, and no theme."""
    return bool(TITLE.search(text)) or len(text) > LONGEST
