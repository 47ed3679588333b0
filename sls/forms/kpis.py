"""The forms of a KPI promise. They ask only what the shape of the promise needs."""

from typing import Any, cast

from django import forms
from django.db.models import Choices, Q

from documents.longtext_fields import LongTextField
from institution import years
from institution.fields import Choice, DayField, LineField, NumberField, WholeNumberField, named
from kpis.models import KpiBaseline, Promise, UniversityKpi
from kpis.models.promises import MOST_DECIMALS
from kpis.sentences import USES
from sls.forms.kpi_shapes import ShapeForm

BASELINE = ["baseline_value", "baseline_start", "baseline_end", "baseline_source"]
# Fields that only some shapes use, in the order in which the sentence says them.
SHAPE_FIELDS = [
    "change_direction", "change_of", "action", "comparison", "share", "what", "unit",
    "change_percent", "days", "starts_on", "due_on", *BASELINE,
]  # fmt: skip
MEASURED = [
    "measure", "numerator_label", "denominator_label", "data_source", "frequency", "decimals",
    "amber_kind", "amber_value",
]  # fmt: skip
MATTERS = ["for_whom", "student_effect", "goal", "university_kpi", "rationale"]


def shapes_using(name: str) -> list[str]:
    """The shapes that ask for a field of the form."""
    name = "baseline" if name in BASELINE else name
    return [shape for shape, used in USES.items() if name in used]


def choices_of(kind: type[Choices]) -> list[tuple[str, str]]:
    """The choices with an empty one in front, each beginning with a capital."""
    return [
        ("", "Choose"),
        *((value, label[:1].upper() + label[1:]) for value, label in kind.choices),
    ]


def line(css_class: str, **attributes: str) -> forms.TextInput:
    """A box for one line, as wide as `css_class` says."""
    return forms.TextInput({"class": css_class, **attributes})


def _shape_of(data: Any, promise: Promise) -> str:
    """The shape that was sent, or the promise's own if none, or an odd one, came."""
    sent = data.get("shape", "") if data is not None else ""
    return sent if sent in Promise.Shape.values else promise.shape


