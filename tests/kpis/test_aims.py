"""What a promise asks of its readings: the four shapes as the specification works them (2.4)."""

from datetime import date
from decimal import Decimal

import pytest

from institution.models import AcademicYear
from kpis.models import Kpi, KpiBaseline, Promise


def promise(**fields) -> Promise:
    year = AcademicYear(start_year=2020)
    return Promise(kpi=Kpi(reference="K1"), academic_year=year, **fields)


def test_all_and_a_share_are_judged_through_the_year():
    everything = promise(shape="all_within", days=2, amber_kind="points", amber_value=2).aim
    assert (everything.measure, everything.target.threshold) == ("percentage", 100)
    assert (everything.starts_on, everything.due_on) == (date(2020, 8, 1), date(2021, 7, 31))
    assert not everything.is_at_deadline
    assert everything.target.tolerance == 2
    most = promise(shape="share_within", comparison="at_most", share=Decimal(5)).aim
    assert (most.target.is_least, most.target.threshold) == (False, 5)


def test_a_share_by_a_date_counts_from_where_the_work_begins():
    aim = promise(
        shape="share_by_date", share=Decimal(80), starts_on=date(2020, 9, 21),
        due_on=date(2020, 12, 24), comparison="at_most",
    ).aim  # fmt: skip
    assert (aim.starts_on, aim.due_on) == (date(2020, 9, 21), date(2020, 12, 24))
    assert (aim.is_cumulative, aim.is_at_deadline, aim.target.is_least) == (True, True, True)
    assert promise(shape="share_by_date", due_on=date(2020, 12, 24)).aim.starts_on == date(
        2020, 8, 1
    )


@pytest.mark.parametrize(
    ("before", "due_on", "starts_on"),
    [
        ((date(2019, 8, 1), date(2020, 7, 31)), date(2021, 7, 31), date(2020, 8, 1)),
        ((date(2020, 2, 29), date(2020, 5, 31)), date(2021, 5, 31), date(2021, 2, 28)),
        ((date(2019, 8, 1), date(2020, 7, 31)), date(2021, 6, 30), date(2020, 8, 1)),
    ],
    ids=["a year", "a spring", "another length"],
)
def test_a_change_is_counted_over_the_same_time_as_before(before, due_on, starts_on):
    baseline = KpiBaseline(period_start=before[0], period_end=before[1], value=Decimal(310))
    aim = promise(
        shape="change", change_direction="reduce", change_percent=Decimal(20), due_on=due_on,
        baseline=baseline, amber_kind="points", amber_value=Decimal(5),
    ).aim  # fmt: skip
    assert (aim.measure, aim.starts_on, aim.due_on) == ("count", starts_on, due_on)
    assert (aim.target.threshold, aim.target.tolerance) == (248, Decimal("15.5"))
    assert not aim.target.is_least


@pytest.mark.parametrize("shape", Promise.Shape.values)
def test_while_something_is_missing_there_is_no_target(shape):
    aim = promise(shape=shape).aim
    assert (aim.target is None) == (shape != "all_within")
