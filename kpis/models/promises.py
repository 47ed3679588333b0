"""What a department promises about a KPI in one academic year."""

from collections.abc import Iterable
from copy import copy
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from institution import years
from institution.models import AcademicYear
from kpis import periods, sentences
from kpis.models.measured import Kpi, KpiBaseline, UniversityKpi
from kpis.periods import Period
from kpis.status import Aim, Target

MOST_DECIMALS = 4  # as many as are kept of a reading


class PromiseQuerySet(models.QuerySet["Promise"]):
    """Which promises are in force."""

    def approved(self) -> "PromiseQuerySet":
        """What was promised, in every revision."""
        return self.exclude(approved_at=None)

    def measuring(
        self,
        kpis: models.QuerySet[Kpi],
        start_year: int,
        *,
        known: Iterable[AcademicYear] | None = None,
    ) -> "PromiseQuerySet":
        """Of each of the KPIs the one promise by which the academic year is measured: the newest
        revision of that year, else of the last year before in which something was promised.

        known: every academic year, if they were asked for already. Which promises is asked at
            once, with the keys of years: else the database goes through those of all years.
        """
        by_year = {one.start_year: one.pk for one in known or AcademicYear.objects.all()}
        approved = Promise.objects.approved()
        of_year = approved.filter(kpi=OuterRef("pk"), academic_year=by_year.get(start_year))
        newest_of_year = Subquery(of_year.order_by("-revision").values("pk")[:1])
        newest = dict(kpis.order_by().values_list("pk", newest_of_year))
        left = [kpi for kpi, promise in newest.items() if promise is None]
        if left and (earlier := [pk for year, pk in by_year.items() if year < start_year]):
            before = approved.filter(kpi__in=left, academic_year__in=earlier)
            oldest_first = before.order_by("academic_year__start_year", "revision")
            newest |= dict(oldest_first.values_list("kpi", "pk"))
        return self.filter(pk__in=[one for one in newest.values() if one])


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
    decimals = models.PositiveSmallIntegerField(
        "places after the point", default=1, help_text="Of its figures as they are shown."
    )
    rationale = models.TextField(blank=True)

    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    objects = PromiseQuerySet.as_manager()

    # False for a year that is only measured, as another year's promise says: see `measured_in`.
    is_promised = True

    class Meta:
        ordering = ["kpi_id", "-academic_year__start_year", "revision"]
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
            models.CheckConstraint(
                condition=Q(decimals__lte=MOST_DECIMALS), name="promise_no_more_places_than_kept"
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
        if not self.is_promised:
            return None
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
        year, deadline = self.academic_year.start_year, self.deadline
        return Aim(
            self.measured_as,
            self.target,
            (self.is_promised and self._counted_from()) or years.first_day(year),
            deadline or years.last_day(year),
            is_cumulative=self.shape == self.Shape.SHARE_BY_DATE,
            is_at_deadline=deadline is not None,
        )

    @property
    def deadline(self) -> date | None:
        """The day by which the target is to be reached; None where it is judged all the year."""
        if not self.is_promised or self.shape not in {self.Shape.SHARE_BY_DATE, self.Shape.CHANGE}:
            return None
        return self.due_on or years.last_day(self.academic_year.start_year)

    @property
    def asked_periods(self) -> list[Period]:
        """The periods of its year for which a reading is asked; of milestones the day by which
        the target is to be reached."""
        year = self.academic_year.start_year
        if self.frequency == self.Frequency.MILESTONE:
            return [(self.deadline, self.deadline)] if self.deadline else []
        return periods.periods(self.frequency, years.first_day(year), years.last_day(year))

    def measured_in(self, start_year: int) -> "Promise":
        """How a year without a promise of its own is measured: as in this one, against no target.
        Not to be saved."""
        if self.academic_year.start_year == start_year:
            return self
        other = copy(self)
        other.academic_year, other.is_promised = AcademicYear(start_year=start_year), False
        return other

    def is_of_paused_year(self) -> bool:
        """Whether its year asks nothing of anyone; asked for where it is only measured."""
        year = self.academic_year
        if year.pk is None:
            year = AcademicYear.objects.filter(start_year=year.start_year).first() or year
        return year.state == AcademicYear.State.PAUSED

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
