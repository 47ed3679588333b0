"""Rows of lists that are drawn once for their values, and not again on every page."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sls.listing import ListedStatement

register = template.Library()


@register.simple_tag
def statement_rows(rows: Iterable[ListedStatement], *, with_year: bool) -> SafeString:
    """The rows of the list of statements."""
    return format_html_join("", "{}", ((_statement_row(row, with_year),) for row in rows))


@lru_cache(maxsize=1000)  # half of the time of a list would go into drawing the same rows
def _statement_row(row: ListedStatement, with_year: bool) -> SafeString:
    return render_to_string("sls/_statement_row.html", {"row": row, "with_year": with_year})
