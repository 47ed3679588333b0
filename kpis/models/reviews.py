"""A KPI's year as it was counted at the census, and what the department makes of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution.models import AcademicYear
from kpis.models.measured import Kpi


class KpiReview(models.Model):
    """One year of one KPI: the frozen result, the department's words, and whether it goes on.

    `result` is a copy, as kpis/census.py makes it: later corrections of readings never change it.
    """

    class Decision(models.TextChoices):
        KEEP = "keep", "keep it"
        CHANGE = "change", "change it"
        RETIRE = "retire", "retire it"

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="reviews")
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="kpi_reviews"
    )
    result = models.JSONField()
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by_name = models.CharField(max_length=150)
    is_open = models.BooleanField(
        default=True, help_text="Whether the department may still write and decide."
    )
    done = models.TextField(blank=True)
    learnt = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["kpi_id", "-academic_year__start_year"]
        constraints = [
            models.UniqueConstraint(fields=["kpi", "academic_year"], name="kpi_review_one_a_year"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at=None)
                | (~Q(decision="") & Q(decided_at__isnull=False) & ~Q(decision_reason="")),
                name="kpi_review_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result['title']}, {self.academic_year}"

    @property
    def missing(self) -> list[str]:
        """What the department still owes about this year, in words."""
        owed = {
            "what you did": self.done, "what you learnt": self.learnt,
            "whether you keep, change or retire it": self.decision,
        }  # fmt: skip
        return [words for words, said in owed.items() if not said]

    @classmethod
    def said_of(cls, department: Any, start_year: Any) -> models.QuerySet[Any]:
        """Each change of what a department says of a year's KPIs. The first entry of each is not
        among them: the census makes it of figures, and whoever held it has written nothing."""
        entries = cls.history.filter(
            kpi__department=department, academic_year__start_year=start_year
        )
        return entries.exclude(history_type="+")
