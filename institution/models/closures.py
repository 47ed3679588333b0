"""Days on which the institution is closed, beside weekends and the usual bank holidays."""

from django.db import models


class Closure(models.Model):
    """One day on which nobody works: between Christmas and New Year, or a holiday proclaimed."""

    day = models.DateField(unique=True)
    label = models.CharField(max_length=100)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day.day} {self.day:%B %Y} ({self.label})"
