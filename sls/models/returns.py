"""The annual return: what a department says of its year, part by part."""

from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from simple_history.models import HistoricalRecords

from documents.models import SignedDocument
from institution.models import AcademicYear, Department, User
from kpis.models import Intervention, KpiReview
from sls.returns import prompts

if TYPE_CHECKING:
    from sls.models.return_review import CriticalFriend

WORD_GUIDE = 200
OFFERS = "sls.HistoricalGoodPractice"  # `updated_by` wrote it, whoever put it on the shelf


class AnnualReturnQuerySet(models.QuerySet["AnnualReturn"]):
    """Questions about many returns: who may know of them, and whom they wait for."""

    def visible_to(self, user: User | AnonymousUser) -> "AnnualReturnQuerySet":
        """Accepted ones for everybody who is signed in; a department's own for its people; one
        that was sent for its critical friend; all for the quality office."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role("reviewer"):
            return self
        as_friend = Q(critical_friend__person=user, state=AnnualReturn.State.SUBMITTED)
        accepted = Q(state=AnnualReturn.State.ACCEPTED)
        return self.filter(accepted | as_friend | Q(department__in=user.writes_for))

    def judgeable_by(self, user: User) -> "AnnualReturnQuerySet":
        """Returns that the person may judge; `permissions.may_judge` says so of one."""
        if not user.has_role("reviewer"):
            return self.none()
        words = _written(
            OuterRef("pk"), OuterRef("department"), OuterRef("academic_year__start_year")
        )
        wrote = [Q(Exists(said.filter(**{by: user}))) for said, by in words]
        theirs = Q(department__in=user.belongs_to) | Q(versions__by=user)
        return self.exclude(reduce(or_, wrote, theirs | Q(critical_friend__person=user)))

    def waiting_for(self, user: User) -> "AnnualReturnQuerySet":
        """What needs this person: to be written, to be answered as a friend, or to be decided."""
        sent = Q(state=AnnualReturn.State.SUBMITTED)
        mine = Q(department__in=user.writes_for, state__in=AnnualReturn.BEING_WRITTEN)
        asked = mine | sent & Q(critical_friend__person=user, critical_friend__answered_at=None)
        if user.has_role("reviewer"):
            to_decide = AnnualReturn.objects.judgeable_by(user).values("pk")
            unanswered = Q(critical_friend__isnull=False, critical_friend__answered_at=None)
            asked |= sent & ~unanswered & Q(pk__in=to_decide)
        return self.exclude(academic_year__state="paused").filter(asked)

    def outstanding(self) -> "AnnualReturnQuerySet":
        """What departments still have to send; a year that is over still asks, a paused one not."""
        being_written = self.filter(state__in=AnnualReturn.BEING_WRITTEN)
        return being_written.exclude(academic_year__state="paused")

    def for_list(self) -> "AnnualReturnQuerySet":
        """With everything that a row of a list shows, by department."""
        related = ("department", "academic_year", "critical_friend__person", "document")
        found = self.select_related(*related).defer("document__pdf", "document__content")
        return found.order_by("-academic_year__start_year", Lower("department__name"))


class AnnualReturn(models.Model):
    """One department's return for one academic year."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        SUBMITTED = "submitted", "with the quality office"
        RETURNED = "returned", "changes asked for"
        ACCEPTED = "accepted", "accepted"

    BEING_WRITTEN = ("draft", "returned")

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="returns")
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="returns"
    )
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts every change to anything in the return."
    )
    opened_at = models.DateTimeField(default=timezone.now)
    state_at = models.DateTimeField(default=timezone.now, help_text="When it came to its state.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.OneToOneField(
        SignedDocument, null=True, blank=True, on_delete=models.PROTECT,
        related_name="annual_return",
    )  # fmt: skip
    reminded_of = models.DateField(
        null=True, blank=True, help_text="The due date that the last reminder was about."
    )
    reminded_stage = models.SmallIntegerField(
        null=True, blank=True, help_text="Which reminder that was; see sls/reminders.py."
    )

    objects = AnnualReturnQuerySet.as_manager()

    class Meta:
        ordering = ["-academic_year__start_year", Lower("department__name")]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "academic_year"], name="return_one_a_department_and_year"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_at__isnull=False, document__isnull=False)
                | ~Q(state="accepted") & Q(accepted_at=None, document=None),
                name="return_accepted_has_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="return_submitted_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"Return of {self.department}, {self.academic_year}"

    def get_absolute_url(self) -> str:
        return reverse("sls:return_detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """The reference printed on every page: AMR-2026-27-LIBRARY-AND-LEARNING-RESOURCES."""
        return f"AMR-{self.academic_year.label}-{self.department.slug.upper()}"

    @property
    def is_being_written(self) -> bool:
        """Whether the department holds the pen."""
        return self.state in self.BEING_WRITTEN

    @property
    def due_on(self) -> date | None:
        """By when it has to be sent; None while the year has no date for it."""
        return self.academic_year.returns_by

    @property
    def is_overdue(self) -> bool:
        """Whether the department still holds the pen after the due date of a year that asks."""
        is_asked = self.is_being_written and self.academic_year.state != AcademicYear.State.PAUSED
        return is_asked and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_accepted(self) -> bool:
        """Whether it is finished, and everybody who is signed in may read it."""
        return self.state == self.State.ACCEPTED

    @property
    def friend(self) -> "CriticalFriend | None":
        """Who was asked to answer as a critical friend."""
        return getattr(self, "critical_friend", None)

    @property
    def authors(self) -> models.QuerySet[User]:
        """Everybody who wrote any part of it, about its KPIs or what is done about their figures,
        or of what it offers to others."""
        words = _written(self.pk, self.department_id, self.academic_year.start_year)
        return User.objects.filter(reduce(or_, (Q(pk__in=said.values(by)) for said, by in words)))

    @cached_property
    def writers(self) -> frozenset[int | None]:
        """Ids of everybody who wrote any of it or ever sent it: they may not judge it."""
        sent = self.versions.values_list("by", flat=True)
        return frozenset([*self.authors.values_list("pk", flat=True), *sent])


def _written(pk: Any, department: Any, start_year: Any) -> list[tuple[models.QuerySet[Any], str]]:
    """All that was ever written for a return, each with the column of who wrote it. What tells of
    the return may be columns of an outer question."""
    return [
        (ReturnPart.history.filter(annual_return=pk), "history_user"),
        (KpiReview.said_of(department, start_year), "history_user"),
        (Intervention.said_of(department, start_year), "history_user"),
        (apps.get_model(OFFERS).objects.filter(annual_return=pk), "updated_by"),
    ]


class ReturnPart(models.Model):
    """The answer to one prompt; `asked` is what the quality office wants changed in it."""

    annual_return = models.ForeignKey(AnnualReturn, on_delete=models.CASCADE, related_name="parts")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    is_open = models.BooleanField(
        default=True, help_text="Whether the department may change it in the present round."
    )
    asked = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["annual_return_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["annual_return", "key"], name="return_part_key_unique")
        ]

    def __str__(self) -> str:
        return self.prompt.title

    def get_absolute_url(self) -> str:
        return reverse("sls:return_part", args=[self.annual_return_id, self.key])

    @property
    def is_prose(self) -> bool:
        """Whether its text is what matters, rather than what introduces the figures."""
        return self.key != prompts.KPIS

    @property
    def word_guide(self) -> int | None:
        """How many words will usually do."""
        return WORD_GUIDE if self.is_prose else None

    @property
    def prompt(self) -> prompts.Prompt:
        """What is asked here."""
        return prompts.prompt(self.key)
