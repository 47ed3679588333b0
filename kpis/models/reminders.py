"""Who was told of what about a KPI, so that they are not told again too soon."""

from django.conf import settings
from django.db import models

from kpis.models.measured import Kpi


class Reminder(models.Model):
    """One thing that a person was told waits for them; `about` as in kpis/todo.py."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kpi = models.ForeignKey(Kpi, on_delete=models.CASCADE, related_name="reminders")
    about = models.CharField(max_length=40)
    sent_on = models.DateField()

    class Meta:
        ordering = ["-sent_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kpi", "about"], name="kpi_reminder_one_a_thing"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kpi}, {self.about}: {self.sent_on}"
