"""Where readings came from that Kept worked out itself."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from kpis.models.measured import Kpi


class CaseImport(models.Model):
    """A file of enquiries from which readings were worked out. The file and its rows are not kept;
    whoever has it can show by its hash that it is the one."""

    kpi = models.ForeignKey(Kpi, on_delete=models.PROTECT, related_name="case_imports")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    rows_left_out = models.PositiveIntegerField(
        default=0, help_text="Rows that could not be counted, and were left out on purpose."
    )
    as_at = models.DateField(help_text="The day on which an open enquiry was due or not.")
    days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Within how many working days, where no promise says so."
    )
    columns = models.JSONField(default=dict, help_text="The headings that were read, by field.")
    queues = models.JSONField(default=list, help_text="Which queues were counted; all if empty.")
    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    imported_by_name = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return self.file_name

    @property
    def words(self) -> str:
        """What can be said of it in a sentence."""
        left_out = f", {self.rows_left_out:,} of them left out" if self.rows_left_out else ""
        queues = f", only {', '.join(self.queues)}" if self.queues else ""
        days = f", within {self.days} working days" if self.days is not None else ""
        as_at = f"{self.as_at.day} {self.as_at:%B %Y}"
        return (
            f"Worked out from {self.file_name} ({self.rows:,} rows{left_out}{queues}{days}), "
            f"as of {as_at}."
        )
