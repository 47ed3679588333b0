"""Figures in words: whole numbers of what is counted, and never against their status."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from institution.models import AcademicYear
from kpis import sentences
from kpis.content import of_promise
from kpis.importing import enquiries
from kpis.models import Kpi, KpiBaseline, Promise
from kpis.status import Result, Status, judge
from kpis.words import change_words, expected_words, figure_words, target_words
from tests.kpis.promises import CHANGE, SHARE, last_year, make_promise, month, record
from tests.sls.sending import words_of


def change(baseline, percent, *, direction="reduce", of="count") -> Promise:
    before = KpiBaseline(
        value=Decimal(baseline), period_start=date(2025, 8, 1), period_end=date(2026, 7, 31)
    )
    return Promise(
        kpi=Kpi(reference="K1"), baseline=before, shape="change", change_of=of,
        change_direction=direction, change_percent=Decimal(percent), amber_kind="points",
        amber_value=Decimal(5),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("promise", "target", "near"),
    [
        (change("214", 15), "at most 181", "5 percentage points of the one promised: at most 192"),
        (change("310", 20), "at most 248", "5 percentage points of the one promised: at most 263"),
        (change("214", 15, direction="increase"), "at least 247", ": at least 236"),
        (change("12.5", 20, of="duration"), "at most 10 working days", ": at most 10.625 working"),
    ],
)
def test_a_limit_of_what_is_counted_is_a_whole_number(promise, target, near):
    assert target_words(promise) == target
    tolerance = of_promise(promise).tolerance
    assert near in tolerance
    if promise.change_of == "count":
        limit = Decimal(target.split()[-1])
        step = 1 if promise.change_direction == "reduce" else -1
        assert judge(limit, promise.target) == Status.MET
        assert judge(limit + step, promise.target) != Status.MET
        edge = Decimal(tolerance.rstrip(".").split()[-1])
        assert judge(edge, promise.target) == Status.NEAR_MISS
        assert judge(edge + step, promise.target) == Status.NOT_MET


def test_a_near_miss_of_a_share_is_in_percentage_points(house):
    promise = make_promise(house.library, last_year(), by=house.head)
    assert of_promise(promise).tolerance == (
        "A near miss is within 5 percentage points of the target: at least 85%."
    )
    fields = SHARE | {"amber_kind": "percent_of_target", "amber_value": Decimal(10)}
    other = make_promise(house.library, promise.academic_year, by=house.head, **fields)
    assert of_promise(other).tolerance == (
        "A near miss is within 10 per cent of the target: at least 81%."
    )


def test_what_is_expected_by_now_is_whole_and_explained(house, sign_in):
    year = last_year()
    promise = make_promise(house.library, year, by=house.head, **CHANGE)
    kpi = promise.kpi
    record(kpi, month(year.start_year, 0, 20), by=house.head)
    result = Result(Status.ON_TRACK, Decimal(20), Decimal("25.5"), "even way")
    assert expected_words(result, promise) == (
        f"Expected at the last reading: at most 25, on an even way from 1 August {year.start_year} "
        "to the target."
    )
    result = Result(Status.ON_TRACK, Decimal(20), Decimal("25.5"), "same months")
    assert "at most 25. That is what the same months came to before" in expected_words(
        result, promise
    )
    page = words_of(sign_in(house.head).get(f"{kpi.get_absolute_url()}?year={year}"))
    assert "Target: at most 248" in page


@pytest.mark.parametrize(
    ("baseline", "of", "actual", "words"),
    [
        ("310", "count", "236", "It fell by 23.9% against the baseline of 310: 119%"),
        ("310", "count", "249", "It fell by 19.7% against the baseline of 310: 98%"),
        ("310", "count", "310", "It is what it was at the baseline."),
        ("310", "count", "325", "It rose by 4.8% against the baseline of 310."),
        ("5", "duration", "4.001", "It fell by 19.98% against the baseline of 5 working days: "),
    ],
)  # fmt: skip
def test_how_far_a_figure_is_from_its_baseline(baseline, of, actual, words):
    promise = change(baseline, 20, of=of)
    words += "99.9%" if words.endswith(" ") else ""  # not 100, which it has not reached
    words += " of the change promised." if words.endswith("%") else ""
    said = change_words(Result(Status.MET, Decimal(actual)), promise)
    assert said == words
    running = Result(Status.ON_TRACK, Decimal(actual), Decimal(100), "even way")
    lacking = Result(Status.NO_DATA, Decimal(actual), has_gaps=True)
    for unfinished in (running, lacking):
        assert change_words(unfinished, promise) == ("" if of == "count" else words)
    share = Promise(shape="share_within", share=Decimal(90), academic_year=AcademicYear())
    assert change_words(Result(Status.MET, Decimal(95)), share) == ""


@pytest.mark.parametrize(
    ("actual", "before", "words"),
    [
        (118, 160, "So far it fell by 26.3% against the same months before, which came to 160."),
        (129, 160, "So far it fell by 19.4% against the same months before, which came to 160."),
        (721, 901, "So far it fell by 19.98% against the same months before, which came to 901."),
        (170, 160, "So far it rose by 6.3% against the same months before, which came to 160."),
        (160, 160, "So far it is as in the same months before, which came to 160."),
        (160, 0, ""),
        (160, None, ""),
    ],
)  # fmt: skip
def test_a_running_number_is_compared_with_the_same_months(actual, before, words):
    same = None if before is None else Decimal(before)
    running = Result(Status.ON_TRACK, Decimal(actual), Decimal(100), "same months")
    found = replace(running, same_before=same)
    assert change_words(found, change("310", 20)) == words
    assert change_words(replace(found, has_gaps=True), change("310", 20)) == ""


@pytest.mark.parametrize(
    ("of", "decimals", "actual", "words"),
    [
        ("percentage", 0, "91.66", "92%"), ("percentage", 1, "91.66", "91.7%"),
        ("percentage", 3, "91.66", "91.660%"), ("percentage", 0, "89.96", "89.96%"),
        ("value", 2, "91.666", "91.67 kWh"), ("duration", 0, "91.66", "92 working days"),
        ("count", 3, "92", "92"),
    ],
)  # fmt: skip
def test_a_figure_has_the_places_that_were_chosen_and_more_to_keep_its_status(
    of, decimals, actual, words
):
    promise = change("45", 100, direction="increase", of=of)  # at least 90
    promise.unit, promise.decimals = "kWh", decimals
    assert figure_words(Decimal(actual), promise) == words
    found = Result(Status.ON_TRACK, Decimal(95), Decimal("92.345"), "even way")
    promise.academic_year = AcademicYear(start_year=2026)
    promise.shape = "share_by_date"
    promise.share = Decimal(90)
    places = expected_words(found, promise).split("at least ")[1].split("%")[0].partition(".")[2]
    assert len(places) == min(decimals, 3)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        ("34.04", "34.0426"),
        ("34.04", "34.02"),
        ("33.96", "34"),
        ("34", "34"),
        ("34.004", "34.0041"),
    ],
)  # fmt: skip
def test_no_rounding_turns_what_is_expected_to_the_other_side(actual, expected):
    promise = Promise(shape="share_by_date", share=Decimal(80), starts_on=date(2026, 8, 1))
    promise.academic_year = AcademicYear(start_year=2026)
    result = Result(Status.ON_TRACK, Decimal(actual), Decimal(expected), "even way")
    said = Decimal(figure_words(Decimal(actual), promise, expected=Decimal(expected)).rstrip("%"))
    words = expected_words(result, promise)
    near = Decimal(words.split("at least ")[1].split("%")[0])
    assert (said >= near) == (Decimal(actual) >= Decimal(expected))


def test_provisional_readings_say_that_they_do_not_count(house, sign_in):
    year = last_year()
    kpi = make_promise(house.library, year, by=house.head).kpi
    record(kpi, month(year.start_year, 0, 93, 100), by=house.head)
    url = f"{kpi.get_absolute_url()}?year={year}"
    client = sign_in(house.head)
    assert "not count" not in words_of(client.get(url))
    record(kpi, month(year.start_year, 1, 50, 100, state="provisional"), by=house.head)
    page = words_of(client.get(url))
    assert "1 provisional reading does not count yet, neither for the status" in page
    assert "does not count yet</span>" in page
    assert "93.0%" in page
    assert "does not count" not in words_of(sign_in(house.outsider).get(url))


@pytest.mark.parametrize(
    ("closed", "words"),
    [
        (0, "Weekends and bank holidays. The university was not closed on any other day."),
        (1, "Weekends, bank holidays, and 1 day on which the university was closed."),
        (3, "Weekends, bank holidays, and 3 days on which the university was closed."),
    ],
)
def test_the_rule_of_a_count_says_which_days_do_not_count(closed, words):
    rule = {
        "as_at": "2027-05-30", "within": [2], "cutoff": "17:00", "receipt_rule": "deemed",
        "closures": closed,
    }  # fmt: skip
    assert dict(enquiries.rule_words(rule))["Days that do not count"] == words


def test_an_unfinished_sentence_ends_in_its_blank_alone():
    promised = sentences.promise(shape="share_by_date", action="answer", what="enquiries")
    assert promised == "We will answer at least …% of enquiries by …"
