"""The forms of an action: what is to be done, who owns it, how it stands, its steps and proof."""

from typing import Any, cast

from django import forms

from actionplans import timescales
from actionplans.models import (
    Action,
    ActionOwner,
    Cause,
    Charter,
    Evidence,
    Milestone,
    Plan,
    Rating,
    Scheme,
    Theme,
    WorkingGroup,
)  # fmt: skip
from actionplans.workflow.actions import MOVED_WITHOUT_REASON
from institution.fields import DayField, LineField, SeveralField, TextField
from institution.forms.seen import SeenForm
from institution.models import Department, User

Value = Rating.Value


class ActionForm(SeenForm):
    """One line of a plan. In a plan in force the signed words are not among the fields."""

    theme = forms.ModelChoiceField(
        label="Theme", queryset=Theme.objects.none(), empty_label="Choose a theme",
        error_messages={"required": "Choose the theme that it belongs to."},
    )  # fmt: skip
    text = TextField(
        label="What is to be done?", max_length=3000, rows=4,
        error_messages={"required": "Say what is to be done."},
    )  # fmt: skip
    owner_words = LineField(
        label="Who owns it?", max_length=300, required=False,
        help_text="As you would write it, such as “TCWG / HR”. The first leads.",
    )  # fmt: skip
    timescale_words = LineField(
        label="By when?", max_length=300, required=False,
        help_text="As you would write it: Spring 2027, by the end of May 2027, ongoing.",
    )  # fmt: skip
    reason = TextField(
        label="Why does the timescale move?", max_length=2000, required=False,
        help_text="Only where the timescale changes. The old one stays visible.",
    )  # fmt: skip
    cause = forms.ChoiceField(
        label="What caused it?", choices=[("", "Nothing in particular"), *Cause.choices],
        required=False, help_text="Only where the timescale changes.",
    )  # fmt: skip
    review_on = DayField(
        label="When will you look at it again? (optional)",
        help_text="Needed where nothing says when it ends.",
    )  # fmt: skip
    impact = TextField(
        label="How will you show that it had an effect? (optional)", max_length=2000, required=False
    )
    follows = LineField(
        label="Which actions does it follow? (optional)", max_length=200, required=False,
        help_text="Their references, such as C004, R007.",
    )  # fmt: skip
    charters = SeveralField(
        label="What else does it contribute to? (optional)", queryset=Charter.objects.all(),
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_public = forms.BooleanField(
        label="Anybody may read it once the plan is published", required=False, initial=True
    )

    class Meta:
        model = Action
        fields = [
            "theme", "text", "owner_words", "timescale_words", "review_on", "impact", "follows",
            "charters", "is_public",
        ]  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan = plan
        if plan.is_draft:
            cast(forms.ModelChoiceField, self.fields["theme"]).queryset = plan.themes.all()
            del self.fields["reason"], self.fields["cause"]
        else:
            del self.fields["theme"], self.fields["text"]
        if not Charter.objects.exists():
            del self.fields["charters"]

    def form_of(self, current: Action) -> "ActionForm":
        """The form as it would be shown of the action as it is now."""
        return ActionForm(instance=current, plan=self.plan)

    def clean_timescale_words(self) -> str:
        """A timescale in whatever words; a date that does not exist is said to whoever typed it."""
        words: str = self.cleaned_data["timescale_words"]
        read = timescales.parse(words, Scheme.get().calendar, signed_on=self.plan.starts_on)
        if read.problem:
            raise forms.ValidationError(read.problem)
        return words

    def clean(self) -> dict[str, Any]:
        """A timescale that moves has its reason; a first one moves nothing."""
        cleaned = super().clean() or self.cleaned_data
        moves = "timescale_words" in self.changed_data and self.initial.get("timescale_words")
        if moves and "reason" in self.fields and not cleaned.get("reason"):
            self.add_error("reason", MOVED_WITHOUT_REASON)
        return cleaned


class OwnerForm(forms.Form):
    """One more owner: somebody Kept knows, or words."""

    person = forms.ModelChoiceField(
        label="A person", queryset=User.objects.filter(is_active=True), required=False,
        empty_label="Nobody",
    )  # fmt: skip
    department = forms.ModelChoiceField(
        label="or a department", queryset=Department.objects.active(), required=False,
        empty_label="None",
    )  # fmt: skip
    group = forms.ModelChoiceField(
        label="or a working group", queryset=WorkingGroup.objects.filter(is_active=True),
        required=False, empty_label="None",
    )  # fmt: skip
    words = LineField(
        label="or in words", max_length=150, required=False,
        help_text="For whom Kept does not know, such as “Technicians”. Nobody is reminded then.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the four."""
        cleaned = super().clean() or self.cleaned_data
        said = [name for name in ("person", "department", "group", "words") if cleaned.get(name)]
        if not self.errors and len(said) != 1:
            raise forms.ValidationError(
                "Say who owns it in one of the four fields, and leave the others as they are."
            )
        return cleaned

    def owner(self) -> ActionOwner:
        """The owner that was named, not saved."""
        return ActionOwner(**{name: value for name, value in self.cleaned_data.items() if value})


def ratings_of(plan: Plan) -> list[tuple[str, str]]:
    """The ratings to choose from, as the plan calls them."""
    return [(value, plan.labels[value or "unrated"]) for value in Value.values]


class RatingForm(forms.ModelForm):
    """How an action stands: its rating, and in words."""

    value = forms.ChoiceField(
        label="How does it stand?", widget=forms.RadioSelect, required=False,
        error_messages={"invalid_choice": "Choose a rating from the list."},
    )  # fmt: skip
    text = TextField(label="In words", max_length=5000, rows=5, required=False)
    is_redefined = forms.BooleanField(required=False)
    cause = forms.ChoiceField(
        label="What held it up? (optional)", required=False,
        choices=[("", "Nothing in particular"), *Cause.choices],
    )  # fmt: skip
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Rating
        fields = ["value", "text", "is_redefined", "cause"]

    def __init__(self, *args: Any, action: Action, **options: Any) -> None:
        options["initial"] = {
            "value": action.rating, "after": action.latest_number,
            "is_redefined": action.latest.is_redefined if action.latest else False,
        } | options.get("initial", {})  # fmt: skip
        super().__init__(*args, **options)
        cast(forms.ChoiceField, self.fields["value"]).choices = ratings_of(action.plan)
        self.words = action.plan.words
        red = self.words["red"]
        self.fields["is_redefined"].label = f"It is {red} because it was redefined"
        said = "What was done, what it led to, what comes next."
        self.fields["text"].help_text = f"{said} {red} needs an explanation."

    def clean(self) -> dict[str, Any]:
        """A rating without problems, in an update that says something."""
        cleaned = super().clean() or self.cleaned_data
        value, text = cleaned.get("value", ""), cleaned.get("text", "")
        said = Rating(value=value, text=text, is_redefined=bool(cleaned.get("is_redefined")))
        for name, sentence in said.problems(self.words).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        if not value and not text and not self.errors:
            self.add_error("text", "Rate it, or say something about it.")
        return cleaned


class MilestoneForm(SeenForm):
    """A step of an action."""

    text = LineField(
        label="What is the step?", max_length=300,
        error_messages={"required": "Say what the step is."},
    )  # fmt: skip
    due_on = DayField(label="By when? (optional)")
    done_on = DayField(label="Done on (optional)")

    class Meta:
        model = Milestone
        fields = ["text", "due_on", "done_on"]


class EvidenceForm(forms.ModelForm):
    """What shows that it was done, or had an effect."""

    text = LineField(
        label="What is it?", max_length=300,
        help_text="Such as “Survey of March 2027: 61% feel seen”.",
        error_messages={"required": "Say what shows it."},
    )  # fmt: skip
    url = forms.URLField(
        label="Where is it? (optional)", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "Write a whole address, such as https://www.example.ac.uk."},
    )  # fmt: skip

    class Meta:
        model = Evidence
        fields = ["text", "url"]
