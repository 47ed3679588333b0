"""The forms of the ledger of consultations and of impact measures."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from actionplans.models import Action, Consultation, ImpactMeasure, Plan
from institution.fields import (
    DayField,
    LineField,
    NumberField,
    SeveralField,
    TextField,
    WholeNumberField,
)
from institution.forms.seen import SeenForm
from institution.models import User
from kpis.models import Kpi
from kpis.reports import with_promises

MOST = 10**9
Choices = Any  # a field's choices, which Django types for no field


class ActionChoice(forms.ModelChoiceField):
    """One action, by its reference and first words."""

    def label_from_instance(self, action: Action) -> str:
        """ "V001 Name a champion"."""
        return _named(action)


class ActionsChoice(SeveralField):
    """Several actions, by their references and first words."""

    def label_from_instance(self, action: Action) -> str:
        """ "V001 Name a champion"."""
        return _named(action)


class KpiChoice(forms.ModelChoiceField):
    """A KPI, by its department and title."""

    def label_from_instance(self, kpi: Kpi) -> str:
        """ "Library, Loans renewed"."""
        return f"{kpi.department}, {kpi.title}"


def _named(action: Action) -> str:
    words = action.text if len(action.text) <= 80 else f"{action.text[:77]}…"
    return f"{action.reference} {words}"


def actions_of(plan: Plan, user: User) -> QuerySet[Action]:
    """The actions of the plan, and those of the plan that follows it."""
    following = Plan.objects.filter(assessed_with__plan=plan) | Plan.objects.filter(
        predecessor=plan
    )
    plans = [plan.pk, *following.values_list("pk", flat=True)]
    live = Action.objects.visible_to(user).live().filter(plan__in=plans)
    return live.order_by("plan__starts_on", "plan", "position", "pk")


class ConsultationForm(SeenForm):
    """When technicians were heard, what they said, and which action it changed."""

    held_on = DayField(
        label="When?", required=True, error_messages={"required": "Say on which day it was."}
    )
    method = forms.ChoiceField(
        label="How?", choices=[("", "Choose a way"), *Consultation.Method.choices],
        error_messages={"required": "Say how technicians were heard."},
    )  # fmt: skip
    who = LineField(
        label="Which technicians?", max_length=200,
        help_text="Such as “Technicians of all grades in Natural Sciences”. No names of people.",
        error_messages={"required": "Say which technicians were heard."},
    )  # fmt: skip
    how_many = WholeNumberField(
        label="How many of them? (optional)", lowest=0, highest=100_000, required=False
    )
    said = TextField(
        label="What was said?", max_length=5000, rows=6,
        error_messages={"required": "Say what technicians said."},
    )  # fmt: skip
    theme = forms.ModelChoiceField(
        label="Which theme was it about? (optional)", queryset=Plan.objects.none(),
        required=False, empty_label="None in particular",
    )  # fmt: skip
    action = ActionChoice(
        label="Which action did it change? (optional)", queryset=Action.objects.none(),
        required=False, empty_label="None yet",
        help_text="It then stands under “You said, we did”.",
    )  # fmt: skip
    note = TextField(
        label="Note for those who work on the plan (optional)", max_length=2000, required=False,
        help_text="It is never published.",
    )  # fmt: skip

    class Meta:
        model = Consultation
        fields = ["held_on", "method", "who", "how_many", "said", "theme", "action", "note"]

    def __init__(self, *args: Any, plan: Plan, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan, self.user = plan, user
        choices: dict[str, Choices] = self.fields
        choices["theme"].queryset = plan.themes.all()
        choices["action"].queryset = actions_of(plan, user)

    def form_of(self, current: Consultation) -> "ConsultationForm":
        """The form as it would be shown of the line as it is now."""
        return ConsultationForm(instance=current, plan=self.plan, user=self.user)

    def clean_held_on(self) -> Any:
        """A day that has been."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day is still to come. Note it once it has been.")
        return day


class MeasureForm(SeenForm):
    """Something that is counted twice, to see what actions changed."""

    title = LineField(
        label="What is counted?", max_length=200,
        help_text="Such as “Technicians who say that their work is seen”.",
        error_messages={"required": "Say what is counted."},
    )  # fmt: skip
    unit = LineField(
        label="Unit (optional)", max_length=40, required=False,
        help_text="What stands after the number: %, people, views a day.",
    )  # fmt: skip
    kpi = KpiChoice(
        label="Which KPI does it follow? (optional)", queryset=Kpi.objects.none(), required=False,
        empty_label="None", help_text="Its latest final reading can then fill the second count.",
    )  # fmt: skip
    baseline_value = NumberField(
        label="First count (optional)", lowest=-MOST, highest=MOST, places=4, required=False
    )
    baseline_on = DayField(label="Day of the first count (optional)")
    baseline_note = LineField(
        label="Where the first count is from (optional)", max_length=300, required=False
    )
    repeat_value = NumberField(
        label="Second count", lowest=-MOST, highest=MOST, places=4, required=False
    )
    repeat_on = DayField(label="Day of the second count (optional)")
    repeat_note = LineField(
        label="Where the second count is from (optional)", max_length=300, required=False
    )
    is_insufficient = forms.BooleanField(label="There is too little to say", required=False)
    insufficient_reason = TextField(
        label="Why is there too little?", max_length=2000, required=False,
        help_text="Only where you ticked the box above.",
    )  # fmt: skip
    actions = ActionsChoice(
        label="Which actions is it about? (optional)", queryset=Action.objects.none(),
        required=False, widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    class Meta:
        model = ImpactMeasure
        fields = [
            "title", "unit", "kpi", "baseline_value", "baseline_on", "baseline_note",
            "repeat_value", "repeat_on", "repeat_note", "is_insufficient", "insufficient_reason",
            "actions",
        ]  # fmt: skip

    def __init__(self, *args: Any, plan: Plan, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.plan, self.user = plan, user
        choices: dict[str, Choices] = self.fields
        choices["kpi"].queryset = with_promises(Kpi.objects.visible_to(user))
        own = Action.objects.visible_to(user).live().filter(plan=plan)
        choices["actions"].queryset = own.order_by("position", "pk")

    def form_of(self, current: ImpactMeasure) -> "MeasureForm":
        """The form as it would be shown of the measure as it is now."""
        return MeasureForm(instance=current, plan=self.plan, user=self.user)

    def clean(self) -> dict[str, Any]:
        """Too little has its reason; the second count comes after the first."""
        cleaned = super().clean() or self.cleaned_data
        is_little, reason = cleaned.get("is_insufficient"), cleaned.get("insufficient_reason")
        if is_little and not reason and "insufficient_reason" not in self.errors:
            self.add_error("insufficient_reason", "Say why there is too little to say.")
        if reason and not is_little:
            self.add_error("is_insufficient", "Tick this, or take the reason out below.")
        first, second = cleaned.get("baseline_on"), cleaned.get("repeat_on")
        if first and second and second <= first:
            self.add_error("repeat_on", "The second count comes after the first.")
        return cleaned
