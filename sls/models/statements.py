"""A statement: one department's for one year, in one edition."""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from documents.models import SignedDocument
from institution.models import AcademicYear, Department, User
from sls.models.requirements import Requirement
from sls.models.sections import Section
from sls.models.templates import StatementTemplate


class StatementQuerySet(models.QuerySet["Statement"]):
    """Questions about many statements: which are in force, and who may know of them."""

    def published(self) -> "StatementQuerySet":
        """Statements that anybody may read: approved ones, and those a newer one replaced."""
        return self.filter(state__in=Statement.PUBLISHED)

    def in_force(self) -> "StatementQuerySet":
        """The approved statement of each department and year."""
        return self.filter(state=Statement.State.APPROVED)

    def visible_to(self, user: User | AnonymousUser) -> "StatementQuerySet":
        """Statements whose existence and state the person may know of.

        Published ones for everybody; a department's own for its people; all for the quality
        office. Who may read the text is `permissions.can_read_statement`.
        """
        if not user.is_authenticated:
            return self.published()
        if user.has_role("reviewer"):
            return self
        return self.filter(Q(state__in=Statement.PUBLISHED) | Q(department__in=user.writes_for))

    def judgeable_by(self, user: User) -> "StatementQuerySet":
        """Statements that the person may judge: a reviewer, who does not belong to the department
        and wrote no word of it. `permissions.can_review_statement` says so of one, and why not.
        """
        wrote = Exists(Section.history.filter(statement=OuterRef("pk"), history_user=user))
        theirs = Q(department__in=user.belongs_to) | Q(created_by=user)
        earlier = Q(submitted_versions__by=user) | Q(sections__earlier_authors=user)
        return self.exclude(theirs | earlier | wrote) if user.has_role("reviewer") else self.none()

    def newest_in_force(self) -> list[int]:
        """The keys of the approved statement of the newest year of each department that still
        exists: with keys the rest costs the same however many years and editions there are."""
        in_force = self.in_force().filter(department__merged_into=None)
        by_year = in_force.order_by("academic_year__start_year")
        return list(dict(by_year.values_list("department", "pk")).values())

    def live(self) -> "StatementQuerySet":
        """Statements that are being worked on or hold: not discarded, not superseded."""
        return self.exclude(state__in=["discarded", "superseded"])

    def for_list(self) -> "StatementQuerySet":
        """With everything that a row of a list shows."""
        return self.select_related(
            "department", "academic_year", "reviewer", "document", "requirement"
        ).defer("document__pdf", "document__content")

    def for_desk(self) -> "StatementQuerySet":
        """With what the home page says of it; with all of a list's columns that page would take a
        twentieth longer."""
        return self.select_related("department", "academic_year").only(
            "edition", "state", "state_at", "is_later_edition", "requirement",
            "department__name", "academic_year__start_year", "academic_year__state",
            "academic_year__due_on",
        )  # fmt: skip

    def for_page(self) -> "StatementQuerySet":
        """With what the page of one statement shows. The rest is fetched if somebody asks for it;
        with all of it the page would take a fifth longer."""
        return (
            self.for_list()
            .select_related("template")
            .defer(None)
            .only(
                "edition", "state", "version", "state_at", "submitted_at", "approved_at",
                "department__name", "department__slug", "department__merged_into",
                "academic_year__start_year", "academic_year__state", "academic_year__due_on",
                "requirement__tier", "requirement__voluntary", "template__version",
                "reviewer__name", "document__reference", "document__signed_by_name",
                "begun_from", "is_later_edition", "created_by", "submitted_by",
            )
        )  # fmt: skip


