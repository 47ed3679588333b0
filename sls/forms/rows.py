"""Forms of the rows beside the text: services, what is not delivered, stakeholders, standards."""

from django import forms

from institution.fields import LineField, WholeNumberField
from institution.models import Department
from sls.models import Audience, NotDelivered, Service, ServiceStandard, Stakeholder


class DepartmentChoice(forms.ModelChoiceField):
    """One of the departments of today, or the one that was chosen before it was merged."""

    def __init__(self, **options) -> None:
        super().__init__(
            Department.objects.none(),
            required=False,
            empty_label="None of ours",
            error_messages={"invalid_choice": "Choose a department from the list."},
            **options,
        )

    def offer(self, *, also: int | None, without: int) -> None:
        """Offer today's departments, `also` the one chosen before, `without` one's own."""
        today = Department.objects.filter(merged_into=None).exclude(pk=without)
        self.queryset = today | Department.objects.filter(pk=also) if also else today


class ServiceForm(forms.ModelForm):
    """One service: its name, for whom, when and how."""

    name = LineField(
        label="The service",
        max_length=200,
        help_text="As its users call it: “Borrowing and returning”, “Help with referencing”.",
        error_messages={"required": "Name the service."},
    )
    audiences = forms.MultipleChoiceField(
        label="Who it is for (optional)",
        choices=Audience,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the list who the service is for."},
    )
    availability = LineField(
        label="When it is available (optional)", max_length=300, required=False,
        help_text="Days and hours, in term and in vacations.",
    )  # fmt: skip
    how_to_reach = LineField(
        label="How to reach it (optional)", max_length=300, required=False,
        help_text="Where it is, and its e-mail, telephone or web address.",
    )  # fmt: skip

    class Meta:
        model = Service
        fields = ["name", "audiences", "availability", "how_to_reach"]


class NotDeliveredForm(forms.ModelForm):
    """One thing the department does not do, and who does."""

    what = LineField(
        label="What you do not do",
        max_length=300,
        help_text="Something people ask you for that you do not do.",
        error_messages={"required": "Say what you do not do."},
    )
    instead_department = DepartmentChoice(label="Which department does it")
    instead_outside = LineField(
        label="Or who outside the University does it", max_length=200, required=False
    )

    class Meta:
        model = NotDelivered
        fields = ["what", "instead_department", "instead_outside"]

    def clean(self):
        """One answer: a department or somebody outside."""
        cleaned = super().clean()
        if cleaned.get("instead_department") and cleaned.get("instead_outside"):
            self.add_error(
                "instead_outside",
                "Choose a department or name somebody outside, not both.",
            )
        return cleaned


class StakeholderForm(forms.ModelForm):
    """One stakeholder, and whether the service depends on them."""

    name = LineField(
        label="The stakeholder",
        max_length=200,
        error_messages={"required": "Name the stakeholder."},
    )
    audience = forms.ChoiceField(
        label="What kind of stakeholder (optional)",
        choices=[("", "Not said"), *Audience.choices],
        required=False,
        error_messages={"invalid_choice": "Choose a kind of stakeholder from the list."},
    )
    department = DepartmentChoice(label="Which department, if it is one of ours")
    is_dependency = forms.BooleanField(
        label="Our service depends on their work or information",
        required=False,
        help_text="If it is one of our departments, it will be asked to confirm this.",
    )
    depends_on = LineField(
        label="What you depend on them for", max_length=300, required=False,
        help_text="For example: enrolment records by the first day of term.",
    )  # fmt: skip

    class Meta:
        model = Stakeholder
        fields = ["name", "audience", "department", "is_dependency", "depends_on"]


class StandardForm(forms.ModelForm):
    """One service standard: what is promised, within what time."""

    promise = LineField(
        label="What you promise",
        max_length=300,
        help_text="For example: Send the panel's report.",
        error_messages={"required": "Say what you promise."},
    )
    time_from = WholeNumberField(
        label="At least (optional)", lowest=0, highest=1000, required=False,
        help_text="Only for a range, such as 3 in “within 3 to 5 working days”.",
    )  # fmt: skip
    time_to = WholeNumberField(
        label="Within (optional)", lowest=1, highest=1000, required=False,
        help_text="A number, such as 5.",
    )  # fmt: skip
    unit = forms.ChoiceField(
        choices=ServiceStandard.Unit,
        widget=forms.Select({"class": "width-20"}),
        error_messages={"invalid_choice": "Choose a unit of time.", "required": "Choose a unit."},
    )
    counted_from = LineField(
        label="Counted from when (optional)", max_length=200, required=False,
        help_text="For example: the panel meets.",
    )  # fmt: skip

    class Meta:
        model = ServiceStandard
        fields = ["promise", "time_from", "time_to", "unit", "counted_from"]

    def clean(self):
        """A range needs both ends, in order."""
        cleaned = super().clean()
        start, end = cleaned.get("time_from"), cleaned.get("time_to")
        if start is not None and end is None and "time_to" not in self.errors:
            self.add_error("time_to", "Say within how long, or leave “At least” empty.")
        if start is not None and end is not None and start > end:
            self.add_error("time_from", "“At least” must not be more than “Within”.")
        return cleaned


FORMS = {
    "services": ServiceForm,
    "not_delivered": NotDeliveredForm,
    "stakeholders": StakeholderForm,
    "standards": StandardForm,
}


def row_form(part: str, section, row, posted=None) -> forms.ModelForm:
    """The form for one row of a part, its departments offered without the writing one."""
    form = FORMS[part](posted, instance=row)
    for name, field in form.fields.items():
        if isinstance(field, DepartmentChoice):
            chosen = getattr(row, f"{name}_id")
            field.offer(also=chosen, without=section.statement.department_id)
    return form
