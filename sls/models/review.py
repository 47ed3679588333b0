"""The conversation about a statement: requests for change, comments, advice, and the timeline."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sls.models.sections import Section
from sls.models.statements import Statement


class ChangeRequestQuerySet(models.QuerySet["ChangeRequest"]):
    """Questions about what a reviewer wants changed."""

    def noted_on(self, statement: Statement) -> "ChangeRequestQuerySet":
        """What the reviewer noted and has not sent, in the order of the headings."""
        noted = self.filter(section__statement=statement, sent_at=None)
        return noted.select_related("section__heading").order_by("section__position")

    def open_on(self, statement: Statement) -> "ChangeRequestQuerySet":
        """What the department was asked for and is not settled."""
        return self.filter(section__statement=statement, sent_at__isnull=False, resolved_at=None)


class ChangeRequest(models.Model):
    """One thing the reviewer wants changed in a section; unsent until the statement is returned."""

    class Kind(models.TextChoices):
        INCOMPLETE = "incomplete", "incomplete"
        UNCLEAR = "unclear", "unclear"
        INCORRECT = "incorrect", "incorrect"
        OUT_OF_DATE = "out_of_date", "out of date"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="change_requests")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by_name = models.CharField(max_length=150, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["section__position", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["section"],
                condition=Q(sent_at=None),
                name="change_request_one_unsent_a_section",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"

    @property
    def is_open(self) -> bool:
        """Whether the department has it and it is not settled."""
        return self.sent_at is not None and self.resolved_at is None

    def is_answered_in(self, answers: "Iterable[Comment]") -> bool:
        """Whether one of its answers came after it was sent, or was sent once more."""
        return any(self.sent_at is None or answer.at >= self.sent_at for answer in answers)

    @property
    def how_settled(self) -> str:
        """By whose word it is settled, or by which step of the reviewer's; empty while it is not.

        Somebody's name stands there only when they pressed the button for this very request.
        """
        if self.resolved_at is None or self.resolved_by_name:
            return f"resolved by {self.resolved_by_name}" if self.resolved_by_name else ""
        approved_at = self.section.statement.approved_at
        is_by_approval = approved_at is not None and approved_at <= self.resolved_at
        return "settled by the approval" if is_by_approval else "settled when it went back again"


class AdviceRequestQuerySet(models.QuerySet["AdviceRequest"]):
    """Questions about drafts that were sent for advice."""

    def waiting(self) -> "AdviceRequestQuerySet":
        """Requests that nobody has answered and that are not over, the oldest first."""
        related = ("statement__department", "statement__academic_year", "section__heading")
        over = Q(statement__state="discarded") | Q(statement__submitted_at__gte=F("at"))
        return self.filter(answered_at=None).exclude(over).select_related(*related).order_by("at")


class AdviceRequest(models.Model):
    """A draft, or one section of it, sent for advice; nothing is submitted."""

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="advice_requests"
    )
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.PROTECT, related_name="advice_requests"
    )
    message = models.TextField(blank=True)
    content = models.JSONField(help_text="What was sent: the statement's content at that moment.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=150, blank=True)

    objects = AdviceRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"Advice on {self.section or self.statement}"

    @property
    def is_over(self) -> bool:
        """Whether the draft has gone its way since: sent for review, or discarded."""
        sent_at = self.statement.submitted_at
        is_sent = sent_at is not None and sent_at >= self.at
        return is_sent or self.statement.state == Statement.State.DISCARDED


class Comment(models.Model):
    """A remark on a statement or a section, an answer to a request, advice, or an internal note."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="comments")
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    change_request = models.ForeignKey(
        ChangeRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )
    advice = models.ForeignKey(
        AdviceRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="comments"
    )
    answers = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField()
    is_internal = models.BooleanField(
        default=False, help_text="Seen by the quality office only, never by the department."
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class StatementEvent(models.Model):
    """One line of the timeline that both sides see."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=30)
    text = models.TextField(help_text="A sentence without its subject: 'sent it for review'.")
    note = models.TextField(blank=True)
    is_internal = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.text}"
