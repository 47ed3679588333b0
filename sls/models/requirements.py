"""What each department owes in each year, who decided so and why."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution.models import AcademicYear, Department


class RequirementQuerySet(models.QuerySet["Requirement"]):
    """Questions about many requirements: who owes what, and who is late."""

    def confirmed(self) -> "RequirementQuerySet":
        """Decided requirements; a proposal copied from last year asks nothing of anyone."""
        return self.exclude(decided_on=None)

    def visible_to(self, user) -> "RequirementQuerySet":
        """All for the quality office; of others the ones of the departments they write for."""
        if user.has_role("reviewer"):
            return self
        return self.filter(department__in=user.writes_for)

    def owed(self) -> "RequirementQuerySet":
        """Requirements that ask for a statement, or had one offered, in whatever year."""
        return self.confirmed().filter(Q(tier__in=["ab", "a"]) | Q(voluntary="statement"))

    def of_departments_today(self) -> "RequirementQuerySet":
        """Without departments that were merged into another: they owe nothing any more."""
        return self.filter(department__merged_into=None)

    def asking(self) -> "RequirementQuerySet":
        """Requirements that ask for a statement now: decided, in an open year, owed or offered."""
        owed = self.owed().of_departments_today()
        return owed.filter(academic_year__state=AcademicYear.State.OPEN)

    def not_begun(self) -> "RequirementQuerySet":
        """Requirements without a statement in any state but discarded."""
        return self.exclude(statements__state__in=["draft", "submitted", "returned", "approved"])

    def outstanding(self) -> "RequirementQuerySet":
        """What departments still have to send: asked for now, neither submitted nor approved."""
        return self.asking().exclude(statements__state__in=["submitted", "approved"])

    def copied_into(self, year: AcademicYear) -> "RequirementQuerySet":
        """Of these the ones to propose for `year`: decided, and of departments that still exist
        and have no requirement in it."""
        return (
            self.confirmed()
            .of_departments_today()
            .exclude(
                department__in=Requirement.objects.filter(academic_year=year).values("department")
            )
        )

    def late(self) -> "RequirementQuerySet":
        """What is outstanding after the due date of its year."""
        return self.outstanding().filter(academic_year__due_on__lt=timezone.localdate())


class Requirement(models.Model):
    """Section A and B, Section A only, or nothing: one department in one year."""

    class Tier(models.TextChoices):
        AB = "ab", "Sections A and B"
        A = "a", "Section A only"
        NONE = "none", "Not required"

    class Voluntary(models.TextChoices):
        NOTHING = "", "Nothing more"
        SECTION_B = "section_b", "Section B as well"
        STATEMENT = "statement", "A whole statement"

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="requirements"
    )
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="requirements"
    )
    tier = models.CharField(max_length=10, choices=Tier)
    voluntary = models.CharField(max_length=10, choices=Voluntary, blank=True, default="")
    decided_by = models.CharField(
        max_length=200, blank=True, help_text="The person or committee that decided."
    )
    decided_on = models.DateField(null=True, blank=True, help_text="Empty while it is a proposal.")
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["academic_year", "department"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "academic_year"], name="requirement_one_a_department_and_year"
            ),
            models.CheckConstraint(
                condition=Q(voluntary="")
                | Q(tier="a", voluntary="section_b")
                | Q(tier="none", voluntary="statement"),
                name="requirement_volunteers_only_what_is_not_owed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.academic_year}: {self.get_tier_display()}"

    @property
    def is_proposal(self) -> bool:
        """Whether it was copied and nobody has decided it yet."""
        return self.decided_on is None

    @property
    def asks_statement(self) -> bool:
        """Whether a statement is owed, or was offered, in this year."""
        return not self.is_proposal and (self.tier != self.Tier.NONE or bool(self.voluntary))

    @property
    def asked(self) -> str:
        """What is owed and what was offered, in words for a page."""
        offers: dict[str, str] = {
            self.Voluntary.SECTION_B: "; Section B was offered as well",
            self.Voluntary.STATEMENT: "; a whole statement was offered",
        }
        return self.get_tier_display() + offers.get(self.voluntary, "")

    @property
    def asks_kpis(self) -> bool:
        """Whether at least one KPI is needed before the statement can be submitted."""
        return asks_kpis(self.tier, self.voluntary, self.decided_on)


def asks_kpis(tier: str, voluntary: str, decided_on: date | None) -> bool:
    """`Requirement.asks_kpis` for a list that reads only these columns of it."""
    is_asked = tier == Requirement.Tier.AB or voluntary == Requirement.Voluntary.SECTION_B
    return decided_on is not None and is_asked


class Reminder(models.Model):
    """One reminder that was sent about a requirement, so that it is not sent a second time.

    `stage` says which: days before the due date it was for, or after it when negative. Another
    due date begins again.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    stage = models.SmallIntegerField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "due_on", "stage"], name="reminder_once_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.stage}"
