"""Charts of readings: what stands out and when, where the line breaks, and what is said of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from institution.models import AcademicYear
from kpis import series, spc
from kpis.figures import Reading
from kpis.models import Intervention, Kpi, Promise
from kpis.periods import periods
from kpis.status import Result, Status
from kpis.words import control_words

MONTHS = periods("monthly", date(2024, 8, 1), date(2025, 7, 31))
MONTHS += periods("monthly", date(2025, 8, 1), date(2026, 7, 31))


def promise(**fields) -> Promise:
    said = {"title": "Answers", "shape": "share_within", "share": Decimal(90), **fields}
    year = AcademicYear(start_year=2025)
    return Promise(kpi=Kpi(reference="K1"), academic_year=year, **{"frequency": "monthly"} | said)


def readings(*figures, left_out=()) -> list[Reading]:
    """Per cents of the months from August 2024 on, without those that are left out."""
    months = [month for number, month in enumerate(MONTHS) if number not in left_out]
    return [
        Reading(start, end, Decimal(figure), Decimal(100))
        for (start, end), figure in zip(months, figures, strict=False)
    ]


ODD = [90, 91] * 5 + [40]  # the last lies far beyond the limits that eleven readings would have


@pytest.mark.parametrize(("more", "shape"), [([], "dot"), ([90, 91], "square")])
def test_nothing_stands_out_before_there_are_thirteen_readings(more, shape):
    chart, analysis = series.control(promise(), readings(*ODD, *more), [])
    assert analysis.points[10].rules == ("astronomical",)
    assert chart.marks[10].shape == shape
    assert (chart.shapes == {"dot"}) is (not more)
    assert analysis.shown[10] == ("special_cause_concern" if more else "common_cause")


def test_limits_are_called_provisional_after_a_new_beginning():
    figures = [Decimal(80 + n % 3) for n in range(14)]
    anew = {"improvement": "increase", "rebase_at": [14]}
    few = control_words(spc.analyse([*figures, *figures[:11]], **anew))
    assert few.endswith("provisional until there are 12 readings since they were counted anew.")
    assert "provisional" not in control_words(spc.analyse([*figures, *figures[:12]], **anew))
    assert "provisional" not in control_words(spc.analyse(figures[:13], improvement="increase"))


def test_the_line_breaks_where_no_reading_was_entered_and_marks_stay_at_theirs():
    found = readings(*[90, 91, 92, 93] * 4, left_out=[5, 6])
    began = Intervention(title="A guide", starts_on=date(2025, 3, 1))  # the first month after
    chart, analysis = series.control(promise(), found, [began])
    paths = [line.points.split() for line in chart.lines if line.kind == "series"]
    assert [len(path) for path in paths] == [5, 11]
    assert len(analysis.points) == len(chart.marks) == 16
    assert chart.marks[5].name == "Mar 25"
    assert chart.events[0].at == chart.marks[5].x - 6
    whole, _ = series.control(promise(), readings(*[90, 91, 92, 93] * 4), [])
    assert [line.kind for line in whole.lines].count("series") == 1
    year = series.year_plot(promise(), found, Result(Status.MET))
    assert [point.value for point in year.points].count(None) == 1


def test_days_of_milestones_leave_no_gaps():
    days = [date(2025, 9, 1) + timedelta(days=60 * n) for n in range(3)]
    found = [Reading(day, day, Decimal(9), Decimal(10)) for day in days]
    rare = promise(frequency="milestone")
    assert [one.value for one in series.in_order(rare, found)[0]] == [90, 90, 90]


def test_a_provisional_reading_is_in_no_limit_and_no_rule():
    """E11: an open period says nothing before it is final."""
    found = readings(*[90, 91] * 6 + [90, 20])
    found[-1] = found[-1]._replace(state="provisional")
    _, open_yet = series.control(promise(), found, [])
    _, without = series.control(promise(), found[:-1], [])
    assert open_yet.points == without.points
    found[-1] = found[-1]._replace(state="final")
    _, final = series.control(promise(), found, [])
    assert final.points[-1].rules == ("astronomical",)
    assert final.points[0].lower != without.points[0].lower


@pytest.mark.parametrize("shape", Promise.Shape.values)
def test_running_totals_are_asked_for_no_real_change(shape):
    """E12: they only ever rise. By shape, and by how often it is read."""
    said = promise(shape=shape, due_on=date(2026, 7, 31))
    assert series.is_regular(said) is (shape != "share_by_date")
    said.frequency = "milestone"
    assert not series.is_regular(said)


def test_limits_beyond_what_a_figure_can_be_are_cut_in_the_drawing_alone():
    """E7: the band is drawn to 100, its name and what it decides are those of the true limit."""
    figures = [98, 99, 97, 98, 99, 98, 97, 99, 98, 97, 98, 99, 98]
    chart, analysis = series.control(promise(share=Decimal(100)), readings(*figures), [])
    assert analysis.points[0].upper > 100
    assert analysis.assurance == "inconsistent"
    (upper,) = [line for line in chart.lines if line.name.startswith("Upper limit")]
    (target,) = [line for line in chart.lines if line.kind == "target"]
    heights = {float(point.split(",")[1]) for point in upper.points.split()}
    assert heights == {float(target.points.split(",")[-1])} == {float(chart.top)}
    assert upper.name == "Upper limit 101.2%"
    assert [tick.words for tick in chart.y_ticks][-1] == "100%"
