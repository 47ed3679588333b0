"""Reading KPIs: all of a year as cards, one with its readings, and how a chart is read."""

from django.shortcuts import render
from django.utils import timezone

from institution import remembered
from institution.models import AcademicYear
from institution.pages import PUBLIC, SIGNED_IN, page
from kpis import advising, cards, census, permissions, reports, series
from kpis.content import of_promise
from kpis.filters import STANDINGS, KpiFilter
from kpis.models import Kpi
from kpis.views.loading import kpi_of


@page("GET", asks=SIGNED_IN)
def kpi_list(request):
    """What was promised in figures, and what came of it, department by department."""
    years = AcademicYear.objects.all()
    year = next((one for one in years if str(one) == request.GET.get("year")), years.current())
    shown = KpiFilter(request.GET, queryset=Kpi.objects.visible_to(request.user), request=request)
    found = cards.cards(
        shown.qs, request.user, start_year=year.start_year if year else 0, known=years,
        calendar=remembered.calendar(),
    )  # fmt: skip
    context = {
        "filter": shown,
        "standings": cards.standings(found, STANDINGS),
        "cards": _own_first(request.user, [card for card in found if shown.wants(card)]),
        "years": years,
        "year": year,
    }
    return render(request, "kpis/kpi_list.html", context)


def _own_first(user, found):
    """Those of the departments that the person writes for, then the others, each in their order."""
    return sorted(found, key=lambda card: card.department_id not in user.writes_for)


@page("GET", asks=SIGNED_IN)
def kpi_detail(request, pk):
    """One KPI: what is promised, the figures of the year, the chart, what was done about them."""
    kpi = kpi_of(request, pk)
    label = request.GET.get("year", "")
    report = reports.kpi_page(kpi, request.user, label=label, calendar=remembered.calendar())
    can_record = permissions.can_record_measurement(request.user, kpi)
    context = {
        "kpi": kpi,
        "report": report,
        "counted": census.counted(kpi, report.year.promise.academic_year.start_year),
        "advice": advising.of_year(kpi, report.year, report.around) if can_record else [],
        "facts": of_promise(report.year.promise).facts(),
        "can_record": can_record,
        "sees_working": permissions.can_see_working(request.user, kpi),
        "can_plan": permissions.can_plan_intervention(request.user, kpi),
        "today": timezone.localdate(),
    }
    return render(request, "kpis/kpi_detail.html", context)


@page("GET", asks=PUBLIC)
def chart_help(request):
    """How to read a chart, for somebody who has never seen one."""
    return render(request, "kpis/chart_help.html", {"chart": series.example()})
