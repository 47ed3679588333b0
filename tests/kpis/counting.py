"""A KPI whose year is counted at the census, and what happens to it afterwards, for tests."""

from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from institution.models import AcademicYear
from kpis import census, reports, workflow
from kpis.figures import Figures
from kpis.models import Kpi
from tests.kpis.promises import last_year, make_promise, month, record


def year_to_count():
    """The year before the present one, whose census date has come."""
    year = last_year()
    year.census_on = timezone.localdate()
    year.save()
    return year


def twelve_months(house, year) -> Kpi:
    """Twelve months of 93 per cent where 90 were promised."""
    kpi = make_promise(house.library, year, by=house.head).kpi
    for number in range(12):
        record(kpi, month(year.start_year, number, 93, 100), by=house.head)
    return kpi


def correct(kpi, *, to, by, reason="Recounted."):
    """Every reading of the KPI says something else."""
    for measurement in kpi.measurements.all():
        start, end = measurement.period_start, measurement.period_end
        said = Figures(start, end, numerator=Decimal(to), denominator=Decimal(100))
        version = measurement.version
        workflow.correct_measurement(measurement, said, by=by, version=version, reason=reason)


def after(year):
    """The year that follows, open and with a census date that has come."""
    said = {"state": "open", "census_on": timezone.localdate()}
    start = year.start_year + 1
    return AcademicYear.objects.update_or_create(start_year=start, defaults=said)[0]


def counted(kpi, year):
    found = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    return census.counted(found, year.start_year)


def url_of(name, review):
    start = review.academic_year.start_year
    return reverse(f"kpis:{name}", args=[review.kpi_id, start])


def decide(review, decision, *, by, reason="It has served its time."):
    review.refresh_from_db()
    return workflow.decide_review(
        review, by=by, version=review.version, decision=decision, reason=reason
    )
