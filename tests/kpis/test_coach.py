"""What the coach says of promises: each rule with a promise it speaks of and one it does not."""

from datetime import date
from decimal import Decimal

import pytest

from institution.models import AcademicYear
from kpis import coach, examples
from kpis.coach import LastYear
from kpis.models import KpiBaseline, Promise
from kpis.status import Result, Status

YEAR = AcademicYear(start_year=2026)
SHARE = {
    "title": "Enquiries resolved", "shape": "share_within", "action": "resolve",
    "what": "enquiries", "share": Decimal(90), "days": 7, "frequency": "weekly",
    "measure": "Every enquiry by e-mail.", "numerator_label": "Resolved in time",
    "denominator_label": "All enquiries", "data_source": "Help desk", "student_effect": "No queue.",
    "amber_kind": "points", "amber_value": Decimal(2), "rationale": "They asked for it.",
}  # fmt: skip
ALL = {**SHARE, "shape": "all_within", "amber_kind": "none"}
BY_DATE = {**SHARE, "shape": "share_by_date", "due_on": date(2026, 12, 18), "days": None}
CHANGE = {
    **SHARE, "shape": "change", "change_direction": "reduce", "change_percent": Decimal(20),
    "due_on": date(2027, 7, 31), "days": None, "amber_value": Decimal(5),
}  # fmt: skip


def promise(fields=SHARE, **more) -> Promise:
    return Promise(academic_year=YEAR, **{**fields, **more})


def codes(*args) -> list[str]:
    return [one.code for one in coach.of_promise(*args)]


@pytest.mark.parametrize("fields", [SHARE, BY_DATE, CHANGE])
def test_a_sound_promise_gets_no_advice(fields):
    assert coach.of_promise(promise(fields)) == []


def test_a_promise_that_says_nearly_what_another_one_says_is_named():
    again = promise(title="Enquiries dealt with", what="enquiries.", measure="Enquiries by post.")
    mine = promise(measure="Every enquiry.")
    said = coach.of_promise(mine, None, [promise(days=2), promise(ALL), again])
    assert [(one.code, one.field) for one in said] == [("nearly_the_same", "what")]
    assert said[0].sentence == "“Enquiries dealt with” says nearly the same."
    same_measure = promise(what="letters of any kind", measure="EVERY enquiry!")
    assert [one.code for one in coach.of_promise(mine, None, [same_measure])] == ["nearly_the_same"]


def test_promises_of_other_things_are_no_twins():
    others = [promise(days=2), promise(ALL), promise(what="room bookings", measure="Bookings.")]
    assert coach.of_promise(promise(), None, others) == []


NO_PARTS = {"numerator_label": "", "denominator_label": ""}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "Improve our answers"}, "title"),
        ({"title": "High-quality advice"}, "title"),
        ({"title": "TIMELY replies"}, "title"),
        ({"measure": "Enquiries that were dealt with promptly."}, "measure"),
    ],
)
def test_words_that_nobody_can_count_are_named(fields, field):
    said = coach.of_promise(promise(**NO_PARTS, **fields))
    assert [(one.code, one.field) for one in said] == [("not_quantifiable", field)]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Improve our answers"},  # of which it says what is counted
        {**NO_PARTS, "title": "Improved answers", "measure": "Those within 2 days."},
        {**NO_PARTS, "title": "Goodwill at the betterment desk"},
        NO_PARTS,
    ],
)
def test_words_are_let_be_where_something_is_counted(fields):
    assert coach.of_promise(promise(**fields)) == []


def test_vague_words_are_named_as_they_were_written_even_in_a_blank_promise():
    (said,) = coach.of_promise(Promise(academic_year=YEAR, title="Timely Answers"))
    assert said.sentence == "Nobody can count “Timely”."


def test_of_a_promise_with_blanks_nothing_else_is_said():
    assert codes(promise(data_source="", student_effect="")) != []
    assert codes(promise(data_source="", student_effect="", share=None)) == []
    assert codes(promise(data_source="", student_effect="", shape="")) == []


@pytest.mark.parametrize("empty", ["", "TBC", "n/a", "To be confirmed.", "Various sources", " – "])
def test_a_promise_needs_a_source(empty):
    assert codes(promise(data_source=empty)) == ["no_data_source"]


@pytest.mark.parametrize("empty", ["", "N/A", "none"])
def test_a_promise_says_how_students_would_notice(empty):
    assert codes(promise(student_effect=empty)) == ["no_student_effect"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        (ALL, "shape"), ({**SHARE, "share": Decimal(100), "rationale": ""}, "share"),
        ({**SHARE, "share": Decimal(100), "amber_kind": "none"}, "share"),
        ({**ALL, "comparison": "at_most", "share": Decimal(0), "shape": "share_within"}, "share"),
    ],
)  # fmt: skip
def test_a_hundred_per_cent_is_missed_by_one(fields, field):
    (said,) = coach.of_promise(promise(fields))
    assert (said.code, said.field) == ("hundred_per_cent", field)
    assert "One miss in a whole year" in said.sentence
    assert f"Promise {5 if promise(fields).comparison == 'at_most' else 95}%" in said.what_to_do


