"""Forms of the working calendar: how days are counted, days on which nobody works, and an enquiry
to try it with."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from institution.calendars import Counted, counted, free_days, working_calendar
from institution.fields import DayField, LineField, SeveralField, TimeField, WholeNumberField
from institution.forms.seen import SeenForm
from institution.models import Closure, Institution
from institution.workflow.recording import in_words

RULES = [
    (
        Institution.ReceiptRule.DEEMED,
        "It counts as received on the next working day, and that is day 0",
    ),
    (
        Institution.ReceiptRule.ACTUAL,
        "It counts as received on its own day, and the next working day is day 1",
    ),
]
MOST_DAYS = 60  # of a range; a longer one is a slip in the year
MOST_WORKING_DAYS = 250


class CalendarForm(SeenForm):
    """Whose bank holidays count, until when of a day, and what becomes of a day of rest."""

    subdivision = forms.ChoiceField(
        label="Part of the United Kingdom",
        choices=Institution.Subdivision,
        help_text="Its bank holidays are no working days.",
        widget=forms.Select({"class": "width-20"}),
        error_messages={"required": "Choose from the list.",
                        "invalid_choice": "Choose from the list."},
    )  # fmt: skip
    cutoff = TimeField(
        label="Cutoff", required=True,
        help_text="What arrives at this time of day, or later, counts as arrived on the next day.",
        error_messages={"required": "Say until what time of day something counts as of that day."},
    )  # fmt: skip
    receipt_rule = forms.ChoiceField(
        label="What arrives on a day of rest",
        choices=RULES,
        help_text="The second way leaves a day less for what arrives at a weekend.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of the two."},
    )

    class Meta:
        model = Institution
        fields = ["subdivision", "cutoff", "receipt_rule"]


class ClosuresForm(forms.Form):
    """A day or a range of days on which nobody works. `days` are those that have counted so far."""

    first = DayField(
        label="Day, or first day", required=True, error_messages={"required": "Say which day."}
    )
    last = DayField(label="Last day (optional)", help_text="For several days on end.")
    label = LineField(
        max_length=100, label="What it is",
        help_text="For example “Closed between Christmas and New Year”.",
        error_messages={"required": "Say what day it is, or why nobody works."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Days in their order, of which at least one has counted so far."""
        said = super().clean() or self.cleaned_data
        first = said.get("first")
        if first is None or "last" in self.errors:
            return said
        last = said.get("last") or first
        if last < first:
            self.add_error("last", "The last day is before the first. Check both dates.")
        elif last - first > timedelta(days=MOST_DAYS):
            self.add_error("last", f"These are more than {MOST_DAYS} days. Check both dates.")
        else:
            said["days"] = working_calendar().working_days(first, last)
            if not said["days"]:
                self.add_error("first", _why_none(first, last))
        return said


def _why_none(first: Any, last: Any) -> str:
    """Why no day of the range has counted so far."""
    if first != last:
        return "None of these days counts anyway: they are free already."
    why = next((free.label for free in free_days(first, last)), "it is a weekend")
    return f"{in_words(first)} does not count anyway: {why}."


class RemoveClosuresForm(forms.Form):
    """The days that are ticked."""

    closures = SeveralField(
        queryset=Closure.objects.all(),
        error_messages={
            "required": "Tick the days that you want to remove first.",
            "invalid_choice": "One of these days is not in the list any more. Look again.",
            "invalid_pk_value": "One of these days is not in the list any more. Look again.",
        },
    )


class TryForm(forms.Form):
    """An enquiry, to see how its days are counted."""

    received_on = DayField(
        label="Received on", required=True, error_messages={"required": "Say when it was received."}
    )
    received_at = TimeField(label="At (optional)", help_text="Without a time: before the cutoff.")
    days = WholeNumberField(
        label="To be answered within how many working days?",
        lowest=0, highest=MOST_WORKING_DAYS,
        widget=forms.TextInput({"class": "width-10"}),
        error_messages={"required": "Write a number, such as 5."},
    )  # fmt: skip
    answered_on = DayField(label="Answered on (optional)")
    result: Counted | None = None

    def clean(self) -> dict[str, Any]:
        """What comes of it is then in `result`."""
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self.result = counted(**said)
            except ValueError as problem:
                raise ValidationError({"answered_on": str(problem)}) from problem
        return said
