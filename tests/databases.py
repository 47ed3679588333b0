"""The databases that tests and benchmarks run on.

As a pytest plugin it puts SQLite's test database into a file, as in real use. As a program it runs
a command on PostgreSQL: `python -m tests.databases python -m pytest`.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

# A cluster that lives as long as one command need not survive a power cut.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
NOT_DURABLE = ("PRAGMA synchronous=FULL", "PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Give SQLite a database file for each worker; in memory it knows neither WAL nor waiting."""
    from django.db import connection

    if connection.vendor == "sqlite":
        options = connection.settings_dict["OPTIONS"]
        options["init_command"] = options["init_command"].replace(*NOT_DURABLE)
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        connection.settings_dict["TEST"]["NAME"] = str(file)


def pytest_report_header() -> str:
    """Say in the first lines which database this run is on."""
    from django.db import connection

    return f"database: {connection.vendor}"


def find_binaries() -> Path | None:
    """The folder with the newest PostgreSQL's initdb and pg_ctl, or None if there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(found, key=lambda path: int(path.parts[-3]))
    return newest[-1].parent if newest else None


@contextmanager
def throw_away_cluster(binaries: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own on a unix socket, yield its DATABASE_URL, and remove it."""
    place = tempfile.mkdtemp(prefix="kept-pg-")
    # PostgreSQL refuses to run as root; root hands it to the account that Debian made for it.
    account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(place, "postgres", "postgres")

    def run(program: str, *arguments: str, check: bool = True) -> None:
        command = [str(binaries / program), *arguments]
        subprocess.run(command, cwd=place, check=check, stdout=subprocess.DEVNULL, **account)

    cluster = f"{place}/cluster"
    run("initdb", "-D", cluster, "-U", "kept", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    listen = f"-c listen_addresses= -c unix_socket_directories={place} {QUICK}"
    try:
        run("pg_ctl", "start", "-w", "-D", cluster, "-l", f"{place}/log", "-o", listen)
        run("createdb", "-h", place, "-U", "kept", "kept")
        yield f"postgres://kept@{quote(place, safe='')}/kept"
    finally:
        # Unchecked: it may never have started, and what went wrong is already on its way up.
        run("pg_ctl", "stop", "-D", cluster, "-m", "immediate", check=False)
        shutil.rmtree(place, ignore_errors=True)


def run_on_postgresql(command: list[str]) -> int:
    """Run `command` with a PostgreSQL DATABASE_URL: the caller's own if set, else a new cluster.

    Returns the command's exit status. Without any PostgreSQL it says so and returns 0, or 1 where
    CI=true allows nothing to be left out.
    """
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    binaries = find_binaries()
    if binaries is None:
        print("!!!! SKIPPED: nothing was run on PostgreSQL, because it is not installed here.")
        print("!!!! Debian's package is called postgresql; or set DATABASE_URL to one you have.")
        return int(os.environ.get("CI") == "true")
    with throw_away_cluster(binaries) as url:
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    # A polite request to end must still stop the cluster.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(run_on_postgresql(sys.argv[1:]))
