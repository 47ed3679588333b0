"""What people say of an action: its RAG rating, and a timescale that was moved. Only added to."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actionplans.models.actions import Action
from actionplans.models.groups import Meeting
from actionplans.models.rounds import ReviewRound


class Cause(models.TextChoices):
    """Causes outside the institution's hands, or within it, that explain a red or a delay."""

    PANDEMIC = "pandemic", "Public health emergency"
    RESTRUCTURING = "restructuring", "Restructuring"
    SUSPENSION = "suspension", "Suspended by a decision"
    FUNDING = "funding", "Funding"
    STAFFING = "staffing", "Staffing"
    DEPENDENCY = "dependency", "Waiting for somebody else"
    PRIORITIES = "priorities", "Other work came first"
    OTHER = "other", "Another cause"


class Rating(models.Model):
    """One judgement of an action: its value, in words, by whom and when; perhaps at a meeting."""

    class Value(models.TextChoices):
        GREEN = "green", "Green"
        AMBER = "amber", "Amber"
        RED = "red", "Red"
        UNRATED = "", "Not yet rated"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="ratings")
    number = models.PositiveIntegerField(default=1, help_text="The first of an action is 1.")
    value = models.CharField(max_length=5, choices=Value, blank=True)
    text = models.TextField(blank=True, help_text="What happened and what comes next.")
    is_redefined = models.BooleanField(default=False)
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    rated_at = models.DateTimeField(default=timezone.now)
    rated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    rated_by_name = models.CharField(max_length=150)
    review_round = models.ForeignKey(
        ReviewRound, null=True, blank=True, on_delete=models.PROTECT, related_name="ratings"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="ratings"
    )
    is_imported = models.BooleanField(default=False, help_text="Read from a file.")

    class Meta:
        ordering = ["-rated_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["action", "number"], name="rating_number_unique"),
            models.CheckConstraint(
                # What was read from a file may lack it; the checks of the plan say so.
                condition=~Q(value="red") | ~Q(text="") | Q(is_imported=True),
                name="rating_red_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(is_redefined=False) | Q(value="red"), name="rating_redefined_is_red"
            ),
        ]

    def __str__(self) -> str:
        return self.get_value_display()

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Nothing: `problems` says the same in words, and Django would ask the database for it."""

    def problems(self, words: Mapping[str, str]) -> dict[str, str]:
        """What is wrong with it, by the field at which that is said; what was read from a file is
        taken as it is. `words` are what its plan calls ratings (Plan.words)."""
        found, red = {}, words["red"]
        if self.value == self.Value.RED and not self.text.strip():
            found["text"] = f"Say why it is {red}; the self-assessment shows the reason."
        if self.is_redefined and self.value != self.Value.RED:
            found["is_redefined"] = f"Only what is {red} was redefined. Untick it."
        return found


class TimescaleChange(models.Model):
    """A timescale that was moved, with what it was, and why."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="timescale_changes")
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    due_before = models.DateField(null=True, blank=True)
    due_after = models.DateField(null=True, blank=True)
    reason = models.TextField()
    cause = models.CharField(max_length=20, choices=Cause, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="timescale_moved_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
