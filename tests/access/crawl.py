"""Everything that somebody can come upon: the example of every route, the pages that they link
to, and what they were told by mail."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag, urljoin

from django.core import mail
from django.test import Client
from django.urls import reverse
from lxml import html

from tests.access import examples, table
from tests.access.scene import Scene

# Of pages that are alike (years, states, people) some will do.
ENOUGH = 2


def everything(client: Client, scene: Scene, *, also: Sequence[str] = ()) -> Iterator[tuple]:
    """(address, words) of each page and file that the person can open, with those in `also`."""
    known = table.routes().values()
    waiting = [*also, *(examples.address(route, scene) for route in known if is_read(route))]
    met, alike = {*waiting, reverse("account_logout")}, Counter()
    while waiting:
        url = waiting.pop(0)
        answer = client.get(url)
        yield url, words(answer)
        for link in leads_to(url, answer):
            if link not in met and alike[kind(link)] < ENOUGH:
                met.add(link)
                alike[kind(link)] += 1
                waiting.append(link)


def kind(url: str) -> str:
    """The address without the numbers and values in it."""
    return re.sub(r"(?<==)[^&]*|\d+", "", url)


def is_read(route) -> bool:
    """Whether it is opened by hand: not the way out, nor the rest of signing in."""
    return "GET" in route.methods and not route.pattern.startswith("/accounts/")


def leads_to(url: str, answer) -> list[str]:
    """Addresses of ours that a page links to; none for a file, nor for a way to elsewhere."""
    if "html" not in answer.headers.get("Content-Type", "") or not answer.content:
        return []
    links = html.fromstring(answer.content).xpath("//a[@href != '']/@href")
    found = {urldefrag(urljoin(url, link)).url for link in links}
    return sorted(link for link in found if link.startswith("/") and "/static/" not in link)


def words(answer) -> str:
    """What an answer says, unpacked if it is an office document, with where it leads."""
    content = b"".join(answer) if answer.streaming else answer.content
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace") + answer.headers.get("Location", "")


def told(person) -> str:
    """What the person has been told by mail: subjects, texts and HTML."""
    mine = [message for message in mail.outbox if person.email in message.to]
    parts = [[m.subject, m.body, *(content for content, _ in m.alternatives)] for m in mine]
    return "\n".join(part for message in parts for part in message)
