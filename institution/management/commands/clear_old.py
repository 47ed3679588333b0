"""Clears away what nobody comes back for: old drafts, tokens of forms, lists never imported."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from institution.models import Autosave, Import, SentForm

DRAFTS = timedelta(days=365)
FORMS = timedelta(days=30)  # four times as long as a page may stay open (see autosave.MARK_AGE)
LISTS = timedelta(days=30)


class Command(BaseCommand):
    help = (
        "Clears drafts of text that nobody has touched for a year, and tokens of sent forms and "
        "lists that were uploaded and not imported after 30 days. Run it every day; run twice, it "
        "finds nothing the second time."
    )

    def handle(self, *args, **options) -> None:
        """Clear, and say what was cleared."""
        now = timezone.now()
        old = {
            "drafts of text": Autosave.objects.filter(saved_at__lt=now - DRAFTS),
            "tokens of sent forms": SentForm.objects.filter(at__lt=now - FORMS),
            "lists that were not imported": Import.objects.filter(
                confirmed_at=None, created_at__lt=now - LISTS
            ),
        }
        cleared = [f"{what}: {rows.delete()[0]}" for what, rows in old.items()]
        self.stdout.write(f"Cleared {', '.join(cleared)}.")
