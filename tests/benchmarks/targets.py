"""The requests of every measured page, as bytes, from what the data says to ask for."""

import uuid
from collections.abc import Callable
from itertools import count, repeat
from urllib.parse import urlencode

from tests.benchmarks.load import Target
from tests.benchmarks.serving import HEADERS, HOST

# Any text of this length will do: it comes back in a cookie and in the form, as from a browser.
CSRF = "c" * 32
WORDS = "We answer every request within two working days, and say so when it takes longer. " * 12
CLIENTS = 20


def get_target(name: str, port: int, path: str) -> Target:
    """The same page for every client, asked for by nobody in particular."""
    return Target(name, port, [_get(path, "")] * CLIENTS)


def page_target(name: str, port: int, requests: list[dict]) -> Target:
    """A page for signed-in people: each client has its own session, and perhaps its own address."""
    requests = requests[:CLIENTS]
    if name in SAVES:
        asked = [SAVES[name](**request) for request in requests]
        return Target(name, port, asked, status=302)
    return Target(name, port, [_get(request["path"], request["session"]) for request in requests])


def _get(path: str, session: str) -> Callable[[], bytes]:
    cookie = f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n" if session else ""
    return repeat(f"GET {path} HTTP/1.1\r\n{HEADERS}{cookie}\r\n".encode()).__next__


def _save(path: str, session: str, version: int) -> Callable[[], bytes]:
    """Save the section again and again; each save names the version that the one before made."""
    return _post(path, session, version, lambda at: {"version": at, "text": _words(at)})


def _rate(path: str, session: str, version: int) -> Callable[[], bytes]:
    """Rate the action again and again, each time after the rating that was made before."""
    said = {"value": "amber"}
    return _post(path, session, version, lambda at: {**said, "after": at, "text": _words(at)})


SAVES = {"save": _save, "RAG update": _rate}


def _words(at: int) -> str:
    return f"{WORDS}Saved {at} times."


def _post(path: str, session: str, first: int, form: Callable[[int], dict]) -> Callable[[], bytes]:
    """Send the form to the path, with a number that grows by one each time."""
    numbers = count(first)

    def ask() -> bytes:
        marks = {"csrfmiddlewaretoken": CSRF, "_once": uuid.uuid4()}
        body = urlencode({**marks, **form(next(numbers))}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{HEADERS}Origin: https://{HOST}\r\n"
            f"Cookie: sessionid={session}; csrftoken={CSRF}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return ask
