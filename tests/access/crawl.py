"""Everything that somebody can come upon: the example of every route, the pages that they link
to, and what they were told by mail."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag, urljoin, urlsplit

from django.core import mail
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from lxml import html

from tests.access import examples, table
from tests.access.scene import Scene

# Of pages that are alike (years, states, people) some will do.
ENOUGH = 2
# The app that may not import the statements' (tests/test_house.py): its pages know nothing of them.
STRANGER = "actionplans"


def everything(client: Client, scene: Scene, *, also: Sequence[str] = ()) -> Iterator[tuple]:
    """(address, words) of each page and file that the person can open, with those in `also`, and
    without those that know nothing of statements."""
    known = [route for route in table.routes().values() if is_read(route)]
    examples_of_all = [examples.address(route, scene) for route in known]
    waiting = [*also, *(url for url in examples_of_all if not is_strange(url))]
    met, alike = {*waiting, reverse("account_logout")}, Counter()
    while waiting:
        url = waiting.pop(0)
        answer = client.get(url)
        yield url, words(answer)
        for link in leads_to(url, answer):
            if link not in met and alike[kind(link)] < ENOUGH and not is_strange(link):
                met.add(link)
                alike[kind(link)] += 1
                waiting.append(link)


def kind(url: str) -> str:
    """The address without the numbers and values in it."""
    return re.sub(r"(?<==)[^&]*|\d+", "", url)


def is_strange(url: str) -> bool:
    """Whether the page is of the app that knows nothing of statements."""
    try:
        return resolve(urlsplit(url).path).app_name == STRANGER
    except Resolver404:
        return False


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
