"""What a signature is put to: the fingerprint of a document's content, and who signed, when."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any


def fingerprint_of(content: dict[str, Any]) -> str:
    """The SHA-256 of frozen content (plain JSON values) as 64 hexadecimal digits.

    The order of keys and the way JSON is spaced make no difference.
    """
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def short(fingerprint: str) -> str:
    """The first twelve digits in groups of four, for people to compare: "3f2a 91bc 77d0"."""
    return " ".join(fingerprint[start : start + 4] for start in (0, 4, 8))


@dataclass(frozen=True)
class Signature:
    """Who signs what: stands in the document and goes into its seal."""

    name: str
    role: str
    signed_at: datetime
    reference: str
    fingerprint: str

    @property
    def short_fingerprint(self) -> str:
        """The fingerprint as it is printed."""
        return short(self.fingerprint)
