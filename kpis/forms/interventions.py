"""The forms of an intervention: what is done, and what is decided about it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms

from institution.fields import DayField, LineField, ReasonField, TextField
from kpis import evaluations
from kpis.models import Intervention, Promise

Decision = Intervention.Decision


class InterventionForm(forms.ModelForm):
    """What is done to change a figure, from when, and when to look whether it worked."""

    title = LineField(
        label="In a few words", max_length=200,
        help_text="Such as “Second person at the desk”.",
        error_messages={"required": "Say in a few words what you do differently."},
    )  # fmt: skip
    description = TextField(label="More about it (optional)", max_length=3000, required=False)
    expected_effect = TextField(
        label="What do you expect? (optional)", max_length=1000, required=False
    )
    starts_on = DayField(
        label="From which day?", required=True,
        error_messages={"required": "Say from which day it is done."},
    )  # fmt: skip
    review_on = DayField(
        label="When will you look whether it worked?", required=True,
        error_messages={"required": "Say when you will look at it."},
    )  # fmt: skip

    class Meta:
        model = Intervention
        fields = ["title", "description", "expected_effect", "starts_on", "review_on"]

    def __init__(self, data: Any = None, *, promise: Promise, **options: Any) -> None:
        super().__init__(data, **options)
        self.promise = promise
        self._say_from_when(self.instance.starts_on)

    def _say_from_when(self, starts_on: date | None) -> None:
        self["review_on"].help_text = evaluations.review_words(self.promise, starts_on)

    def clean(self) -> dict[str, Any]:
        """The review comes after the beginning."""
        cleaned = super().clean() or self.cleaned_data
        starts, review = cleaned.get("starts_on"), cleaned.get("review_on")
        if starts:
            self._say_from_when(starts)
        if starts and review and review <= starts:
            self.add_error("review_on", "Look at it after it has begun.")
        return cleaned


class DecisionForm(forms.Form):
    """Close the loop, change course, or go on; always with a reason."""

    decision = forms.ChoiceField(
        label="Decision", widget=forms.RadioSelect,
        choices=[
            (Decision.CLOSE_LOOP, "Close the loop: it is the normal way to work from now on"),
            (Decision.CHANGE_COURSE, "Change course: stop it, or do something else"),
            (Decision.CONTINUE, "Go on and look again"),
        ],
        error_messages={
            "required": "Choose what becomes of it.",
            "invalid_choice": "Choose one of the three.",
        },
    )  # fmt: skip
    reason = ReasonField()
    rebase = forms.BooleanField(
        label="Count mean and limits anew from the day it began", required=False,
        help_text="Only if the change will last and its cause is understood.",
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        may_rebase: bool,
        suggested: str = "",
        against: Collection[str] = (),
    ) -> None:
        """against: the decisions that go against what the readings say."""
        super().__init__(data, initial={"decision": suggested})
        self.against = against
        if not may_rebase:
            del self.fields["rebase"]

    def clean(self) -> dict[str, Any]:
        """Who decides against the readings is asked why they do that."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") in self.against and "reason" in self.errors:
            self.errors["reason"] = self.error_class(
                ["Say why: by the readings alone one would not. What do they not show?"]
            )
        return cleaned
