"""Filters above lists: what they say of a value that they cannot use, wherever they stand."""

import django_filters
import pytest
from django import forms

from actionplans.filters import ActionFilter
from actionplans.models import Charter
from institution.filters import DepartmentFilter, PersonFilter
from kpis.filters import KpiFilter
from sls.filters import DependencyFilter, QueueFilter, StatementFilter

# Each list with filters: who sees it, and its address.
from tests.actionplans.plans import plan_in_force
from tests.sls.sending import words_of

LISTS = {
    DepartmentFilter: ("reviewer", "/departments/"),
    PersonFilter: ("reviewer", "/people/"),
    StatementFilter: ("reviewer", "/statements/"),
    QueueFilter: ("reviewer", "/review/"),
    DependencyFilter: ("reviewer", "/dependencies/"),
    KpiFilter: ("head", "/kpis/"),
    ActionFilter: ("lead", "/plans/{plan}/"),
}
NO_CHOICE = "choose from the list. What was chosen is not in it."
NO_TEXT = "there is a character in this that no text has. Enter it again."


def visible(found) -> list[tuple[str, forms.Field]]:
    """The fields of a filter that people see."""
    fields = {name: one.field for name, one in found.base_filters.items()}
    return [(name, one) for name, one in fields.items() if not one.widget.is_hidden]


def test_these_are_all_filters_of_lists():
    known = set(django_filters.FilterSet.__subclasses__())
    assert set(LISTS) == {one for one in known if one.__module__.endswith(".filters")}


@pytest.mark.parametrize("found", LISTS)
def test_a_value_that_is_none_is_answered_in_our_words_and_the_list_is_shown(house, sign_in, found):
    house.submitted()
    Charter.objects.create(name="Athena SWAN")
    who, url = LISTS[found]
    url = url.format(plan=plan_in_force(house.lead).pk)
    client = sign_in(house.cast[who])
    rows = words_of(client.get(url)).count("<tr")
    for name, field in visible(found):
        is_text = not hasattr(field, "choices")
        for odd in ["a\0b", "\0"] if is_text else ["no-such", "0", "-1", "9" * 30, "\0"]:
            answer = client.get(url, {name: odd})
            page = words_of(answer)
            assert answer.status_code == 200
            said = [one for one in (NO_CHOICE, NO_TEXT) if f"“{field.label}”: {one}" in page]
            assert len(said) == 1, (name, odd)
            assert "\0" in odd or said == [NO_CHOICE]
            for library in ("valid choice", "available choices", "ull character", "Enter a valid"):
                assert library not in page
            assert page.count("<tr") == rows
