"""What a department did to change a figure, and what a person decided about it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from kpis.models.measured import Kpi
from kpis.verdicts import AGAINST, TOO_FEW


class InterventionQuerySet(models.QuerySet["Intervention"]):
    """Questions about many interventions."""

    def to_look_at(self, today: date) -> "InterventionQuerySet":
        """Those whose day of review has come and about which nobody has decided on it or since."""
        undecided = Q(decision="")
        went_on = Q(decision="continue", decided_at__date__lt=F("review_on"))
        return self.filter(undecided | went_on, review_on__lte=today)


class Intervention(models.Model):
    """A change in how the work is done, from a day on. Whether it worked is computed from the
    readings; what becomes of it is decided by a person, with a reason."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", "go on and look again"
        CLOSE_LOOP = "close_loop", "close the loop"
        CHANGE_COURSE = "change_course", "change course"

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
        return self.decision not in {"", self.Decision.CONTINUE}

    def was_settled_before(self, day: date) -> bool:
        """Whether it had been decided for good by then."""
        at = self.decided_at
        return self.is_settled and at is not None and at.date() < day

    @property
    def is_against_readings(self) -> bool:
        """Whether the decision goes against what the readings said when it was taken."""
        is_told = self.verdict_then not in TOO_FEW
        return is_told and self.decision in AGAINST.get(self.verdict_then, ())
