"""The institution itself and its departments, with the names they have had."""

from datetime import time

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from simple_history.models import HistoricalRecords

from institution.seen import stamp


class Institution(models.Model):
    """The one university this installation serves: a table with one row."""

    class Subdivision(models.TextChoices):
        ENGLAND = "ENG", "England"
        WALES = "WLS", "Wales"
        SCOTLAND = "SCT", "Scotland"
        NORTHERN_IRELAND = "NIR", "Northern Ireland"

    class ReceiptRule(models.TextChoices):
        DEEMED = "deemed", "It counts as arrived on the next working day"
        ACTUAL = "actual", "The next working day is day 1"

    name = models.CharField(max_length=200, default="Your university")
    short_name = models.CharField(max_length=60, blank=True)
    quality_mailbox = models.EmailField(
        blank=True, help_text="Where departments write to the quality office."
    )
    quality_office = models.ForeignKey(
        "institution.Department",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The department that reviews statements. It never reviews its own.",
    )
    brand_colour = models.CharField(
        max_length=7,
        default="#0b5563",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour like #0b5563.")],
    )
    deciding_body = models.CharField(
        max_length=200,
        blank=True,
        help_text="The committee that decides which departments owe a statement.",
    )
    subdivision = models.CharField(
        max_length=3,
        choices=Subdivision,
        default=Subdivision.ENGLAND,
        help_text="Whose bank holidays count.",
    )
    cutoff = models.TimeField(
        default=time(17), help_text="What arrives from then on counts as of the next day."
    )
    receipt_rule = models.CharField(
        max_length=10,
        choices=ReceiptRule,
        default=ReceiptRule.DEEMED,
        help_text="How working days are counted for what arrives on a day of rest.",
    )
    considering_body = models.CharField(
        max_length=200, blank=True, help_text="The committee that considers the statements."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="institution_has_one_row")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_seen(self) -> str:
        """What tells one state of the institution's details from the next."""
        return stamp(*(field.value_from_object(self) for field in self._meta.fields))

    @classmethod
    def get(cls) -> "Institution":
        """The institution; an unsaved one with the defaults before it is first set up."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Questions about many departments."""

    def active(self) -> "DepartmentQuerySet":
        """Departments that have not been merged into another."""
        return self.filter(merged_into=None)

    def named(self, text: str) -> "DepartmentQuerySet":
        """Departments with this official, former or alternative name, whatever its case."""
        return self.filter(
            models.Q(name__iexact=text.strip()) | models.Q(names__name__iexact=text.strip())
        ).distinct()


class Department(models.Model):
    """A professional service. Renaming and merging keep the lineage; nothing is deleted."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.CharField(
        max_length=300, blank=True, help_text="One line for the service directory."
    )
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    web = models.URLField(blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from"
    )
    merged_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="department_name_unique"),
            models.CheckConstraint(
                condition=models.Q(merged_into=None, merged_on=None)
                | models.Q(merged_into__isnull=False, merged_on__isnull=False),
                name="department_merge_has_a_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("pk")),
                name="department_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution:department_detail", args=[self.slug])

    @property
    def as_seen(self) -> str:
        """What tells one state of the details and other names from the next."""
        aliases = self.names.filter(kind=DepartmentName.Kind.ALIAS).values_list("name", flat=True)
        return stamp(self.name, self.summary, self.email, self.phone, self.web, *aliases)

    @property
    def is_active(self) -> bool:
        """Whether it has not been merged into another."""
        return self.merged_into_id is None

    @property
    def contact(self) -> str:
        """Every way to reach it, in one line; empty while none is known."""
        return ", ".join(filter(None, [self.email, self.phone, self.web]))

    def chain(self) -> list["Department"]:
        """The department, and after it each one that it was merged into."""
        found = [self]
        while (into := found[-1].merged_into) and into not in found:
            found.append(into)
        return found

    def successor(self) -> "Department":
        """The department that answers for this one today, through any chain of merges."""
        return self.chain()[-1]

    def lineage(self) -> list["Department"]:
        """Every department that was merged into this one, through any chain, by name."""
        found: list[Department] = []
        waiting = [self.pk]
        while waiting:
            merged = list(Department.objects.filter(merged_into__in=waiting))
            found += merged
            waiting = [department.pk for department in merged]
        return sorted(found, key=lambda department: department.name)


class DepartmentName(models.Model):
    """Another name a department is known by, or used to have."""

    class Kind(models.TextChoices):
        ALIAS = "alias", "also known as"
        FORMER = "former", "formerly"

    department = models.ForeignKey(Department, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ALIAS)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = [Lower("name")]
        constraints = [
            models.UniqueConstraint("department", Lower("name"), name="department_alias_unique")
        ]

    def __str__(self) -> str:
        return self.name
