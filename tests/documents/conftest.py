"""Documents as they come out of the press: made once, stored where a test needs them."""

from dataclasses import replace
from unittest.mock import patch

import pytest
from django.test import override_settings

from documents import workflow
from documents.models import SignedDocument
from institution.models import Institution
from tests.documents.sample import CONTENT, SIGNATURE, html_of


@pytest.fixture(scope="session")
def seal_folder(tmp_path_factory):
    """A place of its own for the self-made certificate."""
    folder = tmp_path_factory.mktemp("var")
    with override_settings(KEPT_VAR_DIR=folder, KEPT_SEAL_FILE="", KEPT_SEAL_PASSWORD=""):
        yield folder


def make_edition(edition: int) -> workflow.MadeDocument:
    """A sealed statement of the sample department, typeset for real, without a database."""
    reference = f"{CONTENT.reference.rpartition('-')[0]}-{edition}"
    content = replace(CONTENT, edition=edition, reference=reference)
    signature = replace(SIGNATURE, reference=reference, fingerprint=content.fingerprint())
    with patch.object(Institution, "get", return_value=Institution()):
        return workflow.make(
            html_of(content, signature=signature),
            kind="statement",
            title=f"Service level statement: {content.department}, {content.year_label}",
            content=content.to_json(),
            version=7,
            signature=signature,
            by=None,
        )


@pytest.fixture(scope="session")
def first_made(seal_folder) -> workflow.MadeDocument:
    return make_edition(1)


@pytest.fixture(scope="session")
def second_made(seal_folder) -> workflow.MadeDocument:
    return make_edition(2)


@pytest.fixture
def first(db, first_made) -> SignedDocument:
    """The first edition, in force."""
    return SignedDocument.store(first_made)


@pytest.fixture
def second(first, second_made) -> SignedDocument:
    """The second edition, which has taken the first one's place."""
    return SignedDocument.store(second_made, supersedes=first)
