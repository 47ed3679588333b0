"""The line of those who write to SQLite: in turn, not for ever, and left by whoever is gone."""

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from django.db import OperationalError

from config.sqlite import base
from config.sqlite.base import DatabaseWrapper

# A process that takes the place in front, says so, and does not leave it.
STAYS = "import fcntl, sys, time; f = open(sys.argv[1], 'a'); fcntl.flock(f, 2); print(1, flush=1)"


@pytest.fixture
def connect(tmp_path, django_db_blocker):
    """connect(timeout) gives another connection to the same new database."""
    made = []

    def connection(timeout: float = 10) -> DatabaseWrapper:
        options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
        settings = {
            "ENGINE": "config.sqlite", "NAME": str(tmp_path / "db.sqlite3"), "OPTIONS": options,
            "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "AUTOCOMMIT": True, "TIME_ZONE": None,
            "ATOMIC_REQUESTS": False, "TEST": {"NAME": None},
        }  # fmt: skip
        made.append(DatabaseWrapper(settings, alias=f"line-{len(made)}"))
        made[-1].inc_thread_sharing()
        return made[-1]

    with django_db_blocker.unblock():
        yield connection
        for one in made:
            one.close()


def begin(connection: DatabaseWrapper) -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def test_who_came_first_writes_first(connect):
    first, order = connect(), []
    begin(first)

    def write(number: int) -> None:
        connection = connect()
        begin(connection)
        order.append(number)
        connection.commit()

    threads = [Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
        time.sleep(0.05)  # so that they come in this order
    assert order == []
    first.commit()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("leave", ["commit", "rollback", "close"])
def test_the_place_is_left_with_the_transaction(connect, leave):
    begin(one := connect())
    with pytest.raises(OperationalError, match="database is locked"):
        begin(connect(timeout=0.05))
    getattr(one, leave)()
    begin(connect(timeout=0.05))


def test_a_place_that_was_given_up_holds_nobody(connect):
    begin(one := connect())
    with pytest.raises(OperationalError):
        begin(connect(timeout=0.05))
    one.commit()
    begin(again := connect(timeout=5))
    again.commit()


def test_the_place_of_a_process_that_dies_is_free(connect, tmp_path):
    line = Path(tmp_path, "db.sqlite3-line")
    with subprocess.Popen(
        [sys.executable, "-c", f"{STAYS}; time.sleep(60)", str(line)], stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        with pytest.raises(OperationalError):
            begin(connect(timeout=0.05))
        process.kill()
    begin(connect(timeout=5))


def test_a_beginning_that_fails_leaves_the_place(connect, monkeypatch):
    broken = connect()
    broken.ensure_connection()
    monkeypatch.setattr(broken, "transaction_mode", "NONSENSE")
    with pytest.raises(OperationalError, match="syntax"):
        begin(broken)
    begin(connect(timeout=0.05))


def no_locks(place, what):
    if what != fcntl.LOCK_UN:
        raise OSError("no locks available")


def no_files(*args):
    raise OSError("no locks available")


@pytest.mark.parametrize(("where", "broken"), [(os, no_files), (fcntl, no_locks)])
def test_a_line_that_cannot_be_waited_in_is_said_as_the_database_does(
    connect, monkeypatch, where, broken
):
    connection = connect()
    connection.ensure_connection()
    with monkeypatch.context() as patch:
        patch.setattr(where, "open" if where is os else "flock", broken)
        with pytest.raises(OperationalError, match="no locks available"):
            begin(connection)
    begin(connection)


def test_whatever_happens_in_the_line_no_place_stays_behind(connect, monkeypatch):
    begin(one := connect())
    other = connect()
    other.ensure_connection()
    with monkeypatch.context() as patch:
        patch.setattr(base.Thread, "start", lambda thread: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            begin(other)
    assert other._place is None
    one.rollback()
    begin(other)
