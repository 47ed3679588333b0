"""The forms with which what was closed is opened again."""

from django import forms

from institution.fields import DayField, ReasonField


class ReopenForm(forms.Form):
    """Why it is opened again."""

    reason = ReasonField()


class ReopenRoundForm(ReopenForm):
    """Why, and by when owners answer now."""

    due_on = DayField(
        label="Owners answer by", required=True,
        error_messages={"required": "Say by when owners answer."},
    )  # fmt: skip
