"""The parts of a statement: one for each heading of Section A, the KPIs, the service standards."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from sls.models.templates import Heading


class Section(models.Model):
    """One heading of Section A in one statement, or Section B's KPIs, or its service standards."""

    KPIS = "kpis"
    STANDARDS = "standards"

    statement = models.ForeignKey(
        "sls.Statement", on_delete=models.CASCADE, related_name="sections"
    )
    heading = models.ForeignKey(
        Heading, null=True, blank=True, on_delete=models.PROTECT, related_name="sections"
    )
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(
        default=True, help_text="Whether the department may change it in the present round."
    )
    reopened_because = models.CharField(max_length=300, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    earlier_authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", help_text="Who wrote what was carried over."
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["statement_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "key"], name="section_key_unique")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("sls:section_edit", args=[self.statement_id, self.key])

    @property
    def number(self) -> str:
        """As printed before the title: A3, B1."""
        if self.heading:
            return self.heading.number
        return "B1" if self.key == self.KPIS else "B2"

    @property
    def title(self) -> str:
        """The heading's own, or that of Section B's parts."""
        if self.heading:
            return self.heading.title
        return "Key performance indicators" if self.key == self.KPIS else "Service standards"

    @property
    def part(self) -> str:
        """The kind of rows that stand beside the text: "services", …, "kpis", "standards" or ""."""
        return self.heading.part if self.heading else self.key

    @property
    def is_prose(self) -> bool:
        """Whether its text is what matters, rather than what introduces the rows beside it."""
        return self.heading is not None

    @property
    def word_guide(self) -> int | None:
        """How many words will usually do."""
        return self.heading.word_guide if self.heading else None

    @property
    def is_required(self) -> bool:
        if self.key == self.KPIS:
            return self.statement.asks_kpis
        return bool(self.heading and self.heading.is_required)

    @property
    def is_editable(self) -> bool:
        """Whether the department may change it now: it holds the pen and the section is open."""
        return self.statement.is_being_written and self.is_open
