"""Forms of people and their roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from institution.fields import DayField, LineField, MailField
from institution.forms.seen import SeenForm
from institution.models import Department, RoleGrant, User
from institution.permissions import is_administrator

Role = RoleGrant.Role
BAD_MAIL = "Write an e-mail address such as a.reader@example.ac.uk."
NOT_LISTED = "Choose from the list."


class PersonForm(SeenForm):
    """Who somebody is, and where they work."""

    name = LineField(
        max_length=150, label="Name", error_messages={"required": "Enter the person's name."}
    )
    email = MailField(
        label="E-mail", max_length=254, help_text="They sign in with it.",
        error_messages={"required": "Enter the person's e-mail address.", "invalid": BAD_MAIL},
    )  # fmt: skip
    job_title = LineField(max_length=150, label="Job title (optional)", required=False)
    department = forms.ModelChoiceField(
        label="Works in",
        queryset=Department.objects.active(),
        required=False,
        empty_label="No department",
        help_text="Nobody reviews the statement of the department they work in.",
        error_messages={"invalid_choice": NOT_LISTED},
    )

    class Meta:
        model = User
        fields = ["name", "email", "job_title", "department"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            self.fields["email"].help_text = (
                "They sign in with it. If you change it, the old address is told, and it no longer "
                "opens the account."
            )

    def clean_email(self) -> str:
        """An address that nobody else signs in with, however it is written."""
        email = self.cleaned_data["email"]
        if other := User.objects.exclude(pk=self.instance.pk).filter(email__iexact=email).first():
            raise ValidationError(f"{other} has this e-mail already.")
        return email


def role_field(roles: list[tuple[str, str]]) -> forms.ChoiceField:
    """A field to choose one of the roles (value, label)."""
    return forms.ChoiceField(
        label="Role",
        choices=[("", "Choose a role"), *roles],
        error_messages={"required": "Choose a role.", "invalid_choice": NOT_LISTED},
    )


class GrantForm(forms.Form):
    """A role, for which department, from when and until when."""

    role = role_field(Role.choices)
    department = forms.ModelChoiceField(
        label="Department",
        queryset=Department.objects.active(),
        required=False,
        empty_label="None",
        help_text="For heads and contributors only.",
        error_messages={"invalid_choice": NOT_LISTED},
    )
    starts_on = DayField(label="From", help_text="Empty means today.")
    ends_on = DayField(
        label="Until", help_text="The last day. Give a deputy one; otherwise leave it empty."
    )
    note = LineField(
        max_length=200,
        label="Note (optional)",
        required=False,
        help_text="For example “while on leave”.",
    )

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_administrator(by):
            roles = [choice for choice in Role.choices if choice[0] != Role.ADMINISTRATOR]
            self.fields["role"] = role_field(roles)
            self.fields["role"].help_text = "Only an administrator makes an administrator."

    def clean(self) -> dict[str, Any] | None:
        """A department where the role has one, and days in their order."""
        said = super().clean() or {}
        role, department = said.get("role"), said.get("department")
        if role in RoleGrant.DEPARTMENTAL and not department and "department" not in self.errors:
            self.add_error("department", "Choose the department that this role is for.")
        if role and role not in RoleGrant.DEPARTMENTAL and department:
            self.add_error("department", "This role is for the whole institution. Choose “None”.")
        check_days(self, said)
        return said


class TeamForm(forms.Form):
    """Somebody who is known already becomes a contributor, or a deputy until a day."""

    DEPUTY = "deputy"
    email = MailField(
        label="E-mail", max_length=254,
        error_messages={"required": "Enter the person's e-mail address.", "invalid": BAD_MAIL},
    )  # fmt: skip
    role = forms.ChoiceField(
        label="Role",
        choices=[
            (Role.CONTRIBUTOR, "Contributor: writes, and cannot send the statement"),
            (DEPUTY, "Deputy head: does all that you do, until a last day"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role.", "invalid_choice": NOT_LISTED},
    )
    ends_on = DayField(label="Until", help_text="The last day. A deputy needs one.")
    note = LineField(
        max_length=200,
        label="Note (optional)",
        required=False,
        help_text="For example “while on leave”.",
    )

    def __init__(self, *args: Any, mailbox: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.mailbox = mailbox
        self.person: User | None = None

    def clean_email(self) -> str:
        """The address of somebody who is known and can sign in."""
        email = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.person is None:
            ask = f" ({self.mailbox})" if self.mailbox else ""
            raise ValidationError(
                f"Nobody with this e-mail can sign in here. Check it, or ask the quality "
                f"office{ask} to add the person."
            )
        return email

    def clean(self) -> dict[str, Any] | None:
        """A last day for a deputy."""
        said = super().clean() or {}
        is_deputy = said.get("role") == self.DEPUTY
        if is_deputy and not said.get("ends_on") and "ends_on" not in self.errors:
            self.add_error("ends_on", "Say until when. A deputy's role has a last day.")
        check_days(self, said)
        return said


def check_days(form: forms.Form, said: dict[str, Any]) -> None:
    """Put an error at the last day if it is before the first, or over already."""
    first = said.get("starts_on") or timezone.localdate()
    last = said.get("ends_on")
    if last and last < first:
        form.add_error("ends_on", "The last day is before the first. Check both dates.")
    elif last and last < timezone.localdate():
        form.add_error("ends_on", "The last day has passed already. Check the date.")
