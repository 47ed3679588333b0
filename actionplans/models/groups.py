"""Working groups: who belongs to them, when they meet, what is on the table and what came of it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution.models import User
from institution.seen import stamp


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    """Questions about many groups."""

    def with_member(self, user: User, day: date) -> "WorkingGroupQuerySet":
        """Groups of which the person is a member on that day."""
        return self.filter(pk__in=Membership.objects.held_by(user, day).values("group"))


class WorkingGroup(models.Model):
    """A group that looks after the plan, such as a Technician Commitment working group."""

    name = models.CharField(max_length=150, unique=True)
    short_name = models.CharField(max_length=30, blank=True, help_text="As in TCWG.")
    purpose = models.TextField(blank=True)
    weeks = models.PositiveSmallIntegerField(default=6, help_text="From one meeting to the next.")
    is_active = models.BooleanField(default=True)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__gte=1, weeks__lte=60), name="group_meets_every_so_often"
            )
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("actionplans:group_detail", args=[self.pk])

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.name, self.short_name, self.purpose, self.weeks, self.is_active)

    def next_on(self, today: date) -> date:
        """The day proposed for the next meeting: in step with the last, and not in the past."""
        last = self.meetings.values_list("held_on", flat=True).first()
        day = (last or today) + timedelta(weeks=self.weeks)
        while day < today:
            day += timedelta(weeks=self.weeks)
        return day


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about many memberships."""

    def serving(self, day: date) -> "MembershipQuerySet":
        """Those that hold on the day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)

    def held_by(self, user: User, day: date) -> "MembershipQuerySet":
        """The person's own of those."""
        return self.serving(day).filter(person=user)


class Membership(models.Model):
    """Somebody in a group, from a day and perhaps to one: a person of Kept, or a name."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="group_memberships",
    )  # fmt: skip
    name = models.CharField(max_length=150, help_text="As it is shown.")
    role = models.CharField(max_length=100, blank=True, help_text="Chair, champion …")
    area = models.CharField(max_length=100, blank=True, help_text="What they stand for.")
    grade = models.CharField(max_length=50, blank=True)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group_id", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="membership_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="membership_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(
            self.person_id, self.name, self.role, self.area, self.grade, self.starts_on,
            self.ends_on,
        )  # fmt: skip

    @property
    def has_met(self) -> bool:
        """Whether the group has met while it held, so that meetings depend on it."""
        until = min(filter(None, [self.ends_on, timezone.localdate()]))
        return self.group.meetings.filter(held_on__range=(self.starts_on, until)).exists()


class Meeting(models.Model):
    """A meeting of a group: planned, then held."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    place = models.CharField(max_length=150, blank=True)
    notes = models.TextField(blank=True)
    closed_at = models.DateTimeField(
        null=True, blank=True, help_text="When its outcomes were settled."
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closings = models.JSONField(
        default=list, blank=True, help_text="Each time it was closed and then opened again."
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "held_on"], name="meeting_one_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.group}, {self.held_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:meeting_detail", args=[self.pk])

    @property
    def as_seen(self) -> str:
        """What tells one state of its details from the next."""
        return stamp(self.held_on, self.place, self.notes)

    @property
    def is_open(self) -> bool:
        """Whether its agenda and outcomes can still change."""
        return self.closed_at is None

    @property
    def is_last_closed(self) -> bool:
        """Whether it is closed and no later meeting of the group is, so that it may be opened
        again."""
        later = Meeting.objects.filter(group=self.group_id, held_on__gt=self.held_on)
        return not self.is_open and not later.exclude(closed_at=None).exists()


class AgendaItem(models.Model):
    """Something on the table of a meeting, perhaps about an action, and what came of it.

    What stays open comes back: the next meeting has an item that `continues` it.
    """

    class Outcome(models.TextChoices):
        NONE = "", "open"
        NOTED = "noted", "noted"
        DECIDED = "decided", "decided"
        UPDATED = "updated", "new update"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    action = models.ForeignKey(
        "actionplans.Action", null=True, blank=True, on_delete=models.SET_NULL,
        related_name="agenda_items",
    )  # fmt: skip
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    note = models.TextField(blank=True)
    continues = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="came_back_as"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting_id", "position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="agenda_item_named")]

    def __str__(self) -> str:
        return self.title

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.title, self.outcome, self.note)
