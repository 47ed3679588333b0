"""The forms of what frames a plan: its details, themes, extensions, helpers, and the scheme."""

from datetime import date
from typing import Any

from django import forms

from actionplans import calendars
from actionplans.models import Charter, Plan, Scheme, Theme
from institution.fields import (
    DayField,
    LineField,
    MailField,
    ReasonField,
    TextField,
    WholeNumberField,
)
from institution.forms.seen import SeenForm
from institution.models import User

NO_STAGE = "Say which stage of the Commitment the plan is for."


class MonthsField(WholeNumberField):
    """For how many months something runs: up to ten years."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label=label, lowest=1, highest=120, widget=forms.TextInput({"class": "width-4"}),
            error_messages={"required": "Say how many months."}, **options,
        )  # fmt: skip


class CalledField(LineField):
    """What a plan calls one of the ratings."""

    def __init__(self, rating: str) -> None:
        super().__init__(
            label=f"{rating} is called", max_length=80,
            error_messages={"required": f"Say what {rating} is called."},
        )  # fmt: skip


class PlanForm(SeenForm):
    """What a plan is called, when it runs, what its ratings are called, whom to ask."""

    title = LineField(
        label="Title", max_length=200,
        error_messages={"required": "Give the plan a title, such as “Action plan 2026 to 2029”."},
    )  # fmt: skip
    stage = WholeNumberField(
        label="Stage", lowest=1, highest=20, widget=forms.TextInput({"class": "width-4"}),
        help_text="1 for the first plan after signing the Commitment.",
        error_messages={"required": NO_STAGE},
    )  # fmt: skip
    starts_on = DayField(
        label="Runs from", required=True,
        help_text="The day it is signed. “Within 12 months” counts from here.",
        error_messages={"required": "Say from which day the plan runs."},
    )  # fmt: skip
    months = MonthsField("For how many months?", help_text="Usually 24 or 36.")
    green_label = CalledField("Green")
    amber_label = CalledField("Amber")
    red_label = CalledField("Red")
    contact_name = LineField(
        label="Who answers questions about it?", max_length=150, required=False
    )
    contact_email = MailField(
        label="At which e-mail address?", required=False,
        help_text="Both stand on the public page; without an address nothing is published.",
    )  # fmt: skip
    external_url = forms.URLField(
        label="Address on your own website (optional)", required=False, max_length=500,
        assume_scheme="https",
        error_messages={"invalid": "Write a whole address, such as https://www.example.ac.uk/plan."},
    )  # fmt: skip

    class Meta:
        model = Plan
        fields = [
            "title", "stage", "starts_on", "months", "green_label", "amber_label", "red_label",
            "contact_name", "contact_email", "external_url",
        ]  # fmt: skip

    def clean_contact_email(self) -> str:
        """Who reads a published plan can ask somebody."""
        address: str = self.cleaned_data["contact_email"]
        if self.instance.is_published and not address:
            raise forms.ValidationError(
                "The plan is published, so its page needs an address for questions."
            )
        return address


class ThemeForm(SeenForm):
    """A theme: the letter of its references, its name, its place."""

    letter = LineField(
        label="Letter", max_length=3, help_text="References begin with it: V001.",
        widget=forms.TextInput({"class": "width-4"}),
        error_messages={"required": "Give the theme a letter; its references begin with it."},
    )  # fmt: skip
    name = LineField(
        label="Name", max_length=100, error_messages={"required": "Give the theme a name."}
    )

    class Meta:
        model = Theme
        fields = ["letter", "name"]

    def clean_letter(self) -> str:
        """One to three capitals that no other theme of the plan has."""
        letter = self.cleaned_data["letter"].upper()
        if not (letter.isascii() and letter.isalpha()):
            raise forms.ValidationError("Use one to three letters from A to Z.")
        others = Theme.objects.filter(plan=self.instance.plan_id, letter=letter)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Another theme of this plan has the letter {letter}.")
        return letter


class ExtensionForm(forms.Form):
    """Until when the plan runs, and why longer than it was signed for."""

    until = DayField(
        label="Until which day?", required=True,
        error_messages={"required": "Say until which day it runs now."},
    )  # fmt: skip
    reason = ReasonField()


class EditorForm(forms.Form):
    """Somebody who helps to write the plan."""

    person = forms.ModelChoiceField(
        label="Person", queryset=User.objects.filter(is_active=True), empty_label="Choose a person",
        error_messages={
            "required": "Choose who helps with the plan.",
            "invalid_choice": "Choose somebody who can sign in.",
        },
    )  # fmt: skip


SEASONS = {
    "spring": "Spring", "summer": "Summer", "autumn": "Autumn", "winter": "Winter",
    "autumn_term": "Autumn term", "spring_term": "Spring term", "summer_term": "Summer term",
}  # fmt: skip
SPAN = "Write two days such as 1 March to 31 May."


class SchemeForm(SeenForm):
    """When stages are due, and on which days seasons and terms begin and end here."""

    signed_on = DayField(label="When did the institution sign the Commitment?")
    first_months = MonthsField("Months from signing to the first submission")
    between_months = MonthsField("Months from one submission to the next")
    plan_months = MonthsField("Months that a new plan runs")
    contact_email = MailField(
        label="Where does the scheme answer questions? (optional)", required=False
    )

    class Meta:
        model = Scheme
        fields = ["signed_on", "first_months", "between_months", "plan_months", "contact_email"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = Charter.objects.values_list("name", flat=True)
        self.fields["charters"] = TextField(
            label="What else may actions contribute to? (optional)", max_length=2000,
            required=False, initial="\n".join(names), rows=4,
            help_text="Other charters and exercises, such as Athena SWAN, one in each line.",
        )  # fmt: skip
        calendar = self.instance.calendar
        for name, label in SEASONS.items():
            self.fields[name] = LineField(
                label=label, max_length=40, initial=in_words(calendar.span(name)),
                error_messages={"required": SPAN},
            )  # fmt: skip

    def clean_charters(self) -> list[str]:
        """The names, each once, none too long."""
        typed = (" ".join(line.split()) for line in self.cleaned_data["charters"].splitlines())
        names = list(dict.fromkeys(filter(None, typed)))
        if long := next((name for name in names if len(name) > 80), None):
            raise forms.ValidationError(f"“{long[:30]}…” is longer than 80 characters. Shorten it.")
        return names

    def clean(self) -> dict[str, Any]:
        """Seasons and terms that exist and are not the wrong way round."""
        cleaned = super().clean() or self.cleaned_data
        spans = {}
        for name in SEASONS:
            if name in cleaned:
                try:
                    spans[name] = read_span(cleaned[name])
                except ValueError:
                    self.add_error(name, SPAN)
        for name, sentence in calendars.problems(spans).items():
            self.add_error(name, sentence)
        usual = calendars.Calendar()
        self.instance.seasons = {
            name: span for name, span in spans.items() if span != usual.span(name)
        }
        return cleaned


def in_words(span: calendars.Span) -> str:
    """A season's days as they are typed: "1 March to 31 May"."""
    return " to ".join(f"{day} {calendars.MONTHS[month - 1]}" for month, day in span)


def read_span(typed: str) -> calendars.Span:
    """The days of "1 March to 31 May". Raises ValueError for anything else."""
    first, last = typed.split(" to ")
    return _read_day(first), _read_day(last)


def _read_day(typed: str) -> calendars.MonthDay:
    day, month = typed.split()
    names = [name.casefold() for name in calendars.MONTHS]
    found = names.index(month.casefold()) + 1, int(day)
    date(calendars.LEAP_YEAR, *found)  # it exists
    return found
