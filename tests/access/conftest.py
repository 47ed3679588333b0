"""What the tests of access, of races and of hostile values share."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction

from institution import remembered
from sls import signing
from tests.access.scene import Scene
from tests.conftest import House
from tests.factories import quick_document, quick_return


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch):
    """Stand-ins for typeset documents: these tests are about who may have one, not how it looks.

    A draft is its own HTML, so that its words can be looked for.
    """
    monkeypatch.setattr(signing, "prepare", quick_document)
    monkeypatch.setattr(signing, "prepare_return", quick_return)
    monkeypatch.setattr("documents.workflow.typeset", lambda html, **how: html.encode())


@pytest.fixture(scope="module")
def kept_scene(request, django_db_setup, django_db_blocker) -> Iterator[Scene]:
    """The scene in the state that its parameter names, made once for the tests of a module. What
    each does to it is undone, as always."""
    remembered.forget()
    with django_db_blocker.unblock(), transaction.atomic():
        yield Scene(House(), request.param)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet():
    """Every refusal is logged with its trace, and these tests are refused thousands of times."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(autouse=True)
def one_frame(nothing_remembered, monkeypatch):
    """What every page shows around it is asked for once in a test, and not thousands of times."""
    remembered.forget()
    monkeypatch.setattr(remembered, "SECONDS", 1e9)
