"""Forms of academic years: their dates, and the words of a pause."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from institution import years
from institution.fields import DayField, TextField
from institution.forms.seen import SeenForm
from institution.models import AcademicYear

DATES = ["opens_on", "due_on", "census_on", "returns_due_on"]
REASON_HINT = "Everybody can read it, on every page that shows the year."
ASKED_HINT = "Leave it empty if nothing is asked of anyone."


class YearField(forms.CharField):
    """An academic year as people write it; gives the calendar year in which it begins."""

    def to_python(self, value: Any) -> Any:
        """The start year, or a ValidationError with a sentence."""
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            return years.parse(typed)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def prepare_value(self, value: Any) -> Any:
        return years.label(value) if isinstance(value, int) else value


class YearForm(SeenForm):
    """The dates of a year, and while it is paused the reason."""

    opens_on = DayField(
        label="Opens on",
        help_text="For people to read: the year opens when you open it, and not by itself.",
    )
    due_on = DayField(
        label="Due on", help_text="Statements should have been sent by the end of this day."
    )
    census_on = DayField(
        label="Census on (optional)",
        help_text="The day on which KPIs are counted for annual monitoring.",
    )
    returns_due_on = DayField(
        label="Annual returns due on (optional)",
        help_text="Annual returns should have been sent by the end of this day. Left empty, it is "
        "six weeks after the census.",
    )
    public_reason = TextField(
        max_length=2_000, label="Why the year is paused", help_text=REASON_HINT,
        error_messages={"required": "Say why the year is paused."},
    )  # fmt: skip
    still_asked = TextField(
        max_length=2_000,
        label="What still has to be done (optional)",
        required=False,
        help_text=ASKED_HINT,
    )

    class Meta:
        model = AcademicYear
        fields = [*DATES, "public_reason", "still_asked"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.state != AcademicYear.State.PAUSED:
            del self.fields["public_reason"], self.fields["still_asked"]

    def clean(self) -> dict[str, Any] | None:
        """Days in their order."""
        said = super().clean() or {}
        opens, due, census, returns = (said.get(name) for name in DATES)
        if opens and due and due < opens:
            self.add_error("due_on", "The due date is before the opening. Check both dates.")
        if opens and census and census < opens:
            self.add_error("census_on", "The census is before the opening. Check both dates.")
        if returns and census and returns < census:
            self.add_error(
                "returns_due_on", "Returns would be due before the census. Check both dates."
            )
        elif returns and opens and returns < opens:
            self.add_error(
                "returns_due_on", "Returns would be due before the opening. Check both dates."
            )
        return said


class NewYearForm(YearForm):
    """A year that is planned: which, and its dates."""

    start_year = YearField(
        label="Academic year",
        help_text="For example 2027-28.",
        widget=forms.TextInput({"class": "width-10"}),
        error_messages={"required": "Say which academic year, for example 2027-28."},
    )
    field_order = ["start_year", *DATES]

    class Meta(YearForm.Meta):
        fields = ["start_year", *YearForm.Meta.fields]

    def clean_start_year(self) -> int:
        """A year that is not there yet."""
        start = self.cleaned_data["start_year"]
        if AcademicYear.objects.filter(start_year=start).exists():
            raise ValidationError(f"{years.label(start)} is there already. Change its dates.")
        return start


class PauseForm(forms.Form):
    """The words of a pause."""

    public_reason = TextField(
        max_length=2_000, label="Why is the year paused?", help_text=REASON_HINT,
        error_messages={"required": "Say why the year is paused. Everybody can read the reason."},
    )  # fmt: skip
    still_asked = TextField(
        max_length=2_000, label="What still has to be done in it? (optional)", required=False,
        help_text=ASKED_HINT,
    )  # fmt: skip
