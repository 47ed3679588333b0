"""The structured parts beside the prose: services, services not delivered, stakeholders,
service standards, and the KPIs that a statement promises."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from simple_history.models import HistoricalRecords

from institution.models import Department, User
from kpis.models import Promise
from sls.models.sections import Section
from sls.models.statements import Statement


class Audience(models.TextChoices):
    """For whom a service is (the service-user types of the guidance)."""

    STUDENTS = "students", "Students"
    DEPARTMENTS = "departments", "Other departments and services"
    STAFF = "staff", "Staff"
    PARTNERS = "partners", "Collaborative partners"
    EMPLOYERS = "employers", "Employers"
    REGULATORS = "regulators", "Regulatory bodies"
    PLACEMENTS = "placements", "Placement providers"


AUDIENCES = [(value, str(label)) for value, label in Audience.choices]


def audience_labels(audiences: list[str]) -> list[str]:
    """These audiences in words, in the order of the list."""
    return [label for value, label in AUDIENCES if value in audiences]


class Service(models.Model):
    """One service: for whom, when, and how to reach it."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="services")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField("service", max_length=200)
    audiences = models.JSONField("for whom", default=list, blank=True)
    availability = models.CharField("when it is available", max_length=300, blank=True)
    how_to_reach = models.CharField("how to reach it", max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def anchor(self) -> str:
        """Where it stands on its department's page, after "#service-"."""
        return str(self.pk)

    @property
    def audience_labels(self) -> list[str]:
        """The audiences in words, in the order of the list."""
        return audience_labels(self.audiences)


class NotDelivered(models.Model):
    """A service that people may expect but the department does not deliver, and who does."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="not_delivered")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    what = models.CharField("what we do not do", max_length=300)
    instead_department = models.ForeignKey(
        Department,
        verbose_name="the department that does it",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    instead_outside = models.CharField("or who outside does it", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.what

    @property
    def instead(self) -> str:
        """Who does it instead, in words; empty when nobody was named."""
        return str(self.instead_department) if self.instead_department else self.instead_outside


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    """Questions about who depends on whom."""

    def depending_on(self, departments: Iterable[int]) -> "StakeholderQuerySet":
        """Lines that say another department's delivery depends on one of `departments`."""
        own = Q(section__statement__department__in=departments)
        return self.dependencies().filter(department__in=departments).exclude(own)

    def visible_to(self, user: User) -> "StakeholderQuerySet":
        """Lines about the person's departments; all for the quality office."""
        if user.has_role("reviewer"):
            return self.dependencies()
        return self.depending_on(user.writes_for)

    def for_list(self) -> "StakeholderQuerySet":
        """With everything that a list of lines shows, what is disputed first."""
        rank = Case(When(response="disputed", then=0), When(response="", then=1), default=2)
        statement = "section__statement"
        return self.select_related(
            "department", "responded_by", f"{statement}__department", f"{statement}__academic_year"
        ).order_by(rank, "department__name", f"{statement}__department__name", "pk")

    def dependencies(self) -> "StakeholderQuerySet":
        """Lines that name a department which delivery depends on, in statements that were sent or
        approved. While a statement is being written its lines are nobody else's business."""
        return self.filter(
            is_dependency=True,
            department__isnull=False,
            section__statement__state__in=[Statement.State.SUBMITTED, Statement.State.APPROVED],
        )


class Stakeholder(models.Model):
    """Somebody with a stake in the service, marked where delivery depends on their work."""

    class Response(models.TextChoices):
        NONE = "", "no answer yet"
        CONFIRMED = "confirmed", "confirmed"
        DISPUTED = "disputed", "disputed"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="stakeholders")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField("stakeholder", max_length=200)
    audience = models.CharField(max_length=20, choices=Audience, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name="which department, if it is one of ours",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="named_as_stakeholder",
    )
    is_dependency = models.BooleanField("our service depends on their work or information")
    depends_on = models.CharField("what we depend on", max_length=300, blank=True)
    response = models.CharField(max_length=10, choices=Response, blank=True, default="")
    response_note = models.CharField(max_length=500, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(response="disputed") | ~Q(response_note=""),
                name="stakeholder_dispute_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of the line and of its answer from the next."""
        answered = self.responded_at.isoformat() if self.responded_at else ""
        return f"{self.version} {answered}".strip()


class ServiceStandard(models.Model):
    """A measurable target that is not a KPI: what, how soon, counted from when."""

    class Unit(models.TextChoices):
        WORKING_DAYS = "working_days", "working days"
        DAYS = "days", "days"
        HOURS = "hours", "hours"
        WEEKS = "weeks", "weeks"

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="standards")
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    promise = models.CharField("what you promise", max_length=300)
    time_from = models.PositiveSmallIntegerField("from", null=True, blank=True)
    time_to = models.PositiveSmallIntegerField("within", null=True, blank=True)
    unit = models.CharField(max_length=20, choices=Unit, default=Unit.WORKING_DAYS)
    counted_from = models.CharField("counted from when", max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(time_from=None)
                | Q(time_to__isnull=False, time_to__gte=models.F("time_from")),
                name="service_standard_range_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.promise

    @property
    def time(self) -> str:
        """How soon: "within 1 to 2 working days", "within 2 weeks", or nothing."""
        if self.time_to is None:
            return ""
        unit = self.get_unit_display()
        if self.time_from is not None and self.time_from != self.time_to:
            return f"within {self.time_from} to {self.time_to} {unit}"
        return f"within {self.time_to} {unit[:-1] if self.time_to == 1 else unit}"

    @property
    def sentence(self) -> str:
        """The whole promise: "Send the report within 2 weeks after the panel meets."."""
        parts = [self.promise.strip().rstrip("."), self.time]
        if self.counted_from:
            start = self.counted_from.strip().rstrip(".").removeprefix("after ")
            parts.append(f"after {start}")
        sentence = " ".join(part for part in parts if part)
        return f"{sentence[:1].upper()}{sentence[1:]}."


class StatementKpi(models.Model):
    """A KPI promise as it stands in one statement."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="kpis")
    promise = models.OneToOneField(Promise, on_delete=models.PROTECT, related_name="in_statement")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.promise)


# What stands beside the prose of a section, each with its place and its version.
Row = Service | NotDelivered | Stakeholder | ServiceStandard
