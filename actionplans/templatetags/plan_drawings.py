"""Rows of a plan's table that are drawn once for their values, ratings and bars."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from actionplans.assessments.counting import Bar, UnitCount
from actionplans.listing import ListedAction
from actionplans.publication import PublicAction
from actionplans.reports import bar
from actionplans.totals import WORDS, Totals

register = template.Library()


@register.simple_tag
def action_rows(
    rows: Iterable[ListedAction], words: Mapping[str, str], *, may_rate: object
) -> SafeString:
    """The rows of one theme of a plan's table; `words` as in `rag`."""
    drawn = ((_row(row, words[row.rating], bool(may_rate)),) for row in rows)
    return format_html_join("", "{}", drawn)


@lru_cache(maxsize=2000)  # most of the time of a table would go into drawing the same rows
def _row(row: ListedAction, word: str, may_rate: bool) -> SafeString:
    said = {"row": row, "word": word, "may_rate": may_rate}
    return render_to_string("actionplans/_action_row.html", said)


@register.simple_tag
def public_rows(
    rows: Iterable[PublicAction], words: Mapping[str, str], *, with_progress: object
) -> SafeString:
    """The rows of one theme of a plan's public table; `words` as in `rag`."""
    drawn = ((_public_row(row, words[row.rating], bool(with_progress)),) for row in rows)
    return format_html_join("", "{}", drawn)


@lru_cache(maxsize=2000)  # as above
def _public_row(row: PublicAction, word: str, with_progress: bool) -> SafeString:
    said = {"row": row, "word": word, "with_progress": with_progress}
    return render_to_string("actionplans/_public_row.html", said)


@register.inclusion_tag("actionplans/_rag.html")
def rag(rating: str, words: Mapping[str, str] = WORDS) -> dict[str, str]:
    """A rating as a word with a shape; `words` are what its plan calls ratings (Plan.words). What
    is read from a file has no plan yet."""
    return {"rating": rating, "word": words[rating]}


@register.inclusion_tag("pdf/_rag_word.html")
def rag_word(rating: str, words: Mapping[str, str]) -> dict[str, str]:
    """The same for a document."""
    return {"rating": rating, "word": words[rating]}


@register.inclusion_tag("actionplans/_bar.svg")
def totals_bar(totals: Totals, fullest: int) -> dict[str, Any]:
    """Totals as a bar, beside their numbers; `fullest` actions are as wide as there is room."""
    letters = {"green": "G", "amber": "A", "red": "R", "unrated": "–"}
    return {"parts": [(one, letters[one.rating]) for one in bar(totals, fullest)]}


@register.inclusion_tag("pdf/_bar.svg")
def totals_bar_on_paper(totals: Totals, fullest: int, labels: Mapping[str, str]) -> dict[str, Any]:
    """The same for a document, where a drawing says in words what it shows."""
    return totals_bar(totals, fullest) | {"title": totals.line(labels)}


@register.inclusion_tag("actionplans/_headcount_bar.svg")
def headcount_bar(drawn: Bar) -> dict[str, Any]:
    """The technicians of a unit as a bar, its apprentices set apart; the numbers stand beside."""
    return {"bar": drawn}


@register.inclusion_tag("pdf/_headcount_bar.svg")
def headcount_bar_on_paper(drawn: Bar, unit: UnitCount) -> dict[str, Any]:
    """The same for a document."""
    said = f"Technicians: {unit.technicians}, apprentices among them: {unit.apprentices}"
    return headcount_bar(drawn) | {"title": said}
