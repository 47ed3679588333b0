"""The page of the working calendar: what counts, what does not, and trying it."""

import re
from datetime import date, time

import pytest

from institution import workflow
from institution.calendars import working_calendar
from institution.models import Closure, Event, Institution
from institution.permissions import NotAllowed
from tests.sls.sending import send, words_of

PAGE, RULES = "/calendar/", "/calendar/rules/"
ADD, REMOVE = "/calendar/closures/add/", "/calendar/closures/remove/"
CHRISTMAS = [date(2026, 12, day) for day in (24, 29, 30, 31)]


@pytest.fixture
def closed(house) -> list[Closure]:
    workflow.add_closures(CHRISTMAS, "Christmas closure", by=house.reviewer)
    return list(Closure.objects.all())


def tried(client, **asked) -> str:
    """What the page says of an enquiry, without its tags."""
    words = words_of(client.get(PAGE, {"days": "5", **asked}))
    return " ".join(re.sub("<.*?>", "", words.partition('class="counted"')[2]).split())


def test_a_calendar_of_an_institution_that_was_never_saved_is_made_of_plain_text(house):
    """Enquiries are counted in a process that knows no models. Defaults are members of enumerations
    until they were in the database, and would take the models there with them."""
    calendar = working_calendar(Institution(pk=1, cutoff=time(13, 37)))  # no other test's
    assert [type(one) for one in (calendar.subdivision, calendar.receipt_rule)] == [str, str]


def test_calendar_shows_what_is_counted_already(house, closed, sign_in):
    words = words_of(sign_in(house.outsider).get(f"{PAGE}?year=2026-27"))
    assert "Those of England are no working days." in words
    assert "arrives at 17:00 or later" in words
    for said in ("Monday 28 December 2026", "Boxing Day (substitute day)", "Friday 26 March 2027"):
        assert said in words
    assert "Thursday 24 December 2026" in words
    assert words.count("Christmas closure") == 4
    for never in ("Saturday 26 December 2026", "Monday 31 August 2026" * 2, "Remove the ticked"):
        assert never not in words
    other = words_of(sign_in(house.outsider).get(f"{PAGE}?year=2027-28"))
    assert "Christmas closure" not in other
    assert "Monday 27 December 2027" in other


def test_calendar_offers_every_year_with_closures(house, sign_in):
    workflow.add_closures([date(2019, 12, 24)], "Closed early", by=house.reviewer)
    client = sign_in(house.outsider)
    assert "?year=2019-20" in words_of(client.get(PAGE))
    assert "Closed early" in words_of(client.get(f"{PAGE}?year=2019-20"))
    assert client.get(f"{PAGE}?year=1999-00").status_code == 200


def test_calendar_asks_as_much_of_the_database_with_one_day_as_with_many(
    house, closed, sign_in, django_assert_num_queries
):
    client, url = sign_in(house.reviewer), f"{PAGE}?year=2026-27"
    Closure.objects.exclude(day=CHRISTMAS[0]).delete()
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    days = [date(2027, 6, day) for day in range(1, 31)]
    workflow.add_closures(days, "Moving house", by=house.reviewer)
    with django_assert_num_queries(7):
        assert words_of(client.get(url)).count("Moving house") == 22  # those that are no weekend


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            {"received_on": "2026-12-22", "answered_on": "2027-01-06"},
            (
                "Day 0 is Tuesday 22 December 2026. An answer within 5 working days is due by "
                "Thursday 7 January 2027. Met It was answered in time, on Wednesday 6 January "
                "2027: 4 working days after day 0. Not counted besides weekends: 24 December "
                "(Christmas closure), 25 December (Christmas Day), 28 December (Boxing Day "
                "(substitute day)), 29 December (Christmas closure), 30 December (Christmas "
                "closure), 31 December (Christmas closure), 1 January (New Year&#x27;s Day)."
            ),
        ),
        (
            {"received_on": "23 October 2026", "received_at": "17:00", "answered_on": "2026-11-03"},
            (
                "It arrived at the cutoff or later, so it counts as arrived on the next day. Day 0 "
                "is Monday 26 October 2026. An answer within 5 working days is due by "
                "Monday 2 November 2026."
            ),
        ),
        (
            {"received_on": "2026-10-23", "received_at": "16:59", "answered_on": "2026-10-31"},
            ("Not met It was answered too late, on Saturday 31 October 2026, after the last day."),
        ),
        ({"received_on": "2026-10-23", "days": "1"}, "due by Monday 26 October 2026"),
        ({"received_on": "2019-01-07"}, "It is not answered, and the day has passed."),
        ({"received_on": "2039-01-07"}, "It can still be in time."),
    ],
)
def test_calendar_counts_an_enquiry_in_words(house, closed, sign_in, asked, said):
    assert said in tried(sign_in(house.outsider), **asked)


