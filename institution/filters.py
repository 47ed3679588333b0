"""The filters above the lists of departments and people."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from institution.models import Department, DepartmentName, RoleGrant, User

NO_ROLE = "nobody"


class DepartmentFilter(django_filters.FilterSet):
    """By any name the department has or had, and whether it still exists."""

    text = django_filters.CharFilter(label="Name, present or former", method="with_name")
    state = django_filters.ChoiceFilter(
        label="State",
        choices=[("active", "Active"), ("merged", "Merged into another")],
        empty_label="All",
        method="in_state",
    )

    class Meta:
        model = Department
        fields = ["text", "state"]

    def with_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By a part of the official name, a former one or another name."""
        other = DepartmentName.objects.filter(department=OuterRef("pk"), name__icontains=value)
        return queryset.filter(Q(name__icontains=value) | Q(Exists(other)))

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Departments that exist, or that were merged away."""
        return queryset.filter(merged_into__isnull=value == "active")


class PersonFilter(django_filters.FilterSet):
    """By name, address or job, by the role held today, by department."""

    text = django_filters.CharFilter(label="Name, e-mail or job", method="with_words")
    role = django_filters.ChoiceFilter(
        label="Role today",
        choices=[*RoleGrant.Role.choices, (NO_ROLE, "No role")],
        empty_label="Any or none",
        method="with_role",
    )
    department = django_filters.ModelChoiceFilter(
        label="Department",
        queryset=Department.objects.active(),
        empty_label="Every department",
        method="of_department",
    )
    state = django_filters.ChoiceFilter(
        label="Sign-in",
        choices=[("active", "Can sign in"), ("new", "Has never signed in"), ("off", "Deactivated")],
        empty_label="All",
        method="in_state",
    )

    class Meta:
        model = User
        fields = ["text", "role", "department", "state"]

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By a part of the name, the address or the job."""
        return queryset.filter(
            Q(name__icontains=value) | Q(email__icontains=value) | Q(job_title__icontains=value)
        )

    def with_role(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """People who hold the role today, or who hold none."""
        held = RoleGrant.objects.in_force().filter(person=OuterRef("pk"))
        if value == NO_ROLE:
            return queryset.filter(~Exists(held))
        return queryset.filter(Exists(held.filter(role=value)))

    def of_department(self, queryset: QuerySet, name: str, value: Department) -> QuerySet:
        """People who work in the department or hold a role in it today."""
        held = RoleGrant.objects.in_force().filter(person=OuterRef("pk"), department=value)
        return queryset.filter(Q(department=value) | Q(Exists(held)))

    def in_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By whether they can sign in, and have."""
        if value == "new":
            return queryset.filter(is_active=True, last_login=None)
        return queryset.filter(is_active=value == "active")
