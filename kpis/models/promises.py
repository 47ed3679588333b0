"""What was promised: a KPI that lives through the years, and each year's promise about it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from institution import years
from institution.models import AcademicYear, Department, User
from kpis import sentences
from kpis.status import Aim, Target


class UniversityKpi(models.Model):
    """One of the university's own indicators, which a department's KPI may serve."""

    name = models.CharField(max_length=150, unique=True)
    url = models.URLField(blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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

    objects = KpiQuerySet.as_manager()

    class Meta:
        ordering = ["department", "reference"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "reference"], name="kpi_reference_unique_in_department"
            )
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("kpis:kpi_detail", args=[self.pk])

    def approved_promises(self) -> list["Promise"]:
        """The promise in force of each year, the newest year first; from memory if prefetched."""
        newest: dict[int, Promise] = {}
        for promise in self.promises.all():
            if promise.approved_at:
                before = newest.get(promise.academic_year_id)
                if before is None or before.revision < promise.revision:
                    newest[promise.academic_year_id] = promise
        return sorted(newest.values(), key=lambda one: -one.academic_year.start_year)

    def promise_on(self, day: date) -> "Promise | None":
        """The promise that says how the day is measured: that of its year, else of the newest year
        before, else the oldest. None before anything was approved."""
        found = self.approved_promises()
        year = years.year_of(day)
        until = [one for one in found if one.academic_year.start_year <= year]
        return (until or found[::-1])[0] if found else None


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


class Promise(models.Model):
    """What a department promises about a KPI in one academic year.

    A change after approval is a new revision; an approved one is never edited. The sentence that
    people read is made from these fields by kpis/sentences.py.
    """

    class Shape(models.TextChoices):
        ALL_WITHIN = "all_within", "Everything, within a number of working days"
        SHARE_WITHIN = "share_within", "A share, perhaps within a number of working days"
        SHARE_BY_DATE = "share_by_date", "A share, by a date"
        CHANGE = "change", "A reduction or increase against a baseline"

    class Comparison(models.TextChoices):
        AT_LEAST = "at_least", "at least"
        AT_MOST = "at_most", "at most"

    class ChangeDirection(models.TextChoices):
        REDUCE = "reduce", "reduce"
        INCREASE = "increase", "increase"

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", "every week"
        MONTHLY = "monthly", "every month"
        TERMLY = "termly", "every term"
        QUARTERLY = "quarterly", "every quarter"
        ANNUAL = "annual", "once a year"
        MILESTONE = "milestone", "at milestones"

    class Amber(models.TextChoices):
        NONE = "none", "No, missed is missed"
        POINTS = "points", "Yes, within a number of points"
        PERCENT_OF_TARGET = "percent_of_target", "Yes, within a per cent of the target"

    class Measure(models.TextChoices):
        COUNT = "count", "The number of something"
        PERCENTAGE = "percentage", "The share of something, in per cent"
        DURATION = "duration", "The average time of something, in working days"
        VALUE = "value", "Another figure"

    class Goal(models.TextChoices):
        OPERATIONAL = "operational", "operational"
        STRATEGIC = "strategic", "strategic"

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="promises")
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="promises"
    )
    revision = models.PositiveSmallIntegerField(default=1)
    version = models.PositiveIntegerField(default=1, help_text="Counts the saves of this draft.")

    title = models.CharField(max_length=200)
    shape = models.CharField(max_length=20, choices=Shape, blank=True)
    action = models.CharField(max_length=80, blank=True)
    what = models.CharField(max_length=200, blank=True)
    comparison = models.CharField(
        max_length=10, choices=Comparison, default=Comparison.AT_LEAST, blank=True
    )
    share = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    change_of = models.CharField(max_length=12, choices=Measure, default=Measure.COUNT, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    change_direction = models.CharField(max_length=10, choices=ChangeDirection, blank=True)
    change_percent = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    baseline = models.ForeignKey(
        KpiBaseline, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    amber_kind = models.CharField(max_length=20, choices=Amber, default=Amber.NONE)
    amber_value = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)

    measure = models.TextField(blank=True)
    numerator_label = models.CharField(max_length=200, blank=True)
    denominator_label = models.CharField(max_length=200, blank=True)
    for_whom = models.CharField(max_length=200, blank=True)
    student_effect = models.TextField(blank=True)
    goal = models.CharField(max_length=20, choices=Goal, blank=True)
    university_kpi = models.ForeignKey(
        UniversityKpi, null=True, blank=True, on_delete=models.PROTECT, related_name="promises"
    )
    owner = models.CharField(max_length=150, blank=True)
    data_source = models.CharField(max_length=300, blank=True)
    frequency = models.CharField(max_length=20, choices=Frequency, blank=True)
    rationale = models.TextField(blank=True)

    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["kpi", "academic_year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "academic_year", "revision"], name="promise_one_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gte=0, share__lte=100),
                name="promise_share_is_a_percentage",
            ),
            models.CheckConstraint(
                condition=Q(change_percent=None) | Q(change_percent__gt=0),
                name="promise_change_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(amber_value=None) | Q(amber_value__gte=0),
                name="promise_amber_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def sentence(self) -> str:
        """The promise in one sentence; blanks show as "…" while it is being written."""
        return sentences.promise(
            shape=self.shape,
            action=self.action,
            what=self.what,
            comparison=self.comparison,
            share=self.share,
            days=self.days,
            due_on=self.due_on,
            change_of=self.change_of,
            change_direction=self.change_direction,
            change_percent=self.change_percent,
        )

    @property
    def measured_as(self) -> str:
        """Of what kind the readings are: a change is of what it says, the rest are shares."""
        is_change = self.shape == self.Shape.CHANGE
        return (self.change_of or self.Measure.COUNT) if is_change else self.Measure.PERCENTAGE

    @property
    def target(self) -> Target | None:
        """What decides whether the promise is kept; None while something it needs is missing."""
        near: dict[str, Any] = {
            "tolerance_kind": self.amber_kind, "tolerance_value": self.amber_value,
        }  # fmt: skip
        if self.shape == self.Shape.CHANGE:
            is_least = self.change_direction == self.ChangeDirection.INCREASE
            before = self.baseline.value if self.baseline else None
            target = Target(is_least, percent=self.change_percent, baseline=before, **near)
        else:
            is_share = self.shape == self.Shape.SHARE_WITHIN
            is_least = not (is_share and self.comparison == self.Comparison.AT_MOST)
            is_all = self.shape == self.Shape.ALL_WITHIN
            target = Target(is_least, Decimal(100) if is_all else self.share, **near)
        return target if target.threshold is not None else None

    @property
    def aim(self) -> Aim:
        """What is measured in the year, from when until when, and how it is judged."""
        year = self.academic_year.start_year
        has_deadline = self.shape in {self.Shape.SHARE_BY_DATE, self.Shape.CHANGE}
        return Aim(
            self.measured_as,
            self.target,
            self._counted_from() or years.first_day(year),
            (has_deadline and self.due_on) or years.last_day(year),
            is_cumulative=self.shape == self.Shape.SHARE_BY_DATE,
            is_at_deadline=has_deadline,
        )

    def _counted_from(self) -> date | None:
        """The first day that counts, if it is another than the year's: said, or as in the period
        that a change is compared with, if that ended on the same day of its year."""
        if self.shape == self.Shape.SHARE_BY_DATE:
            return self.starts_on
        before, due = self.baseline, self.due_on
        if self.shape != self.Shape.CHANGE or before is None or due is None:
            return None
        if (before.period_end.month, before.period_end.day) != (due.month, due.day):
            return None
        return years.moved(before.period_start, due.year - before.period_end.year)

    def missing(self) -> list[str]:
        """What must still be filled in before the promise can be submitted, as field names."""
        needed = ["title", "shape", "measure", "for_whom", "student_effect", "owner"]
        needed += ["data_source", "frequency", "goal"]
        needed += sentences.NEEDS.get(self.shape, [])
        needed += [] if self.amber_kind == self.Amber.NONE else ["amber_value"]
        return [name for name in needed if getattr(self, name) in (None, "")]
