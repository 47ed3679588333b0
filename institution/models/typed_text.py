"""Text that people typed but have not saved, and forms that have already been sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Autosave(models.Model):
    """What one person has typed into a form and not saved. Never sent by itself.

    A page can have several: what it offers waits for an answer, whatever is typed meanwhile.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="autosaves"
    )
    page = models.CharField(max_length=300, help_text="The path of the page with the form.")
    form = models.CharField(
        max_length=36, blank=True, help_text="The token of the form it was typed into last."
    )
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page", "form"], condition=~Q(form=""), name="autosave_one_a_form"
            )
        ]
        indexes = [models.Index(fields=["page", "saved_at"], name="autosave_page")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.page}"


class SentForm(models.Model):
    """A form that was sent, by its token and its words (see institution/once.py), so that sending
    the same again has no second effect."""

    key = models.UUIDField(primary_key=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.key)
