"""The two ways to ask whether a document is genuine."""

from django import forms

from documents.uploads import UploadField


class ReferenceForm(forms.Form):
    """A reference as it stands at the foot of each page."""

    reference = forms.CharField(
        label="Reference",
        max_length=200,
        strip=True,
        help_text="It stands at the foot of each page, for example SLS-2025-26-FINANCE-1.",
        error_messages={
            "required": "Enter the reference that stands at the foot of each page.",
            "max_length": "A reference is shorter than this. Copy it from the foot of a page.",
        },
    )


class FileForm(forms.Form):
    """A PDF to examine. It is read and forgotten."""

    file = UploadField(
        "pdf",
        label="PDF file",
        help_text="At most 10 MB. We read the file and forget it; nothing is kept.",
    )
