"""The form of what the institution says of itself."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from institution.fields import LineField, MailField
from institution.forms.people import NOT_LISTED
from institution.forms.seen import SeenForm
from institution.models import Department, Institution, User
from institution.permissions import can_change_quality_office


class InstitutionForm(SeenForm):
    """Name, mailbox, quality office, colour and committees."""

    name = LineField(
        max_length=200, label="Name", error_messages={"required": "Enter the institution's name."}
    )
    short_name = LineField(
        max_length=60, label="Short name (optional)", required=False,
        help_text="Used where there is little room.",
    )  # fmt: skip
    quality_mailbox = MailField(
        label="Mailbox of the quality office", max_length=254, required=False,
        help_text="Departments write to it, and it is told when a statement comes in.",
        error_messages={"invalid": "Write an e-mail address such as quality@example.ac.uk."},
    )  # fmt: skip
    quality_office = forms.ModelChoiceField(
        label="Quality office",
        queryset=Department.objects.active(),
        required=False,
        empty_label="None",
        help_text="The department that reviews statements. It never reviews its own.",
        error_messages={"invalid_choice": NOT_LISTED},
    )
    brand_colour = LineField(
        max_length=7, label="Colour",
        help_text="A colour such as #0b5563. A pale one is darkened until it can be read.",
        widget=forms.TextInput({"class": "width-10"}),
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour such as #0b5563.")],
        error_messages={"required": "Write a colour such as #0b5563."},
    )  # fmt: skip
    deciding_body = LineField(
        max_length=200,
        label="Committee that decides who owes a statement (optional)",
        required=False,
    )
    considering_body = LineField(
        max_length=200, label="Committee that considers the statements (optional)", required=False
    )

    class Meta:
        model = Institution
        fields = [
            "name", "short_name", "quality_mailbox", "quality_office", "brand_colour",
            "deciding_body", "considering_body",
        ]  # fmt: skip

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
        if not (permission := can_change_quality_office(by)):
            for name in ("quality_mailbox", "quality_office"):
                self.fields[name].disabled = True
                self.fields[name].help_text = permission.reason

    def form_of(self, current: Any) -> SeenForm:
        """The form of the institution as it is now, for the same person."""
        return type(self)(instance=current, by=self.by)