@pytest.mark.parametrize(
    "fields",
    [
        {**ALL, "amber_kind": "points"},  # with a near miss and a reason
        {**SHARE, "share": Decimal(99), "rationale": ""},
        {**SHARE, "comparison": "at_most", "share": Decimal(100)},
        {**CHANGE, "change_percent": Decimal(100)},
    ],
)
def test_a_hundred_per_cent_that_was_thought_about_is_let_be(fields):
    assert "hundred_per_cent" not in codes(promise(fields))


def last(status=Status.MET, compared=None, is_unanswered=False, **fields) -> LastYear:
    before = promise(**fields)
    before.academic_year = AcademicYear(start_year=2025)
    return LastYear(before, status, compared, is_unanswered)


def test_a_target_that_last_year_met_promises_nothing():
    (said,) = coach.of_promise(
        promise(rationale="New"), last(compared=Result(Status.MET, Decimal(94)))
    )
    assert (said.code, said.field) == ("already_met", "share")
    assert said.sentence == "Last year’s figure, 94.0%, meets this already."
    assert codes(promise(rationale="New"), last(compared=Result(Status.NOT_MET, Decimal(80)))) == []
    assert codes(promise(rationale="New"), last(compared=None)) == []


def test_a_near_miss_may_not_reach_back_to_last_year():
    near, far = Result(Status.NEAR_MISS, Decimal(88)), Result(Status.NOT_MET, Decimal("87.9"))
    assert codes(promise(), last(compared=near)) == ["near_miss_too_wide"]
    assert codes(promise(), last(compared=far)) == []
    assert codes(promise(amber_kind="none"), last(compared=near)) == []


@pytest.mark.parametrize(("points", "expected"), [(20, ["near_miss_too_wide"]), (19, [])])
def test_a_near_miss_may_not_reach_back_to_the_baseline(points, expected):
    baseline = KpiBaseline(
        period_start=date(2025, 8, 1), period_end=date(2026, 7, 31), value=Decimal(310)
    )
    assert codes(promise(CHANGE, baseline=baseline, amber_value=Decimal(points))) == expected
    gaps = Result(Status.NO_DATA, Decimal(240), has_gaps=True)  # a sum that lacks months
    assert (
        codes(
            promise(CHANGE, baseline=baseline, amber_value=Decimal(points)),
            last(compared=gaps, rationale="Other"),
        )
        == expected
    )


@pytest.mark.parametrize(
    ("frequency", "words"),
    [
        ("quarterly", "more than three years"), ("termly", "more than four years"),
        ("annual", "thirteen years"), ("milestone", "no regular readings"),
    ],
)  # fmt: skip
def test_rare_readings_give_no_verdict(frequency, words):
    (said,) = coach.of_promise(promise(frequency=frequency))
    assert (said.code, said.field) == ("too_few_readings", "frequency")
    assert words in said.sentence


def test_readings_are_not_rare_where_they_suffice():
    assert codes(promise(frequency="monthly")) == []
    assert codes(promise(BY_DATE, frequency="milestone")) == []
    assert codes(promise(BY_DATE, frequency="termly")) == []
    assert codes(promise(BY_DATE, frequency="annual")) == ["too_few_readings"]


def test_a_year_that_was_missed_in_silence_is_remembered():
    missed = last(Status.NOT_MET, is_unanswered=True, rationale="Other")
    assert codes(promise(), missed) == ["missed_without_response"]
    assert codes(promise(), last(Status.NOT_MET, rationale="Other")) == []


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({"status": Status.NOT_MET}, ["unchanged_since_last_year"]),
        (
            {"status": Status.NOT_MET, "rationale": "THEY asked\nfor  it"},
            ["unchanged_since_last_year"],
        ),
        ({"status": Status.NOT_MET, "rationale": "They asked for more."}, []),
        ({"share": Decimal(85)}, ["unchanged_since_last_year"]),
        ({}, []),  # kept, and promised again
    ],
)
def test_a_reason_of_last_year_is_noticed_where_something_has_changed(before, expected):
    assert codes(promise(), last(**before)) == expected


def test_no_reason_twice_is_not_the_same_reason():
    missed = last(Status.NOT_MET, rationale="n/a")
    assert codes(promise(rationale="N/A"), missed) == []


def test_more_than_three_are_many():
    assert coach.of_number(3) is None
    assert coach.of_number(4).sentence == "That makes 4 KPIs in one statement."


@pytest.mark.parametrize("example", examples.EXAMPLES, ids=lambda one: one.key)
def test_an_example_is_sound_whole_and_its_slip_is_not(example):
    said = example.promise(YEAR)
    assert coach.of_promise(said) == []
    left_open = {"owner", "baseline"} if said.shape == "change" else {"owner"}
    assert set(said.missing()) == left_open  # what only the department knows
    said.clean_fields(exclude=["kpi", "academic_year"])
    assert len(coach.of_promise(example.promise(YEAR, **example.slip))) == 1
    assert example.shown(YEAR).slipped


def test_there_are_examples_of_every_kind():
    assert {one.fields["shape"] for one in examples.EXAMPLES} == set(Promise.Shape.values)
    assert len({one.key for one in examples.EXAMPLES}) == len(examples.EXAMPLES) == 12
    assert [one.fields["shape"] for one in examples.of_shape("change")] == ["change"] * 2
    assert examples.of_shape("pentagon") == list(examples.EXAMPLES)
    assert examples.find("transcripts-issued") in examples.EXAMPLES
    assert examples.find("no-such") is None
