"""Clears away what nobody comes back for: old drafts, tokens of forms, lists never imported, and
notes of work that is done."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from institution.models import Autosave, Import, SentForm

DRAFTS = timedelta(days=365)
FORMS = timedelta(days=30)  # four times as long as a page may stay open (see autosave.MARK_AGE)
LISTS = timedelta(days=30)
WORK = timedelta(days=30)


class Command(BaseCommand):
    help = (
        "Clears drafts of text that nobody has touched for a year, and after 30 days tokens of "
        "sent forms, lists that were uploaded and not imported, and notes of work done in the "
        "background. Run it every day; run twice, it finds nothing the second time."
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
            "notes of work in the background": DBTaskResult.objects.filter(
                started_at__lt=now - WORK
            ),
        }
        cleared = [f"{what}: {rows.delete()[0]}" for what, rows in old.items()]
        self.stdout.write(f"Cleared {', '.join(cleared)}.")
