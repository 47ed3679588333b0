"""The forms of a working group and of who belongs to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actionplans.models import Membership, WorkingGroup
from institution.fields import DayField, LineField, MailField, TextField, WholeNumberField
from institution.forms.seen import SeenForm
from institution.models import User


class GroupForm(SeenForm):
    """What a group is called, what it is for, and how often it meets."""

    name = LineField(
        label="Name", max_length=150, error_messages={"required": "Enter the group's name."}
    )
    short_name = LineField(
        label="Short name (optional)", max_length=30, required=False, help_text="As in TCWG.",
        widget=forms.TextInput({"class": "width-20"}),
    )  # fmt: skip
    purpose = TextField(label="What it is for (optional)", max_length=2000, required=False)
    weeks = WholeNumberField(
        label="Weeks from one meeting to the next", lowest=1, highest=60,
        help_text="The next date is proposed by it, and a meeting that is missing noticed.",
        widget=forms.TextInput({"class": "width-10"}),
        error_messages={"required": "Say how many weeks lie between two meetings."},
    )  # fmt: skip
    is_active = forms.BooleanField(label="It still meets", required=False)

    class Meta:
        model = WorkingGroup
        fields = ["name", "short_name", "purpose", "weeks", "is_active"]

    def clean_name(self) -> str:
        """A name that no other group has."""
        name: str = self.cleaned_data["name"]
        if WorkingGroup.objects.exclude(pk=self.instance.pk).filter(name__iexact=name).exists():
            raise ValidationError(f"There is a group called {name} already.")
        return name


class MemberForm(SeenForm):
    """Who belongs to the group, what they stand for, and from when to when."""

    email = MailField(
        label="E-mail (optional)", required=False, max_length=254,
        help_text="Of somebody who signs in here: they may then prepare meetings, and are asked "
        "about actions of the group.",
        error_messages={"invalid": "Write an e-mail address such as ida@example.ac.uk."},
    )  # fmt: skip
    name = LineField(
        label="Name", max_length=150, required=False,
        help_text="Left empty, it is the name of the person with this e-mail.",
    )  # fmt: skip
    role = LineField(
        label="Role in the group (optional)", max_length=100, required=False,
        help_text="Such as chair or champion.",
    )  # fmt: skip
    area = LineField(
        label="Area (optional)", max_length=100, required=False,
        help_text="The division, school or service they stand for.",
    )  # fmt: skip
    grade = LineField(
        label="Grade (optional)", max_length=50, required=False,
        widget=forms.TextInput({"class": "width-20"}),
    )  # fmt: skip
    starts_on = DayField(
        label="From", required=True, error_messages={"required": "Say from which day they serve."}
    )
    ends_on = DayField(label="To (optional)", help_text="The last day, once it is known.")

    class Meta:
        model = Membership
        fields = ["name", "role", "area", "grade", "starts_on", "ends_on"]

    field_order = ["email", "name", "role", "area", "grade", "starts_on", "ends_on"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.person:
            self.initial["email"] = self.instance.person.email

    def clean_email(self) -> str:
        """The address of somebody who is known here, or none."""
        email: str = self.cleaned_data["email"]
        self.instance.person = User.objects.filter(email__iexact=email).first() if email else None
        if email and self.instance.person is None:
            raise ValidationError(
                "Nobody with this e-mail is known here. Check it, or leave it empty and give a "
                "name."
            )
        return email

    def clean(self) -> dict[str, Any]:
        """A name, of their own or by their address; and an end that is not before the start."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("name") and "email" not in self.errors:
            if self.instance.person:
                cleaned["name"] = str(self.instance.person)
            else:
                self.add_error("name", "Give a name, or the e-mail of somebody who is known here.")
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day is before the first. Check both.")
        return cleaned
