"""A process at the site's side for work whose cost the input decides, bounded in time and memory.

Laying out a PDF and opening a stranger's file must not take the site down, whatever they are given.
A timer signal would reach only the main thread, and a limit of memory would hit the whole server;
a process of its own can be limited and, if need be, killed. It also leaves the site free to answer
others meanwhile. Starting one costs the imports (half a second), so it stays for the next call.
"""

import multiprocessing
import resource
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_context = multiprocessing.get_context("spawn")  # a clean process, without copies of our threads

IDLE_SECONDS = 300  # then it ends by itself, and gives its memory back


class OutOfBounds(Exception):
    """The work took too long, needed too much memory, or took its process down."""


class Busy(OutOfBounds):
    """Others were served first, for longer than anybody should wait."""


class SideProcess:
    """One process that does one piece of work at a time, within its limits.

    Each process of the web server has its own; callers wait for each other, up to `patience`
    seconds.
    """

    def __init__(self, *, seconds: int, megabytes: int, patience: int = 60) -> None:
        self.seconds = seconds
        self.patience = patience
        self.megabytes = megabytes
        self._lock = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._used_at = 0.0

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """`function(*arguments)`, worked out over there.

        The function stands at the top of a module that needs no Django; arguments and result are
        plain values. What it raises is raised here; OutOfBounds when it passes a limit, Busy when
        its turn does not come.
        """
        if not self._lock.acquire(timeout=self.patience):
            raise Busy(f"The work waited for {self.patience} seconds.")
        try:
            line = self._connect()
            try:
                line.send((function, arguments))
                if not line.poll(self.seconds):
                    raise OutOfBounds(f"The work took more than {self.seconds} seconds.")
                succeeded, answer = line.recv()
            except (EOFError, BrokenPipeError, ConnectionResetError):
                self._end()
                raise OutOfBounds("The work took its process down.") from None
            except OutOfBounds:
                self._end()
                raise
            if isinstance(answer, OutOfBounds):
                self._end()  # it may hold on to all the memory it was given
            self._used_at = time.monotonic()
        finally:
            self._lock.release()
        if succeeded:
            return answer
        raise answer

    def _connect(self) -> Connection:
        """The line to a living process. One that may be about to end by itself is not used."""
        is_fresh = time.monotonic() - self._used_at < IDLE_SECONDS / 2
        if self._line is None or not is_fresh or not self._process.is_alive():
            self._end()
            self._line, theirs = _context.Pipe()
            self._process = _context.Process(
                target=_work_for, args=(theirs, self.megabytes), daemon=True
            )
            self._process.start()
            theirs.close()
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._process.kill()
            self._process.join()
        self._line = self._process = None


def _work_for(line: Connection, megabytes: int) -> None:
    """What the other process does: one piece of work after another, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the site's to answer
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2, megabytes * 1024**2))
    while line.poll(IDLE_SECONDS):
        try:
            function, arguments = line.recv()
        except EOFError:  # the site has ended
            return
        try:
            answer = True, function(*arguments)
        except MemoryError:
            answer = False, OutOfBounds(f"The work needed more than {megabytes} MB of memory.")
        except Exception as problem:  # noqa: BLE001 -- whatever it is, it belongs to the caller
            answer = False, problem
        line.send(answer)
