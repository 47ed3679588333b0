"""How far the census of a year is: what is frozen, and what has still to be."""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Lower

from institution.models import AcademicYear
from kpis import census
from kpis.census import Frozen
from kpis.models import Kpi, KpiReview
from kpis.reports import with_readings


@dataclass(frozen=True)
class Line:
    """One KPI in the census of a year: its frozen result, and what the department still owes."""

    review: KpiReview
    frozen: Frozen

    @property
    def missing(self) -> list[str]:
        """What the department has not said yet, in words."""
        return self.review.missing

    @property
    def is_untouched(self) -> bool:
        """Whether the department has not said anything yet."""
        review = self.review
        return not (review.done or review.learnt or review.decision)


@dataclass(frozen=True)
class Waiting:
    """One KPI that is not frozen yet, and which readings would be missing if it were now."""

    kpi: Kpi
    title: str
    gaps: str


def waiting(year: AcademicYear, *, today: date) -> list[Waiting]:
    """Every KPI of the year that the census has still to freeze, department by department, in a
    fixed number of queries. A year in which nothing is counted has none."""
    if year.is_idle:
        return []
    start = year.start_year
    found: list[Waiting] = []
    left = Kpi.objects.promised().exclude(reviews__academic_year=year)
    for kpi in with_readings(left.order_by(Lower("department__name"), "pk"), start_year=start):
        if census.is_counted(kpi, start) and (promise := kpi.promise_for(start)):
            gaps = census.gaps_in(kpi, promise, today=today)
            found.append(Waiting(kpi, promise.title, gaps))
    return found


def standing(year: AcademicYear) -> list[Line]:
    """Every frozen KPI of the year, department by department, in one query."""
    found = year.kpi_reviews.select_related("kpi__department", "academic_year")
    in_order = found.order_by(Lower("kpi__department__name"), "kpi__reference")
    return [Line(one, census.from_json(one.result)) for one in in_order]
