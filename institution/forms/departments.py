"""Forms of departments: details, other names, merging."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q

from institution.fields import LineField, MailField, TextField
from institution.forms.seen import SeenForm
from institution.models import Department, DepartmentName

MOST_NAMES = 20
LONGEST_NAME = 200
BAD_MAIL = "Write an e-mail address such as library@example.ac.uk."


class DepartmentForm(SeenForm):
    """What a department is called and how to reach it."""

    name = LineField(
        max_length=LONGEST_NAME, label="Name",
        error_messages={"required": "Enter the department's name."},
    )  # fmt: skip
    aliases = TextField(
        max_length=MOST_NAMES * LONGEST_NAME,
        label="Other names (optional)",
        required=False,
        help_text="One a line: abbreviations, and what people call it. All of them are searched.",
    )
    summary = LineField(
        max_length=300, label="What it does, in one line (optional)", required=False,
        help_text="It stands in the service directory.",
    )  # fmt: skip
    email = MailField(
        label="E-mail (optional)",
        required=False,
        max_length=254,
        error_messages={"invalid": BAD_MAIL},
    )
    phone = LineField(
        max_length=40, label="Telephone (optional)", required=False,
        widget=forms.TextInput({"class": "width-20", "inputmode": "tel"}),
        validators=[
            RegexValidator(r"^\+?[\d(][\d ()./-]*( *(ext|x)\.? *\d+)?$",
                           "Write a telephone number such as 01227 922000 ext 12."),
        ],
    )  # fmt: skip
    web = forms.URLField(
        label="Web page (optional)", required=False, max_length=200, assume_scheme="https",
        error_messages={"invalid": "Write a web address such as https://example.ac.uk/library."},
    )  # fmt: skip

    class Meta:
        model = Department
        fields = ["name", "summary", "email", "phone", "web"]

    field_order = ["name", "aliases", "summary", "email", "phone", "web"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk:
            known = self.instance.names.filter(kind=DepartmentName.Kind.ALIAS)
            self.initial["aliases"] = "\n".join(known.values_list("name", flat=True))
            self.fields["name"].help_text = "If you change it, the old name is kept and searched."

    def clean_name(self) -> str:
        """A name that no other department has."""
        name = self.cleaned_data["name"]
        if taken := self._taken(name):
            raise ValidationError(taken)
        return name

    def clean_aliases(self) -> list[str]:
        """The names, each once."""
        names = {" ".join(line.split()) for line in self.cleaned_data["aliases"].splitlines()}
        names.discard("")
        if len(names) > MOST_NAMES:
            raise ValidationError(f"Give at most {MOST_NAMES} other names.")
        for name in sorted(names):
            if len(name) > LONGEST_NAME:
                raise ValidationError(f"“{name[:40]}…” is longer than {LONGEST_NAME} characters.")
            if taken := self._taken(name):
                raise ValidationError(taken)
        return sorted(names)

    def _taken(self, name: str) -> str:
        """A sentence if another department is called so."""
        others = Department.objects.exclude(pk=self.instance.pk)
        is_alias = Q(names__name__iexact=name, names__kind=DepartmentName.Kind.ALIAS)
        other = others.filter(Q(name__iexact=name) | is_alias).first()
        if other is None:
            return ""
        if other.name.lower() == name.lower():
            return f"There is a department called {other.name} already."
        return f"“{name}” is another name of {other.name}. Use a different one."


class MergeForm(forms.Form):
    """Which department answers from now on."""

    def __init__(self, *args: Any, department: Department, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"] = forms.ModelChoiceField(
            label="Merge into",
            queryset=Department.objects.active().exclude(pk=department.pk),
            empty_label="Choose a department",
            error_messages={
                "required": "Choose the department that answers from now on.",
                "invalid_choice": "Choose a department from the list.",
            },
        )
