"""The forms of a meeting and of what is on its agenda."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from actionplans.models import Action, AgendaItem, Meeting
from institution.fields import DayField, LineField, TextField
from institution.forms.seen import SeenForm

Outcome = AgendaItem.Outcome


class MeetingForm(SeenForm):
    """When and where a group meets, and notes about the whole of it."""

    held_on = DayField(
        label="Day", required=True, error_messages={"required": "Say on which day you meet."}
    )
    place = LineField(label="Place (optional)", max_length=150, required=False)
    notes = TextField(
        label="Notes (optional)", max_length=10_000, rows=5, required=False,
        help_text="Who was there, apologies, anything that belongs to no item.",
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ["held_on", "place", "notes"]


class NewItemForm(forms.Form):
    """Something else for the agenda: in words, or about an action."""

    title = LineField(
        label="What is it about?", max_length=200, required=False,
        help_text="It may stay empty if you give an action.",
    )  # fmt: skip
    reference = LineField(
        label="Action (optional)", max_length=20, required=False,
        help_text="Its reference, such as V001.", widget=forms.TextInput({"class": "width-10"}),
    )  # fmt: skip

    def __init__(self, *args: Any, actions: QuerySet[Action], **options: Any) -> None:
        """actions: those that may be on the agenda."""
        super().__init__(*args, **options)
        self.actions = actions
        self.action: Action | None = None

    def clean_reference(self) -> str:
        """The reference of an action that may be on the agenda, or nothing."""
        reference: str = self.cleaned_data["reference"]
        self.action = self.actions.filter(reference__iexact=reference).first()
        if reference and self.action is None:
            raise ValidationError(
                f"{reference} is no action of the plan in force that this group may speak about. "
                "Check the reference."
            )
        return reference

    def clean(self) -> dict[str, Any]:
        """Words or an action."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("title") and not cleaned.get("reference") and not self.errors:
            self.add_error("title", "Say what it is about, or give an action.")
        return cleaned

    @property
    def item(self) -> AgendaItem:
        """The item that was described."""
        title = self.cleaned_data["title"]
        if self.action:
            title = f"{self.action}: {title}"[:200] if title else str(self.action)
        return AgendaItem(title=title, action=self.action)


class ItemForm(SeenForm):
    """What came of an item."""

    title = LineField(
        label="What it is about", max_length=200,
        error_messages={"required": "Say what it is about."},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="What came of it?", required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose what came of it from the list."},
    )  # fmt: skip
    note = TextField(
        label="What was said or decided (optional)", max_length=5000, rows=5, required=False
    )

    class Meta:
        model = AgendaItem
        fields = ["title", "outcome", "note"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            (Outcome.NONE, "Open: it comes back at the next meeting"),
            (Outcome.NOTED, "Noted"),
            (Outcome.DECIDED, "Decided"),
        ]
        if self.instance.action_id:
            choices.append((Outcome.UPDATED, "New update: the action is rated"))
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]  # it is a choice
