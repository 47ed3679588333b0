"""Earlier years of a demo are built as if it were then: a clock that can be set."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch


def today() -> date:
    """The real day, whatever the clock has been set to."""
    return datetime.now(tz=UTC).date()


@contextmanager
def at(day: date, hour: int = 10, minute: int = 0) -> Iterator[None]:
    """Within the block Django's clock stands at this time; it moves a second each time it is read,
    so that events keep their order."""
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC)

    class Clock(datetime):
        reads = 0

        @classmethod
        def now(cls, tz=None):
            Clock.reads += 1
            return (moment + timedelta(seconds=Clock.reads)).astimezone(tz)

    with patch("django.utils.timezone.datetime", Clock):
        yield
