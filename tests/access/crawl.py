"""Everything that somebody can come upon: the pages that link to each other, and every address
that has no form in it. With what they were told by mail."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.access import examples, table
from tests.access.scene import Scene

# These end the visit.
NEVER = {"account_logout"}


class Links(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        """Links, and the addresses of forms, which a browser opens too."""
        named = dict(attrs)
        if tag == "a" and named.get("href"):
            self.found.add(named["href"])


def everything(client: Client, scene: Scene, *, also: Sequence[str] = ()) -> Iterator[tuple]:
    """(address, words) of each page and file that the person can open."""
    known = table.routes().values()
    waiting = [*also]
    waiting += [examples.address(route, scene) for route in known if is_read(route)]
    seen = {reverse(name) for name in NEVER}
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        answer = client.get(url)
        yield url, words(answer)
        if "html" in answer.headers.get("Content-Type", ""):
            waiting += leads_to(url, answer)


def is_read(route) -> bool:
    return "GET" in route.methods and not route.name.startswith(("openid", "mfa", "account_reset"))


def leads_to(url: str, answer) -> list[str]:
    """Addresses of ours that a page links to."""
    links = Links(answer.content.decode()).found
    found = {urldefrag(urljoin(url, link)).url for link in links}
    return sorted(link for link in found if link.startswith("/") and "/static/" not in link)


def words(answer) -> str:
    """What an answer says, unpacked if it is an office document, with where it leads."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace") + answer.headers.get("Location", "")


def told(person) -> str:
    """What the person has been told by mail: subjects, texts and HTML."""
    mine = [message for message in mail.outbox if person.email in message.to]
    parts = [[m.subject, m.body, *(content for content, _ in m.alternatives)] for m in mine]
    return "\n".join(part for message in parts for part in message)
