"""The form of a University KPI."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from institution.fields import LineField
from institution.forms.seen import SeenForm
from kpis.models import UniversityKpi


class UniversityKpiForm(SeenForm):
    """What a University KPI is called, where to read of it, and whether departments may choose it.

    The name of one that a promise serves already stands in statements, so it stays.
    """

    name = LineField(
        max_length=150, label="Name",
        error_messages={"required": "Enter the name of the University KPI."},
    )  # fmt: skip
    url = forms.URLField(
        label="Web page (optional)", required=False, max_length=200, assume_scheme="https",
        help_text="Where the university says what it means and how it stands.",
        error_messages={"invalid": "Write a web address such as https://example.ac.uk/kpis."},
    )  # fmt: skip
    is_active = forms.BooleanField(label="Departments may choose it", required=False)

    class Meta:
        model = UniversityKpi
        fields = ["name", "url", "is_active"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.keeps_name:
            self.fields["name"].disabled = True
            self.fields["name"].help_text = (
                "Promises serve it already, so its name stays. To change the words, take it out "
                "of the choice and add another."
            )

    def clean_name(self) -> str:
        """A name that no other has, in capitals or not."""
        name = self.cleaned_data["name"]
        others = UniversityKpi.objects.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise ValidationError("There is a University KPI of this name already.")
        return name
