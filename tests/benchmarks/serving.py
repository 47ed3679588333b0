"""The site in its production form on this machine: its environment, and gunicorn as configured."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

HOST = "kept.example"
# What the proxy in front adds; without it the site leads every request to https.
HEADERS = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\n"
STARTING = 30  # seconds after which a server that does not answer is given up


def environment(database_url: str, place: Path) -> dict[str, str]:
    """A production site's settings, with its files in `place`."""
    return os.environ | {
        "KEPT_ENV": "production",
        "KEPT_DEBUG": "",
        "KEPT_SECRET_KEY": "for-the-benchmark-and-nothing-else-0123456789-0123456789",
        "KEPT_ALLOWED_HOSTS": HOST,
        "KEPT_SITE_URL": f"https://{HOST}",
        "KEPT_VAR_DIR": str(place),
        "KEPT_SEAL_FILE": "never opened: the measured pages seal nothing",
        "KEPT_SEAL_PASSWORD": "none",
        "KEPT_EMAIL_HOST": "mail.invalid",
        "KEPT_EMAIL_FROM": "Kept <kept@kept.example>",
        "KEPT_LOG_LEVEL": "CRITICAL",
        "KEPT_WORKERS": "2",
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


def python(environment: dict[str, str], *arguments: str, standard_input: str = "") -> str:
    """Run this Python in the site's environment and return what it printed."""
    ran = subprocess.run(
        [sys.executable, *arguments], env=environment, input=standard_input, check=True,
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return ran.stdout


def with_demonstration_seal(environment: dict[str, str]) -> dict[str, str]:
    """The same site, not in production: it makes itself a certificate to seal documents with."""
    return environment | {"KEPT_ENV": "development", "KEPT_SEAL_FILE": "", "KEPT_SEAL_PASSWORD": ""}


@dataclass
class Server:
    """A running gunicorn: where it listens, and the seconds from its start to its first answer."""

    port: int
    begun: float
    seconds: float


@contextmanager
def served(environment: dict[str, str]) -> Iterator[Server]:
    """Start gunicorn with the site's own configuration, wait for /healthz, and stop it at last."""
    port = _free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*gunicorn, "--bind", f"127.0.0.1:{port}", "--log-level", "error"], env=environment
    )
    try:
        while not get(port, "/healthz"):
            if process.poll() is not None or time.perf_counter() - begun > STARTING:
                raise RuntimeError("The server did not start; see above.")
            time.sleep(0.01)
        yield Server(port, begun, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(timeout=STARTING)


def get(port: int, path: str, session: str = "") -> bytes:
    """The page, or nothing while nobody answers. Anything but 200 raises HTTPError."""
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Cookie": f"sessionid={session}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=STARTING) as answer:  # noqa: S310 - the same
            return answer.read()
    except URLError as problem:
        if isinstance(problem.reason, ConnectionRefusedError):
            return b""
        raise


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
