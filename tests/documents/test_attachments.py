"""Which files may be attached: by name and content, and with a sentence where not."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from documents import attachments, pictures
from documents.attachments import NotTaken, examine

EXCEL = ("[Content_Types].xml", "xl/workbook.xml")


def png(*sizes: tuple[int, int]) -> bytes:
    """A PNG that says each of these sizes, and has no pixels."""
    said = [b"\0\0\0\rIHDR" + struct.pack(">II", *one) + b"\x08\2\0\0\0sums" for one in sizes]
    return b"\x89PNG\r\n\x1a\n" + b"".join(said) + b"\0\0\0\0IDATsums"


def jpg(*sizes: tuple[int, int], before: bytes = b"") -> bytes:
    """A JPEG that says each of these sizes, and has no pixels."""
    said = [b"\xff\xc0\0\x0b\x08" + struct.pack(">HH", *one[::-1]) + b"\1\1\x11\0" for one in sizes]
    return b"\xff\xd8\xff\xe0\0\x06JFIF" + before + b"".join(said) + b"\xff\xda" + b"\0" * 10


PNG, JPG = png((40, 30)), jpg((40, 30))


def archive(*names: str, content: bytes = b"<x/>") -> bytes:
    """A compressed archive with these parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", b"%PDF-1.7 and so on", "pdf"),
        ("report.PDF", b"rubbish\n%PDF-1.4", "pdf"),
        ("chart.png", PNG, "png"),
        ("photo.jpeg", JPG, "jpg"),
        ("photo.JPG", jpg((5000, 5000)), "jpg"),
        ("cases.csv", "Día,Zahl\n1,2\n".encode(), "csv"),
        ("cases.csv", "Café,1\r\n".encode("cp1252"), "csv"),
        ("notes.txt", b"Words\twith tabs\n", "txt"),
        ("cases.xlsx", archive(*EXCEL), "xlsx"),
        ("letter.docx", archive("[Content_Types].xml", "word/document.xml"), "docx"),
    ],
)
def test_what_is_what_it_says_is_taken(name, content, kind):
    found = examine(name, content)
    assert (found.kind, found.content, found.size) == (kind, content, len(content))
    assert found.name.endswith(f".{kind}")
    assert len(found.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("report.pdf", b"", "This file is empty."),
        ("report.pdf", b"x" * (5 * 1024**2 + 1), "This file has 5.0 MB and the most is 5 MB."),
        ("page.html", b"<html>", "Files of this kind are not taken. Choose a PDF, a picture"),
        ("picture.svg", b"<svg/>", "Files of this kind are not taken."),
        ("macros.xlsm", archive(*EXCEL), "Files of this kind are not taken."),
        ("run.exe", b"MZ", "Files of this kind are not taken."),
        ("report.pdf.exe", b"%PDF-1.7", "Files of this kind are not taken."),
        ("report", b"%PDF-1.7", "Files of this kind are not taken."),
        ("", b"%PDF-1.7", "Files of this kind are not taken."),
        ("report.pdf", PNG, "This is not a PDF file, though its name says so."),
        ("chart.png", b"%PDF-1.7", "This is not a PNG file"),
        ("photo.jpg", PNG, "This is not a JPEG file"),
        ("photo.jpg", JPG[:-12], "This is not a JPEG file"),
        ("chart.png", PNG[:-12], "This is not a PNG file"),
        ("chart.png", png((40, 0)), "This is not a PNG file"),
        (
            "chart.png",
            png((30_000, 30_000)),
            "This picture has 30,000 × 30,000 pixels, and at most",
        ),
        ("chart.png", png((40, 30), (5001, 5000)), "This picture has 5,001 × 5,000 pixels"),
        ("photo.jpg", jpg((65_000, 65_000)), "This picture has 65,000 × 65,000 pixels"),
        ("photo.jpg", jpg((40, 30), (5001, 5000)), "This picture has 5,001 × 5,000 pixels"),
        ("photo.jpg", jpg((40, 30), before=b"\xff\xd0" * 20_000), "This is not a JPEG file"),
        ("cases.csv", b"%PDF-1.7", "This is not a CSV file"),
        ("notes.txt", b"MZ\x90\x00\x03", "This is not a text file"),
        ("cases.csv", archive(*EXCEL), "This is not a CSV file"),
        ("cases.xlsx", b"PK\x03\x04 no archive", "This is not an Excel file"),
        ("cases.xlsx", archive("[Content_Types].xml", "word/document.xml"), "not an Excel file"),
        ("letter.docx", archive(*EXCEL), "This is not a Word file"),
        ("letter.docx", archive("anything.txt"), "This is not a Word file"),
        ("cases.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "This file has a password"),
        ("cases.xlsx", archive(*EXCEL, "xl/vbaProject.bin"), "This file holds macros."),
        ("cases.xlsx", archive(*EXCEL, "xl/externalLinks/externalLink1.xml"), "from other files"),
        (
            "bomb.xlsx",
            archive(*EXCEL, "xl/worksheets/sheet1.xml", content=b"\0" * 4_000_000),
            "This file unpacks to far more than its size.",
        ),
        (
            "many.xlsx",
            archive(*EXCEL, *(f"xl/media/{number}" for number in range(2_000))),
            "This file holds more than 2,000 parts.",
        ),
    ],
)
def test_what_is_not_taken_gets_a_sentence(name, content, sentence):
    with pytest.raises(NotTaken) as found:
        examine(name, content)
    assert sentence in str(found.value)


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("png", "P", {}),
        ("png", "RGBA", {}),
        ("jpg", "L", {}),
        ("jpg", "CMYK", {"progressive": True}),
    ],
)
def test_the_size_of_a_picture_is_read_as_others_do(kind, mode, options):
    kept = io.BytesIO()
    details = b"Exif\0\0" + b"\xff\xc0" * 9  # what looks like another size is none
    drawn = Image.new(mode, (123, 45))
    drawn.save(kept, {"png": "PNG", "jpg": "JPEG"}[kind], exif=details, **options)
    assert pictures.size_of(kind, kept.getvalue()) == (123, 45)


