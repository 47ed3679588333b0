"""KPIs of the benchmark that have readings: 150 of the whole university, and one of every week."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import F
from django.utils import timezone

from institution import years
from institution.models import AcademicYear, Department, User
from kpis.models import Intervention, Kpi, KpiBaseline, Measurement, Promise
from kpis.periods import Period, periods
from tests.benchmarks.house import House
from tests.kpis.promises import CHANGE, SHARE

# The 150 have ten years of their own, long ago, and are retired: no other page shows them.
FIRST, LAST = 2004, 2013
MOST, FEW, OTHERS = 12, 6, 23  # of one department, and of so many others: 150
WEEKS = 520
CHANGED_AT = (150, 400)
TITLES = ["Enquiries answered in time", "Complaints", "Rooms repaired", "Forms checked"]


@dataclass(frozen=True)
class Measured:
    """The year that shows all 150, the department that has most of them, the KPI of every week and
    who is its head."""

    year: AcademicYear
    department: Department
    weekly: Kpi
    head: User


def measure(house: House) -> Measured:
    """Ten years of monthly readings of 150 KPIs, and ten of weekly ones of one."""
    own = AcademicYear.objects.bulk_create(
        AcademicYear(start_year=start, state="closed") for start in range(FIRST, LAST + 1)
    )
    most, *others = house.departments[: OTHERS + 1]
    kpis = Kpi.objects.bulk_create(
        Kpi(department=department, reference=f"M{number}", state="retired", last_year=LAST)
        for department, count in [(most, MOST), *((one, FEW) for one in others)]
        for number in range(1, count + 1)
    )
    baselines = KpiBaseline.objects.bulk_create(
        KpiBaseline(
            kpi=kpi, value=Decimal(310), period_start=years.first_day(FIRST),
            period_end=years.last_day(FIRST),
        )
        for kpi in kpis
    )  # fmt: skip
    _promise(kpis, own, {one.kpi_id: one for one in baselines})
    months = [month for start in range(FIRST, LAST + 1) for month in _of_year("monthly", start)]
    _read(kpis, months)
    return Measured(own[-1], most, *_weekly(house))


def _weekly(house: House) -> tuple[Kpi, User]:
    """A KPI of a department that no other page is about, measured until today, with two changes in
    how the work was done, the first of which began limits of its own."""
    place = len(house.departments) - 2
    kpi = Kpi.objects.create(department=house.departments[place], reference="W", state="active")
    _promise([kpi], house.years[:-1], {}, frequency="weekly")
    this_year = years.year_of(timezone.localdate())
    weeks = [
        week for start in range(this_year - 11, this_year + 1) for week in _of_year("weekly", start)
        if week[1] < timezone.localdate()
    ][-WEEKS:]  # fmt: skip
    _read([kpi], weeks)
    for at in CHANGED_AT:
        since = kpi.measurements.filter(period_start__gte=weeks[at][0])
        since.update(numerator=F("numerator") - 6)
    Intervention.objects.bulk_create(
        Intervention(
            kpi=kpi, title=title, starts_on=weeks[at][0], review_on=weeks[at + 12][0], **decided
        )
        for title, at, decided in (
            ("A second desk", CHANGED_AT[0], _decided(weeks[170][0])),
            ("Answers by telephone", CHANGED_AT[1], {}),
        )
    )
    return kpi, house.heads[place]


def _decided(day: date) -> dict:
    at = timezone.make_aware(datetime.combine(day, time(12)))
    return {
        "decision": "close_loop", "decision_reason": "It worked.", "decided_at": at,
        "is_rebased": True,
    }  # fmt: skip


def _of_year(frequency: str, start_year: int) -> list[Period]:
    return periods(frequency, years.first_day(start_year), years.last_day(start_year))


def _promise(
    kpis: list[Kpi], promised: list[AcademicYear], baselines: dict[int, KpiBaseline], **more: str
) -> None:
    """An approved promise of each KPI for each year: three shares, then a number to reduce."""
    Promise.objects.bulk_create(
        Promise(
            kpi=kpi, academic_year=year, title=f"{TITLES[number % 4]} {number + 1}",
            approved_at=timezone.now(), **_said(number, year, baselines.get(kpi.pk)) | more,
        )
        for number, kpi in enumerate(kpis)
        for year in promised
    )  # fmt: skip


def _said(number: int, year: AcademicYear, baseline: KpiBaseline | None) -> dict:
    if baseline is None or number % 4 != 1:
        return SHARE
    return CHANGE | {"baseline": baseline, "due_on": years.last_day(year.start_year)}


def _read(kpis: list[Kpi], when: Iterable[Period]) -> None:
    """A final reading of each period: in the shape of the KPI's promises, some of them missed."""
    counts = set(Promise.objects.filter(shape="change").values_list("kpi", flat=True))
    rows = (
        Measurement(
            kpi=kpi, period_start=start, period_end=end, comment="A month like others.",
            **_figures(kpi.pk in counts, 7 * place + 3 * number),
        )
        for number, kpi in enumerate(kpis)
        for place, (start, end) in enumerate(when)
    )  # fmt: skip
    Measurement.objects.bulk_create(rows, batch_size=2_000)


def _figures(is_count: bool, seed: int) -> dict[str, Decimal]:
    if is_count:
        return {"value": Decimal(15 + seed % 11)}
    return {"numerator": Decimal(84 + seed % 13), "denominator": Decimal(100)}
