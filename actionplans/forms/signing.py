"""The forms with which a self-assessment is signed, declined, taken back and added to."""

from typing import Any

from django import forms

from documents.attachments import PICTURES, Attached
from documents.uploads import AttachmentField
from institution.confirming import PasswordForm
from institution.fields import LineField, ReasonField


class SignForm(PasswordForm):
    """The password, and the fingerprint of all that the page shows."""

    shown = forms.CharField(widget=forms.HiddenInput)


class BackForm(forms.Form):
    """Why it goes back to be written again."""

    reason = ReasonField()


class AttachForm(forms.Form):
    """A file, what it is, and what a picture shows."""

    file = AttachmentField(
        label="Which file?", help_text="A PDF, a picture, an Excel, Word, CSV or text file.",
        error_messages={"required": "Choose the file first."},
    )  # fmt: skip
    title = LineField(
        label="What is it?", max_length=200, help_text="Such as “Appendix A: strategy to 2029”.",
        error_messages={"required": "Say what the file is."},
    )  # fmt: skip
    alt = LineField(
        label="If it is a picture: what does it show?", max_length=500, required=False,
        help_text="For who cannot see it. Pictures stand in the text; other files are listed.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A picture has words."""
        cleaned = super().clean() or self.cleaned_data
        file: Attached | None = cleaned.get("file")
        if file and file.kind in PICTURES and not cleaned.get("alt"):
            self.add_error("alt", "Say what the picture shows, for who cannot see it.")
        return cleaned
