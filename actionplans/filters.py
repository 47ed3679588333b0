"""The filters above the table of a plan."""

import django_filters
from django.db.models import Q, QuerySet

from actionplans.listing import ListedAction
from actionplans.models import Action, Charter, Plan
from actionplans.schedule import State
from actionplans.totals import RATINGS

STATES = [
    (State.OVERDUE, "Overdue"),
    (State.NOT_STARTED_IN_TIME, "Not started in time"),
    (State.DUE_SOON, "Due soon"),
    (State.ON_SCHEDULE, "On schedule"),
    (State.NO_DATE, "No date"),
]


class ActionFilter(django_filters.FilterSet):
    """By words, theme, rating, dates, and the other charters an action serves."""

    text = django_filters.CharFilter(label="Words, owner or reference", method="with_words")
    theme = django_filters.ChoiceFilter(label="Theme", choices=(), empty_label="Every theme")
    rating = django_filters.ChoiceFilter(
        label="RAG", choices=(), empty_label="Every rating", method="with_rating"
    )
    dates = django_filters.ChoiceFilter(
        label="Dates", choices=STATES, empty_label="Any", method="by_dates"
    )
    charter = django_filters.ModelChoiceFilter(
        label="Contributes to", queryset=Charter.objects.all(), field_name="charters",
        empty_label="Anything",
    )  # fmt: skip

    class Meta:
        model = Action
        fields = ["text", "theme", "rating", "dates", "charter"]

    def __init__(self, *args, plan: Plan, **options) -> None:
        super().__init__(*args, **options)
        words = plan.words
        self.filters["theme"].extra["choices"] = [(one.pk, one.name) for one in plan.themes.all()]
        self.filters["rating"].extra["choices"] = [(value, words[value]) for value in RATINGS]
        if not Charter.objects.exists():
            del self.filters["charter"]

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By what is to be done, who owns it, or its reference."""
        said = Q(text__icontains=value) | Q(owner_words__icontains=value)
        return queryset.filter(said | Q(reference__iexact=value))

    def with_rating(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By the latest rating."""
        if value == "unrated":
            return queryset.filter(Q(latest=None) | Q(latest__value=""))
        return queryset.filter(latest__value=value)

    def by_dates(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Everything: how dates stand is worked out, so `wants` asks each row."""
        return queryset

    def wants(self, row: ListedAction) -> bool:
        """Whether the dates of the row stand as the filter asks."""
        asked = self.form.cleaned_data.get("dates") if self.form.is_valid() else ""
        return not asked or row.schedule.state == asked
