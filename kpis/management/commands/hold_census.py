"""Freezes what came of the KPIs of each year whose census date has come. Run it every day."""

from django.core.management.base import BaseCommand

from institution.models import AcademicYear
from kpis.permissions import census_is_due
from kpis.workflow import hold_census


class Command(BaseCommand):
    help = (
        "On the census date of a year freezes the result of each KPI in it. Run it every day; run "
        "twice, it freezes nothing the second time."
    )

    def handle(self, *args, **options) -> None:
        """Freeze, and say what was done."""
        for year in AcademicYear.objects.filter(census_on__isnull=False):
            if census_is_due(year):
                self.stdout.write(f"{year}: {len(hold_census(year))} KPIs frozen.")
