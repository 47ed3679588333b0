"""Good practice that departments offer in their returns, and the shelf that others find it on."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from institution.models import User
from sls.models.returns import AnnualReturn


class GoodPracticeQuerySet(models.QuerySet["GoodPractice"]):
    """Questions about many: what stands on the shelf, and what may come there."""

    def on_shelf(self) -> "GoodPracticeQuerySet":
        """What the quality office has approved."""
        return self.exclude(shelved_at=None)

    def offered_to(self, user: User) -> "GoodPracticeQuerySet":
        """What accepted returns offer and the person may put on the shelf."""
        if not user.has_role("reviewer"):
            return self.none()
        waiting = self.filter(shelved_at=None, annual_return__state=AnnualReturn.State.ACCEPTED)
        judgeable = AnnualReturn.objects.judgeable_by(user).values("pk")
        return waiting.filter(annual_return__in=judgeable)

    def saying(self, words: Iterable[str]) -> "GoodPracticeQuerySet":
        """Those that say every one of the words, in the title, the text or the department."""
        found = self
        for word in words:
            places = ("title", "what", "why", "annual_return__department__name")
            said = Q()
            for place in places:
                said |= Q(**{f"{place}__icontains": word})
            found = found.filter(said)
        return found

    def for_list(self) -> "GoodPracticeQuerySet":
        """With whom it is credited to, the newest first."""
        related = ("annual_return__department", "annual_return__academic_year")
        return self.select_related(*related).order_by("-annual_return__academic_year", "title")


class GoodPractice(models.Model):
    """Something that works, and why; credited to the department whose return offers it."""

    annual_return = models.ForeignKey(
        AnnualReturn, on_delete=models.CASCADE, related_name="practices"
    )
    title = models.CharField(max_length=150)
    what = models.TextField()
    why = models.TextField()
    contact = models.CharField(max_length=150, blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shelved_at = models.DateTimeField(null=True, blank=True)
    shelved_by_name = models.CharField(max_length=150, blank=True)
    history = HistoricalRecords()

    objects = GoodPracticeQuerySet.as_manager()

    class Meta:
        ordering = ["annual_return_id", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("sls:practice_edit", args=[self.annual_return_id, self.pk])
