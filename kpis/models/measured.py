"""What is measured: a KPI that lives through the years, the university's own, and baselines."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from institution import years
from institution.models import Department, User
from institution.seen import stamp
from kpis.figures import Reading

# Those of a Measurement that make a Reading, in its order.
READING_COLUMNS = ("period_start", "period_end", "numerator", "denominator", "value", "state")

if TYPE_CHECKING:
    from kpis.models.promises import Promise


class UniversityKpi(models.Model):
    """One of the university's own indicators, which a department's KPI may serve."""

    name = models.CharField(max_length=150, unique=True)
    url = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.name, self.url, self.is_active)

    @property
    def keeps_name(self) -> bool:
        """Whether a promise serves it: its name stands in statements, perhaps in signed ones."""
        return self.pk is not None and self.promises.exists()


class KpiQuerySet(models.QuerySet["Kpi"]):
    """Which KPIs a person may know of, and with what is shown of them."""

    def promised(self) -> "KpiQuerySet":
        """KPIs about which a promise was approved once: they are published with their figures."""
        return self.exclude(state=Kpi.State.DRAFT)

    def visible_to(self, user: User | AnonymousUser) -> "KpiQuerySet":
        """What was promised is everybody's to know who is signed in; drafts stay in the form."""
        return self.promised() if user.is_authenticated else self.none()


class Kpi(models.Model):
    """The thing that is measured, year after year. What is promised about it is a Promise."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        ACTIVE = "active", "active"
        RETIRED = "retired", "retired"

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="kpis")
    reference = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    last_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a retired one: the start of the last year measured."
    )

    objects = KpiQuerySet.as_manager()

    class Meta:
        ordering = ["department", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "reference"], name="kpi_reference_unique_in_department"
            ),
            models.CheckConstraint(
                condition=Q(state="retired", last_year__isnull=False)
                | ~Q(state="retired") & Q(last_year=None),
                name="kpi_retired_after_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("kpis:kpi_detail", args=[self.pk])

    @cached_property
    def readings(self) -> list[Reading]:
        """All its readings in order of time as plain values; from memory if prefetched. Ten years
        of weeks are read four times as fast as their rows."""
        if "measurements" in getattr(self, "_prefetched_objects_cache", {}):
            return [one.reading for one in self.measurements.all()]
        found = self.measurements.order_by("period_start").values_list(*READING_COLUMNS)
        return [Reading(*row) for row in found]

    @property
    def title(self) -> str:
        """What it is called in the newest promise about it, else its reference."""
        found = self.approved_promises()
        return found[0].title if found else self.reference

    def approved_promises(self) -> list["Promise"]:
        """The promise in force of each year, the newest year first; from memory if prefetched."""
        return in_force(self.promises.all())

    def promise_for(self, start_year: int) -> "Promise | None":
        """The promise of the academic year; without one, how that year is measured all the same.
        None for years before the first promise, and after the last of a retired one."""
        found = self.approved_promises() if self.is_measured_in(start_year) else []
        return of_year(found, start_year)

    def is_measured_in(self, start_year: int) -> bool:
        """Whether the year is none that comes after it was retired."""
        return self.last_year is None or start_year <= self.last_year

    def promise_on(self, day: date) -> "Promise | None":
        """The promise that says how the day is measured: that of its year, else of the newest year
        before, else the oldest. None before anything was approved."""
        found = self.approved_promises()
        year = years.year_of(day)
        until = [one for one in found if one.academic_year.start_year <= year]
        return (until or found[::-1])[0] if found else None


def in_force(promises: Iterable["Promise"]) -> list["Promise"]:
    """Of one KPI's promises the one in force of each year, the newest year first."""
    newest: dict[int, Promise] = {}
    for promise in promises:
        if promise.approved_at:
            before = newest.get(promise.academic_year_id)
            if before is None or before.revision < promise.revision:
                newest[promise.academic_year_id] = promise
    return sorted(newest.values(), key=lambda one: -one.academic_year.start_year)


def of_year(found: Iterable["Promise"], start_year: int) -> "Promise | None":
    """Of the promises in force that of the academic year, or how it is measured without one."""
    until = [one for one in found if one.academic_year.start_year <= start_year]
    return until[0].measured_in(start_year) if until else None


class KpiBaseline(models.Model):
    """What was measured before, to compare with: a period and a value."""

    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="baselines")
    period_start = models.DateField()
    period_end = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=4)
    source = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["period_start"]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="kpi_baseline_period_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.value.normalize():f}"
