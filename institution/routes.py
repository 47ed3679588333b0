"""Every route of the site with what it says about itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One address: its name, pattern, methods, and the permission it asks for."""

    name: str
    pattern: str
    methods: tuple[str, ...]
    asks: str


def all_routes() -> list[Route]:
    """All routes by pattern. The administrators' own site of Django is left out."""
    found = sorted(_walk(get_resolver(), "", ""), key=lambda route: route.pattern)
    return [route for route in found if not route.name.startswith("admin:")]


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, inner)
        else:
            yield _route(entry, "/" + pattern.replace("^", "").removesuffix("$"), namespace)


def _route(entry: URLPattern, pattern: str, namespace: str) -> Route:
    view = entry.callback
    is_open = getattr(view, "login_required", True) is False
    # The sign-in pages come from a library and do not declare themselves.
    asks = getattr(view, "asks", "public" if is_open else "signed in")
    methods = tuple(getattr(view, "methods", _methods_of_class(view)))
    return Route(f"{namespace}{entry.name or ''}", pattern, methods, asks)


def _methods_of_class(view) -> list[str]:
    kind = getattr(view, "view_class", None)
    if kind is None:
        return ["GET", "POST"]
    return [method.upper() for method in ("get", "post") if hasattr(kind, method)]
