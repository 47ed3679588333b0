"""The form of the name of a KPI and of which shape its promise is."""

from typing import cast

from django import forms

from institution import years
from institution.fields import LineField
from kpis.models import Promise

# One promise of each shape, for people to choose by; in the year of the statement.
EXAMPLES = {
    "all_within": "We will repair all broken study screens within 3 working days.",
    "share_within": "We will settle at least 95% of travel claims within 10 working days.",
    "share_by_date": "We will train at least 75% of new tutors by 31 May {year}.",
    "change": "We will reduce the number of cancelled sessions by 15% by 31 July {year}.",
}


class ShapeForm(forms.ModelForm):
    """The first step, or a change of mind: the KPI's name and the kind of promise it makes."""

    title = LineField(
        label="What do you call it?",
        max_length=200,
        help_text="A short name, such as “Answers to student enquiries”.",
        error_messages={"required": "Give the KPI a name."},
    )
    shape = forms.ChoiceField(
        label="What kind of promise is it?",
        choices=Promise.Shape,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the four kinds of promise."},
    )

    class Meta:
        model = Promise
        fields = ["title", "shape"]

    def __init__(self, data=None, *, instance: Promise, **kwargs) -> None:
        super().__init__(data, instance=instance, **kwargs)
        ends = years.last_day(instance.academic_year.start_year).year
        cast(forms.ChoiceField, self.fields["shape"]).choices = [
            (value, f"{label}: “{EXAMPLES[value].format(year=ends)}”")
            for value, label in Promise.Shape.choices
        ]

    def promise(self) -> Promise:
        """The promise as it was typed; not saved. After `is_valid`."""
        return self.instance
