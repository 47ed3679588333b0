"""The filters above the list of statements and the review queue."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from institution.models import Department
from institution.remembered import departments
from sls.models import Requirement, Section, Stakeholder, Statement
from sls.models.requirements import RequirementQuerySet

NOT_BEGUN = "not_begun"
STATES = [
    (NOT_BEGUN, "Not begun"),
    ("draft", "Draft"),
    ("submitted", "With the quality office"),
    ("returned", "Changes asked for"),
    ("approved", "Approved"),
    ("superseded", "Superseded"),
]


class StatementFilter(django_filters.FilterSet):
    """By words, state, department, tier, and whether it is late."""

    # Chosen elsewhere on the page; it stays while the list is filtered.
    year = django_filters.CharFilter(widget=forms.HiddenInput, method="of_year")
    text = django_filters.CharFilter(label="Words", method="with_words")
    state = django_filters.ChoiceFilter(
        label="State", choices=STATES, empty_label="Every state", method="in_state"
    )
    department = django_filters.ChoiceFilter(
        label="Department", choices=departments, empty_label="Every department"
    )
    tier = django_filters.ChoiceFilter(
        label="What is asked",
        field_name="requirement__tier",
        choices=Requirement.Tier.choices,
        empty_label="Anything",
    )
    late = django_filters.ChoiceFilter(
        label="Late", choices=[("yes", "Only what is late")], empty_label="Late or not",
        method="only_late",
    )  # fmt: skip

    class Meta:
        model = Statement
        fields = ["year", "text", "state", "department", "tier", "late"]

    def of_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Everything: the rows are of the year already."""
        return queryset

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By a name of the department, and by the words of what is published."""
        return queryset.filter(_named(value) | _saying(value))

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By state; a statement that is not begun is none."""
        return queryset.none() if value == NOT_BEGUN else queryset.filter(state=value)

    def only_late(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """What departments should have sent by now."""
        being_written = queryset.filter(state__in=Statement.BEING_WRITTEN)
        return being_written.filter(requirement__in=Requirement.objects.late())

    def chosen(self, name: str) -> Any:
        """What was chosen in a field of choices; empty for nothing or nonsense."""
        return (
            self.form.cleaned_data.get(name) or ""
            if self.form.is_bound and not self.errors.get(name)
            else ""
        )

    def rows(self) -> QuerySet[Statement]:
        """What the list shows: what was replaced only if it is asked for."""
        return self.qs if self.chosen("state") else self.qs.exclude(state="superseded")

    def not_begun(self, owed: RequirementQuerySet) -> RequirementQuerySet:
        """Of the requirements `owed` those without a statement, by the same filters."""
        if self.chosen("state") not in {"", NOT_BEGUN}:
            return owed.none()
        found = owed.not_begun()
        if text := self.chosen("text"):
            found = found.filter(_named(text))
        if department := self.chosen("department"):
            found = found.filter(department=department)
        if tier := self.chosen("tier"):
            found = found.filter(tier=tier)
        return found.filter(pk__in=Requirement.objects.late()) if self.chosen("late") else found


def _named(words: str) -> Q:
    """Departments that have, or had, these words in their name."""
    named = Department.objects.filter(Q(name__icontains=words) | Q(names__name__icontains=words))
    return Q(department__in=named)


def _saying(words: str) -> Q:
    """Published statements with these words. What is not published is not for everybody."""
    said = Section.objects.filter(
        Q(text__icontains=words) | Q(services__name__icontains=words), statement=OuterRef("pk")
    )
    return Q(state__in=Statement.PUBLISHED) & Q(Exists(said))


class QueueFilter(django_filters.FilterSet):
    """Who has taken it, and which department it is from."""

    reviewer = django_filters.ChoiceFilter(
        label="Taken by",
        empty_label="Anybody or nobody",
        choices=[("me", "Me"), ("nobody", "Nobody yet"), ("others", "A colleague")],
        method="taken_by",
    )
    department = django_filters.ChoiceFilter(
        label="Department", choices=departments, empty_label="Every department"
    )

    class Meta:
        model = Statement
        fields = ["reviewer", "department"]

    def taken_by(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Statements by who has taken them."""
        if value == "me":
            return queryset.filter(reviewer=self.request.user)
        if value == "nobody":
            return queryset.filter(reviewer=None)
        return queryset.exclude(reviewer=None).exclude(reviewer=self.request.user)


class DependencyFilter(django_filters.FilterSet):
    """By the answer that was given, and by the department that is depended upon."""

    year = django_filters.CharFilter(widget=forms.HiddenInput, method="of_year")
    answer = django_filters.ChoiceFilter(
        label="Answer",
        empty_label="Every answer",
        choices=[
            ("disputed", "Disputed"),
            ("none", "Not answered yet"),
            ("confirmed", "Confirmed"),
        ],
        method="answered",
    )
    department = django_filters.ModelChoiceFilter(
        label="Depended upon", queryset=Department.objects.all(), empty_label="Every department"
    )

    class Meta:
        model = Stakeholder
        fields = ["year", "answer", "department"]

    def of_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Everything: the lines are of the year already."""
        return queryset

    def answered(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Lines by what the department that is depended upon said."""
        return queryset.filter(response="" if value == "none" else value)
