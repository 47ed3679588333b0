"""The template of a statement: headings that the quality office writes, in numbered versions."""

from django.conf import settings
from django.db import models


class StatementTemplateQuerySet(models.QuerySet["StatementTemplate"]):
    def current(self) -> "StatementTemplate | None":
        """The newest published template, or None before the first is published."""
        return self.exclude(published_at=None).order_by("-version").first()


class StatementTemplate(models.Model):
    """One version of the template. A published one never changes; a statement keeps its own."""

    version = models.PositiveSmallIntegerField(unique=True)
    introduction = models.TextField(blank=True)
    section_b_guidance = models.TextField(blank=True)
    standards_guidance = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StatementTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"Template {self.version}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class Heading(models.Model):
    """One heading of Section A: title, guidance, whether it must be answered, a word guide."""

    class Part(models.TextChoices):
        NONE = "", "Text only"
        SERVICES = "services", "Text and a list of services"
        NOT_DELIVERED = "not_delivered", "Text and a list of services not delivered"
        STAKEHOLDERS = "stakeholders", "Text and a list of stakeholders"

    template = models.ForeignKey(
        StatementTemplate, on_delete=models.CASCADE, related_name="headings"
    )
    key = models.SlugField(
        max_length=40, help_text="The same through the versions, so that years can be compared."
    )
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    is_required = models.BooleanField(default=True)
    word_guide = models.PositiveSmallIntegerField(null=True, blank=True)
    part = models.CharField(max_length=20, choices=Part, blank=True, default="")

    class Meta:
        ordering = ["template", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="heading_key_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return f"A{self.position}"
