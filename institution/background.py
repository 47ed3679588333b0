"""Work in the background: a sign of life from the process that does it.

A view leaves work as a row (django-tasks); `manage.py run_worker` does it, one piece at a time.
"""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

SEEN = "worker-seen"
EVERY = timedelta(seconds=15)
AWAY_AFTER = timedelta(minutes=1)


def sign_of_life() -> None:
    """Say that a worker is there."""
    cache.set(SEEN, timezone.now(), timeout=None)


def worker_seen() -> datetime | None:
    """When a worker was there last; None if none ever was."""
    return cache.get(SEEN)


def is_worker_there() -> bool:
    """Whether somebody does what is left in the background."""
    seen = worker_seen()
    return seen is not None and timezone.now() - seen < AWAY_AFTER
