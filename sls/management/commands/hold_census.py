"""Holds the census of each year whose day has come, and asks for its returns. Run it every day."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from institution import years
from institution.models import AcademicYear
from kpis.permissions import census_is_due
from sls.workflow import open_returns


class Command(BaseCommand):
    help = (
        "On the census date of this year or the last freezes the result of each KPI and asks each "
        "department for its annual return. Run it every day; run twice, it changes nothing."
    )

    def handle(self, *args, **options) -> None:
        """Freeze and ask, and say what was done. Older years are for the quality office to open."""
        since = years.year_of(timezone.localdate()) - 1
        for year in AcademicYear.objects.filter(start_year__gte=since):
            if census_is_due(year):
                self.stdout.write(f"{year}: {len(open_returns(year))} returns asked for.")
