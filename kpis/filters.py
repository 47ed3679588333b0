"""The filters above the list of KPIs."""

import django_filters
from django import forms
from django.db.models import QuerySet

from institution.remembered import departments
from kpis.models import Kpi
from kpis.status import Status

LATE = "late"
# How a year can stand, in the order in which somebody who looks for trouble asks.
STANDINGS = [
    (Status.NOT_MET, "Not met"),
    (Status.OFF_TRACK, "Off track"),
    (Status.NEAR_MISS, "Near miss"),
    (Status.AT_RISK, "At risk"),
    (Status.MET, "Met"),
    (Status.ON_TRACK, "On track"),
    (Status.NO_DATA, "No data, or not complete"),
    (Status.NOT_APPLICABLE, "No activity"),
    (Status.INFO, "No target"),
    (LATE, "Readings overdue"),
]


class KpiFilter(django_filters.FilterSet):
    """By department, and by how the year stands; that is worked out, so the cards are asked."""

    year = django_filters.CharFilter(widget=forms.HiddenInput, method="of_year")
    department = django_filters.ChoiceFilter(
        label="Department", choices=(), empty_label="Every department"
    )
    standing = django_filters.ChoiceFilter(
        label="How it stands", choices=STANDINGS, empty_label="Any", method="of_year"
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Asked for once: the form looks through them when it checks, shows and names a choice.
        self.filters["department"].extra["choices"] = departments()

    class Meta:
        model = Kpi
        fields = ["year", "department", "standing"]

    def of_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Everything: what is not stored is filtered by `wants`."""
        return queryset

    def wants(self, card) -> bool:
        """Whether the card stands as the filter asks."""
        asked = self.form.cleaned_data.get("standing") if self.form.is_valid() else ""
        if asked == LATE:
            return card.is_overdue
        return not asked or card.status == asked
