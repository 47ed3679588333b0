"""What a KPI's year is drawn from: frozen at the census, and drawn again the same."""

import json
from decimal import Decimal

import pytest

from institution.calendars import working_calendar
from kpis import plots, reports, workflow
from kpis.models import Kpi
from kpis.plots import Plot, Point
from tests.kpis.counting import correct, year_to_count
from tests.kpis.promises import CHANGE, make_promise, month, record

TREND = Plot(
    "Answers in time", "1 of 2 periods met the target.",
    (Point("Aug", "93", "93.0%"), Point("Sep", None, "–"), Point("Oct", "88.25", "88.3%")),
    unit="%", least="0", most="100", target="90", baseline="84",
)  # fmt: skip
BURN_UP = Plot(
    "Complaints", "Behind the way to the target.",
    (Point("Aug", "12", "12", 30), Point("Sep", "31", "31", 60)),
    least="0", most="1000", target="248", days=364, due="31 Jul",
)  # fmt: skip


@pytest.mark.parametrize("plot", [TREND, BURN_UP])
def test_what_was_stored_comes_back_and_is_drawn_the_same(plot):
    stored = json.loads(json.dumps(plot.to_json()))
    assert plots.from_json({**stored, "of another version": 1}) == plot
    assert plots.draw(plots.from_json(stored)) == plots.draw(plot)
    assert plots.from_json(None) is None


@pytest.mark.parametrize("plot", [TREND, BURN_UP])
def test_a_low_chart_says_the_same_in_less_room(plot):
    high, low = plots.draw(plot), plots.draw(plot, height=plots.LOW)
    assert (low.height, low.bottom) == (plots.LOW, high.bottom - (high.height - plots.LOW))
    assert [mark.x for mark in low.marks] == [mark.x for mark in high.marks]
    assert {line.name for line in low.lines} == {line.name for line in high.lines}
    heights = [mark.y for mark in low.marks] + [line.name_y for line in low.lines if line.name]
    assert min(heights) >= low.top
    assert max(heights) <= low.bottom
    assert heights[0] != high.marks[0].y


def test_a_month_without_a_figure_breaks_the_line():
    series = [line for line in plots.draw(TREND).lines if line.kind == "series"]
    assert series == []  # one point on each side of the gap
    assert [mark.words for mark in plots.draw(TREND).marks] == ["93.0%", "88.3%"]


@pytest.mark.parametrize(
    ("promised", "figures"), [({}, [(Decimal(8996) / 100, 100)] * 3), (CHANGE, [(20,), (31,)])]
)
def test_the_census_freezes_the_chart_of_the_page(house, promised, figures):
    year = year_to_count()
    kpi = make_promise(house.library, year, by=house.head, **promised).kpi
    for number, said in enumerate(figures):
        record(kpi, month(year.start_year, number, *said), by=house.head)
    workflow.hold_census(year)
    frozen = plots.from_json(kpi.reviews.get().result["plot"])
    shown = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    page = reports.kpi_page(shown, house.head, label=str(year), calendar=working_calendar())
    assert plots.draw(frozen) == page.year.chart
    assert bool(frozen.days) is bool(promised)
    assert [one.words for one in frozen.points] == (
        ["20", "51"] if promised else ["89.96%"] * 3  # never rounded over the target
    )


def test_a_correction_after_the_census_leaves_the_chart_as_it_was(house):
    year = year_to_count()
    kpi = make_promise(house.library, year, by=house.head).kpi
    record(kpi, month(year.start_year, 0, 93, 100), by=house.head)
    workflow.hold_census(year)
    before = kpi.reviews.get().result["plot"]
    correct(kpi, to=60, by=house.head)
    assert kpi.reviews.get().result["plot"] == before
    assert before["points"] == [[f"Aug {year.start_year % 100:02d}", "93", "93.0%", 0]]


def test_the_census_of_a_kpi_without_a_figure_has_no_chart(house):
    year = year_to_count()
    kpi = make_promise(house.library, year, by=house.head).kpi
    workflow.hold_census(year)
    assert "plot" not in kpi.reviews.get().result
