"""Files as people send them, for tests of imports."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.sls.sending import send

HEAD = "KPI,From,Part,Whole,Comment,Reason\n"  # of a list of readings


def rows_of(*lines: str) -> str:
    """A list of readings with these lines, as CSV."""
    return HEAD + "".join(f"{line}\n" for line in lines)


def workbook(*rows) -> bytes:
    """An Excel file of one sheet with the rows."""
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def merged_heads() -> bytes:
    """A workbook with a title over its headings."""
    book, target = Workbook(), io.BytesIO()
    book.active.append(["Readings of the Library"])
    book.active.append(["KPI", "From", "Part", "Whole"])
    book.active.append(["K1", "2025-08-01", 9, 10])
    book.active.merge_cells("A1:D1")
    book.save(target)
    return target.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    """A workbook with one part more."""
    target = io.BytesIO(workbook(["KPI", "From"], ["K1", "2025-08-01"]))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def damaged() -> bytes:
    """A workbook that ends in the middle."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return target.getvalue()


def upload(client, url: str, content: str | bytes, name: str = "list.csv", **typed):
    """Send a file on its page, and give the answer."""
    content = content if isinstance(content, bytes) else content.encode()
    return send(client, url, file=SimpleUploadedFile(name, content), **typed)


def preview(client, url: str, content: str | bytes, name: str = "list.csv", **typed):
    """The preview of a file that can be read."""
    return client.get(upload(client, url, content, name, **typed).url)


def confirm(client, shown, **typed):
    """Confirm what a preview shows."""
    return send(client, shown.request["PATH_INFO"], stamp=shown.context["plan"].stamp(), **typed)


def said(shown) -> list[tuple[int, str, str, list[str]]]:
    """Each row of a plan: line, what it is about, what becomes of it, why."""
    return [
        (step.line, step.about, str(step.outcome), step.notes)
        for step in shown.context["plan"].steps
    ]
