"""Sending a form as its page does."""

from django.http import HttpResponse
from django.test import Client

from institution import once


def send(client: Client, url: str, **typed) -> HttpResponse:
    """Post a form with the token that its page would carry."""
    return client.post(url, {"_once": once.new_token(), **typed})
