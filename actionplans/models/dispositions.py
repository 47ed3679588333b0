"""What becomes of an action when its plan ends."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models.actions import Action
from institution.seen import stamp


class Disposition(models.Model):
    """What becomes of an action when its plan ends, in a sentence; `successor` carries it on."""

    class Kind(models.TextChoices):
        SAME = "same", "goes on as it is"
        EXTENDED = "extended", "goes on with more in it"
        NARROWED = "narrowed", "goes on with less in it"
        REPLACED = "replaced", "is replaced by another"
        MERGED = "merged", "is merged into another"
        COMPLETED = "completed", "is completed"
        DROPPED = "dropped", "is dropped"

    ENDS: Any = ("completed", "dropped")

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="disposition")
    kind = models.CharField(max_length=10, choices=Kind)
    sentence = models.TextField()
    successor = models.ForeignKey(
        Action, null=True, blank=True, on_delete=models.PROTECT, related_name="continued_from"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by_name = models.CharField(max_length=150)
    history = HistoricalRecords()

    class Meta:
        ordering = ["action_id"]
        constraints = [
            models.CheckConstraint(condition=~Q(sentence=""), name="disposition_has_a_sentence"),
            models.CheckConstraint(
                condition=Q(kind__in=["completed", "dropped"], successor=None)
                | ~Q(kind__in=["completed", "dropped"]) & Q(successor__isnull=False),
                name="disposition_says_where_it_goes_on",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next; "" before anything was said."""
        return stamp(self.kind, self.sentence, self.successor_id) if self.pk else ""
