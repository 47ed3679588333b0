"""Form fields for lines and days: they take what people really type and answer in sentences."""

import unicodedata
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.longtext import without_unseen

YEARS_AROUND = 15  # a date further away than this is a slip of the keyboard


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
                f"{self.label} is {len(line):,} characters long and the most is {self.longest:,}. "
                "Shorten it."
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
        self.error_messages["invalid"] = f"{self.label}: write a date such as 5 March 2027."

    def to_python(self, value: Any) -> date | None:
        """The day, or a ValidationError that says what to write instead."""
        day = super().to_python(without_unseen(value) if isinstance(value, str) else value)
        if day and abs(day.year - timezone.localdate().year) > YEARS_AROUND:
            raise ValidationError(
                f"{self.label}: the year {day.year} is too far away. Check the date."
            )
        return day
