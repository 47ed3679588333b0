"""Reminds people of what is due soon or overdue. Run it every day."""

from django.core.management.base import BaseCommand

from sls import reminders


class Command(BaseCommand):
    help = (
        "Sends each head one mail 14, 7 and 1 days before a statement or an annual return is due, "
        "and every week once it is overdue; to heads and contributors also what is due about "
        "KPIs, once a week at most. Run it every day; run twice, it sends nothing the second time."
    )

    def handle(self, *args, **options) -> None:
        """Send, and say what was done."""
        count, headless = reminders.send()
        self.stdout.write(f"Reminded {count} {'person' if count == 1 else 'people'}.")
        for department in headless:
            self.stdout.write(f"{department} has no head, so nobody was reminded.")
