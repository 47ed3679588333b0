"""Form fields for lines, days, times and numbers: they take what people really type and answer a
mistake with a sentence. And what a field of any form says, in words."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from documents.longtext import without_unseen
from institution.permissions import WHY

YEARS_AROUND = 15  # a date further away than this is a slip of the keyboard


def bare(label: Any) -> str:
    """The label of a field as a sentence names it."""
    return re.sub(r" \(optional.*\)$", "", str(label))


def named(label: Any, sentence: str) -> str:
    """A sentence about a field with its label in front, so that it can be read alone."""
    label = bare(label)
    if label.endswith("?"):
        return f"{label} {sentence}"
    return f"{label}: {sentence[:1].lower()}{sentence[1:]}"


def shown(field: forms.BoundField) -> str:
    """What a form's field says, in the words that the page shows for it."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if choices is None:
        prepared = field.field.prepare_value(value)
        if isinstance(prepared, bool) or prepared == "on":
            return "Yes" if prepared else "No"
        return "" if prepared is None else str(field.field.widget.format_value(prepared) or "")
    chosen = value if isinstance(value, list) else [value]
    picked = {str(getattr(one, "pk", one)) for one in chosen if one not in (None, "")}
    return ", ".join(str(label) for key, label in choices if str(key) in picked)


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


class TimeField(forms.TimeField):
    """A time of day; it may be left open unless `required`."""

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(
            widget=forms.TimeInput({"type": "time", "class": "width-10"}, format="%H:%M"),
            input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
            required=required,
            **options,
        )
        self.error_messages["invalid"] = named(self.label, "Write a time such as 16:30.")


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


class ReasonField(TextField):
    """Why something was decided; it is always asked for."""

    def __init__(self) -> None:
        super().__init__(
            label="Why?", max_length=2000,
            error_messages={"required": WHY},
        )  # fmt: skip


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


# Never a guess: "1,234" is the thousand that it looks like here, whoever writes commas for points.
COMMA = (
    "Write the decimals after a point, such as 12.5. A comma stands only between thousands, as in "
    "1,234."
)


class NumberField(forms.Field):
    """A number as people write it: "90 %", "1,234" and "12.5" are taken.

    `lowest` and `highest` are bounds in the unit of the field, `places` the decimals it may have.
    """

    widget = forms.TextInput

    def __init__(self, *, lowest: int, highest: int, places: int = 2, **options: Any) -> None:
        super().__init__(**options)
        self.lowest, self.highest, self.places = lowest, highest, places

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A keyboard of numbers on a phone, and little room; the field itself takes any text."""
        return {"class": "width-10", **widget.attrs, "inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """A stored Decimal without trailing zeros; what was typed as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """The number as a Decimal, or a ValidationError that says what to write instead."""
        typed = without_unseen("" if value is None else str(value)).strip()
        if not typed:
            return None
        digits = re.sub(r"(?<=\d),(?=\d{3}(\D|$))|\s|%$", "", typed)
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", digits, re.ASCII):
            if self.places and re.fullmatch(r"[+-]?[\d.]+,[\d.,]*", digits, re.ASCII):
                raise self._wrong(COMMA)
            example = "12.5" if self.places else "5" if self.highest >= 5 else "1"
            raise self._wrong(f"Write a number, such as {example}.")
        number = Decimal(digits)
        if not self.lowest <= number <= self.highest:
            raise self._wrong(f"Write a number from {self.lowest:,} to {self.highest:,}.")
        if number != round(number, self.places):
            whole = "Write a whole number."
            raise self._wrong(
                f"Write no more than {self.places} digits after the point."
                if self.places
                else whole
            )
        return number

    def _wrong(self, sentence: str) -> ValidationError:
        return ValidationError(named(self.label, sentence))


class WholeNumberField(NumberField):
    """A whole number as people write it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(places=0, **options)

    def to_python(self, value: Any) -> Any:
        """The number as an int, or a ValidationError that says what to write instead."""
        number = super().to_python(value)
        return None if number is None else int(number)


class Choice(forms.ChoiceField):
    """One of a list of choices, which a draft may leave open."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Select({"class": "width-20"})
        super().__init__(**{"required": False, "widget": widget, **options})
        self.error_messages["invalid_choice"] = named(self.label, "Choose from the list.")