def test_an_archive_is_never_unpacked(monkeypatch):
    content = archive(*EXCEL)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *given, **named: pytest.fail("Unpacked."))
    assert examine("cases.xlsx", content).kind == "xlsx"


@pytest.mark.parametrize("cut", range(1, 200, 7))
def test_a_broken_archive_gets_a_sentence(cut):
    with pytest.raises(NotTaken, match="This is not an Excel file"):
        examine("cases.xlsx", archive(*EXCEL)[:-cut])


@given(st.binary(max_size=300), st.sampled_from([*attachments.TYPES]))
def test_no_content_takes_anything_down(content, kind):
    office = archive(*EXCEL)
    for odd in (content, office[: len(content)] + content, content + office[len(content) :]):
        with suppress(NotTaken):
            assert examine(f"file.{kind}", odd).kind == kind


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Quarter 1 (final).pdf", "Quarter 1 (final).pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "ab_Set-Cookie_ x.pdf"),
        ("\u202egnp.exe.pdf", "gnp.exe.pdf"),
        ('"><script>.pdf', "___script_.pdf"),
        ("=cmd|' /C calc'!A0.pdf", "C calc__A0.pdf"),
        ("…….pdf", "__.pdf"),
        ("Übersicht – März.pdf", "Übersicht – März.pdf"),
        ("x" * 300 + ".pdf", "x" * 100 + ".pdf"),
        (" . .pdf", "file.pdf"),
        ("CON:stream.pdf", "CON_stream.pdf"),
    ],
)
def test_the_name_is_safe_to_be_saved_under(name, kept):
    content = b"%PDF-1.7"
    found = examine(name, content)
    assert found.name == kept
    assert len(found.name) <= attachments.LONGEST_NAME + 5
