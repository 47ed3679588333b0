"""What is said beside a chart whose readings the rules of real change do not fit."""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest

from institution.models import AcademicYear
from kpis import cautions
from kpis.figures import Reading
from kpis.models import Kpi, Promise
from kpis.periods import periods
from tests.kpis.promises import SHARE, last_year, make_promise, month, record
from tests.sls.sending import words_of

SEASON = [9, 30, 80, 75, 20, 60, 70, 65, 25, 90, 40, 5]


def promise(of="percentage", frequency="monthly") -> Promise:
    return Promise(
        kpi=Kpi(reference="K1"), shape="change", change_of=of, frequency=frequency,
        academic_year=AcademicYear(start_year=2024),
    )  # fmt: skip


def readings(figures, frequency="monthly", cases=None, left_out=()) -> list[Reading]:
    """The figures from August 2023 on; as parts of so many cases each if `cases` are said."""
    known = [one for y in range(2023, 2028) for one in periods(frequency, date(y, 8, 1),
                                                              date(y + 1, 7, 31))]  # fmt: skip
    known = [one for place, one in enumerate(known) if place not in left_out]
    if cases is None:
        return [Reading(*when, value=Decimal(str(one)))
                for when, one in zip(known, figures, strict=False)]  # fmt: skip
    return [
        Reading(*when, Decimal(one), Decimal(case))
        for when, one, case in zip(known, figures, cases, strict=False)
    ]


@pytest.mark.parametrize(
    ("cases", "words"),
    [
        ([10, 50, 20], []),
        ([9, 45, 20], ["The smallest reading is of 9 only"]),
        ([10, 51, 20], ["The readings are of 10 to 51."]),
        ([2, 51, 20], ["The smallest reading is of 2 only", "The readings are of 2 to 51."]),
        ([20, 0, 20], []),  # a period without cases has no figure to be careful with
    ],
)
def test_small_and_unequal_numbers_of_cases(cases, words):
    for of in ("percentage", "duration"):
        said = cautions.of_readings(promise(of), readings([1] * 3, cases=cases))
        assert len(said) == len(words)
        assert all(one.startswith(begin) for one, begin in zip(said, words, strict=True))
    assert cautions.of_readings(promise("count"), readings([1, 900, 3])) == ()


def test_a_missing_period_is_said():
    assert cautions.of_readings(promise("count"), readings([4, 5, 6])) == ()
    (said,) = cautions.of_readings(promise("count"), readings([4, 5, 6], left_out=[1]))
    assert said.startswith("Where the line breaks there is no figure.")


def test_years_with_a_course_of_their_own_are_compared_with_the_year_before():
    two_years = [*SEASON, *(one + 3 for one in SEASON)]
    (said,) = cautions.of_readings(promise("count"), readings(two_years))
    assert said == (
        "The same months rise and fall each year. Compare a reading with the same month a year "
        "before: July 2025 is 8, July 2024 was 5."
    )
    assert cautions.of_readings(promise("count"), readings(two_years[:-1])) == ()  # ten pairs
    gap = cautions.of_readings(promise("count"), readings([*two_years, *SEASON], left_out=[23]))
    assert "a year before: August 2026 is" not in gap[-1]
    weeks = [one for one in SEASON for _ in range(4)] + [7, 8, 9, 8]
    said = cautions.of_readings(promise("count", "weekly"), readings(weeks * 2, "weekly"))
    assert "the same week a year before: Week of 28 July 2025 is 8" in said[-1]


@pytest.mark.parametrize(
    "figures",
    [
        range(36),  # a steady rise
        [20] * 12 + [50] * 24,  # one new level
        [20] * 36,
        [*SEASON, *SEASON[::-1]],
    ],
)
def test_what_is_no_season(figures):
    assert cautions.of_readings(promise("count"), readings(figures)) == ()


def drifting(share: float, count: int) -> list[float]:
    """Figures that each keep a share of the one before."""
    chance, found = Random(7), [0.0]  # noqa: S311 - the same each time, no secret
    while len(found) < count:
        found.append(share * found[-1] + chance.gauss(0, 1))
    return [round(50 + one, 3) for one in found]


def test_weeks_that_are_like_the_week_before():
    said = {
        share: cautions.of_readings(promise("value", "weekly"), readings(figures, "weekly"))
        for share in (0, 0.8) if (figures := drifting(share, 60))
    }  # fmt: skip
    assert said[0] == ()
    assert said[0.8][0].startswith("Each week is much like the one before")
    drift = drifting(0.8, 60)
    few, months = readings(drift[:51], "weekly"), readings(drift, "monthly")
    assert cautions.of_readings(promise("value", "weekly"), few) == ()
    assert cautions.of_readings(promise("value"), months) == ()


def test_a_new_level_is_no_resemblance():
    figures = [one + (3 if place > 200 else 0) for place, one in enumerate(drifting(0, 400))]
    steps = [later - before for before, later in pairwise(figures)]
    assert abs(cautions.resemblance(steps)) < 0.15
    assert cautions.resemblance([]) == cautions.resemblance([0, 0]) == 0


def test_the_page_says_what_to_be_careful_about_once_the_chart_says_anything(house, sign_in):
    year = last_year()
    kpi = make_promise(house.library, year, by=house.head, **SHARE).kpi
    for number in range(12):
        record(kpi, month(year.start_year - 1, number, 8, 9), by=house.head)
    client = sign_in(house.head)
    assert "Read it with care" not in words_of(client.get(kpi.get_absolute_url()))
    record(kpi, month(year.start_year, 0, 8, 9), by=house.head)
    page = words_of(client.get(kpi.get_absolute_url()))
    assert "The smallest reading is of 9 only: one more or less moves it far." in page
