"""What the coach says of readings and interventions, and how it comes by last year's figures."""

from datetime import date
from decimal import Decimal

import pytest

from institution.calendars import working_calendar
from institution.models import AcademicYear
from kpis import advising, coach_readings, reports, workflow
from kpis.models import Intervention, Kpi, KpiReview, Measurement, Promise
from kpis.status import Status
from tests import factories
from tests.kpis.promises import SHARE, make_promise, month, record
from tests.sls.sending import words_of

YEAR = AcademicYear(start_year=2026)
MISSED, MET = Status.NOT_MET, Status.MET


def row(status, *, number=10, comment="", denominator=100):
    reading = Measurement(
        period_start=date(2026, number, 1), period_end=date(2026, number, 28), comment=comment,
        numerator=Decimal(1), denominator=Decimal(denominator),
    )  # fmt: skip
    return (f"Month {number}", status, reading)


def codes(rows, ended=Status.NO_DATA, promise=None, **known):
    promise = promise or Promise(academic_year=YEAR, **SHARE)
    said = coach_readings.of_readings(promise, rows, ended=ended, **known)
    return [one.code for one in said]


def done(month, decision="close_loop", **days):
    days.setdefault("review_on", date(2027, 12, 1))
    return Intervention(starts_on=date(2026, month, 1), decision=decision, **days)


def test_a_miss_wants_a_word_or_a_deed():
    assert codes([row(MISSED)]) == ["missed_without_response"]
    assert codes([row(MISSED, comment=" n/a ")]) == ["missed_without_response"]
    assert codes([row(MISSED, comment="The lift was broken.")]) == []
    assert codes([row(MISSED)], interventions=[done(11)]) == []
    assert codes([row(MISSED)], interventions=[done(9)]) == ["missed_without_response"]
    assert codes([row(MISSED)], interventions=[done(9, decision="")]) == []  # still under way
    assert codes([row(MET), row(Status.NEAR_MISS), row(Status.NO_DATA)]) == []


def test_a_year_missed_by_its_deadline_wants_a_word_too():
    so_far = [row(Status.INFO), row(Status.INFO, number=11)]
    assert codes(so_far, MISSED) == ["missed_without_response"]
    assert codes([*so_far, row(Status.INFO, comment="Late.")], MISSED) == []
    assert codes(so_far, MISSED, interventions=[done(12)]) == []
    assert codes(so_far, MET) == []
    assert codes([], MISSED) == []


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "Month 1."), (2, "Month 1 and Month 2."), (3, "Month 1, Month 2 and Month 3."),
     (4, "Month 1, Month 2 and 2 more.")],
)  # fmt: skip
def test_the_missed_are_named(count, words):
    rows = [row(MISSED, number=n) for n in range(1, count + 1)]
    promise = Promise(academic_year=YEAR, **SHARE)
    (said,) = coach_readings.of_readings(promise, rows, ended=MISSED)
    assert said.sentence.endswith(words)


def test_a_comment_of_last_year_is_noticed():
    earlier = [row(MISSED, comment="Staff were ill, as usual.")[2], row(MET)[2]]
    again = row(MISSED, comment="Staff were ill – as usual!")
    assert codes([again], earlier=earlier) == ["unchanged_since_last_year"]
    assert codes([row(MISSED, comment="Staff were well.")], earlier=earlier) == []
    assert codes([row(MET)], earlier=earlier) == []  # no words twice are no words repeated


def test_a_percentage_of_few_is_noticed():
    assert codes([row(MET, denominator=9)]) == ["small_numbers"]
    assert codes([row(MET, denominator=10)]) == []
    assert codes([row(MET, denominator=0)]) == []
    average = Promise(academic_year=YEAR, shape="change", change_of="duration", frequency="monthly")
    assert codes([row(MET, denominator=9)], promise=average) == []


def test_an_early_review_is_noticed_while_nothing_is_decided():
    early = {"review_on": date(2026, 12, 1)}
    assert codes([], interventions=[done(9, "", **early)]) == ["review_too_early"]
    assert codes([], interventions=[done(9, "close_loop", **early)]) == []
    assert codes([], interventions=[done(9, "")]) == []
    rare = Promise(academic_year=YEAR, **{**SHARE, "frequency": "milestone"})
    assert codes([], interventions=[done(9, "", **early)], promise=rare) == []


