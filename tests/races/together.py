"""Doing things at the same moment, each in a thread with a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from institution.permissions import NotAllowed

PATIENCE = 60  # seconds that anybody waits for anybody before the test is given up


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act gives, all begun together. A refusal is given back; anything else is raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait(timeout=PATIENCE)
            return act()
        except NotAllowed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))
