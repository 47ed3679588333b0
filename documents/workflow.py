"""Making a signed document: typeset, seal, and check the seal before anybody keeps it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents import pdf, sealing
from documents.sealing import Seal
from documents.signature import Signature
from institution.colours import shades
from institution.models import Institution, User


@dataclass(frozen=True)
class MadeDocument:
    """A sealed document that is not stored yet. `version` is the version of the row it was made
    from, so that the caller can see whether that row has changed since."""

    kind: str
    title: str
    content: dict[str, Any]
    version: int
    signature: Signature
    signed_by: User
    pdf: bytes
    sealed_sha256: str
    unsigned_sha256: str
    unsigned_size: int
    seal: Seal


def typeset(
    html: str, *, is_draft: bool = False, is_paper: bool = False,
    files: Mapping[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """The unsealed PDF of a rendered page in the institution's colour: a draft, a paper, or the
    first step to a signed document. `files` are further ones that the page names. Raises
    RenderRefused with a sentence for the screen."""
    colours = shades(Institution.get().brand_colour)
    return pdf.render(
        html, files={"brand.css": colours.css.encode(), **(files or {})}, is_draft=is_draft,
        is_paper=is_paper,
    )  # fmt: skip


def make(
    html: str,
    *,
    kind: str,
    title: str,
    content: dict[str, Any],
    version: int,
    signature: Signature,
    by: User,
    files: Mapping[str, bytes] | None = None,
) -> MadeDocument:
    """Typeset and seal a document: seconds of work, so never inside a transaction.

    `html` is the rendered page, `content` what it says as plain JSON values, `files` what else it
    names. Keep the result with
    `SignedDocument.store`. Raises RenderRefused or SealRefused with a sentence for the screen.
    """
    unsigned = typeset(html, files=files)
    sealed = sealing.seal(unsigned, signature=signature)
    seal = sealing.inspect(sealed)
    if seal is None or not seal.is_whole or not sealed.startswith(unsigned):
        raise sealing.SealRefused(
            "The document was sealed, but its seal does not hold. Nothing has been approved; "
            "an administrator needs to look at the certificate."
        )
    return MadeDocument(
        kind=kind,
        title=title,
        content=content,
        version=version,
        signature=signature,
        signed_by=by,
        pdf=sealed,
        sealed_sha256=hashlib.sha256(sealed).hexdigest(),
        unsigned_sha256=hashlib.sha256(unsigned).hexdigest(),
        unsigned_size=len(unsigned),
        seal=seal,
    )