class Statement(models.Model):
    """One department's statement for one year, in one edition.

    A change after approval is a new edition: a new row that supersedes this one when approved.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        SUBMITTED = "submitted", "with the quality office"
        RETURNED = "returned", "changes asked for"
        APPROVED = "approved", "approved"
        SUPERSEDED = "superseded", "superseded"
        DISCARDED = "discarded", "discarded"

    PUBLISHED = ("approved", "superseded")
    BEING_WRITTEN = ("draft", "returned")
    UNFINISHED = ("draft", "submitted", "returned")

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="statements")
    academic_year = models.ForeignKey(
        AcademicYear, on_delete=models.PROTECT, related_name="statements"
    )
    requirement = models.ForeignKey(
        Requirement, on_delete=models.PROTECT, related_name="statements"
    )
    template = models.ForeignKey(
        StatementTemplate, on_delete=models.PROTECT, related_name="statements"
    )
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    begun_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="led_to"
    )
    # Kept, not asked of `begun_from` each time: a list would join the table with itself for it.
    is_later_edition = models.BooleanField(
        default=False,
        help_text="It changes a statement of its own year; that is in force, so it has time.",
    )
    version = models.PositiveIntegerField(
        default=1, help_text="Counts every change to anything in the statement."
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state_at = models.DateTimeField(default=timezone.now, help_text="When it came to its state.")
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    document = models.OneToOneField(
        SignedDocument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statement",
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-academic_year__start_year", Lower("department__name"), "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "academic_year", "edition"], name="statement_one_an_edition"
            ),
            models.UniqueConstraint(
                fields=["department", "academic_year"],
                condition=Q(state__in=["draft", "submitted", "returned"]),
                name="statement_one_unfinished",
            ),
            models.UniqueConstraint(
                fields=["department", "academic_year"],
                condition=Q(state="approved"),
                name="statement_one_in_force",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "superseded"], approved_at__isnull=False)
                & Q(document__isnull=False)
                | ~Q(state__in=["approved", "superseded"]) & Q(approved_at=None, document=None),
                name="statement_approved_has_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="statement_submitted_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "academic_year"], name="statement_state")]

    def __str__(self) -> str:
        return f"{self.department}, {self.academic_year}"

    def get_absolute_url(self) -> str:
        return reverse("sls:statement_detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """The reference printed on every page: SLS-2026-27-LIBRARY-AND-LEARNING-RESOURCES-1."""
        return f"SLS-{self.academic_year.label}-{self.department.slug.upper()}-{self.edition}"

    @property
    def is_being_written(self) -> bool:
        """Whether the department holds the pen."""
        return self.state in self.BEING_WRITTEN

    @property
    def is_published(self) -> bool:
        """Whether everybody may read it."""
        return self.state in self.PUBLISHED

    @property
    def asks_kpis(self) -> bool:
        """Whether Section B needs a KPI."""
        return self.requirement.asks_kpis

    @property
    def due_on(self) -> date | None:
        """By when it has to be sent; None for a later edition, and while the year has no date."""
        return None if self.is_later_edition else self.academic_year.due_on

    @property
    def is_overdue(self) -> bool:
        """Whether the department still holds the pen after the due date of an open year."""
        is_owed = owed(self.state, is_later_edition=self.is_later_edition)
        return is_owed and self.academic_year.is_overdue()

    @cached_property
    def writers(self) -> frozenset[int | None]:
        """Ids of everybody who began it, ever submitted it or wrote any of it: they may not judge
        it."""
        sent = Q(pk__in=self.submitted_versions.values("by"))
        ids = User.objects.filter(self._hands | sent).values_list("pk", flat=True)
        return frozenset({self.created_by_id, *ids})

    @property
    def authors(self) -> models.QuerySet[User]:
        """Everybody who changed any part of it, or wrote what was carried over into it."""
        return User.objects.filter(self._hands)

    @property
    def _hands(self) -> Q:
        # Rows and KPIs are part of their section, so its history knows who wrote them.
        changed = Section.history.filter(statement=self).values("history_user")
        carried = self.sections.values("earlier_authors")
        return Q(pk__in=changed) | Q(pk__in=carried)

    @property
    def who_holds_the_pen(self) -> str:
        """Whose move it is, in words for the page."""
        if self.is_being_written:
            return str(self.department)
        if self.state == self.State.SUBMITTED:
            return f"The quality office ({self.reviewer or 'nobody has taken it yet'})"
        return "Nobody: it is finished"


def owed(state: str, *, is_later_edition: bool) -> bool:
    """Whether a statement in this state is still to be sent. A later edition never is: the one it
    changes is in force."""
    return state in Statement.BEING_WRITTEN and not is_later_edition
