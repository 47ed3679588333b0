"""The record of administrative changes: who did what, when."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One change to the institution's own records, written in the same transaction."""

    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    text = models.TextField(help_text="A sentence without its subject: 'renamed X to Y'.")
    department = models.ForeignKey(
        "institution.Department", null=True, on_delete=models.SET_NULL, related_name="events"
    )
    academic_year = models.ForeignKey(
        "institution.AcademicYear", null=True, on_delete=models.SET_NULL, related_name="events"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="events"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.text}"
