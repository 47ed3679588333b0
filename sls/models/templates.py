"""The template of a statement: headings that the quality office writes, in numbered versions."""

from django.conf import settings
from django.db import models
from django.db.models import Count, Q


class StatementTemplateQuerySet(models.QuerySet["StatementTemplate"]):
    """Questions about the versions of the template."""

    def current(self) -> "StatementTemplate | None":
        """The newest published template, or None before the first is published."""
        return self.exclude(published_at=None).order_by("-version").first()

    def with_use(self) -> "StatementTemplateQuerySet":
        """Each with `used`: how many statements were begun on it, but for discarded drafts. The
        newest comes first."""
        used = Count("statements", filter=~Q(statements__state="discarded"))
        return self.select_related("published_by").annotate(used=used).order_by("-version")


class StatementTemplate(models.Model):
    """One version of the template. A published one never changes; a statement keeps its own."""

    version = models.PositiveSmallIntegerField(unique=True)
    revision = models.PositiveIntegerField(
        default=1, help_text="Counts the saves of the three texts below, so that none is lost."
    )
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
        """Whether statements are begun on it, so that it never changes."""
        return self.published_at is not None

    @property
    def before(self) -> "StatementTemplate | None":
        """The published version that this one follows."""
        earlier = StatementTemplate.objects.filter(version__lt=self.version)
        return earlier.exclude(published_at=None).order_by("-version").first()

    @property
    def as_seen(self) -> str:
        """What tells one state of the whole template from the next: texts, headings, order."""
        headings = [f"{one.pk}.{one.version}.{one.position}" for one in self.headings.all()]
        return " ".join([str(self.revision), *headings])


class Heading(models.Model):
    """One heading of Section A: title, guidance, whether it must be answered, a word guide.

    Each list of rows stands beside one heading at most, so that readers find all services in one
    place, and next year's statement knows where to carry them over to.
    """

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
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=200)
    guidance = models.TextField(blank=True)
    is_required = models.BooleanField(default=True)
    word_guide = models.PositiveSmallIntegerField(null=True, blank=True)
    part = models.CharField(max_length=20, choices=Part, blank=True, default="")

    class Meta:
        ordering = ["template_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["template", "key"], name="heading_key_unique"),
            models.UniqueConstraint(
                fields=["template", "part"],
                condition=~Q(part=""),
                name="heading_one_for_each_list",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        return f"A{self.position}"
