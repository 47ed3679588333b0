"""The card of a KPI, which lists and dashboards show by the hundred."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kpis.cards import Card

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=2_000)  # plain values, so what was drawn once is right as long as they are
def kpi_card(card: Card) -> SafeString:
    """The part _card, made once for each content: {% kpi_card card %}."""
    return render_to_string("kpis/_card.html", {"card": card})
