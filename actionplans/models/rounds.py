"""Review rounds: for a while everybody who owns an action is asked how it stands."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from actionplans.models.groups import Meeting
from actionplans.models.plans import Plan

if TYPE_CHECKING:
    from actionplans.models.actions import Action  # which knows this module


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    """Questions about many rounds."""

    def open(self) -> "ReviewRoundQuerySet":
        """Those in which owners are still asked; one of a plan at most."""
        return self.filter(closed_at=None)


class ReviewRound(models.Model):
    """One round of a plan, opened for a meeting or a quarter and closed by the lead."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    due_on = models.DateField()
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds"
    )
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closings = models.JSONField(
        default=list, blank=True, help_text="Each time it was closed and then opened again."
    )
    nudged_at = models.DateTimeField(
        null=True, blank=True, help_text="When owners were last written to."
    )
    reminded_of = models.DateField(null=True, blank=True, help_text="Which due date.")
    reminded_stage = models.SmallIntegerField(
        null=True, blank=True, help_text="The last reminder: days before it, below zero after it."
    )
    totals = models.JSONField(
        default=dict, blank=True, help_text="How many had which rating when it was closed."
    )

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="round_number_unique"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(closed_at=None), name="round_one_open_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplans:round_detail", args=[self.plan_id, self.number])

    @property
    def is_open(self) -> bool:
        """Whether owners are still asked."""
        return self.closed_at is None

    @property
    def is_last_closed(self) -> bool:
        """Whether it is closed and none came after it, so that it may be opened again."""
        later = ReviewRound.objects.filter(plan=self.plan_id, number__gt=self.number)
        return not self.is_open and not later.exists()

    def counts(self, *, with_internal: bool) -> dict[str, int]:
        """How many actions had which rating when it was closed; nothing before."""
        found: dict[str, int] = self.totals.get("all" if with_internal else "public", {})
        return found

    def asks_about(self, action: "Action") -> bool:
        """Whether it waits for a word about the action: it is not completed, and nothing was said
        of it since the round was opened."""
        latest = action.latest
        return latest is None or (latest.value != "green" and latest.review_round_id != self.pk)

    def knows_of(self, action: "Action") -> str:
        """What it knows of the action: "updated", "completed" before it, or "" for nothing."""
        if action.latest and action.latest.review_round_id == self.pk:
            return "updated"
        return "" if self.asks_about(action) else "completed"
