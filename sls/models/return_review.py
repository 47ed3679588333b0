"""What is said to an annual return: by its critical friend, and in its timeline."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from sls.models.returns import AnnualReturn

ANSWER_AFTER = timedelta(weeks=2)


def answer_by(asked_at: datetime, sent_at: datetime | None, returns_by: date | None) -> date:
    """By when a critical friend is to answer: two weeks after being asked; but not before two
    weeks after the return was sent last, or after the day by which returns are to be sent."""
    days = [timezone.localdate(moment) for moment in (asked_at, sent_at) if moment]
    return max(*days, returns_by or days[0]) + ANSWER_AFTER


class CriticalFriend(models.Model):
    """Somebody of another department who was asked to answer three short prompts."""

    annual_return = models.OneToOneField(
        AnnualReturn, on_delete=models.CASCADE, related_name="critical_friend"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    person_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField(default=timezone.now)
    strengths = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    ideas = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return self.person_name

    @property
    def due_on(self) -> date:
        """By when the answer is asked for."""
        of = self.annual_return
        return answer_by(self.asked_at, of.submitted_at, of.due_on)

    @property
    def is_late(self) -> bool:
        """Whether the answer is still owed after that day."""
        return self.answered_at is None and self.due_on < timezone.localdate()


class ReturnEvent(models.Model):
    """One line of the timeline of a return."""

    annual_return = models.ForeignKey(AnnualReturn, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    text = models.TextField(help_text="A sentence without its subject: 'sent it'.")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.text}"
