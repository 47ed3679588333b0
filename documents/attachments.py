"""What a person attaches: which files are taken, and whether their content agrees with their name.

Nothing is opened: a file is known by its first bytes, a picture by its header as well, an archive
by the list of what is in it.
"""

import hashlib
import io
import re
import struct
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from documents import pictures
from documents.longtext import without_unseen

LARGEST = 5 * 1024 * 1024  # bytes
LONGEST_NAME = 100  # characters, without the ending
# Of a picture: a telephone's has 12 million. Unpacked, each takes some 12 bytes of who shows it.
MOST_PIXELS = 25_000_000
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
WORDS = {
    "pdf": "PDF", "png": "PNG", "jpg": "JPEG", "csv": "CSV", "txt": "text", "xlsx": "Excel",
    "docx": "Word",
}  # fmt: skip
TAKEN = "a PDF, a picture (PNG or JPEG), an Excel (.xlsx), Word (.docx), CSV or text file"
SAME = {"jpeg": "jpg"}
PICTURES = {"png", "jpg"}  # are shown, where others are listed
# What a file of the kind holds at its beginning, or in the list of an archive.
BEGINS = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
PART = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
LOCKED = b"\xd0\xcf\x11\xe0"  # an Office file with a password, or of before 2007
NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# An archive's own bounds.
MOST_ENTRIES, MOST_UNPACKED, HIGHEST_RATIO = 2_000, 100 * 1024 * 1024, 200
ENTRY = b"PK\x01\x02"


class NotTaken(ValueError):
    """The file cannot be attached; the text says why and what to do."""


@dataclass(frozen=True)
class Attached:
    """A file that may be kept: a safe name with the ending of its kind, and its bytes."""

    name: str
    kind: str
    content: bytes

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The SHA-256 (hex) of its bytes."""
        return hashlib.sha256(self.content).hexdigest()


def examine(name: str, content: bytes) -> Attached:
    """The file as it may be kept. Raises NotTaken with a sentence."""
    ending = PurePath(name).suffix.lower().lstrip(".")
    kind = SAME.get(ending, ending)
    if not content:
        raise NotTaken("This file is empty. Choose another one.")
    if len(content) > LARGEST:
        raise NotTaken(too_large(len(content)))
    if kind not in TYPES:
        raise NotTaken(f"Files of this kind are not taken. Choose {TAKEN}.")
    if content.startswith(LOCKED):
        raise NotTaken(
            "This file has a password, or comes from an old Office. Save it without one, or as "
            "a PDF, and choose that."
        )
    if not _agrees(kind, content):
        raise NotTaken(
            f"This is not {'an' if kind == 'xlsx' else 'a'} {WORDS[kind]} file, though its name "
            "says so. Choose another one."
        )
    return Attached(f"{_safe(PurePath(name).stem)}.{kind}", kind, content)


def too_large(size: int) -> str:
    """The sentence for a file of `size` bytes that is more than is taken."""
    return (
        f"This file has {size / 1024**2:.1f} MB and the most is {LARGEST // 1024**2} MB. Choose a "
        "smaller one, or write where it can be found."
    )


def _agrees(kind: str, content: bytes) -> bool:
    """Whether the content is of the kind. Raises NotTaken if it is, and still not taken."""
    if kind == "pdf":
        # Some bytes of rubbish may come first; readers look for the mark in the first 1,024.
        return b"%PDF-" in content[:1024]
    if kind in PART:
        return _is_office_file(content, PART[kind])
    if kind in PICTURES:
        return content.startswith(BEGINS[kind]) and _is_picture(kind, content)
    return not content.startswith(b"%PDF-") and not NOT_TEXT.search(content)


def _is_picture(kind: str, content: bytes) -> bool:
    """Whether its header says how large it is. Raises NotTaken when a few bytes would unpack to
    more than is good for whoever shows it."""
    width, height = pictures.size_of(kind, content)
    if width * height > MOST_PIXELS:
        raise NotTaken(
            f"This picture has {width:,} × {height:,} pixels, and at most "
            f"{MOST_PIXELS // 10**6} million are taken. Save it smaller, 2,000 pixels wide for "
            "example, and choose that."
        )
    return width * height > 0


def _is_office_file(content: bytes, part: str) -> bool:
    """Whether it is an archive with this part in it, by its own list: nothing is unpacked.

    Raises NotTaken when it would unpack to more than is good for whoever opens it, or could do
    something by itself.
    """
    if content.count(ENTRY) > MOST_ENTRIES:
        raise NotTaken(f"This file holds more than {MOST_ENTRIES:,} parts. Save it as a PDF.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, RuntimeError, OSError):
        return False
    names = {entry.filename for entry in entries}
    if part not in names or "[Content_Types].xml" not in names:
        return False
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(MOST_UNPACKED, HIGHEST_RATIO * len(content)):
        raise NotTaken("This file unpacks to far more than its size. Save it as a PDF.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotTaken("This file holds macros. Save it without them, or as a PDF.")
    if any(name.startswith("xl/externalLinks/") for name in names):
        raise NotTaken("This file takes figures from other files. Save it as a PDF.")
    return True


def _safe(stem: str) -> str:
    """The name as any system can keep it: letters, digits, spaces and a few signs."""
    name = unicodedata.normalize("NFC", without_unseen(stem))
    name = " ".join(re.sub(r"[^\w .,()+–-]", "_", name).split()).strip(". ")
    return name[:LONGEST_NAME].rstrip(". ") or "file"
