"""The search form of the public directory."""

from django import forms

from institution.models import Department
from sls import directory
from sls.models import Audience


class DirectoryForm(forms.Form):
    """By need, in the reader's own words; by department; by audience. All optional."""

    need = forms.CharField(
        label="What do you need?",
        required=False,
        max_length=100,
        help_text="For example: exam results, lost card, room booking.",
    )
    department = forms.ModelChoiceField(
        queryset=Department.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="Any department",
    )
    audience = forms.ChoiceField(
        label="I am asking for", choices=[("", "Anybody"), *Audience.choices], required=False
    )

    def __init__(self, *args, **kwargs):
        """Offer the departments that have a statement in force."""
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = directory.departments()
