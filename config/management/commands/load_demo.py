"""Fill an empty site with an illustrative university, through the workflow verbs alone."""

from collections.abc import Collection

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

from actionplans.demo import story as plans
from institution import years
from institution.models import Event, User
from sls.demo import house, reading, readings, returns, story
from sls.models import Stakeholder, Statement


class Command(BaseCommand):
    help = (
        "Load the demo: 28 departments, people, statements in every state, action plans of three "
        "stages. Safe to run again."
    )
    # `only`, for tests: the slugs of the departments whose statements are wanted.
    stealth_options = ("only",)

    def handle(self, *args, **options) -> None:
        """Refuse on a real site; else add whatever the demo lacks."""
        if settings.IS_PRODUCTION or (User.objects.exists() and not house.is_there()):
            raise CommandError(
                "This is not an empty or demo database, so the demo was not loaded. "
                "Use a database of its own: DATABASE_URL=sqlite:////path/to/demo.sqlite3"
            )
        # Nobody is told of what happens in the demo's past.
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
            self._statements(options.get("only"))
            plans.build(self.stdout.write)

    def _statements(self, only: Collection[str] | None) -> None:
        """The university and its statements, once for each academic year."""
        marker = f"loaded the demo up to {years.label(reading.all_years()[-1])}"
        if Event.objects.filter(text=marker).exists():
            return
        house.build()
        story.build(self.stdout.write, only=only)
        readings.build(self.stdout.write)
        returns.build(self.stdout.write, only=only)
        if not Stakeholder.objects.exclude(response="").exists():
            story.answers()
        Event.objects.create(by_name="Kept", text=marker)
        self.stdout.write(f"The demo has {Statement.objects.count()} statements.")
