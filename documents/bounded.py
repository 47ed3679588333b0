"""A process at the site's side for work whose cost the input decides, bounded in time and memory.

Laying out a PDF and opening a stranger's file must not take the site down, whatever they are given.
A timer signal would reach only the main thread, and a limit of memory would hit the whole server;
a process of its own can be limited and, if need be, killed. It also leaves the site free to answer
others meanwhile. Starting one costs the imports (half a second), so it stays for the next call.
"""

import multiprocessing
import os
import resource
import shutil
import signal
import tempfile
import threading
import time
import weakref
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

_context = multiprocessing.get_context("spawn")  # a clean process, without copies of our threads

IDLE_SECONDS = 300  # then it ends by itself, and gives its memory back
START_SECONDS = 10  # to come up, on a busy machine


class OutOfBounds(Exception):
    """The work took too long, needed too much memory, or took its process down."""


class Busy(OutOfBounds):
    """Others were served first, for longer than anybody should wait."""


class SideProcess:
    """One process that does one piece of work at a time, within its limits.

    Each process of the web server has its own. While one caller is served, `waiting` others may
    wait for up to `patience` seconds; who comes then is refused at once, so that the web server
    keeps threads for other people.
    """

    def __init__(
        self, *, seconds: int, megabytes: int, patience: float = 0, waiting: int = 0
    ) -> None:
        self.seconds = seconds
        self.megabytes = megabytes
        self.patience = patience
        self.callers = 1 + waiting  # at the same time
        self._places = threading.BoundedSemaphore(self.callers)
        self._turn = threading.Lock()
        self._process: Any = None
        self._line: Connection | None = None
        self._tidy_up: Any = None
        self._used_at = 0.0

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """`function(*arguments)`, worked out over there.

        The function stands at the top of a module that needs no Django; arguments and result are
        plain values. What it raises is raised here; OutOfBounds when it passes a limit, Busy when
        its turn does not come.
        """
        if not self._places.acquire(blocking=False):
            raise Busy("As many as may wait are waiting.")
        try:
            if not self._turn.acquire(timeout=self.patience):
                raise Busy(f"The work waited for {self.patience} seconds.")
            try:
                succeeded, answer = self._ask(function, arguments)
            finally:
                self._turn.release()
        finally:
            self._places.release()
        if succeeded:
            return answer
        raise answer

    def _ask(self, function: Callable[..., Any], arguments: tuple) -> tuple[bool, Any]:
        """Whether it succeeded, and what it gave or raised. The process ends unless it is fit for
        the next call: an answer that nobody has read must not reach somebody else."""
        is_fit = False
        try:
            line = self._connect()
            line.send((function, arguments, self.seconds))
            if not line.poll(self.seconds):
                raise OutOfBounds(f"The work took more than {self.seconds} seconds.")
            succeeded, answer = line.recv()
            # After an OutOfBounds it may hold on to all the memory it was given.
            is_fit = not isinstance(answer, OutOfBounds)
        except (EOFError, OSError):
            raise OutOfBounds("The work took its process down.") from None
        finally:
            if not is_fit:
                self._end()
        self._used_at = time.monotonic()
        return succeeded, answer

    def _connect(self) -> Connection:
        """The line to a living process. One that may be about to end by itself is not used."""
        is_fresh = time.monotonic() - self._used_at < IDLE_SECONDS / 2
        if self._line is None or not is_fresh or not self._process.is_alive():
            self._end()
            line, theirs = _context.Pipe()
            # Its files go with it, however it ends: a killed process tidies nothing up.
            place = tempfile.mkdtemp(prefix="kept-")
            given = theirs, self.megabytes, place
            process = _context.Process(target=_work_for, args=given, daemon=True)
            self._tidy_up = weakref.finalize(process, shutil.rmtree, place, ignore_errors=True)
            process.start()
            theirs.close()
            self._line, self._process = line, process
            if not line.poll(START_SECONDS):
                raise OutOfBounds("The process did not come up.")
            line.recv()
        return self._line

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._process.kill()
            self._process.join()
            self._tidy_up()
        self._line = self._process = None


def _work_for(line: Connection, megabytes: int, place: str) -> None:
    """What the other process does: one piece of work after another, until nobody asks any more."""
    tempfile.tempdir = place
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a terminal is the site's to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2, megabytes * 1024**2))
    line.send("ready")
    while line.poll(IDLE_SECONDS):
        try:
            function, arguments, seconds = line.recv()
        except EOFError:  # the site has ended
            return
        signal.alarm(seconds + 1)  # the system ends us if the site is no longer there to do it
        try:
            answer = True, function(*arguments)
        except MemoryError:
            answer = False, OutOfBounds(f"The work needed more than {megabytes} MB of memory.")
        except Exception as problem:  # noqa: BLE001 -- whatever it is, it belongs to the caller
            answer = False, problem
        line.send(answer)
        signal.alarm(0)


def _end_with_parent() -> None:
    """Wait for the end of the web server's process, however it comes, and go with it."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
