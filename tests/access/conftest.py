"""What the tests of access, of races and of hostile values share."""

import logging

import pytest

from institution import remembered
from sls import signing
from tests.factories import quick_document, quick_return


@pytest.fixture(autouse=True)
def quick_documents(monkeypatch):
    """Stand-ins for typeset documents: these tests are about who may have one, not how it looks.

    A draft is its own HTML, so that its words can be looked for.
    """
    monkeypatch.setattr(signing, "prepare", quick_document)
    monkeypatch.setattr(signing, "prepare_return", quick_return)
    monkeypatch.setattr("documents.workflow.typeset", lambda html, **how: html.encode())


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
