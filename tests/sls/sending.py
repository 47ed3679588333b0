"""Sending a form as its page does, and reading the answer."""

import re
from dataclasses import asdict

from django.core import signing
from django.http import HttpResponse
from django.test import Client

from institution import autosave, once
from institution.models import User


def mark_of(client: Client, url: str) -> dict[str, str]:
    """The mark of the form on a page, which says who was shown it."""
    return {"_who": re.search(r'name="_who" value="(.*?)"', client.get(url).content.decode())[1]}


def mark_for(person: User, url: str) -> dict[str, str]:
    """The mark of a form on a page that the person opened at some time, when they still could."""
    mark = asdict(autosave.Mark(person.pk, url, ""))
    return {"_who": signing.dumps(mark, salt=autosave.MARK_SALT, compress=True)}


def seen_draft(person: User, url: str) -> dict[str, str]:
    """The mark of a form that shows what the person had typed and not saved."""
    return {"_seen": autosave.stamp(autosave.offered(person, url))}


def send(client: Client, url: str, **typed) -> HttpResponse:
    """Post a form with the token that its page would carry."""
    return client.post(url, {"_once": once.new_token(), **typed})


def words_of(answer: HttpResponse) -> str:
    """The page that came back, on one line."""
    return " ".join(answer.content.decode().split())
