"""The search form of the public directory."""

from collections.abc import Iterable
from typing import cast

from django import forms

from institution.models import Department
from sls.models import Audience


class DirectoryForm(forms.Form):
    """By need, in the reader's own words; by department; by audience. All optional."""

    need = forms.CharField(
        label="What do you need?",
        required=False,
        max_length=100,
        help_text="For example: exam results, lost card, room booking.",
    )
    department = forms.ChoiceField(
        required=False,
        error_messages={"invalid_choice": "Choose a department from the list."},
    )
    audience = forms.ChoiceField(
        label="Services for", choices=[("", "Anybody"), *Audience.choices], required=False
    )

    def __init__(self, *args, departments: Iterable[Department], **kwargs) -> None:
        """Offer these departments."""
        super().__init__(*args, **kwargs)
        self.departments = {department.slug: department for department in departments}
        offered = [(slug, department.name) for slug, department in self.departments.items()]
        field = cast(forms.ChoiceField, self.fields["department"])
        field.choices = [("", "Any department"), *offered]

    def clean_department(self) -> Department | None:
        """The department itself."""
        return self.departments.get(self.cleaned_data["department"])
