"""What stands around a list: the filters that are applied, and the numbers of its pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.http import QueryDict
from django.template.context import Context
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_filters import FilterSet

register = template.Library()
OPTION = '<option value="{}">{}</option>'
CHOSEN_OPTION = '<option value="{}" selected>{}</option>'


@dataclass(frozen=True)
class Applied:
    """One filter in use: its label, its value in words, and the address without it."""

    label: str
    value: str
    without: str


@register.filter
def applied_filters(filterset: FilterSet) -> list[Applied]:
    """The filters in use, one for each value, in the order of the form."""
    form = filterset.form
    if not form.is_bound:
        return []
    return [
        Applied(
            label=str(form[name].label),
            value=_words(form, name, value),
            without="?" + _without(filterset.data, form.add_prefix(name), value),
        )
        for name in form.fields
        if not form[name].is_hidden
        for value in _values(filterset.data, form.add_prefix(name))
        if name not in form.errors
    ]


@register.filter
def options(field: BoundField) -> list[tuple[str, str, bool]]:
    """The options of a field of choices as (value, label, whether it is chosen)."""
    chosen = str(field.value() or "")
    choices = getattr(field.field, "choices", [])
    return [(str(value), str(label), str(value) == chosen) for value, label in choices]


@register.filter
def option_tags(field: BoundField) -> SafeString:
    """The options as HTML, made once for the same list: there are often sixty departments in it."""
    return _option_tags(tuple(options(field)))


@lru_cache(maxsize=100)
def _option_tags(options: tuple[tuple[str, str, bool], ...]) -> SafeString:
    return format_html_join(
        "\n",
        "{}",
        (
            (format_html(CHOSEN_OPTION if is_chosen else OPTION, value, label),)
            for value, label, is_chosen in options
        ),
    )


@register.filter
def unfiltered(filterset: FilterSet) -> str:
    """The address without any filter; what stands hidden in the form is none, and stays."""
    form = filterset.form
    hidden = [field for field in form.hidden_fields() if filterset.data.get(field.html_name)]
    return "?" + urlencode({field.html_name: filterset.data[field.html_name] for field in hidden})


@register.simple_tag(takes_context=True)
def addresses_by_year(context: Context, years: Iterable[object]) -> list[tuple[str, str]]:
    """Each year in words with the address of the same page in that year, from its first page."""
    rest = context["request"].GET.copy()
    for name in ("year", "page"):
        rest.pop(name, None)
    before = f"?{rest.urlencode()}&" if rest else "?"
    return [(str(year), before + urlencode({"year": str(year)})) for year in years]


@register.filter
def page_numbers(page: Page) -> Iterable[int | str]:
    """The page's neighbours, the first and the last, with an ellipsis for each gap."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


def _values(data: QueryDict, name: str) -> list[str]:
    return [value for value in data.getlist(name) if value] if isinstance(data, QueryDict) else []


def _words(form, name: str, value: str) -> str:
    """What the person chose, as the form words it."""
    for key, label in getattr(form.fields[name], "choices", []):
        if str(key) == value:
            return str(label)
    cleaned = form.cleaned_data.get(name)
    return date_format(cleaned, "j F Y") if hasattr(cleaned, "isoformat") else value


def _without(data: QueryDict, name: str, value: str) -> str:
    """The query without one value, and from the first page again."""
    rest = data.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    rest.pop("page", None)
    return rest.urlencode()
