"""Academic years and whether statements are asked for in them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution import years
from institution.seen import stamp

RETURNS_AFTER = timedelta(weeks=6)  # from the census, unless the year says a day


class AcademicYearQuerySet(models.QuerySet["AcademicYear"]):
    """Questions about many years."""

    def current(self) -> "AcademicYear | None":
        """The newest open year, else the newest paused one, else the newest; None without any."""
        order = {"open": 0, "paused": 1, "closed": 2, "planned": 3}
        years: list[AcademicYear] = list(self)
        found = sorted(years, key=lambda year: (order[year.state], -year.start_year))
        return found[0] if found else None


class AcademicYear(models.Model):
    """One year of the exercise. A paused year asks nothing of anyone and says why."""

    class State(models.TextChoices):
        PLANNED = "planned", "planned"
        OPEN = "open", "open"
        PAUSED = "paused", "paused"
        CLOSED = "closed", "closed"

    start_year = models.PositiveSmallIntegerField(
        unique=True, help_text="2026 for the year 2026-27."
    )
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    public_reason = models.TextField(
        blank=True, help_text="Why the year is paused, for everybody to read."
    )
    still_asked = models.TextField(
        blank=True, help_text="What still has to be done in a paused year, if anything."
    )
    opens_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    census_on = models.DateField(null=True, blank=True)
    returns_due_on = models.DateField(
        null=True, blank=True, help_text="Empty means six weeks after the census."
    )
    history = HistoricalRecords()

    objects = AcademicYearQuerySet.as_manager()

    class Meta:
        ordering = ["-start_year"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="paused") | ~Q(public_reason=""),
                name="academic_year_paused_says_why",
            ),
            models.CheckConstraint(
                condition=Q(opens_on=None) | Q(due_on=None) | Q(due_on__gte=F("opens_on")),
                name="academic_year_due_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(census_on=None)
                | Q(returns_due_on=None)
                | Q(returns_due_on__gte=F("census_on")),
                name="academic_year_returns_due_after_census",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As people write it: 2026-27."""
        return years.label(self.start_year)

    @property
    def as_seen(self) -> str:
        """What tells one state of the dates, and of the words of a pause, from the next."""
        dates = (self.opens_on, self.due_on, self.census_on, self.returns_due_on)
        return stamp(*dates, self.public_reason, self.still_asked)

    @property
    def is_asking(self) -> bool:
        """Whether departments can owe anything in this year: it is neither paused nor over."""
        return self.state == self.State.OPEN

    @property
    def is_idle(self) -> bool:
        """Whether nothing is asked or counted in this year: it is planned or paused."""
        return self.state in {self.State.PLANNED, self.State.PAUSED}

    def days_left(self, today: date | None = None) -> int | None:
        """Days until the due date, negative when it has passed; None without a date."""
        return (self.due_on - (today or timezone.localdate())).days if self.due_on else None

    def is_overdue(self, today: date | None = None) -> bool:
        """Whether statements of it should have been sent by now."""
        left = self.days_left(today)
        return self.is_asking and left is not None and left < 0

    @property
    def returns_by(self) -> date | None:
        """By when annual returns are to be sent; None while there is no census date either."""
        return returns_by(self.returns_due_on, self.census_on)


def returns_by(due_on: date | None, census_on: date | None) -> date | None:
    """By when a year's annual returns are to be sent: on its day, else some weeks after the
    census."""
    return due_on or (census_on + RETURNS_AFTER if census_on else None)
