"""What a self-assessment asks, in the words of a template: one for each stage, in versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from institution.seen import stamp


class AssessmentTemplateQuerySet(models.QuerySet["AssessmentTemplate"]):
    """Questions about the versions of the templates."""

    def current(self, stage: int) -> "AssessmentTemplate | None":
        """The newest published template of the stage, or None before the first."""
        return self.filter(stage=stage, state="published").order_by("-version").first()


class AssessmentTemplate(models.Model):
    """One version of what a stage asks. A published one never changes; an assessment keeps the
    one it was begun on."""

    class State(models.TextChoices):
        DRAFT = "draft", "draft"
        PUBLISHED = "published", "published"

    stage = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AssessmentTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["-stage", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "version"], name="assessment_template_version_unique"
            ),
            models.UniqueConstraint(
                fields=["stage"], condition=Q(state="draft"), name="assessment_template_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | Q(state="draft", published_at=None),
                name="assessment_template_published_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Stage {self.stage}, version {self.version}"

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == self.State.DRAFT

    @property
    def as_seen(self) -> str:
        """What tells one state of the whole template from the next: its words and their order."""
        return stamp(*(f"{one.key} {one.as_seen}" for one in self.questions.all()))


class AssessmentQuestion(models.Model):
    """One question: its wording, guidance and place. The kind says what is beside the text."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", "Organisation, lead and contact"
        STRUCTURES = "structures", "Text and headcounts"
        APPROACH = "approach", "Text"
        RAG = "rag", "The plan with its ratings, and an overall evaluation"
        NEXT_PLAN = "next_plan", "Text and the plan that follows"
        VOICE = "voice", "Text and consultations"
        PUBLICATION = "publication", "An address"
        SIGNATURES = "signatures", "Signatures"

    template = models.ForeignKey(
        AssessmentTemplate, on_delete=models.CASCADE, related_name="questions"
    )
    key = models.SlugField(max_length=40, help_text="The same through the versions.")
    kind = models.CharField(max_length=15, choices=Kind)
    title = models.CharField(max_length=150)
    guidance = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()
    is_required = models.BooleanField(default=True)
    word_guide = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["template_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "key"], name="assessment_question_key_unique"
            ),
            models.UniqueConstraint(
                fields=["template", "kind"],
                condition=~Q(kind="approach"),
                name="assessment_question_one_of_each_kind",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="assessment_question_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def as_seen(self) -> str:
        """What tells one state of it from the next."""
        return stamp(self.title, self.guidance, self.position, self.is_required, self.word_guide)

    @property
    def has_text(self) -> bool:
        """Whether somebody writes prose for it."""
        kinds = self.Kind
        return self.kind not in (kinds.ORGANISATION, kinds.PUBLICATION, kinds.SIGNATURES)
