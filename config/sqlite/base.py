"""Django's SQLite, with a line for those who write.

SQLite lets one write at a time. Who comes meanwhile looks again after breaks that grow, so whoever
came last is served before whoever has waited longest. Here they wait for a lock on a file beside
the database: the system gives it to the next in line at once, and takes it back from a process
that dies. Single statements outside a transaction wait as before.
"""

import fcntl
import os
from threading import Thread
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that stands in line before it begins a transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._place: int | None = None  # in the line, as an open file

    def _start_transaction_under_autocommit(self) -> None:
        try:
            if not self.is_in_memory_db():
                self._wait()
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:  # whatever it is, nobody shall wait for it
            self._leave()
            raise

    def _wait(self) -> None:
        """Raises OperationalError, as SQLite does, when it takes longer than the timeout."""
        name = f"{self.settings_dict['NAME']}-line"
        try:
            self._place = place = os.open(name, os.O_CREAT | os.O_RDONLY, 0o644)
            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._wait_behind(place)
        except OSError as reason:
            raise OperationalError(str(reason)) from reason

    def _wait_behind(self, place: int) -> None:
        """The system knows no end of waiting. A place that is given up goes with its file."""
        waiting = Thread(target=fcntl.flock, args=(place, fcntl.LOCK_EX), daemon=True)
        waiting.start()
        waiting.join(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        if waiting.is_alive():
            raise OperationalError("database is locked") from None

    def _leave(self) -> None:
        if self._place is not None:
            # Said, and not left to the closing: a process forked meanwhile has the file open too.
            fcntl.flock(self._place, fcntl.LOCK_UN)
            os.close(self._place)
            self._place = None

    def commit(self) -> None:
        super().commit()
        self._leave()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._leave()

    def close(self) -> None:
        try:
            super().close()
        finally:
            self._leave()
