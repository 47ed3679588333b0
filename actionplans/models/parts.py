"""What belongs to an action: its steps, and what shows that it was done."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models.actions import Action
from institution.seen import stamp


class Milestone(models.Model):
    """A step of an action."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["action_id", models.F("due_on").asc(nulls_last=True), "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="milestone_has_text")]

    def __str__(self) -> str:
        return self.text

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.text, self.due_on, self.done_on)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed and it is not done."""
        return bool(self.due_on and not self.done_on and self.due_on < timezone.localdate())


class Evidence(models.Model):
    """What shows that an action was done or had an effect: words and a link."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    text = models.CharField(max_length=300)
    url = models.URLField(blank=True, max_length=500)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["action_id", "added_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="evidence_has_text")]

    def __str__(self) -> str:
        return self.text
