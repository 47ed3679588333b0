"""What holds for all plans: the rules of the scheme, seasons and terms, other charters."""

from datetime import date
from typing import Any

from django.db import models

from actionplans import calendars, stages
from institution.seen import stamp


class Scheme(models.Model):
    """The Technician Commitment as this institution keeps it; there is one row."""

    signed_on = models.DateField(
        null=True, blank=True, help_text="When the institution signed the Commitment."
    )
    first_months = models.PositiveSmallIntegerField(
        default=13, help_text="From signing to the first submission."
    )
    between_months = models.PositiveSmallIntegerField(
        default=24, help_text="From one submission to the next."
    )
    plan_months = models.PositiveSmallIntegerField(default=36, help_text="How long a plan runs.")
    contact_email = models.EmailField(blank=True, help_text="Where the scheme answers questions.")
    seasons = models.JSONField(
        default=dict,
        blank=True,
        help_text="Seasons and terms that differ from the usual: name, first and last month, day.",
    )

    def __str__(self) -> str:
        return "Technician Commitment"

    @classmethod
    def get(cls) -> "Scheme":
        """The one row; as the scheme's guidance has it, while nobody has changed it."""
        return cls.objects.first() or cls()

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(
            self.signed_on, self.first_months, self.between_months, self.plan_months,
            self.contact_email, self.seasons,
        )  # fmt: skip

    @property
    def calendar(self) -> calendars.Calendar:
        """The seasons and terms by which timescales are read."""
        spans: dict[str, Any] = {
            name: tuple(days) if name == "christmas" else tuple(map(tuple, days))
            for name, days in self.seasons.items()
        }
        return calendars.Calendar(**spans)

    @property
    def rules(self) -> stages.Rules:
        """The months that count."""
        return stages.Rules(self.first_months, self.between_months, self.plan_months)

    def due_on(self, stage: int, submitted_on: date | None) -> date | None:
        """When the self-assessment of the stage is due; see actionplans/stages.py."""
        return stages.due_on(
            stage, signed_on=self.signed_on, submitted_on=submitted_on, rules=self.rules
        )


class Charter(models.Model):
    """Another charter or exercise to which actions may contribute, such as Athena SWAN."""

    name = models.CharField(max_length=80, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
