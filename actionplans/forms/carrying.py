"""The forms with which work is carried into the next plan."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from actionplans.forms.plans import MonthsField
from actionplans.models import Action, Disposition, Plan
from actionplans.workflow.carrying import NO_SENTENCE, WHERE
from institution.fields import DayField, LineField, SeveralField, TextField

Kind = Disposition.Kind


class NextPlanForm(forms.ModelForm):
    """What the plan that follows is called, and when it runs."""

    title = LineField(
        label="Title", max_length=200,
        error_messages={"required": "Give the plan a title, such as “Action plan 2026 to 2029”."},
    )  # fmt: skip
    starts_on = DayField(
        label="Runs from", required=True,
        help_text="Usually the day after this plan ends. It comes into force when it is signed.",
        error_messages={"required": "Say from which day the plan runs."},
    )  # fmt: skip
    months = MonthsField("For how many months?")

    class Meta:
        model = Plan
        fields = ["title", "starts_on", "months"]


class DisposeManyForm(forms.Form):
    """One answer and one sentence for several actions, each with its rating and its words."""

    actions = SeveralField(
        label="Which actions?", queryset=Action.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the actions that this is about."},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="What becomes of them?", widget=forms.RadioSelect,
        choices=[
            (Kind.COMPLETED, "They are completed"),
            (Kind.SAME, "Each goes on as it is, as an action of the next plan"),
            (Kind.DROPPED, "They are dropped"),
        ],
        error_messages={"required": "Say what becomes of them."},
    )  # fmt: skip
    sentence = TextField(
        label="In a sentence", max_length=1000, rows=2, error_messages={"required": NO_SENTENCE}
    )

    def __init__(self, data: Any = None, *, undecided: QuerySet[Action]) -> None:
        super().__init__(data)
        chosen = self.fields["actions"]
        chosen.queryset = undecided  # type: ignore[attr-defined]  # of SeveralField
        chosen.label_from_instance = (  # type: ignore[attr-defined]  # the same
            lambda one: f"{one} {one.text} ({one.plan.words[one.rating]})"
        )


class DisposeForm(forms.Form):
    """What becomes of one action."""

    kind = forms.ChoiceField(
        label="What becomes of it?", widget=forms.RadioSelect,
        choices=[(value, capfirst(label)) for value, label in Kind.choices],
        error_messages={"required": "Say what becomes of it."},
    )  # fmt: skip
    sentence = TextField(
        label="In a sentence", max_length=1000, rows=2, error_messages={"required": NO_SENTENCE}
    )
    successor = forms.ModelChoiceField(
        label="Which action of the next plan carries it on?", queryset=Action.objects.none(),
        required=False, empty_label="A new one with the same words",
        help_text="Only where it goes on. One that is merged needs the action it goes into.",
    )  # fmt: skip
    as_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, said: Disposition, carriers: QuerySet[Action]) -> None:
        initial = {
            "kind": said.kind, "sentence": said.sentence, "successor": said.successor_id,
            "as_seen": said.as_seen,
        }  # fmt: skip
        super().__init__(data, initial=initial)
        chosen = self.fields["successor"]
        chosen.queryset = carriers  # type: ignore[attr-defined]  # of ModelChoiceField
        chosen.label_from_instance = lambda one: f"{one} {one.text[:80]}"  # type: ignore[attr-defined]  # the same

    def clean(self) -> dict[str, Any]:
        """What is merged says where; what ends goes on nowhere."""
        cleaned = super().clean() or self.cleaned_data
        kind, successor = cleaned.get("kind"), cleaned.get("successor")
        if kind == Kind.MERGED and not successor:
            self.add_error("successor", WHERE)
        if kind in Disposition.ENDS:
            cleaned["successor"] = None
        return cleaned
