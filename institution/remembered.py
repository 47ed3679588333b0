"""What changes once in years and every page shows: it is asked for every few seconds, no more.

For the frame of a page and the choices of its filters. What decides anything asks the database.
"""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from institution.models import Department, Institution

SECONDS = 5.0  # 0 for not at all
T = TypeVar("T")
_kept: list[Callable[[], None]] = []


def _remembered(ask: Callable[[], T]) -> Callable[[], T]:
    asked = lru_cache(maxsize=1)(lambda moment: ask())
    _kept.append(asked.cache_clear)

    @wraps(ask)
    def answer() -> T:
        return asked(int(time.monotonic() / SECONDS)) if SECONDS else ask()

    return answer


def forget() -> None:
    """Ask anew for everything, before its time."""
    for clear in _kept:
        clear()


@_remembered
def institution() -> Institution:
    """Whose site it is."""
    return Institution.get()


@_remembered
def departments() -> tuple[tuple[int, str], ...]:
    """Every department that still exists as (id, name), for a filter to choose from."""
    return tuple(Department.objects.active().values_list("pk", "name"))
