"""Form fields that take what people really type and answer a mistake with a sentence."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from documents.longtext import without_unseen
from institution.fields import DayField, LineField, named

__all__ = ["Choice", "DayField", "LineField", "NumberField", "WholeNumberField"]


class NumberField(forms.Field):
    """A number as people write it: "90 %", "1,234" and "12.5" are taken.

    `lowest` and `highest` are bounds in the unit of the field, `places` the decimals it may have.
    """

    widget = forms.TextInput

    def __init__(self, *, lowest: int, highest: int, places: int = 2, **options: Any) -> None:
        super().__init__(**options)
        self.lowest, self.highest, self.places = lowest, highest, places

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A keyboard of numbers on a phone; the field itself takes any text."""
        return {"inputmode": "decimal", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        """A stored Decimal without trailing zeros; what was typed as it was typed."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """The number as a Decimal, or a ValidationError that says what to write instead."""
        typed = without_unseen("" if value is None else str(value)).strip()
        if not typed:
            return None
        bare = re.sub(r"(?<=\d),(?=\d{3}(\D|$))|\s|%$", "", typed)
        if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,12})?", bare, re.ASCII):
            example = "12.5" if self.places else "5"
            raise self._wrong(f"Write a number, such as {example}.")
        number = Decimal(bare)
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
