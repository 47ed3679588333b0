"""Looks whether the addresses answer at which plans are published on the institution's own site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from actionplans.addresses import problem_in_time
from actionplans.models import Plan


class Command(BaseCommand):
    """For every night, if the institution allows it."""

    help = "Ask the addresses at which plans are published, if KEPT_CHECK_ADDRESSES is on."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep for each plan what is wrong with its address, and when that was looked at."""
        if not settings.KEPT_CHECK_ADDRESSES:
            self.stdout.write("KEPT_CHECK_ADDRESSES is off, so nothing is asked.")
            return
        for plan in Plan.objects.published().exclude(external_url=""):
            problem = problem_in_time(plan.external_url)
            Plan.objects.filter(pk=plan.pk, external_url=plan.external_url).update(
                external_problem=problem, external_checked_at=timezone.now()
            )
            self.stdout.write(f"{plan}: {problem or 'it answers'}")