def test_calendar_says_what_is_wrong_with_an_enquiry(house, sign_in):
    client = sign_in(house.outsider)
    for asked, sentence in [
        ({"received_on": ""}, "Say when it was received."),
        ({"received_on": "soon"}, "Write a date such as 5 March 2027."),
        ({"received_on": "2026-10-23", "received_at": "late"}, "Write a time such as 16:30."),
        ({"received_on": "2026-10-23", "days": "many"}, "Write a number, such as 5."),
        ({"received_on": "2026-10-23", "days": "251"}, "Write a number from 0 to 250."),
        (
            {"received_on": "2026-10-23", "answered_on": "2026-10-22"},
            "It was completed before it was received.",
        ),
    ]:
        words = words_of(client.get(PAGE, {"days": "5", **asked}))
        assert sentence.lower() in words.lower()
        assert 'class="counted"' not in words
        assert "<title>Error: " in words


def test_calendar_edit_changes_how_days_are_counted(house, sign_in):
    client = sign_in(house.reviewer)
    words = words_of(client.get(RULES))
    assert "Readings that have been entered keep their figures." in words
    typed = {
        "as_seen": Institution.get().as_seen,
        "subdivision": "SCT", "cutoff": "16:30", "receipt_rule": "actual",
    }  # fmt: skip
    assert send(client, RULES, **typed).url == PAGE
    calendar = working_calendar()
    assert (calendar.subdivision, calendar.cutoff) == ("SCT", time(16, 30))
    assert calendar.receipt_rule == "actual"
    assert Event.objects.first().text == (
        "changed the working calendar: bank holidays of England to Scotland, "
        "cutoff 17:00 to 16:30, receipt rule deemed to actual"
    )
    words = words_of(client.get(f"{PAGE}?year=2026-27"))
    assert "Monday 30 November 2026" in words  # St Andrew's Day
    assert "on that day, and the next working day is day 1" in words


def test_calendar_edit_shows_what_somebody_else_saved(house, sign_in):
    client, stamp = sign_in(house.reviewer), Institution.get().as_seen
    changed = Institution.get()
    changed.cutoff = time(16)
    workflow.change_calendar(changed, by=house.reviewer)
    typed = {"subdivision": "WLS", "cutoff": "17:00", "receipt_rule": "deemed", "as_seen": stamp}
    words = words_of(send(client, RULES, **typed))
    assert "Somebody changed this while you were writing" in words
    assert "Cutoff: somebody saved “16:00”." in words
    assert Institution.get().subdivision == "ENG"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"subdivision": "FRA"}, "Choose from the list."),
        ({"cutoff": ""}, "Say until what time of day something counts as of that day."),
        ({"cutoff": "5 o'clock"}, "Write a time such as 16:30."),
        ({"receipt_rule": "never"}, "Choose one of the two."),
    ],
)
def test_calendar_edit_says_what_is_wrong(house, sign_in, wrong, sentence):
    right = {"subdivision": "WLS", "cutoff": "17:00", "receipt_rule": "deemed"}
    stamp = Institution.get().as_seen
    answer = send(sign_in(house.reviewer), RULES, **{**right, **wrong}, as_seen=stamp)
    assert sentence.lower() in words_of(answer).lower()
    assert Institution.get().subdivision == "ENG"


