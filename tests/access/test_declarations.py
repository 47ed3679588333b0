"""Every view says which permission it asks for, and asks for it."""

import importlib
import inspect
import re
from collections.abc import Iterator
from types import CodeType, FunctionType

from django.urls import resolve

from institution.pages import PUBLIC, SIGNED_IN, page
from institution.permissions import can_manage_years, require
from tests.access import examples, table
from tests.access.scene import Scene
from tests.access.test_access import is_ours

RULES = (
    *(f"{app}.permissions" for app in ("institution", "documents", "kpis", "sls", "actionplans")),
    "sls.returns.permissions",
)


def rules() -> set[str]:
    """The names of all functions that say who may do what."""
    found = set()
    for name in RULES:
        if importlib.util.find_spec(name):
            found |= {rule for rule in vars(importlib.import_module(name)) if rule[:4] == "can_"}
    return found


def used_by(view: FunctionType) -> set[str]:
    """Every name that a view uses, or one of the functions of views and rules that it calls."""
    used: set[str] = set()
    waiting, seen = [inspect.unwrap(view)], set()
    while waiting:
        function = waiting.pop()
        seen.add(function)
        names = set(names_in(function.__code__))
        used |= names
        known = function.__globals__
        called = [inspect.unwrap(known[name]) for name in names if callable(known.get(name))]
        waiting += [one for one in called if is_to_be_read(one) and one not in seen]
    return used


def names_in(code: CodeType) -> Iterator[str]:
    """The names in a piece of code, and in functions that it defines."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_in(inner)


def is_to_be_read(thing: object) -> bool:
    """Whether it is a function of the views, or a rule that may be made of others."""
    is_function = isinstance(thing, FunctionType)
    return is_function and (".views" in thing.__module__ or thing.__name__.startswith("can_"))


def asked(asks: str) -> set[str]:
    """The names of permissions in what a view says it asks."""
    return set(re.findall(r"can_\w+", asks))


def test_every_view_asks_what_it_says(house):
    scene, wrong = Scene(house, "submitted"), []
    known = rules()
    for route in table.routes().values():
        if not is_ours(route):
            continue
        view = resolve(examples.address(route, scene)).func
        if not hasattr(view, "asks"):
            wrong.append(f"{route.name} is not declared with @page")
            continue
        words = asked(view.asks)
        if not words and view.asks not in (PUBLIC, SIGNED_IN):
            wrong.append(f"{route.name} asks {view.asks!r}, which is no permission")
        wrong += [f"{route.name}: there is no {word}" for word in words - known]
        wrong += [f"{route.name} never asks {word}" for word in words - used_by(view)]
    assert wrong == []


def test_a_view_that_only_says_so_is_found():
    @page("GET", asks="can_manage_years")
    def careless(request):
        return None

    @page("GET", asks="can_manage_years")
    def careful(request):
        require(can_manage_years(request.user))

    assert "can_manage_years" not in used_by(careless)
    assert "can_manage_years" in used_by(careful)
    assert asked("can_read_advice and can_give_advice") == {"can_read_advice", "can_give_advice"}