def test_words_of_the_last_census_are_noticed():
    before = {"what_done": "We hired a person.", "learnt": "N/A"}
    said = coach_readings.of_narrative({"what_done": "we hired a person", "learnt": "n/a"}, before)
    assert [(one.code, one.field) for one in said] == [("unchanged_since_last_year", "what_done")]
    assert coach_readings.of_narrative({"what_done": "Two.", "learnt": "More."}, before) == []


def measured(house, year, figures, **more):
    kpi = make_promise(house.library, year, by=house.head).kpi
    for number in range(12):
        record(kpi, month(year.start_year, number, *figures, **more), by=house.head)
    return kpi


def next_promise(house, kpi, year, **fields) -> Promise:
    following, _ = AcademicYear.objects.get_or_create(
        start_year=year.start_year + 1, defaults={"state": "open"}
    )
    copy = workflow.copy_promise(kpi.promises.get(), following, by=house.head)
    for name, value in {"data_source": "Help desk", "student_effect": "No queue", **fields}.items():
        setattr(copy, name, value)
    return copy


def said_of(promise):
    return [one.code for one in advising.of_promises([promise])[promise.pk]]


def test_last_years_figures_are_held_against_the_new_target(house, year):
    kpi = measured(house, year, (93, 100))
    assert said_of(next_promise(house, kpi, year)) == ["already_met"]
    kpi = measured(house, year, (93, 100))
    assert said_of(next_promise(house, kpi, year, share=Decimal(94))) == ["near_miss_too_wide"]
    kpi = measured(house, year, (93, 100))
    other = next_promise(house, kpi, year, days=3)  # not the same thing any more
    assert said_of(other) == []


def test_a_year_missed_in_silence_is_remembered_with_the_next_promise(house, year):
    assert said_of(next_promise(house, measured(house, year, (50, 100)), year)) == [
        "missed_without_response"
    ]
    told = measured(house, year, (50, 100), comment="The desk was closed.")
    assert said_of(next_promise(house, told, year)) == []


@pytest.mark.parametrize("count", [1, 9])
def test_advice_on_many_asks_the_database_as_often(house, year, count, django_assert_num_queries):
    kpis = [measured(house, year, (93, 100)) for _ in range(count)]
    promises = [next_promise(house, kpi, year) for kpi in kpis]
    with django_assert_num_queries(7):
        advice = advising.of_promises(promises)
    codes = [[said.code for said in advice[one.pk]] for one in promises]
    twins = ["nearly_the_same"] if count > 1 else []
    assert codes == [[*twins, "already_met"]] * count


def test_kpi_detail_shows_the_advice_to_those_who_enter_readings(house, year, sign_in):
    kpi = measured(house, year, (50, 100))
    url, words = f"{kpi.get_absolute_url()}?year={year}", "Missed, and nothing is said"
    for person in (house.head, house.contributor):
        assert words in words_of(sign_in(person).get(url))
    for person in (house.reviewer, house.head_elsewhere, house.outsider):
        assert words not in words_of(sign_in(person).get(url))


def told(kpi, year, **words) -> KpiReview:
    """What was written at the census of a year, its result aside."""
    return KpiReview.objects.create(
        kpi=kpi, academic_year=year, result={"title": "Answers"}, frozen_by_name="-", **words
    )


def test_what_was_written_at_the_census_answers_a_miss(house, year):
    kpi = measured(house, year, (50, 100))
    review = told(kpi, year)
    assert said_of(next_promise(house, kpi, year)) == ["missed_without_response"]
    review.learnt = "The queue is longest on Mondays."
    review.save()
    shown = reports.with_readings(Kpi.objects.filter(pk=kpi.pk)).get()
    page = reports.kpi_page(shown, house.head, label=str(year), calendar=working_calendar())
    assert advising.of_year(shown, page.year, page.around) == []


def test_words_of_the_census_before_are_looked_up(house, year):
    earlier = factories.make_year(year.start_year - 1, state="closed")
    kpi = make_promise(house.library, year, by=house.head).kpi
    review = told(kpi, year, learnt="Mondays are long.")
    assert advising.of_review(kpi, review) == []
    told(kpi, earlier, learnt="Mondays are long!")
    kpi = Kpi.objects.get(pk=kpi.pk)
    assert [one.field for one in advising.of_review(kpi, review)] == ["learnt"]
