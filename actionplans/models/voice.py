"""What technicians said, and what came of a plan: a ledger of consultations, and measures."""

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from actionplans.models.actions import Action
from actionplans.models.plans import Plan, Theme
from institution.seen import stamp
from kpis.models import Kpi


class Consultation(models.Model):
    """One time at which technicians were heard, what they said, and which action it changed."""

    class Method(models.TextChoices):
        SURVEY = "survey", "Survey"
        FOCUS_GROUP = "focus_group", "Focus group"
        MEETING = "meeting", "Meeting"
        EVENT = "event", "Open event"
        INTERVIEWS = "interviews", "Interviews"
        WRITTEN = "written", "Written comments"
        OTHER = "other", "Another way"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consultations")
    held_on = models.DateField()
    method = models.CharField(max_length=15, choices=Method)
    who = models.CharField(max_length=200, help_text="Which technicians, not their names.")
    how_many = models.PositiveIntegerField(null=True, blank=True)
    said = models.TextField()
    theme = models.ForeignKey(
        Theme, null=True, blank=True, on_delete=models.SET_NULL, related_name="consultations"
    )
    action = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.SET_NULL, related_name="consultations",
        help_text="The action that it changed, of this plan or the next.",
    )  # fmt: skip
    note = models.TextField(blank=True, help_text="For those who work on the plan; never shown.")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(who=""), name="consultation_says_who_and_what"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_method_display()}, {self.held_on:%-d %B %Y}"

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(
            self.held_on, self.method, self.who, self.how_many, self.said, self.theme_id,
            self.action_id, self.note,
        )  # fmt: skip


class ImpactMeasure(models.Model):
    """Something counted twice, to see what actions changed; or the reason why it was not."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40, blank=True, help_text="What stands after the number.")
    kpi = models.ForeignKey(
        Kpi, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="The KPI whose readings it follows.",
    )  # fmt: skip
    baseline_value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_note = models.CharField(max_length=300, blank=True)
    repeat_value = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    repeat_on = models.DateField(null=True, blank=True)
    repeat_note = models.CharField(max_length=300, blank=True)
    is_insufficient = models.BooleanField(default=False, help_text="There is too little to say.")
    insufficient_reason = models.TextField(blank=True)
    actions = models.ManyToManyField(Action, blank=True, related_name="measures")
    history = HistoricalRecords()

    class Meta:
        ordering = ["plan_id", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="measure_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_insufficient=False, insufficient_reason="")
                | Q(is_insufficient=True) & ~Q(insufficient_reason=""),
                name="measure_insufficient_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(
            self.title, self.unit, self.kpi_id, self.baseline_value, self.baseline_on,
            self.baseline_note, self.repeat_value, self.repeat_on, self.repeat_note,
            self.is_insufficient, self.insufficient_reason,
            sorted(one.pk for one in self.actions.all()) if self.pk else [],
        )  # fmt: skip

    @property
    def is_answered(self) -> bool:
        """Whether it was counted again, or says why not."""
        return self.repeat_value is not None or self.is_insufficient
