"""Rows of lists that are drawn once for their values, and not again on every page."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from sls.listing import ListedStatement

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=1000)  # half of the time of a list would go into drawing the same rows
def statement_row(row: ListedStatement, *, with_year: bool) -> SafeString:
    """One row of the list of statements: the same values give the same HTML."""
    return render_to_string("sls/_statement_row.html", {"row": row, "with_year": with_year})
