"""Is this file, or this reference, one of our signed documents? Anybody may ask."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from django.contrib.auth.models import AnonymousUser

from documents import pdf
from documents.models import AnyUser, SignedDocument, opening_sha256

# The fixed beginning and the bounded rest keep the search quick in whatever file: no byte is looked
# at again and again.
REFERENCE = re.compile(
    rb"(?:SLS|AMR)-\d{4}-\d\d-[A-Z0-9_-]{0,107}[A-Z0-9]|TC-STAGE-\d{1,5}-\d{4}(?:-\d{1,4})?"
)
MOST_SAID = 5_000  # a hostile file may say a million references
# No statement that Kept typesets comes near it. A larger file is one of ours with something added,
# or a self-assessment full of pictures, and is known by its opening.
LARGEST = 4 * 1024**2  # bytes


class Verdict(StrEnum):
    """The four answers."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """The answer, the document it is about, and for an altered file what can be said of it."""

    verdict: Verdict
    document: SignedDocument | None = None
    change: str = ""


def look_up(reference: str, *, by: AnyUser | None = None) -> Finding:
    """What is known about a reference as somebody typed it. What is not public is known to nobody
    who is not signed in."""
    tidy = re.sub(r"\s+", "", reference).upper().replace("–", "-").replace("‑", "-")
    if not REFERENCE.fullmatch(tidy.encode(errors="replace")):
        return Finding(Verdict.UNKNOWN)
    documents = _readable(by).filter(reference=tidy)
    return _known(documents.first())


def examine(file: bytes, *, by: AnyUser | None = None) -> Finding:
    """What is known about a file: it is genuine only if each byte is as it was sealed.

    Who has the file of a document that is not public, or its beginning, may check it; that it only
    says a reference is not enough. Raises Busy while another file is being read.
    """
    known = _all().filter(sealed_sha256=hashlib.sha256(file).hexdigest()).first()
    if known:
        return _known(known)
    original = _original_of(file, by)
    if original is None:
        return Finding(Verdict.UNKNOWN)
    return Finding(Verdict.ALTERED, original, _change(file, original))


def _known(document: SignedDocument | None) -> Finding:
    if document is None:
        return Finding(Verdict.UNKNOWN)
    return Finding(Verdict.GENUINE if document.is_current else Verdict.SUPERSEDED, document)


def _all():
    return SignedDocument.objects.for_pages()


def _readable(by: AnyUser | None):
    return _all().readable_by(by or AnonymousUser())


def _original_of(file: bytes, by: AnyUser | None) -> SignedDocument | None:
    """The document that this file was, or claims to be.

    A file that was cut or lengthened still has its opening. Otherwise it says its reference in
    several places (metadata, seal), of which one change cannot hit all: the one said most counts.
    A file that was saved anew hides them in compressed parts, which only a PDF reader opens.
    """
    opened = _all().filter(opening_sha256=opening_sha256(file)).first()
    if opened or len(file) > LARGEST:
        return opened
    return _most_said(file, by) or _most_said(pdf.words_about(file), by)


def _most_said(words: bytes, by: AnyUser | None) -> SignedDocument | None:
    found = (match.group() for match in islice(REFERENCE.finditer(words), MOST_SAID))
    said = Counter(text.decode() for text in found)
    likeliest = dict(said.most_common(200))
    known = list(_readable(by).filter(reference__in=likeliest))
    return max(known, key=lambda document: likeliest[document.reference], default=None)


def _change(file: bytes, original: SignedDocument) -> str:
    """What happened to the file, in a sentence, as far as the bytes tell."""
    if len(file) > original.size and _sha256(file, original.size) == original.sealed_sha256:
        return "Something was added to it after it was sealed."
    if len(file) < original.size and bytes(original.pdf).startswith(file):
        return "Its end is missing, as after a download that was interrupted."
    if _sha256(file, original.unsigned_size) == original.unsigned_sha256:
        return "Its seal was changed, removed or replaced."
    return "What it holds is not what was sealed."


def _sha256(file: bytes, size: int) -> str:
    return hashlib.sha256(file[:size]).hexdigest()
