"""An action plan, its themes, who helps to write it, and what has happened to it."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from actionplans import totals
from actionplans.calendars import DAY, months_later
from institution.models import RoleGrant, User
from institution.seen import stamp


class PlanQuerySet(models.QuerySet["Plan"]):
    """Questions about many plans."""

    def visible_to(self, user: User | AnonymousUser) -> "PlanQuerySet":
        """Plans in force and past ones for everybody who is signed in; a draft for lead and
        signatories, who helps to write it, and who owns one of its actions; for nobody one that was
        discarded."""
        if not user.is_authenticated:
            return self.none()
        kept = self.kept()
        if user.has_role(RoleGrant.Role.LEAD) or user.has_role(RoleGrant.Role.SIGNATORY):
            return kept
        helps = PlanEditor.objects.filter(plan=OuterRef("pk"), person=user)
        is_mine = Q(actions__owners__person=user, actions__removed_at=None)
        owned = Plan.objects.filter(is_mine).values("pk")
        return kept.filter(~Q(state=Plan.State.DRAFT) | Exists(helps) | Q(pk__in=owned))

    def kept(self) -> "PlanQuerySet":
        """All but drafts that were discarded."""
        return self.exclude(state=Plan.State.DISCARDED)

    def published(self) -> "PlanQuerySet":
        """Plans that anybody may read, the newest first."""
        return self.exclude(published_at=None).order_by("-starts_on", "-pk")

    def in_force(self) -> "Plan | None":
        """The plan that holds now."""
        return self.filter(state=Plan.State.CURRENT).first()


class Plan(models.Model):
    """What the institution sets out to do for its technicians in some two or three years."""

    class State(models.TextChoices):
        DRAFT = "draft", "being written"
        CURRENT = "current", "in force"
        PAST = "past", "past"
        DISCARDED = "discarded", "discarded"

    title = models.CharField(max_length=200)
    stage = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    starts_on = models.DateField(help_text="When it is signed; the period counts from there.")
    months = models.PositiveSmallIntegerField(default=36)
    predecessor = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor"
    )
    green_label = models.CharField(max_length=80, default=totals.LABELS["green"])
    amber_label = models.CharField(max_length=80, default=totals.LABELS["amber"])
    red_label = models.CharField(max_length=80, default=totals.LABELS["red"])
    version = models.PositiveIntegerField(
        default=1, help_text="Counts every change to anything in the plan."
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    in_force_at = models.DateTimeField(null=True, blank=True)
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    progress_at = models.DateTimeField(
        null=True, blank=True, help_text="When the public page last showed how far actions are."
    )
    external_url = models.URLField(blank=True, max_length=500)
    external_checked_at = models.DateTimeField(null=True, blank=True)
    external_problem = models.CharField(max_length=200, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="current"), name="plan_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(stage__gte=1, months__gte=1, months__lte=120), name="plan_has_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"], in_force_at=None)
                | ~Q(state__in=["draft", "discarded"]) & Q(in_force_at__isnull=False),
                name="plan_in_force_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(predecessor=None) | ~Q(predecessor=F("pk")),
                name="plan_follows_another",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None)
                | ~Q(state__in=["draft", "discarded"]) & ~Q(contact_email=""),
                name="plan_published_with_a_contact",
            ),
            models.CheckConstraint(
                condition=~Q(state="discarded") | Q(predecessor=None),
                name="plan_discarded_follows_none",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("actionplans:plan_detail", args=[self.pk])

    @property
    def as_seen(self) -> str:
        """What tells one state of its details from the next."""
        return stamp(
            self.title, self.stage, self.starts_on, self.months, self.green_label,
            self.amber_label, self.red_label, self.contact_name, self.contact_email,
            self.external_url,
        )  # fmt: skip

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written."""
        return self.state == self.State.DRAFT

    @property
    def is_current(self) -> bool:
        """Whether it holds now."""
        return self.state == self.State.CURRENT

    @property
    def is_to_come(self) -> bool:
        """Whether the day from which it runs is still to come."""
        return self.starts_on > timezone.localdate()

    @property
    def is_published(self) -> bool:
        """Whether anybody may read its public actions."""
        return self.published_at is not None

    @cached_property
    def ends_on(self) -> date:
        """Its last day: that of the latest extension, else of its period."""
        extended = max((one.until for one in self.extensions.all()), default=None)
        return extended or self.planned_end

    @property
    def planned_end(self) -> date:
        """The last day of the period it was signed for."""
        return months_later(self.starts_on, self.months) - DAY

    @property
    def labels(self) -> dict[str, str]:
        """What it calls its ratings; without one it is as totals.LABELS has it."""
        return totals.LABELS | {
            "green": self.green_label, "amber": self.amber_label, "red": self.red_label,
        }  # fmt: skip

    @property
    def words(self) -> dict[str, str]:
        """What it calls them in tables and sentences (see totals.words_of)."""
        return totals.words_of(self.labels)


class Extension(models.Model):
    """A longer period of a plan, with its reason. The first period stays visible."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField()
    reason = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="extension_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"until {self.until}"


class Theme(models.Model):
    """A part of a plan; its letter begins the references of its actions."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    letter = models.CharField(max_length=3)
    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0)
    last_number = models.PositiveSmallIntegerField(
        default=0, help_text="The highest that was ever given: no reference is used again."
    )

    class Meta:
        ordering = ["plan_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "letter"], name="theme_letter_unique_in_plan"),
            models.CheckConstraint(
                condition=~Q(letter="") & ~Q(name=""), name="theme_has_letter_and_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.letter, self.name, self.position)


class PlanEditor(models.Model):
    """Somebody who helps the lead to write a plan and its self-assessment."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editors")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="edited_plans"
    )
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "person"], name="plan_editor_added_once")
        ]

    def __str__(self) -> str:
        return str(self.person)


class PlanEvent(models.Model):
    """One thing that happened to a plan or to one of its actions; only added."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="events")
    action = models.ForeignKey(
        "actionplans.Action", null=True, blank=True, on_delete=models.CASCADE,
        related_name="events",
    )  # fmt: skip
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    text = models.TextField(help_text="A sentence without its subject: 'moved the timescale'.")

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.text}"
