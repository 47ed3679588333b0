"""Two databases that live as long as the benchmark: one for the data, one for ten times as much."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

NAMES = ("kept_bench", "kept_bench_tenfold")


@contextmanager
def two_databases() -> Iterator[tuple[str, list[str]]]:
    """What they are called for the reader, and their two addresses.

    On PostgreSQL when DATABASE_URL names one, which must allow its user to create databases;
    otherwise SQLite files in a temporary folder.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        with tempfile.TemporaryDirectory(prefix="kept-bench-") as folder:
            yield "SQLite", [f"sqlite:///{Path(folder, name)}.sqlite3" for name in NAMES]
        return
    try:
        for name in NAMES:
            _execute(url, f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
        yield "PostgreSQL", [urlunsplit(urlsplit(url)._replace(path=f"/{name}")) for name in NAMES]
    finally:
        for name in NAMES:
            _execute(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _execute(url: str, *statements: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True  # a database is not made inside a transaction
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()
