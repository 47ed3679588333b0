"""What an Office file holds, looked at before anything in it is unpacked. No Django."""

import io
import zipfile
from dataclasses import dataclass

from institution.importing.files import Unreadable

MOST_PARTS = 500
MOST_UNPACKED = 200 * 1024**2  # bytes


@dataclass(frozen=True)
class Office:
    """One kind of Office file: its program, what a file of it is called there, the part that makes
    it one, and what to do with a file that is none."""

    program: str
    called: str
    ending: str
    part: str
    save_as: str
    instead: str  # of a file that unpacks to too much


EXCEL = Office(
    "Excel", "workbook", ".xlsx", "xl/workbook.xml",
    "Save it again as an Excel workbook (.xlsx), or as CSV.", "Save the list as CSV.",
)  # fmt: skip
WORD = Office(
    "Word", "document", ".docx", "word/document.xml",
    "Save it again as a Word document (.docx).",
    "Copy what is needed into a new document, without pictures.",
)  # fmt: skip


def look_inside(
    content: bytes, kind: Office = EXCEL, *, most_unpacked: int = MOST_UNPACKED
) -> list[zipfile.ZipInfo]:
    """The parts of an Office file of the kind, by its own list. Raises Unreadable with a sentence
    for what is none, has a password, holds macros or would unpack to too much."""
    file = f"{kind.program} file"
    if not content.strip():
        raise Unreadable("This file is empty. Choose another one.")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            f"This is an old {file}, or one that is kept by a password. {kind.save_as}"
        )
    none = f"This is not {'an' if kind is EXCEL else 'a'} {file}, whatever its name says."
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as problem:
        raise Unreadable(f"{none} {kind.save_as}") from problem
    names = {part.filename for part in parts}
    if kind.part not in names:
        raise Unreadable(f"{none} {kind.save_as}")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(
            f"This {kind.called} holds macros. Save it as a plain {kind.called} ({kind.ending})."
        )
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most_unpacked:
        raise Unreadable(f"This {kind.called} is too large once unpacked. {kind.instead}")
    return parts