class KpiForm(forms.ModelForm):
    """Everything about a promise. Fields that its shape does not use are disabled: they are not
    asked, and keep what they held, in case the shape is changed back."""

    title = LineField(
        label="Name of the KPI", max_length=200,
        error_messages={"required": "Give the KPI a name."},
    )  # fmt: skip
    shape = ShapeForm.base_fields["shape"]
    change_direction = Choice(
        label="Reduce or increase?", choices=choices_of(Promise.ChangeDirection)
    )
    change_of = Choice(
        label="What is it that changes?", choices=Promise.Measure,
        widget=forms.Select({"class": "width-30"}),
    )  # fmt: skip
    unit = LineField(
        label="In which unit? (optional)", max_length=40, required=False, widget=line("width-10"),
        help_text="For a figure of another kind, such as kWh for each square metre.",
    )  # fmt: skip
    action = LineField(
        label="What will you do?", max_length=80, required=False, widget=line("width-20"),
        help_text="A verb: answer, resolve, train, send.",
    )  # fmt: skip
    comparison = Choice(
        label="At least, or no more than?",
        choices=[("at_least", "At least"), ("at_most", "No more than")],
    )
    share = NumberField(
        label="Target, in per cent", lowest=0, highest=100, required=False,
        widget=line("width-4"),
    )  # fmt: skip
    what = LineField(
        label="What is it about?", max_length=200, required=False,
        help_text="What you count: student enquiries, new student representatives.",
    )  # fmt: skip
    change_percent = NumberField(
        label="By how many per cent?", lowest=0, highest=1000, required=False,
        widget=line("width-4"),
    )  # fmt: skip
    days = WholeNumberField(
        label="Within how many working days?", lowest=1, highest=250, required=False,
        widget=line("width-4"),
    )  # fmt: skip
    starts_on = DayField(
        label="Counting from which date? (optional)",
        help_text="Where the work begins. Left empty, it is the first day of the academic year.",
    )
    due_on = DayField(label="By which date?", help_text="A date, not “by Christmas”.")
    baseline_value = NumberField(
        label="The figure to compare with", lowest=0, highest=1_000_000_000, places=4,
        required=False, widget=line("width-10", id="id_baseline"),
        help_text="What it was in a period before, the baseline.",
    )  # fmt: skip
    baseline_start = DayField(label="Counted from")
    baseline_end = DayField(label="Counted up to and including")
    baseline_source = LineField(
        label="Where that figure comes from (optional)", max_length=300, required=False
    )
    amber_kind = Choice(label="Is there such a thing as a near miss?", choices=Promise.Amber)
    amber_value = NumberField(
        label="How near?", lowest=0, highest=100, required=False, widget=line("width-4"),
        help_text="For example 2: with a target of 90, 88 is a near miss and 87 is missed.",
    )  # fmt: skip
    measure = LongTextField(
        label="What counts, and what does not?", required=False, widget=forms.Textarea({"rows": 3})
    )
    numerator_label = LineField(
        label="What is counted (optional)", max_length=200, required=False,
        help_text="For example: enquiries answered in time.",
    )  # fmt: skip
    denominator_label = LineField(
        label="Out of what (optional)", max_length=200, required=False,
        help_text="For example: all enquiries received in the month.",
    )  # fmt: skip
    data_source = LineField(label="Where do the figures come from?", max_length=300, required=False)
    frequency = Choice(label="How often is it measured?", choices=choices_of(Promise.Frequency))
    decimals = WholeNumberField(
        label="How many places after the point? (optional)", lowest=0, highest=MOST_DECIMALS,
        required=False, widget=line("width-4"),
        help_text="Figures are shown so: with 1, the usual, as 91.7%; with 0 as 92%.",
    )  # fmt: skip
    for_whom = LineField(label="For whom does it matter?", max_length=200, required=False)
    student_effect = LongTextField(
        label="How would students notice?", required=False, widget=forms.Textarea({"rows": 3}),
        help_text="What is better for them when the promise is kept.",
    )  # fmt: skip
    goal = Choice(label="What kind of goal does it serve?", choices=choices_of(Promise.Goal))
    university_kpi = forms.ModelChoiceField(
        UniversityKpi.objects.none(), label="Which University KPI does it serve?",
        required=False, empty_label="None of them",
        error_messages={"invalid_choice": "Choose a University KPI from the list."},
    )  # fmt: skip
    rationale = LongTextField(
        label="Why this promise, and not another? (optional)", required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    owner = LineField(
        label="Who is responsible?", max_length=150, required=False, widget=line("width-20"),
        help_text="A person or a post.",
    )  # fmt: skip

    field_order = ["title", "shape", *SHAPE_FIELDS, *MEASURED, *MATTERS, "owner"]  # as on the page

    class Meta:
        model = Promise
        fields = [
            "title", "shape", "action", "what", "comparison", "share", "days", "starts_on",
            "due_on", "change_of", "unit", "change_direction", "change_percent", "amber_kind",
            "amber_value", "measure", "numerator_label", "denominator_label", "for_whom",
            "student_effect", "goal", "university_kpi", "owner", "data_source", "frequency",
            "decimals", "rationale",
        ]  # fmt: skip

    def __init__(self, data=None, *, instance: Promise, **kwargs) -> None:
        baseline = instance.baseline
        before = instance.academic_year.start_year - 1
        initial = {
            "baseline_value": baseline.value if baseline else None,
            "baseline_start": baseline.period_start if baseline else years.first_day(before),
            "baseline_end": baseline.period_end if baseline else years.last_day(before),
            "baseline_source": baseline.source if baseline else "",
        }
        super().__init__(data, instance=instance, initial=initial, **kwargs)
        self.chosen = _shape_of(data, instance)
        for name in SHAPE_FIELDS:
            self.fields[name].disabled = self.chosen not in shapes_using(name)
        offered = Q(is_active=True) | Q(pk=instance.university_kpi_id)
        serves = cast(forms.ModelChoiceField, self.fields["university_kpi"])
        serves.queryset = UniversityKpi.objects.filter(offered)

    def shape_fields(self) -> list[tuple[Any, str]]:
        """The fields that depend on the shape, each with the shapes that use it."""
        return [(self[name], " ".join(shapes_using(name))) for name in SHAPE_FIELDS]

    def measured_fields(self) -> list[Any]:
        """The fields about how it is measured."""
        return [self[name] for name in MEASURED]

    def matters_fields(self) -> list[Any]:
        """The fields about why it matters."""
        return [self[name] for name in MATTERS]

    def clean_shape(self) -> str:
        """The shape that was sent, or the one it has: a form without one does not take it away."""
        return self.chosen

    def clean_comparison(self) -> str:
        """“At least” unless something else was chosen."""
        return self.cleaned_data["comparison"] or Promise.Comparison.AT_LEAST

    def clean_change_of(self) -> str:
        """A number of things unless something else was chosen."""
        return self.cleaned_data["change_of"] or Promise.Measure.COUNT

    def clean_amber_kind(self) -> str:
        """No near miss unless one was chosen."""
        return self.cleaned_data["amber_kind"] or Promise.Amber.NONE

    def clean_decimals(self) -> int:
        """One unless another number was sent."""
        sent = self.cleaned_data["decimals"]
        return 1 if sent is None else sent

    def clean(self) -> dict[str, Any]:
        """The rules between fields, each with its sentence at the field it is about."""
        cleaned = super().clean() or self.cleaned_data
        self._clean_change(cleaned)
        self._clean_baseline(cleaned)
        starts, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if starts and due and starts >= due:
            self.add_error("starts_on", "The counting must begin before the date of the target.")
        self._clean_near_miss(cleaned)
        return cleaned

    def _clean_change(self, cleaned: dict[str, Any]) -> None:
        percent = cleaned.get("change_percent")
        if percent is None or self.fields["change_percent"].disabled:
            return
        if percent == 0:
            self.add_error("change_percent", "A change of 0 per cent promises nothing.")
        elif percent > 100 and cleaned.get("change_direction") == "reduce":
            self.add_error(
                "change_percent", "A number cannot be reduced by more than 100 per cent."
            )

    def _clean_baseline(self, cleaned: dict[str, Any]) -> None:
        if self.fields["baseline_value"].disabled or "baseline_value" in self.errors:
            return
        value = cleaned.get("baseline_value")
        start, end = cleaned.get("baseline_start"), cleaned.get("baseline_end")
        if value is None:
            return
        if value == 0:
            self.add_error("baseline_value", "A change cannot be measured against 0.")
        for name, day in (("baseline_start", start), ("baseline_end", end)):
            if day is None and name not in self.errors:
                self.add_error(name, named(self.fields[name].label, "Say on which day."))
        if start and end and start > end:
            self.add_error("baseline_end", "The period must not end before it begins.")

    def _clean_near_miss(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("amber_kind") == Promise.Amber.NONE:
            self.errors.pop("amber_value", None)  # not asked then, and perhaps not shown
        is_share = cleaned.get("amber_kind") == Promise.Amber.PERCENT_OF_TARGET
        if is_share and self._is_of_nothing(cleaned):
            self.add_error("amber_kind", "A per cent of a target of 0 is nothing. Choose points.")

    def _is_of_nothing(self, cleaned: dict[str, Any]) -> bool:
        """Whether the target is 0: a share of it, or a reduction by all there was."""
        if self.chosen == Promise.Shape.CHANGE:
            is_less = cleaned.get("change_direction") == Promise.ChangeDirection.REDUCE
            return is_less and cleaned.get("change_percent") == 100
        return self.chosen != Promise.Shape.ALL_WITHIN and cleaned.get("share") == 0

    def promise(self) -> Promise:
        """The promise as it was typed, with its baseline; not saved. After `is_valid`."""
        promise, cleaned = self.instance, self.cleaned_data
        if self.fields["baseline_value"].disabled:
            return promise
        if cleaned["baseline_value"] is None:
            promise.baseline = None
            return promise
        promise.baseline = promise.baseline or KpiBaseline()
        promise.baseline.value = cleaned["baseline_value"]
        promise.baseline.period_start = cleaned["baseline_start"]
        promise.baseline.period_end = cleaned["baseline_end"]
        promise.baseline.source = cleaned["baseline_source"]
        return promise
