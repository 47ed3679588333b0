"""Reminds people of what is due soon or overdue. Run it every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from actionplans.reminders import remind_of_rounds
from kpis.reminders import tell_of_programs
from sls import reminders


class Command(BaseCommand):
    help = (
        "Sends each head one mail 14, 7 and 1 days before a statement or an annual return is due, "
        "and every week once it is overdue; to heads and contributors also what is due about "
        "KPIs, once a week at most; to heads also that a program's token ends, and that it has "
        "ended; to owners of actions, 14, 7 and 1 days before an open review round is due and "
        "every week after, those of which nothing was said. Run it every day; run twice, it sends "
        "nothing the second time."
    )

    def handle(self, *args, **options) -> None:
        """Send, and say what was done."""
        count, headless = reminders.send()
        self.stdout.write(f"Reminded {count} {'person' if count == 1 else 'people'}.")
        programs, more = tell_of_programs(timezone.localdate())
        if programs:
            self.stdout.write(f"Told of {programs} program{'s' if programs > 1 else ''}.")
        if owners := remind_of_rounds():
            self.stdout.write(f"Asked {owners} {'owner' if owners == 1 else 'owners'} of actions.")
        for department in sorted({*headless, *more}):
            self.stdout.write(f"{department} has no head, so nobody was reminded.")
