"""Work in the side process stays within its bounds, and the next call works again."""

import os
import runpy
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from documents import bounded, pdf
from documents.bounded import Busy, OutOfBounds, SideProcess


def double(number: int) -> int:
    return number * 2


def fail() -> None:
    raise ValueError("The work itself went wrong.")


def whoami() -> int:
    return os.getpid()


@pytest.fixture
def side():
    process = SideProcess(seconds=5, megabytes=200)
    yield process
    process._end()


def test_work_is_done_elsewhere_in_one_process_that_stays(side):
    assert side.call(double, 21) == 42
    first = side.call(whoami)
    assert first not in {os.getpid(), os.getppid()}
    assert side.call(whoami) == first


def leave_a_file() -> str:
    return tempfile.mkstemp()[1]


@pytest.mark.parametrize("is_killed", [False, True])
def test_what_the_process_leaves_behind_goes_with_it(side, is_killed):
    left = Path(side.call(leave_a_file))
    assert left.exists()
    if is_killed:
        os.kill(side.call(whoami), signal.SIGKILL)
    side._end()
    assert not left.parent.exists()


def test_what_the_work_raises_is_raised_here(side):
    with pytest.raises(ValueError, match="The work itself went wrong"):
        side.call(fail)
    assert side.call(double, 1) == 2


def test_work_that_takes_too_long_is_stopped():
    side = SideProcess(seconds=1, megabytes=200)
    with pytest.raises(OutOfBounds, match="more than 1 seconds"):
        side.call(time.sleep, 3600)
    side.seconds = 5
    assert side.call(double, 1) == 2
    side._end()


def test_work_that_needs_too_much_memory_is_refused(side):
    with pytest.raises(OutOfBounds, match="more than 200 MB"):
        side.call(bytearray, 400 * 1024**2)
    assert len(side.call(bytes, 1024)) == 1024


def test_work_that_takes_its_process_down_leaves_the_site_alone(side):
    with pytest.raises(OutOfBounds, match="took its process down"):
        side.call(os._exit, 1)
    assert side.call(double, 1) == 2


def test_the_bounds_hold_for_each_call(side):
    side.seconds = 1
    for _ in range(2):
        assert side.call(double, 1) == 2
        with pytest.raises(OutOfBounds, match="more than 1 seconds"):
            side.call(time.sleep, 3600)
        with pytest.raises(OutOfBounds, match="more than 200 MB"):
            side.call(bytearray, 400 * 1024**2)


def test_a_process_that_was_killed_is_replaced(side):
    first = side.call(whoami)
    os.kill(first, signal.SIGKILL)
    side._process.join()
    assert side.call(whoami) != first


def test_a_process_that_could_not_be_started_is_started_the_next_time(side, monkeypatch):
    def no_memory(**options):
        raise OSError("Cannot allocate memory")

    with monkeypatch.context() as patch:
        patch.setattr(bounded._context, "Process", no_memory)
        with pytest.raises(OutOfBounds):
            side.call(double, 1)
    assert side.call(double, 1) == 2


def test_an_answer_that_nobody_read_reaches_nobody_else(side, monkeypatch):
    side.call(double, 1)

    def interrupted(*arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(type(side._line), "poll", interrupted)
        with pytest.raises(KeyboardInterrupt):
            side.call(double, 50)
    assert side.call(double, 21) == 42


# Prints the number of the side process and gives it work without end.
SITE = """
import os, re, time
from documents.bounded import SideProcess
if __name__ == "__main__":
    side = SideProcess(seconds={seconds}, megabytes=200)
    print(side.call(os.getpid), flush=True)
    side.call({work})
"""


@pytest.mark.parametrize(
    ("seconds", "work"),
    [
        (3600, "time.sleep, 3600"),
        (2, 're.fullmatch, "(a+)+b", "a" * 99'),  # never lets another thread of its own have a turn
    ],
)
def test_the_process_ends_when_the_site_is_killed(tmp_path, seconds, work):
    script = tmp_path / "site.py"
    script.write_text(SITE.format(seconds=seconds, work=work))
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}
    ) as site:
        number = int(site.stdout.readline())
        assert is_running(number)
        site.kill()
    for _ in range(300):
        if not is_running(number):
            return
        time.sleep(0.1)
    os.kill(number, signal.SIGKILL)
    pytest.fail("The side process goes on without its site.")


def is_running(number: int) -> bool:
    """Whether the process is there and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_nobody_waits_for_ever():
    """Slow work before it would hold everybody up."""
    side = SideProcess(seconds=5, megabytes=300, patience=0, waiting=1)
    with side._turn, pytest.raises(Busy):
        side.call(len, "abc")
    assert side.call(len, "abc") == 3
    side._end()


def test_no_more_wait_than_may():
    side = SideProcess(seconds=5, megabytes=300, patience=60, waiting=1)
    answers = []
    with side._places, side._turn:  # one is being served
        waiting = threading.Thread(target=lambda: answers.append(side.call(double, 4)))
        waiting.start()
        while side._places._value:
            time.sleep(0.01)
        with pytest.raises(Busy, match="As many as may wait"):
            side.call(double, 5)
    waiting.join()
    assert answers == [8]
    side._end()


def test_the_web_server_keeps_a_thread_for_other_people():
    """However many strangers' files and drafts there are, not all of its threads see to them."""
    held = sum(side.callers for side in (pdf._reader, pdf._drafts))
    assert runpy.run_path("config/gunicorn.py")["threads"] > held


def test_callers_at_the_same_time_each_get_their_own_answer():
    side = SideProcess(seconds=5, megabytes=200, patience=60, waiting=7)
    answers = {}

    def ask(number: int) -> None:
        answers[number] = side.call(double, number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    side._end()
    assert answers == {number: number * 2 for number in range(8)}
