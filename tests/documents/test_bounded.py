"""Work in the side process stays within its bounds, and the next call works again."""

import os
import threading
import time

import pytest

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


def test_nobody_waits_for_ever():
    """A hostile file before it would hold everybody up."""
    side = SideProcess(seconds=5, megabytes=300, patience=0)
    with side._lock, pytest.raises(Busy):
        side.call(len, "abc")
    assert side.call(len, "abc") == 3


def test_callers_at_the_same_time_each_get_their_own_answer(side):
    answers = {}

    def ask(number: int) -> None:
        answers[number] = side.call(double, number)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number * 2 for number in range(8)}
