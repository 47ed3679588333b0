"""The form of a token for a program."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from institution import years
from institution.fields import DayField, LineField, SeveralField
from institution.models import Department
from institution.workflow.recording import in_words
from kpis.models import Kpi
from kpis.models.tokens import longest_end


class KpisField(SeveralField):
    """KPIs, ticked; each with what it is called."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.reference} {obj.title}"


class TokenForm(forms.Form):
    """What the program is called, until when it is let in, and for which KPIs."""

    name = LineField(
        max_length=60, label="What is the program called?",
        help_text="The name stands in the history of every reading that it sends.",
        error_messages={"required": "Enter a name by which people know the program."},
    )  # fmt: skip
    ends_on = DayField(
        label="Until", required=True,
        error_messages={"required": "Enter the last day on which the program is let in."},
    )  # fmt: skip
    kpis = KpisField(
        queryset=Kpi.objects.none(), required=False, label="For these KPIs only",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, department: Department | None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"ends_on": years.moved(today, 1)})
        latest = in_words(longest_end(today))
        self.fields["ends_on"].help_text = f"The last day, {latest} at the latest."
        if department is None:
            del self.fields["kpis"]
            self.fields["name"].help_text = ""
            return
        self.fields["kpis"].queryset = _choice(department)  # type: ignore[attr-defined]  # of KpisField
        self.fields[
            "kpis"
        ].help_text = f"None ticked means all KPIs of {department}, also those that come later."

    def clean_ends_on(self) -> date:
        """A day from today to two years from now."""
        day, today = self.cleaned_data["ends_on"], timezone.localdate()
        if day < today:
            raise forms.ValidationError("The last day has passed already. Check the date.")
        if day > longest_end(today):
            latest = in_words(longest_end(today))
            raise forms.ValidationError(f"A token ends on {latest} at the latest. Check the date.")
        return day


def _choice(department: Department) -> Any:
    """The KPIs in use of the department and of what was merged into it."""
    own = [department, *department.lineage()]
    in_use = Kpi.objects.filter(department__in=own, state=Kpi.State.ACTIVE)
    return in_use.prefetch_related("promises__academic_year")
