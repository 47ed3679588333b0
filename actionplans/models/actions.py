"""One action of a plan: what is to be done, by whom and when."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans import timescales
from actionplans.models.groups import WorkingGroup
from actionplans.models.plans import Plan, Theme
from actionplans.models.scheme import Charter
from actionplans.schedule import Schedule, schedule
from institution.models import Department, RoleGrant, User
from institution.seen import stamp


class ActionQuerySet(models.QuerySet["Action"]):
    """Questions about many actions."""

    def live(self) -> "ActionQuerySet":
        """Those that were not taken out of a draft."""
        return self.filter(removed_at=None)

    def visible_to(self, user: User | AnonymousUser) -> "ActionQuerySet":
        """Of plans that the person may see: all for lead, signatories and who helps with the plan;
        of others the public ones, and those they own."""
        found = self.filter(plan__in=Plan.objects.visible_to(user))
        if not user.is_authenticated:
            return found.none()
        if any(user.has_role(role) for role in (RoleGrant.Role.LEAD, RoleGrant.Role.SIGNATORY)):
            return found
        owned = ActionOwner.objects.owned_by(user).values("action")
        helped = Plan.objects.filter(editors__person=user)
        return found.filter(Q(is_public=True) | Q(pk__in=owned) | Q(plan__in=helped))

    def undecided(self) -> "ActionQuerySet":
        """Those of which nobody has said what becomes of them, or what carried them on is gone."""
        gone = Q(disposition__successor__removed_at__isnull=False)
        return self.live().filter(Q(disposition=None) | gone)

    def for_list(self) -> "ActionQuerySet":
        """With everything that a row of the plan's table shows."""
        return self.select_related("theme", "latest").prefetch_related(
            "owners__person", "owners__department", "owners__group"
        )


class Action(models.Model):
    """One line of a plan. Its words stay as they were written; the dates are what they mean.

    `latest` is the newest of its ratings, kept so that a table of 500 need not look for it.
    """

    KINDS = [(one.value, one.value.replace("_", " ")) for one in timescales.Kind]

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="actions")
    reference = models.CharField(max_length=20)
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    owner_words = models.CharField(max_length=300, blank=True, help_text="Owners as written.")
    timescale_words = models.CharField(max_length=300, blank=True, help_text="As written.")
    kind = models.CharField(max_length=20, choices=KINDS, default="unknown")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    dates = models.JSONField(
        default=list, blank=True, help_text="Of several times each: first day or null, last day."
    )
    review_on = models.DateField(
        null=True, blank=True, help_text="When to look again, where nothing says when it ends."
    )
    impact = models.TextField(blank=True, help_text="How the impact will be evidenced.")
    follows = models.CharField(
        max_length=200, blank=True, help_text="References of actions that it follows."
    )
    charters = models.ManyToManyField(Charter, blank=True, related_name="actions")
    is_public = models.BooleanField(default=True)
    latest = models.OneToOneField(
        "actionplans.Rating", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Taken out of a draft; its reference is not used again."
    )
    history = HistoricalRecords(excluded_fields=["latest"])

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "reference"], name="action_reference_unique_in_plan"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(reference=""), name="action_has_text_and_reference"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("actionplans:action_detail", args=[self.plan_id, self.reference])

    @property
    def as_seen(self) -> str:
        """What tells one state of what the form shows from the next."""
        return stamp(self.version)

    @property
    def rating(self) -> str:
        """green, amber, red, or "" while it is unrated."""
        return self.latest.value if self.latest else ""

    @property
    def latest_number(self) -> int | None:
        """The number of its latest rating; None before the first."""
        return self.latest.number if self.latest else None

    @property
    def points(self) -> tuple[timescales.Point, ...]:
        """The times at which it is to be done, where there are several."""
        return tuple(
            timescales.Point(date.fromisoformat(first) if first else None, date.fromisoformat(last))
            for first, last in self.dates
        )

    @property
    def timescale(self) -> timescales.Timescale:
        """Its timescale as it was understood when it was saved."""
        return timescales.Timescale(
            self.timescale_words, timescales.Kind(self.kind), self.starts_on, self.due_on,
            self.points,
        )  # fmt: skip

    def understand(self, read: timescales.Timescale) -> None:
        """Take the words of a timescale and what they mean; to be saved by the caller."""
        self.timescale_words, self.kind = read.text, read.kind
        self.starts_on, self.due_on = read.starts_on, read.due_on
        self.dates = [
            [point.starts_on and point.starts_on.isoformat(), point.due_on.isoformat()]
            for point in read.points
        ]

    def stands(self, rating: str, today: date) -> Schedule:
        """How its dates stand, whatever its rating says but that it is completed or begun."""
        return schedule(
            self.timescale, today=today, review_on=self.review_on,
            is_completed=rating == "green", has_begun=rating == "amber",
        )  # fmt: skip


class ActionOwnerQuerySet(models.QuerySet["ActionOwner"]):
    """Questions about many owners."""

    def owned_by(self, user: User) -> "ActionOwnerQuerySet":
        """What the person owns: by name, as a member of a group today, as head of a department or
        of the one that it was merged into."""
        today = timezone.localdate()
        groups = WorkingGroup.objects.with_member(user, today)
        mine = Q(person=user) | Q(group__in=groups.values("pk"))
        return self.filter(mine | Q(department__in=user.heads))


class ActionOwner(models.Model):
    """One of an action's owners: a person, a department, a group, or somebody in words."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="owners")
    position = models.PositiveSmallIntegerField(default=0)
    is_lead = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="owned_actions",
    )  # fmt: skip
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_actions"
    )
    group = models.ForeignKey(
        WorkingGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_actions"
    )
    words = models.CharField(max_length=150, blank=True)

    objects = ActionOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["action_id", "-is_lead", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(is_lead=True), name="action_has_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, department=None, group=None, words="")
                | Q(person=None, department__isnull=False, group=None, words="")
                | Q(person=None, department=None, group__isnull=False, words="")
                | Q(person=None, department=None, group=None) & ~Q(words=""),
                name="action_owner_is_one_of_four",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.department or self.group or self.words)
