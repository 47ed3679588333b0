"""Files as people send them, for tests of imports."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.sls.sending import send


def workbook(*rows) -> bytes:
    """An Excel file of one sheet with the rows."""
    book, target = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
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
