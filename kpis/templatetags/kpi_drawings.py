"""What pages of KPIs show by the hundred: cards, and the rows of a long table."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from institution.templatetags.kept import state_tag
from kpis.cards import Card
from kpis.drawing import Chart
from kpis.periods import within
from kpis.words import status_words

register = template.Library()
register.filter(status_words)
register.filter("within", within)
ROW = '<tr><th scope="row">{}</th><td class="numbers">{}</td><td>{}</td></tr>\n'


@register.simple_tag
def status_tag(status: str, figure: str) -> SafeString:
    """The component _state_tag of a figure's status: {% status_tag card.status card.figure %}."""
    return state_tag(str(status), status_words(status, figure).capitalize())


@register.simple_tag
@lru_cache(maxsize=2_000)  # plain values, so what was drawn once is right as long as they are
def kpi_card(card: Card) -> SafeString:
    """The part _card, made once for each content: {% kpi_card card %}."""
    return render_to_string("kpis/_card.html", {"card": card})


@register.simple_tag
@lru_cache(maxsize=100)
def kpi_figure(chart: Chart, name: str) -> SafeString:
    """The part _figure, made once for each content: {% kpi_figure chart "Chart of the year" %}."""
    return render_to_string("kpis/_figure.html", {"chart": chart, "name": name})


@register.filter
@lru_cache(maxsize=20)
def figure_rows(rows: tuple[tuple[str, str, str], ...]) -> SafeString:
    """Table rows of a period, its figure and what stands out: a template takes five times as
    long, and ten years have 520 weeks."""
    return format_html_join("", ROW, ((name, figure, words or "–") for name, figure, words in rows))
