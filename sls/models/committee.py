"""The report for the committee: asked for by the quality office, made in the background."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from institution.models import AcademicYear

# A worker says after each department that it is there; the PDF at the end takes a minute or two.
STALE_AFTER = timedelta(minutes=5)


class CommitteeReportQuerySet(models.QuerySet["CommitteeReport"]):
    """Questions about many reports."""

    def unfinished(self) -> "CommitteeReportQuerySet":
        """Reports that wait for a worker, or are being made."""
        return self.filter(state__in=CommitteeReport.UNFINISHED)

    def stale(self) -> "CommitteeReportQuerySet":
        """Reports whose worker has not been heard of for longer than it ever takes."""
        silent = timezone.now() - STALE_AFTER
        return self.filter(state=CommitteeReport.State.RUNNING, seen_at__lt=silent)

    def for_list(self) -> "CommitteeReportQuerySet":
        """With everything that a row of the list shows, and without the files."""
        return self.select_related("academic_year").defer(*CommitteeReport.FILES, "figures")


class CommitteeReport(models.Model):
    """One report: what was asked for, how far it is, and in the end its figures and files."""

    class State(models.TextChoices):
        QUEUED = "queued", "waiting"
        RUNNING = "running", "being made"
        DONE = "done", "ready"
        FAILED = "failed", "not made"
        CANCELLED = "cancelled", "cancelled"

    UNFINISHED = ("queued", "running")
    FILES = ("pdf", "docx", "xlsx")

    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="committee_reports"
    )
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_by_name = models.CharField(max_length=150)
    themes = models.JSONField(default=list, help_text="Title and text of each, in order.")
    risks = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    departments_done = models.PositiveSmallIntegerField(default=0)
    departments = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When its worker was there.")
    ended_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True, help_text="Why there is no report, in a sentence.")
    figures = models.JSONField(null=True, blank=True, help_text="Everything that the report says.")
    fingerprint = models.CharField(max_length=64, blank=True)
    pdf = models.BinaryField(default=bytes)
    docx = models.BinaryField(default=bytes)
    xlsx = models.BinaryField(default=bytes)

    objects = CommitteeReportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="done", figures__isnull=False, ended_at__isnull=False)
                & ~models.Q(fingerprint="")
                | ~models.Q(state="done") & models.Q(figures=None, fingerprint=""),
                name="committee_report_is_whole_or_not_there",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="running") | models.Q(seen_at__isnull=False),
                name="committee_report_running_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"Report for the committee, {self.academic_year}"

    def get_absolute_url(self) -> str:
        return reverse("sls:report_detail", args=[self.pk])

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits for a worker, or is being made."""
        return self.state in self.UNFINISHED

    @property
    def is_done(self) -> bool:
        """Whether there is something to read."""
        return self.state == self.State.DONE

    @property
    def is_stale(self) -> bool:
        """Whether its worker has not been heard of for longer than it ever takes."""
        if self.state != self.State.RUNNING or self.seen_at is None:
            return False
        return timezone.now() - self.seen_at > STALE_AFTER

    @property
    def file_name(self) -> str:
        """What its files are called, without the ending."""
        day = timezone.localdate(self.ended_at or self.asked_at)
        return f"committee-report-{self.academic_year.label}-{day.isoformat()}"
