"""Is this file, or this reference, one of our signed documents? Anybody may ask."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from documents import pdf
from documents.models import SignedDocument, opening_sha256

# The fixed beginning and the bounded rest keep the search quick in whatever file: no byte is looked
# at again and again.
REFERENCE = re.compile(rb"SLS-\d{4}-\d\d-[A-Z0-9_-]{0,107}[A-Z0-9]")
MOST_SAID = 5_000  # a hostile file may say a million references
# No statement that Kept typesets comes near it. A larger file is at most one of ours with something
# added, and is known by its opening.
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


def look_up(reference: str) -> Finding:
    """What is known about a reference as somebody typed it."""
    tidy = re.sub(r"\s+", "", reference).upper().replace("–", "-").replace("‑", "-")
    if not REFERENCE.fullmatch(tidy.encode(errors="replace")):
        return Finding(Verdict.UNKNOWN)
    return _known(_public().filter(reference=tidy).first())


def examine(file: bytes) -> Finding:
    """What is known about a file: it is genuine only if each byte is as it was sealed.

    Raises Busy while another file is being read.
    """
    known = _public().filter(sealed_sha256=hashlib.sha256(file).hexdigest()).first()
    if known:
        return _known(known)
    original = _original_of(file)
    if original is None:
        return Finding(Verdict.UNKNOWN)
    return Finding(Verdict.ALTERED, original, _change(file, original))


def _known(document: SignedDocument | None) -> Finding:
    if document is None:
        return Finding(Verdict.UNKNOWN)
    return Finding(Verdict.GENUINE if document.is_current else Verdict.SUPERSEDED, document)


def _public():
    return SignedDocument.objects.public().for_pages()


def _original_of(file: bytes) -> SignedDocument | None:
    """The document that this file was, or claims to be.

    A file that was cut or lengthened still has its opening. Otherwise it says its reference in
    several places (metadata, seal), of which one change cannot hit all: the one said most counts.
    A file that was saved anew hides them in compressed parts, which only a PDF reader opens.
    """
    opened = _public().filter(opening_sha256=opening_sha256(file)).first()
    if opened or len(file) > LARGEST:
        return opened
    return _most_said(file) or _most_said(pdf.words_about(file))


def _most_said(words: bytes) -> SignedDocument | None:
    found = (match.group() for match in islice(REFERENCE.finditer(words), MOST_SAID))
    said = Counter(text.decode() for text in found)
    likeliest = dict(said.most_common(200))
    known = list(_public().filter(reference__in=likeliest))
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
