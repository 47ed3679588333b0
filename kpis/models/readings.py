"""What was measured: one reading for each period of a KPI."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from documents.models import Attachment
from kpis.figures import Reading
from kpis.models.imports import CaseImport
from kpis.models.measured import Kpi


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Which readings others may know of."""

    def final(self) -> "MeasurementQuerySet":
        """Those that are said for good: everybody who signs in may know of them."""
        return self.exclude(state=Measurement.State.PROVISIONAL)


class Measurement(models.Model):
    """The reading of one period. A correction is a change with its reason in the history.

    A share and an average time are two numbers, the part and the whole; others are one value.
    """

    class State(models.TextChoices):
        PROVISIONAL = "provisional", "provisional"
        FINAL = "final", "final"
        NOT_COLLECTED = "not_collected", "not collected"
        NO_ACTIVITY = "no_activity", "no activity"

    class Source(models.TextChoices):
        FORM = "form", "entered"
        LIST = "list", "from a list of readings"
        CASES = "cases", "worked out from cases"
        API = "api", "sent by a program"

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="measurements")
    period_start = models.DateField()
    period_end = models.DateField()
    state = models.CharField(max_length=15, choices=State, default=State.FINAL)
    numerator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    denominator = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    comment = models.TextField(blank=True)
    evidence_url = models.URLField(blank=True)
    evidence_file = models.ForeignKey(
        Attachment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=10, choices=Source, default=Source.FORM)
    case_import = models.ForeignKey(
        CaseImport, null=True, blank=True, on_delete=models.PROTECT, related_name="measurements"
    )
    version = models.PositiveIntegerField(default=1)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_by_name = models.CharField(max_length=150, blank=True)
    objects = MeasurementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["kpi_id", "period_start"]
        constraints = [
            models.UniqueConstraint(
                fields=["kpi", "period_start"], name="measurement_one_a_period"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="measurement_period_in_order"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["not_collected", "no_activity"],
                    numerator=None, denominator=None, value=None,
                )
                | Q(state__in=["provisional", "final"])
                & (
                    Q(numerator__isnull=False, denominator__isnull=False, value=None)
                    | Q(numerator=None, denominator=None, value__isnull=False)
                ),
                name="measurement_has_the_figures_of_its_state",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(numerator__gte=0, denominator__gte=0),
                name="measurement_parts_not_negative",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kpi}, {self.period_start}"

    @property
    def is_final(self) -> bool:
        """Whether it is said for good, as in kpis/status.py."""
        return self.reading.is_final

    @property
    def reading(self) -> Reading:
        """The plain value that kpis/status.py and kpis/spc.py reckon with."""
        return Reading(
            self.period_start, self.period_end, self.numerator, self.denominator, self.value,
            self.state,
        )  # fmt: skip
