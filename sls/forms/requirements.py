"""Forms of the quality office about who owes a statement."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from institution.fields import DayField, LineField, SeveralField, TextField
from institution.models import AcademicYear, Department
from sls.decisions import BY_NAME
from sls.models import Requirement

NO_SUCH_YEAR = "Choose a year from the list."


class DecisionForm(forms.Form):
    """Who decided, and when."""

    decided_by = LineField(
        label="Decided by",
        max_length=200,
        help_text="The committee or person who decided.",
        error_messages={"required": "Say who decided."},
        widget=forms.TextInput({"class": "width-30"}),
    )
    decided_on = DayField(
        label="Decided on",
        required=True,
        help_text="The day of the decision.",
        error_messages={"required": "Say when it was decided."},
    )

    def clean_decided_on(self) -> date:
        """A decision has been taken: its day is not in the future."""
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise ValidationError("The day is in the future. Record the decision once it is taken.")
        return day


class RequirementForm(DecisionForm):
    """What one department owes, who decided so, when and why."""

    field_order = ["year", "department", "tier", "decided_by", "decided_on", "reason"]

    tier = forms.ChoiceField(
        label="What the department owes",
        choices=Requirement.Tier,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what the department owes.",
            "invalid_choice": "Choose one of the three.",
        },
    )
    reason = TextField(
        label="Why (optional)",
        max_length=2_000,
        required=False,
        help_text="The department reads it too.",
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        body: str,
        requirement: Requirement | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        """`requirement` as it stands now, if there is one; `body` decides unless it says so."""
        self.requirement = requirement
        initial = {"decided_by": body, **(initial or {})}
        if requirement:
            initial |= {"tier": requirement.tier, "reason": requirement.reason}
            initial["decided_by"] = requirement.decided_by or body
            initial["decided_on"] = requirement.decided_on
        super().__init__(typed, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Another tier is another decision: it has another day, or a reason that explains it."""
        said, before = super().clean() or {}, self.requirement
        is_other = before and not before.is_proposal and said.get("tier", "") != before.tier
        if (
            before
            and is_other
            and said.get("decided_on") == before.decided_on
            and said.get("reason") == before.reason
        ):
            self.add_error(
                "decided_on",
                "What is owed changes, but the day and the reason are those of the decision "
                "before. Give the day of the new decision, or a reason if this is a correction.",
            )
        return said


class NewRequirementForm(RequirementForm):
    """A requirement for a department that has none in the year."""

    year = forms.ModelChoiceField(
        AcademicYear.objects.exclude(state="closed"),
        label="Academic year",
        to_field_name="start_year",
        empty_label=None,
        widget=forms.Select({"class": "width-10"}),
        error_messages={"required": NO_SUCH_YEAR, "invalid_choice": NO_SUCH_YEAR},
    )
    department = forms.ModelChoiceField(
        Department.objects.active(),
        label="Department",
        to_field_name="slug",
        empty_label="Choose a department",
        widget=forms.Select({"class": "width-30"}),
        error_messages={
            "required": "Choose a department.",
            "invalid_choice": "Choose a department from the list.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """A department has one requirement a year; another decision changes it."""
        said = super().clean()
        department, year = said.get("department"), said.get("year")
        if department and year and year.requirements.filter(department=department).exists():
            self.add_error(
                "department",
                f"{department} has a requirement for {year} already. Change it on the list.",
            )
        return said


class CopyForm(forms.Form):
    """From which year into which."""

    source = forms.ModelChoiceField(
        AcademicYear.objects.all(),
        label="Copy from",
        to_field_name="start_year",
        empty_label=None,
        widget=forms.Select({"class": "width-10"}),
        error_messages={"required": NO_SUCH_YEAR, "invalid_choice": NO_SUCH_YEAR},
    )
    target = forms.ModelChoiceField(
        AcademicYear.objects.exclude(state="closed"),
        label="Copy into",
        to_field_name="start_year",
        empty_label=None,
        widget=forms.Select({"class": "width-10"}),
        error_messages={
            "required": NO_SUCH_YEAR,
            "invalid_choice": "Choose a year from the list that is not closed.",
        },
    )

    def clean(self) -> dict[str, Any]:
        """Two different years."""
        said = super().clean() or {}
        if said.get("source") and said.get("source") == said.get("target"):
            self.add_error("target", "Choose another year than the one you copy from.")
        return said


class ConfirmForm(DecisionForm):
    """Which proposals of a year a body confirmed, and when."""

    which = SeveralField(
        Requirement.objects.none(),
        label="Proposals to confirm",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Tick at least one proposal.",
            "invalid_choice": "One of these has been decided in the meantime. Check the list.",
            "invalid_pk_value": "Tick proposals from the list.",
        },
    )
    field_order = ["decided_by", "decided_on", "which"]

    def __init__(self, typed: Any = None, *, year: AcademicYear, body: str) -> None:
        proposals = year.requirements.filter(decided_on=None).select_related("department")
        initial = {"decided_by": body, "which": [one.pk for one in proposals]}
        super().__init__(typed, initial=initial)
        which: Any = self.fields["which"]
        which.queryset = proposals.order_by(BY_NAME)
        which.label_from_instance = lambda one: f"{one.department}: {one.get_tier_display()}"
