"""The form that takes a CSV file of departments or people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.uploads import UploadField
from institution.importing import files


class UploadForm(forms.Form):
    """One CSV file with the columns of the list."""

    file = UploadField(
        "csv", label="CSV file", help_text="At most 10 MB and 5,000 rows.",
        instead="Split the list into several files, each with the headings.",
    )  # fmt: skip

    def __init__(self, *args: Any, columns: tuple[files.Column, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.columns = columns
        self.table = files.Table([])

    def clean_file(self) -> Any:
        """A file that can be read; what it says is then in `table`."""
        file = self.cleaned_data["file"]
        try:
            self.table = files.read(file.read(), self.columns)
        except files.Unreadable as problem:
            raise ValidationError(str(problem)) from problem
        return file
