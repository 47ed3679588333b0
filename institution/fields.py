"""Form fields for lines and days: they take what people really type and answer in sentences."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.longtext import without_unseen

YEARS_AROUND = 15  # a date further away than this is a slip of the keyboard


def named(label: Any, sentence: str) -> str:
    """A sentence about a field with its label in front, so that it can be read alone."""
    if str(label).endswith("?"):
        return f"{label} {sentence}"
    return f"{label}: {sentence[:1].lower()}{sentence[1:]}"


class LineField(forms.CharField):
    """One line of text: nothing unseen, no line breaks, and a sentence when it is too long."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(**{"empty_value": "", **options})
        self.longest = max_length

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength: a browser would cut a paste without a word."""
        return {}

    def to_python(self, value: Any) -> str:
        """The text on one line, or a ValidationError that says by how much it is too long."""
        typed = unicodedata.normalize("NFC", without_unseen(str(value or "")))
        line = " ".join(typed.split())
        if len(line) > self.longest:
            raise ValidationError(
                named(
                    self.label,
                    f"This is {len(line):,} characters long and the most is {self.longest:,}. "
                    "Shorten it.",
                )
            )
        return line


class DayField(forms.DateField):
    """A day within reach of today; it may be left open unless `required`."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
            required=required,
            **options,
        )
        self.error_messages["invalid"] = named(self.label, "Write a date such as 5 March 2027.")

    def to_python(self, value: Any) -> date | None:
        """The day, or a ValidationError that says what to write instead."""
        day = super().to_python(without_unseen(value) if isinstance(value, str) else value)
        if day and abs(day.year - timezone.localdate().year) > YEARS_AROUND:
            raise ValidationError(
                named(self.label, f"The year {day.year} is too far away. Check the date.")
            )
        return day


class TextField(forms.CharField):
    """Some plain lines: nothing unseen, and a sentence when they are too long."""

    def __init__(self, *, max_length: int, rows: int = 3, **options: Any) -> None:
        super().__init__(**{"empty_value": "", "widget": forms.Textarea({"rows": rows}), **options})
        self.longest = max_length

    def to_python(self, value: Any) -> str:
        """The text, or a ValidationError that says by how much it is too long."""
        text = unicodedata.normalize("NFC", without_unseen(str(value or ""))).strip()
        if len(text) > self.longest:
            raise ValidationError(
                named(
                    self.label,
                    f"This is {len(text):,} characters long and the most is {self.longest:,}. "
                    "Shorten it.",
                )
            )
        return text


class MailField(forms.EmailField):
    """An e-mail address in lower case, so that one written in capitals is the same."""

    def to_python(self, value: Any) -> str:
        """The address, or a ValidationError from the field's own check."""
        return (super().to_python(without_unseen(str(value or ""))) or "").lower()


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows, ticked. A number too long for any row's key is no choice, not a failure."""

    def clean(self, value: Any) -> Any:
        """The rows, or a ValidationError that names the odd one."""
        for key in value or []:
            if not (str(key).isascii() and str(key).isdigit() and len(str(key)) < 19):
                raise forms.ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:40]},
                )
        return super().clean(value)
