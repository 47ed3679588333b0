"""The parts that pages are made of: what a screen reader hears and where a link leads."""

import re
from datetime import date

import django_filters
import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string

from institution.models import Department


class ServiceForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As people say it.")
    audience = forms.ChoiceField(
        label="For whom",
        choices=[("students", "Students"), ("staff", "Staff")],
        widget=forms.RadioSelect,
        help_text="Choose one.",
    )
    hours = forms.CharField(label="Hours", error_messages={"required": "Say when it is open."})

    def clean(self):
        raise forms.ValidationError("Two services have this name.")


class DepartmentFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(
        label="State", choices=[("draft", "Draft"), ("sent", "Sent")], method="leave"
    )
    since = django_filters.DateFilter(label="Changed since", method="leave")

    class Meta:
        model = Department
        fields = ()

    def leave(self, queryset, name, value):
        return queryset


def component(name, request=None, **context):
    return render_to_string(f"components/{name}.html", context, request)


def drawn(form):
    template = engines["django"].from_string("{% load crispy_forms_tags %}{{ form|crispy }}")
    return template.render({"form": form})


def applied_to(query):
    """The filter tags of a list with this query: what they say, and where each leads."""
    filters = DepartmentFilter(QueryDict(query), Department.objects.none())
    words = component("_filter_bar", filter=filters, total=3, noun="department,departments")
    tags = re.findall(r'class="applied-filter" href="(.*?)">.*?</span>(.*?)<svg', words)
    return [(text, href) for href, text in tags]


def test_a_control_is_described_by_its_hint_and_its_error():
    words = drawn(ServiceForm({}))
    assert '<label for="id_name">Name</label>' in words
    assert 'aria-describedby="id_name_helptext id_name_error" id="id_name"' in words
    assert '<div id="id_name_helptext" class="hint">As people say it.</div>' in words
    assert (
        '<div id="id_name_error" class="field-error"><p>'
        '<span class="visually-hidden">Error:</span> “Name” is missing.</p></div>'
    ) in words


def test_radios_are_a_group_with_a_legend_and_a_description():
    words = drawn(ServiceForm({}))
    assert '<fieldset aria-describedby="id_audience_helptext id_audience_error">' in words
    assert "<legend>For whom</legend>" in words


def test_the_summary_says_the_same_as_the_field_and_leads_to_it():
    form = ServiceForm({})
    field, summary = drawn(form), component("_error_summary", form=form)
    for href, sentence in [
        ("id_name", "“Name” is missing."),
        ("id_audience_0", "“For whom” is missing."),
        ("id_hours", "Say when it is open."),
        ("form-errors", "Two services have this name."),
    ]:
        assert f'<a href="#{href}">{sentence}</a>' in summary
        assert sentence in field
        assert f'id="{href}"' in field


def test_the_summary_takes_gaps_that_no_form_knows():
    words = component("_error_summary", errors=[("Availability is empty.", "/statements/1/a/")])
    assert '<a href="/statements/1/a/">Availability is empty.</a>' in words


def test_one_is_counted_as_one():
    filters = DepartmentFilter(QueryDict(), Department.objects.none())
    for total, words in [(0, "people"), (1, "person"), (2, "people")]:
        shown = component("_filter_bar", filter=filters, total=total, noun="person,people")
        assert f"<strong>{total}</strong> {words}<" in shown


def test_each_value_of_a_filter_is_a_tag_that_takes_it_away():
    assert applied_to("state=draft&state=sent&since=2026-03-05&page=4") == [
        ("State: Draft", "?state=sent&amp;since=2026-03-05"),
        ("State: Sent", "?state=draft&amp;since=2026-03-05"),
        ("Changed since: 5 March 2026", "?state=draft&amp;state=sent"),
    ]


@pytest.mark.parametrize("query", ["", "page=2", "state=", "state=nonsense", "since=yesterday"])
def test_what_filters_nothing_is_no_tag(query):
    assert applied_to(query) == []


def test_a_value_that_a_filter_does_not_know_gets_a_sentence_of_ours():
    filters = DepartmentFilter(QueryDict("state=0"), Department.objects.none())
    words = component("_filter_bar", filter=filters)
    assert "“State”: choose from the list." in words
    assert "Select a valid choice" not in words


def test_what_somebody_wrote_into_a_filter_is_only_text():
    class NameFilter(django_filters.FilterSet):
        name = django_filters.CharFilter(label="Name", method="leave")

        def leave(self, queryset, name, value):
            return queryset

    filters = NameFilter(QueryDict("name=<script>x</script>"), Department.objects.none())
    assert "<script>" not in component("_filter_bar", filter=filters)


def test_pages_keep_the_filters(rf):
    request = rf.get("/", {"state": "draft", "page": "2"})
    words = component("_pagination", request, page=Paginator(range(100), 10).get_page(2))
    assert 'rel="next" href="?state=draft&amp;page=3"' in words
    assert '<a href="?state=draft&amp;page=2" aria-current="page">' in words
    assert "11 to 20 of 100" in words


def test_one_page_needs_no_pages(rf):
    page = Paginator(range(5), 10).get_page(1)
    assert component("_pagination", rf.get("/"), page=page).strip() == ""


def test_another_year_keeps_the_filters_and_starts_at_the_first_page(rf):
    request = rf.get("/", {"state": "draft", "page": "3"})
    words = component("_year_switcher", request, years=["2026-27", "2025-26"], year="2026-27")
    assert '<a href="?state=draft&amp;year=2025-26">2025-26</a>' in words
    assert '<a href="?state=draft&amp;year=2026-27" aria-current="true">' in words


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("approved", "Approved"),
        ("changes asked", "Changes asked"),
        ("paused", "Paused"),
    ],
)
def test_a_state_is_a_word_with_a_shape(state, word):
    words = component("_state_tag", state=state)
    assert re.sub(r"<[^>]*>", "", words).strip() == word
    assert "<svg" in words
    assert 'aria-hidden="true"' in words


def test_late_is_said_in_words():
    assert "Was due" in component("_dates", due=date(2026, 3, 5), late=True)
    assert "Was due" not in component("_dates", due=date(2026, 3, 5), late=False)
    assert "5 March 2026" in component("_dates", due=date(2026, 3, 5))


def test_differences_are_heard_as_well_as_seen():
    words = component("_diff", parts=[("same", "open "), ("removed", "late"), ("added", "early")])
    assert re.sub(r"<[^>]*>", "", words).strip() == "open [removed: late][added: early]"


@pytest.mark.parametrize(
    ("url", "who", "place"),
    [
        ("/departments/library/tokens/", "head", "/kpis/"),
        ("/departments/library/tokens/", "reviewer", "/departments/"),
        ("/departments/library/readings/import/", "head", "/kpis/"),
        ("/good-practice/", "outsider", "/returns/"),
    ],
)
def test_the_navigation_marks_where_a_page_belongs(house, sign_in, url, who, place):
    page = sign_in(house.cast[who]).get(url).content.decode()
    marked = re.findall(r'<a[^>]*href="([^"]+)"[^>]*aria-current="true"', page)
    assert marked == [place]
