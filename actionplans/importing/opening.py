"""Which kind of file it is, whether it is safe to open, and what it says. Pure."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from actionplans.importing import excel, pasted, rows, texts, themes, word
from actionplans.importing.grids import Block, CannotRead
from actionplans.importing.plans import PlanTable
from institution.importing import archives
from institution.importing.files import Unreadable

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 100 * 1024**2  # bytes of all parts, pictures too
MOST_XML = 24 * 1024**2  # bytes of one part that is read
KINDS = ("docx", "xlsx", "csv")
OTHERS = {
    "doc": "Open it in Word and save it as a Word document (.docx).",
    "docm": "Save it as a Word document (.docx), without macros.",
    "odt": "Save it as a Word document (.docx).",
    "xls": "Open it in Excel and save it as an Excel workbook (.xlsx).",
    "xlsm": "Save it as an Excel workbook (.xlsx), without macros.",
    "ods": "Save it as an Excel workbook (.xlsx).",
    "pdf": "Choose the Word or Excel file that it was made from.",
}


def read_plan(path: Path | str, *, letters: Mapping[str, str] = themes.LETTERS) -> PlanTable:
    """The action plan in a file whose name ends in .docx, .xlsx or .csv.

    A stranger's file can be made to need much time and memory for its size: this belongs into a
    process at the side, as what is pasted does.

    letters: the themes that are known, with the letter of their references. Raises CannotRead with
    a sentence.
    """
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise CannotRead(_too_large(path.stat().st_size))
    return read_bytes(path.name, path.read_bytes(), letters=letters)


def read_bytes(
    name: str, content: bytes, *, letters: Mapping[str, str] = themes.LETTERS
) -> PlanTable:
    """The same from the bytes of a file of this name."""
    kind = PurePath(name).suffix.lower().lstrip(".")
    if not content.strip():
        raise CannotRead("This file is empty. Choose another one.")
    if len(content) > MOST_BYTES:
        raise CannotRead(_too_large(len(content)))
    if kind not in KINDS:
        instead = OTHERS.get(kind, "Save the plan as one of these.")
        raise CannotRead(f"Plans are read from .docx, .xlsx and .csv files. {instead}")
    opened = {"docx": _word, "xlsx": _excel, "csv": texts.blocks}[kind]
    return rows.plan_of(_read(opened, content), letters)


def read_pasted(html: str, *, letters: Mapping[str, str] = themes.LETTERS) -> PlanTable:
    """The action plan in HTML as it is pasted from Word, or in text with tabs. Raises CannotRead
    with a sentence."""
    if not html.strip():
        raise CannotRead("Nothing was pasted. Copy the table in Word, and paste it again.")
    if len(html) > MOST_BYTES:
        raise CannotRead("That is too much to paste. Upload the file instead.")
    try:
        return rows.plan_of(pasted.blocks(html), letters)
    except Unreadable as problem:
        raise CannotRead(str(problem)) from problem
    except (CannotRead, MemoryError):
        raise
    except Exception as problem:  # whatever broken HTML does to its reader
        raise CannotRead(
            "What was pasted cannot be read. Upload the file that it comes from instead."
        ) from problem


def _read(opened: Callable[[bytes], list[Block]], content: bytes) -> list[Block]:
    try:
        return opened(content)
    except Unreadable as problem:
        raise CannotRead(str(problem)) from problem


def _word(content: bytes) -> list[Block]:
    return _office(content, archives.WORD, word.blocks)


def _excel(content: bytes) -> list[Block]:
    return _office(content, archives.EXCEL, excel.blocks)


def _office(
    content: bytes, kind: archives.Office, read: Callable[[bytes], list[Block]]
) -> list[Block]:
    """The blocks of an Office file, once all that is known to be hostile has been refused."""
    parts = archives.look_inside(content, kind, most_unpacked=MOST_UNPACKED)
    damaged = f"This {kind.program} file is damaged and cannot be read. {kind.save_as}"
    try:
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _look_at(content, part, kind)
        return read(content)
    except (CannotRead, Unreadable, MemoryError):
        raise
    except Exception as problem:  # whatever a broken file does to its reader
        raise CannotRead(damaged) from problem


def _look_at(content: bytes, part: zipfile.ZipInfo, kind: archives.Office) -> None:
    """Refuse a part that is too large to be a plan's, or that defines entities."""
    if part.file_size > MOST_XML:
        raise CannotRead(f"This {kind.called} is too large once unpacked. {kind.instead}")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(part)
    # No Office program writes document types, which are there to define entities.
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or b"\0" in xml:
        raise CannotRead(
            f"This {kind.called} holds XML that no Office program writes, so it was not opened. "
            f"{kind.save_as}"
        )


def _too_large(size: int) -> str:
    return (
        f"This file has {size / 1024**2:.1f} MB and the most is {MOST_BYTES // 1024**2} MB. "
        "Keep only the plan in it, without pictures."
    )
