"""The forms of a review round, and of one action in it."""

from typing import Any, cast

from django import forms

from actionplans.forms.actions import ratings_of
from actionplans.models import Action, Meeting, Rating, ReviewRound
from institution.fields import DayField, LineField, TextField, named


class RoundForm(forms.ModelForm):
    """What the round is for, and by when owners answer."""

    title = LineField(
        label="What is it for?", max_length=150, help_text="Such as “Quarter 1 of 2027”.",
        error_messages={"required": "Say what the round is for."},
    )  # fmt: skip
    due_on = DayField(
        label="Owners answer by", required=True,
        error_messages={"required": "Say by when owners answer."},
    )  # fmt: skip
    meeting = forms.ModelChoiceField(
        label="For which meeting? (optional)", required=False, empty_label="For no meeting",
        queryset=Meeting.objects.filter(closed_at=None).select_related("group"),
        error_messages={"invalid_choice": "Choose a meeting from the list."},
    )  # fmt: skip

    class Meta:
        model = ReviewRound
        fields = ["title", "due_on", "meeting"]


class RowForm(forms.Form):
    """How one action stands, as a row among others: whatever is left as it was is not saved.

    `was` and `after` carry the rating that the person saw, and its key.
    """

    value = forms.ChoiceField(
        label="Rating", required=False,
        error_messages={"invalid_choice": "Choose a rating from the list."},
    )  # fmt: skip
    text = TextField(label="What happened, and what comes next?", max_length=5000, required=False)
    same = forms.BooleanField(label="Nothing has changed", required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    after = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, action: Action) -> None:
        key = {"value": action.rating, "was": action.rating, "after": action.latest_number or ""}
        super().__init__(data, prefix=action.reference, initial=key)
        self.action = action
        cast(forms.ChoiceField, self.fields["value"]).choices = ratings_of(action.plan)
        if action.latest is None:
            del self.fields["same"]

    def clean(self) -> dict[str, Any]:
        """A rating without problems, where anything was said."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and self.is_touched:
            for name, sentence in self.rating.problems(self.action.plan.words).items():
                self.add_error(name, named(self.action, sentence))
        return cleaned

    @property
    def is_same(self) -> bool:
        """Whether the person says that the rating they saw still holds, and no more."""
        said = self.cleaned_data
        is_other = said.get("value") != said.get("was") or said.get("text")
        return bool(said.get("same")) and not is_other

    @property
    def is_touched(self) -> bool:
        """Whether anything was said in this row."""
        said = self.cleaned_data
        return bool(said.get("text") or said.get("same") or said.get("value") != said.get("was"))

    @property
    def rating(self) -> Rating:
        """The rating that was chosen; the latest again where nothing has changed."""
        said, latest = self.cleaned_data, self.action.latest
        if self.is_same and latest:
            return Rating(
                value=latest.value, text=latest.text, is_redefined=latest.is_redefined,
                cause=latest.cause,
            )  # fmt: skip
        return Rating(value=said["value"], text=said["text"])

    @property
    def after_seen(self) -> int | None:
        """The key of the rating that the person saw; 0, which none has, for what is no key."""
        typed = self.cleaned_data["after"]
        if not typed:
            return None
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0

    def show_latest(self, current: Action) -> None:
        """Say who rated the action meanwhile; the next save begins from there."""
        latest = current.latest
        self.action.latest = latest
        self.data = dict(self.data.items()) | {
            self.add_prefix("after"): str(current.latest_number or ""),
            self.add_prefix("was"): current.rating,
        }
        if latest:
            said = f": “{latest.text[:200]}”" if latest.text else "."
            rated = f"rated it {current.plan.words[latest.value]}"
            word = rated if latest.value else "wrote about it"
            self.add_error(
                "text", f"{current}: {latest.rated_by_name} {word} while you were writing{said} "
                "Nothing is saved yet. Look, then save again.",
            )  # fmt: skip
