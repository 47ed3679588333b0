"""Every version of a statement or an annual return that was sent."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from sls.models.returns import AnnualReturn
from sls.models.statements import Statement


class SubmittedVersion(models.Model):
    """The whole content as it was when it was submitted; frozen, kept for ever, comparable.

    `coached` is what the coach said of its KPIs then, as `checks.Coached` in plain values: the
    reviewer reads what the department was shown, also when last year's figures change meanwhile.
    """

    statement = models.ForeignKey(
        Statement, on_delete=models.PROTECT, related_name="submitted_versions"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    coached = models.JSONField(default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["statement_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"], name="submitted_version_one_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement}, version {self.number}"


class ReturnVersion(models.Model):
    """The whole content as it was when it was sent; frozen, kept for ever."""

    annual_return = models.ForeignKey(
        AnnualReturn, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    by_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["annual_return_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["annual_return", "number"], name="return_version_one_a_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.annual_return}, version {self.number}"
