"""What a person may send as a file: an allow list per field, bounded, and never kept on disk."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LARGEST = 10 * 1024 * 1024  # bytes


class UploadField(forms.FileField):
    """One file of one `kind` ("pdf" or "csv", which is also its ending), at most 10 MB.

    Whether the content agrees with the ending is for its reader to say: a damaged document has to
    be looked at too, and a table is known by its columns.
    """

    widget = forms.FileInput

    def __init__(self, *, kind: str, **options) -> None:
        self.kind = kind
        super().__init__(allow_empty_file=True, **options)
        self.error_messages["required"] = f"Choose the {kind.upper()} file first."
        self.error_messages["invalid"] = "The file did not arrive. Choose it again."

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """Let the browser offer files of the kind first."""
        return {"accept": f".{self.kind}"}

    def to_python(self, data: Any) -> Any:
        """The uploaded file, or a ValidationError that says what to choose instead."""
        file = super().to_python(data)
        if file is None:
            return None
        if not file.size:
            raise ValidationError("This file is empty. Choose another one.")
        if file.size > LARGEST:
            raise ValidationError(too_large(file.size))
        if PurePath(file.name or "").suffix.lower() != f".{self.kind}":
            raise ValidationError(
                f"This is not a {self.kind.upper()} file: its name does not end in .{self.kind}."
            )
        return file


def too_large(size: int) -> str:
    """The sentence for a file of `size` bytes that is more than we take."""
    return f"This file has {size / 1024**2:.1f} MB and the most is 10 MB. Choose a smaller one."


def require_pdf(content: bytes) -> None:
    """Raise a ValidationError unless the content of a file that is named .pdf agrees with it."""
    # Some bytes of rubbish may come first; readers look for the mark in the first 1,024.
    if b"%PDF-" not in content[:1024]:
        raise ValidationError(
            "This is not a PDF file, though its name says so. Choose another one."
        )
