"""What a person may send as a file: an allow list per field, bounded, and never kept on disk."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest

from documents import attachments
from documents.attachments import Attached, NotTaken

LARGEST = 10 * 1024 * 1024  # bytes
NAMES = {"xlsx": "Excel", "docx": "Word"}  # of kinds that people do not call by their endings


class UploadField(forms.FileField):
    """One file of one of the `kinds` ("pdf", "csv", which is also its ending), of `largest` bytes;
    `instead` says what to do with a larger one, and `others` with one of another ending.

    Whether the content agrees with the ending is for its reader to say: a damaged document has to
    be looked at too, and a table is known by its columns.
    """

    widget = forms.FileInput

    def __init__(
        self, *kinds: str, largest: int = LARGEST, instead: str = "Choose a smaller one.",
        others: Mapping[str, str] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        self.kinds, self.largest, self.instead = kinds, largest, instead
        self.others = others or {}
        self.named = " or ".join(NAMES.get(kind, kind.upper()) for kind in kinds)
        super().__init__(allow_empty_file=True, **options)
        self.error_messages["required"] = f"Choose the {self.named} file first."
        self.error_messages["invalid"] = "The file did not arrive. Choose it again."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Let the browser offer files of the kinds first."""
        return {"accept": ",".join(f".{kind}" for kind in self.kinds)}

    def to_python(self, data: Any) -> Any:
        """The uploaded file, or a ValidationError that says what to choose instead."""
        file = super().to_python(data)
        if file is None:
            return None
        if not file.size:
            raise ValidationError("This file is empty. Choose another one.")
        if file.size > self.largest:
            raise ValidationError(self.too_large(file.size))
        ending = PurePath(file.name or "").suffix.lower().lstrip(".")
        if ending not in self.kinds:
            endings = " or ".join(f".{kind}" for kind in self.kinds)
            wrong = f"This is not a {self.named} file: its name does not end in {endings}."
            raise ValidationError(f"{wrong} {self.others.get(ending, '')}".rstrip())
        return file

    def too_large(self, size: int) -> str:
        """The sentence for a file of `size` bytes that is more than we take."""
        most = f"{self.largest / 1024**2:.0f} MB"
        return f"This file has {size / 1024**2:.1f} MB and the most is {most}. {self.instead}"


class AttachmentField(forms.FileField):
    """One file of the kinds that documents/attachments.py takes; gives an Attached or None."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)
        self.error_messages["invalid"] = "The file did not arrive. Choose it again."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Let the browser offer files of these kinds first."""
        return {"accept": ",".join(f".{kind}" for kind in [*attachments.TYPES, "jpeg"])}

    def to_python(  # type: ignore[override]  # what is kept is no file any more
        self, data: Any
    ) -> Attached | None:
        """The file as it may be kept, or a ValidationError that says what to choose instead."""
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return attachments.examine(file.name or "", file.read())
        except NotTaken as problem:
            raise ValidationError(str(problem)) from problem


def say_if_unread(form: forms.BaseForm, request: HttpRequest, *, at: str = "file") -> None:
    """Where a form was so large that no file in it was read, say so at the field of the file; it is
    an UploadField, and would say that none was chosen."""
    field = form.fields[at]
    if isinstance(field, UploadField) and (size := unread_size(request)):
        form.errors[at] = form.error_class([field.too_large(size)])


def unread_size(request: HttpRequest) -> int:
    """The bytes of a form that was so large that no file in it was read; 0 otherwise."""
    sent = str(request.META.get("CONTENT_LENGTH") or "")
    size = int(sent) if sent.isascii() and sent.isdigit() else 0
    is_multipart = request.content_type == "multipart/form-data"
    return size if is_multipart and size > _most(request) else 0


class BoundedUpload(MemoryFileUploadHandler):
    """Takes files in memory, and none that is too large: it is not even read.

    Who has signed in may send more than a visitor.
    """

    def handle_raw_input(self, *of_request, **more) -> None:
        """Take the files of this request, or none of them: its third argument is their length."""
        self.activated = of_request[2] <= _most(self.request)


def _most(request: HttpRequest | None) -> int:
    user = getattr(request, "user", None)
    is_known = bool(user and user.is_authenticated)
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    return max(most, settings.LARGEST_UPLOAD_SIGNED_IN) if is_known else most


def require_pdf(content: bytes) -> None:
    """Raise a ValidationError unless the content of a file that is named .pdf agrees with it."""
    # Some bytes of rubbish may come first; readers look for the mark in the first 1,024.
    if b"%PDF-" not in content[:1024]:
        raise ValidationError(
            "This is not a PDF file, though its name says so. Choose another one."
        )
