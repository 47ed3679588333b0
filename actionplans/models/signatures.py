"""Who signed a self-assessment, in which capacity; and what is attached to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from actionplans.models.assessments import SelfAssessment
from documents.attachments import PICTURES
from documents.models import Attachment


class AssessmentSignatureQuerySet(models.QuerySet["AssessmentSignature"]):
    """Questions about many signatures."""

    def standing(self) -> "AssessmentSignatureQuerySet":
        """Those that have not ended: what they stand under was not changed since."""
        return self.filter(ended_at=None)


class AssessmentSignature(models.Model):
    """One signature under the words with this fingerprint. It ends when the words go back to be
    changed; then it says why, and is no signature any more."""

    class Capacity(models.TextChoices):
        LEAD = "lead", "Technician Commitment Nominated Institutional Lead"
        HEAD = "head", "Technician Commitment Signatory, Leader of Institution"

    assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.CASCADE, related_name="signatures"
    )
    capacity = models.CharField(max_length=10, choices=Capacity)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=150)
    job_title = models.CharField(max_length=150, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    fingerprint = models.CharField(max_length=64)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)

    objects = AssessmentSignatureQuerySet.as_manager()

    class Meta:
        ordering = ["assessment_id", "signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "capacity"], condition=Q(ended_at=None),
                name="signature_one_in_each_capacity",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | ~Q(reason=""), name="signature_ends_with_a_reason"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.get_capacity_display()})"


class AssessmentAttachment(models.Model):
    """A file that belongs to a self-assessment; what is signed lists it with its hash. A picture
    has words for who cannot see it, and stands in the part it is about."""

    assessment = models.ForeignKey(
        SelfAssessment, on_delete=models.CASCADE, related_name="attachments"
    )
    key = models.SlugField(max_length=50, help_text="Of the part that it belongs to.")
    title = models.CharField(max_length=200)
    alt = models.CharField(
        max_length=500, blank=True, help_text="What a picture shows, for who cannot see it."
    )
    file = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["assessment_id", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="attachment_has_a_title")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_picture(self) -> bool:
        """Whether it is shown, and not only listed."""
        return self.file.kind in PICTURES
