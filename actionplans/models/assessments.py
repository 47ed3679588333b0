"""The self-assessment of a plan at the end of its stage: its parts, headcounts, and comments."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from actionplans.models.plans import Plan
from actionplans.models.questions import AssessmentQuestion, AssessmentTemplate
from documents.models import SignedDocument
from institution.models import User
from institution.seen import stamp


class SelfAssessment(models.Model):
    """What the institution says of the plan that ends, and of the one that follows it.

    Its stage is that of the plan that follows: the assessment of the first plan is stage 2.
    """

    class State(models.TextChoices):
        WRITING = "writing", "being written"
        SIGNED_BY_LEAD = "signed_by_lead", "signed by the lead"
        SIGNED = "signed", "signed"

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="assessment")
    next_plan = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="assessed_with"
    )
    template = models.ForeignKey(
        AssessmentTemplate, on_delete=models.PROTECT, related_name="assessments"
    )
    state = models.CharField(max_length=15, choices=State, default=State.WRITING)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts every change to anything that was written for it."
    )
    organisation = models.CharField(max_length=200, blank=True)
    lead_name = models.CharField(max_length=150, blank=True)
    lead_title = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    published_url = models.URLField(
        blank=True, max_length=500, help_text="Where status and plan are published."
    )
    sent_content = models.JSONField(
        null=True, blank=True, help_text="What it said when the lead signed: that is what counts."
    )
    document = models.OneToOneField(
        SignedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="assessment"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords(excluded_fields=["sent_content"])

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="writing", sent_content=None)
                | ~Q(state="writing") & Q(sent_content__isnull=False),
                name="assessment_keeps_what_was_sent",
            ),
            models.CheckConstraint(
                condition=Q(state="signed", document__isnull=False, signed_at__isnull=False)
                | ~Q(state="signed") & Q(document=None, signed_at=None),
                name="assessment_signed_with_its_document",
            ),
            models.CheckConstraint(
                condition=Q(next_plan=None) | ~Q(next_plan=F("plan")),
                name="assessment_leads_to_another_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"Self-assessment of {self.plan}"

    def get_absolute_url(self) -> str:
        return reverse("actionplans:assessment_detail", args=[self.plan_id])

    @property
    def as_seen(self) -> str:
        """What tells one state of its fields from the next."""
        return stamp(
            self.organisation, self.lead_name, self.lead_title, self.email, self.phone,
            self.published_url, self.next_plan_id,
        )  # fmt: skip

    @property
    def is_being_written(self) -> bool:
        """Whether its words may change."""
        return self.state == self.State.WRITING

    @property
    def is_out(self) -> bool:
        """Whether it is with the head of the institution, to be signed."""
        return self.state == self.State.SIGNED_BY_LEAD

    def is_signed_by(self, person: User, capacity: str) -> bool:
        """Whether the person's signature in this capacity, "lead" or "head", stands under it."""
        return self.signatures.standing().filter(person=person, capacity=capacity).exists()


class AssessmentSection(models.Model):
    """What is written for one question."""

    assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.CASCADE, related_name="sections"
    )
    question = models.ForeignKey(
        AssessmentQuestion, on_delete=models.PROTECT, related_name="sections"
    )
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["assessment_id", "question__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question"], name="assessment_section_unique"
            )
        ]

    def __str__(self) -> str:
        return self.question.title

    def get_absolute_url(self) -> str:
        return reverse(
            "actionplans:assessment_part", args=[self.assessment.plan_id, self.question.key]
        )

    @property
    def as_seen(self) -> str:
        """What tells one state of its text from the next."""
        return stamp(self.version)


class Headcount(models.Model):
    """How many technicians work in one unit; the apprentices are among them."""

    assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.CASCADE, related_name="headcounts"
    )
    unit = models.CharField(max_length=150)
    technicians = models.PositiveIntegerField()
    apprentices = models.PositiveIntegerField(default=0)
    led_by = models.CharField(max_length=150, blank=True, help_text="A post, not a person.")
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["assessment_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(unit=""), name="headcount_names_its_unit"),
            models.CheckConstraint(
                condition=Q(apprentices__lte=F("technicians")),
                name="headcount_apprentices_are_among_technicians",
            ),
            models.UniqueConstraint(fields=["assessment", "unit"], name="headcount_unit_once"),
        ]

    def __str__(self) -> str:
        return self.unit

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.unit, self.technicians, self.apprentices, self.led_by, self.note)


class SectionComment(models.Model):
    """What somebody who works on the assessment says about a part of it; never signed."""

    section = models.ForeignKey(
        AssessmentSection, on_delete=models.CASCADE, related_name="comments"
    )
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="section_comment_has_text"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by_name="")
                | Q(resolved_at__isnull=False) & ~Q(resolved_by_name=""),
                name="section_comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_name} on {self.section}"
