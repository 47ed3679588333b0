"""The answer to a line that says another department depends on one's own."""

from typing import Any

from django import forms

from institution.fields import TextField
from sls.models import Stakeholder

Response = Stakeholder.Response


class DependencyForm(forms.Form):
    """Confirm, or dispute and say why."""

    response = forms.ChoiceField(
        label="Is it so?",
        choices=[
            (Response.CONFIRMED, "Yes, we confirm it"),
            (Response.DISPUTED, "No, we dispute it"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether you confirm or dispute it.",
            "invalid_choice": "Choose one of the two.",
        },
    )
    note = TextField(
        label="Note (optional if you confirm it)",
        max_length=500,
        rows=4,
        required=False,
        help_text="If you dispute it, say why and what you can promise instead. The other "
        "department and the quality office read it.",
    )

    def clean(self) -> dict[str, Any]:
        """A dispute says why."""
        said = super().clean() or {}
        is_disputed = said.get("response") == Response.DISPUTED
        if is_disputed and not said.get("note") and "note" not in self.errors:
            self.add_error("note", "Say why you dispute it; the other department will read it.")
        return said
