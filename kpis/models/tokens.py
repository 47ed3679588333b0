"""What a program shows to be let in: a long random text that is kept only as its hash."""

import secrets
from datetime import date, timedelta
from hashlib import sha256

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from institution import years
from institution.models import Department, User
from institution.permissions import is_reviewer
from institution.todo import REMIND_FROM
from kpis.models.measured import Kpi, KpiQuerySet

BEGINNING = "kept_"  # by which people, and programs that look for lost secrets, know what it is


class TokenQuerySet(models.QuerySet["Token"]):
    """Questions about many tokens."""

    def ending(self, today: date) -> "TokenQuerySet":
        """Those whose last day comes within two weeks, or came within the last two, while somebody
        may still wait for their program: not revoked, and not of a merged department."""
        near = timedelta(days=REMIND_FROM)
        in_use = self.filter(revoked_at=None, department__merged_into=None)
        return in_use.filter(ends_on__range=(today - near, today + near))

    def running_out(self, today: date) -> "TokenQuerySet":
        """Those that are ending without a newer one of the same name."""
        newer = Token.objects.alias(owner=Coalesce("department", 0)).filter(
            owner=Coalesce(OuterRef("department"), 0), name__iexact=OuterRef("name"),
            revoked_at=None, ends_on__gt=OuterRef("ends_on"),
        )  # fmt: skip
        return self.ending(today).filter(~Exists(newer))


class Token(models.Model):
    """One program's way in, until a day: of a department, to send readings of its KPIs; without
    one, to read what is published.

    It may do no more than its maker may today, so a change of rights works from the next request.
    """

    name = models.CharField(max_length=60)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="tokens"
    )
    kpis = models.ManyToManyField(
        Kpi, blank=True, related_name="+", help_text="None means all of the department's own."
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    ending = models.CharField(max_length=4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_by_name = models.CharField(max_length=150)
    ends_on = models.DateField(help_text="The last day.")
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by_name = models.CharField(max_length=150, blank=True)
    told = models.CharField(
        max_length=10, blank=True, choices=[("ending", "that it ends"), ("ended", "that it ended")],
        help_text="What those who answer for it were told last.",
    )  # fmt: skip

    objects = TokenQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def new_secret(self) -> str:
        """Give the token a secret of 256 random bits; it is returned now and never again."""
        secret = BEGINNING + secrets.token_urlsafe(32)
        self.digest, self.ending = digest_of(secret), secret[-4:]
        return secret

    @property
    def has_ended(self) -> bool:
        """Whether its last day has passed."""
        return self.ends_on < timezone.localdate()

    @property
    def is_over(self) -> bool:
        """Whether it was revoked or its last day has passed."""
        return self.revoked_at is not None or self.has_ended

    @property
    def why_stopped(self) -> str:
        """Why it lets nobody in although it is not over, as a sentence; "" while it does."""
        maker = self.made_by
        if self.department is None:
            is_right = maker is not None and is_reviewer(maker)
            return "" if is_right else f"{self.made_by_name} no longer works for the quality office"
        if not self.department.is_active:
            return f"{self.department} was merged into {self.department.merged_into}"
        is_head = maker is not None and maker.has_role("head", self.department)
        return "" if is_head else f"{self.made_by_name} no longer heads {self.department}"

    def reach(self) -> KpiQuerySet:
        """The KPIs whose readings it may send: those that were chosen, else all of the
        department's own. A merger gives it no others."""
        if self.department_id is None:
            return Kpi.objects.none()
        chosen = {kpi.pk for kpi in self.kpis.all()}
        promised = Kpi.objects.promised()
        return (
            promised.filter(pk__in=chosen)
            if chosen
            else promised.filter(department=self.department_id)
        )

    @property
    def status(self) -> str:
        """How it stands, in words."""
        if self.revoked_at:
            return "Revoked"
        if self.is_over:
            return "Ended"
        return f"Stopped: {self.why_stopped}" if self.why_stopped else "Works"


def digest_of(secret: str) -> str:
    """What is stored of a secret. It is random and long, so one plain hash is enough."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def longest_end(today: date) -> date:
    """The last day that a token made on `today` may have."""
    return years.moved(today, 2)
