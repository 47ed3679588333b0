"""What the tests of requirements share."""

from django.urls import reverse
from django.utils import timezone

LIST = "/requirements/"
DAY = "2025-04-01"


def edit_url(requirement) -> str:
    """The page where the requirement is decided anew."""
    return reverse("sls:requirement_edit", args=[requirement.pk])


def decision(requirement, **other) -> dict:
    """What the form of a decision sends."""
    said = {"tier": "a", "decided_by": "The senate", "decided_on": DAY, "reason": "New."}
    return {**said, "version": str(requirement.version), **other}


def merge_away(department, *, into):
    """Merge a department into another, today."""
    department.merged_into, department.merged_on = into, timezone.localdate()
    department.save()