def test_closures_add_takes_the_days_of_a_range_that_counted_so_far(house, sign_in):
    client = sign_in(house.reviewer)
    typed = {"first": "24/12/2026", "last": "2027-01-03", "label": "Christmas closure"}
    assert send(client, ADD, **typed).url == f"{PAGE}?year=2026-27"
    assert [closure.day for closure in Closure.objects.all()] == CHRISTMAS
    assert "Christmas closure: 4 working days will not count." in words_of(client.get(PAGE))
    assert Event.objects.first().text.startswith(
        "added to the working calendar: 24 December 2026 (Christmas closure), 29 December 2026"
    )
    assert working_calendar().due(date(2026, 12, 23), 1) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first": ""}, "Say which day."),
        ({"first": "2026-12-24", "label": ""}, "Say what day it is, or why nobody works."),
        ({"first": "2026-12-25"}, "25 December 2026 does not count anyway: Christmas Day."),
        ({"first": "2026-12-26"}, "26 December 2026 does not count anyway: it is a weekend."),
        ({"first": "2026-12-29"}, "29 December 2026 does not count anyway: Christmas closure."),
        ({"first": "2026-12-25", "last": "2026-12-31"}, "None of these days counts anyway"),
        ({"first": "2026-12-24", "last": "2026-12-01"}, "The last day is before the first."),
        ({"first": "2026-12-24", "last": "2027-12-24"}, "These are more than 60 days."),
        ({"first": "2026-12-24", "last": "then"}, "Write a date such as 5 March 2027."),
        ({"first": "1926-12-24"}, "The year 1926 is too far away."),
    ],
)
def test_closures_add_says_why_not(house, closed, sign_in, typed, sentence):
    answer = send(sign_in(house.reviewer), ADD, **{"label": "Once more", **typed})
    assert sentence.lower() in words_of(answer).lower()
    assert Closure.objects.count() == 4


def test_a_day_that_a_colleague_added_meanwhile_is_named(house, closed):
    with pytest.raises(NotAllowed, match="24 December 2026 is in the list already: Christmas"):
        workflow.add_closures([date(2026, 12, 23), *CHRISTMAS], "Closed", by=house.reviewer)
    assert Closure.objects.count() == 4


def test_closures_remove_makes_ticked_days_count_again(house, closed, sign_in):
    client, ticked = sign_in(house.reviewer), [closed[0].pk, closed[1].pk]
    words = words_of(client.get(f"{PAGE}?year=2026-27"))
    assert f'name="closures" value="{ticked[0]}"' in words
    assert send(client, REMOVE, closures=ticked).url == f"{PAGE}?year=2026-27"
    assert [closure.day for closure in Closure.objects.all()] == CHRISTMAS[2:]
    assert Event.objects.first().text == (
        "removed from the working calendar: 24 December 2026 (Christmas closure), "
        "29 December 2026 (Christmas closure)"
    )
    assert "Removed: 24 December 2026 (Christmas closure), 29" in words_of(client.get(PAGE))
    answer = client.post(REMOVE, {"_once": "x", "closures": ticked}, follow=True)
    assert "One of these days is not in the list any more." in words_of(answer)


@pytest.mark.parametrize("ticked", [[], ["x"], ["9" * 40], ["\x00"]])
def test_closures_remove_of_nothing_removes_nothing(house, closed, sign_in, ticked):
    client = sign_in(house.reviewer)
    send(client, REMOVE, closures=ticked)
    words = words_of(client.get(PAGE))
    assert "Tick the days that you want" in words or "not in the list any more" in words
    assert Closure.objects.count() == 4


def test_a_second_click_says_nothing_of_days_that_are_gone(house, closed, sign_in):
    client, form = sign_in(house.reviewer), {"closures": closed[0].pk}
    form |= {"_once": "6b1e8a4e-3f0d-4b58-9a51-6a1a8c4e2d10"}
    for _ in range(2):
        assert client.post(REMOVE, form).status_code == 302
    words = words_of(client.get(PAGE))
    assert "Removed: 24 December 2026" in words
    assert "not in the list any more" not in words


def test_only_the_quality_office_keeps_the_calendar(house, closed):
    for person in (house.administrator, house.head):
        with pytest.raises(NotAllowed, match="Only the quality office"):
            workflow.change_calendar(Institution.get(), by=person)
        with pytest.raises(NotAllowed, match="Only the quality office"):
            workflow.add_closures([date(2026, 12, 23)], "Mine", by=person)
        with pytest.raises(NotAllowed, match="Only the quality office"):
            workflow.remove_closures(closed, by=person)
    with pytest.raises(NotAllowed, match="not in the list any more"):
        workflow.remove_closures([Closure(pk=0)], by=house.reviewer)
    assert Closure.objects.count() == 4
