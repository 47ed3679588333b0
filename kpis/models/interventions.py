"""What a department did to change a figure, and what a person decided about it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, When
from django.db.models.functions import ExtractYear
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution import years
from kpis.models.measured import Kpi
from kpis.verdicts import AGAINST, TOO_FEW


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Questions about many interventions."""

    def to_look_at(self, today: date) -> "InterventionQuerySet":
        """Those whose day of review has come and about which nobody has decided on it or since."""
        undecided = Q(decision="")
        went_on = Q(decision="continue", decided_at__date__lt=F("review_on"))
        return self.filter(undecided | went_on, review_on__lte=today)

    def told_of(self, department: Any, start_year: Any) -> "InterventionQuerySet":
        """Those that a department's return of the year tells of, of the KPIs that were counted in
        it: `is_told_of` says so of one. Both may be columns of an outer question."""
        counted = Q(kpi__reviews__academic_year__start_year=start_year)
        found = self.filter(counted, kpi__department=department).alias(
            begun=_year_of("starts_on"), decided=_year_of("decided_at")
        )
        settled = Q(decision__in=Intervention.SETTLED, decided__lt=start_year)
        return found.filter(begun__lte=start_year).exclude(settled)


def _year_of(day: str) -> Case:
    """The academic year of a column, as institution.years.year_of has it."""
    after = When(**{f"{day}__month__gte": years.FIRST_MONTH}, then=ExtractYear(day))
    return Case(after, default=ExtractYear(day) - 1)


class Intervention(models.Model):
    """A change in how the work is done, from a day on. Whether it worked is computed from the
    readings; what becomes of it is decided by a person, with a reason."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", "go on and look again"
        CLOSE_LOOP = "close_loop", "close the loop"
        CHANGE_COURSE = "change_course", "change course"

    SETTLED = (Decision.CLOSE_LOOP, Decision.CHANGE_COURSE)

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="interventions")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    expected_effect = models.TextField(blank=True)
    starts_on = models.DateField()
    review_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.CharField(max_length=15, choices=Decision, blank=True)
    decision_reason = models.TextField(blank=True)
    verdict_then = models.CharField(
        max_length=30, blank=True, help_text="The computed verdict when it was decided."
    )
    is_rebased = models.BooleanField(
        default=False, help_text="Whether limits are counted anew from the day it began."
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150, blank=True)
    history = HistoricalRecords()

    objects = InterventionQuerySet.as_manager()

    class Meta:
        ordering = ["kpi_id", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("starts_on")), name="intervention_reviewed_after_start"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False) & ~Q(decision_reason="")),
                name="intervention_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_rebased=False) | ~Q(decision=""),
                name="intervention_rebased_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_settled(self) -> bool:
        """Whether it was decided for good: the loop closed, or the course changed."""
        return self.decision in self.SETTLED

    def is_told_of(self, start_year: int) -> bool:
        """Whether it was being done in the year: begun until its end, and not decided for good
        before it began."""
        at = self.decided_at
        is_over = self.is_settled and at is not None
        decided = years.year_of(timezone.localdate(at)) if is_over else start_year
        return years.year_of(self.starts_on) <= start_year <= decided

    @classmethod
    def said_of(cls, department: Any, start_year: Any) -> models.QuerySet[Any]:
        """Each change of what the department's return of the year tells of. Both may be columns of
        an outer question, which lies one further out for the question within this one."""
        asked = (OuterRef(x) if isinstance(x, OuterRef) else x for x in (department, start_year))
        return cls.history.filter(id__in=cls.objects.told_of(*asked).values("pk"))

    @property
    def is_against_readings(self) -> bool:
        """Whether the decision goes against what the readings said when it was taken."""
        is_told = self.verdict_then not in TOO_FEW
        return is_told and self.decision in AGAINST.get(self.verdict_then, ())
