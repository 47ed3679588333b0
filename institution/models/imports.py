"""Lists that were uploaded, until somebody confirms them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Import(models.Model):
    """One uploaded list as it was read. Nothing else changes before it is confirmed."""

    class Kind(models.TextChoices):
        DEPARTMENTS = "departments", "departments"
        PEOPLE = "people", "people"
        READINGS = "readings", "readings"
        CASES = "cases", "cases"
        PLAN = "plan", "an action plan"

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="imports"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    about = models.JSONField(
        default=dict, help_text="Of which department or KPI it is, and how it was read."
    )
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    unused = models.JSONField(default=list, help_text="Headings of columns that are not read.")
    rows = models.JSONField(default=list, help_text="Emptied when the list has been imported.")
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} from {self.file_name}"
