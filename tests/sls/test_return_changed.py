"""What has changed under a return that is with the quality office: its words since the critical
friend answered, and the readings of its KPIs since the census."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sls import todo, workflow
from sls.models import AnnualReturn, CriticalFriend
from tests.kpis.counting import correct
from tests.kpis.promises import make_promise, month, record
from tests.sls import returns
from tests.sls.returns import again, save, url_of
from tests.sls.sending import words_of

CHANGED_WORDS = "The return has changed since the critical friend answered"
CHANGED_READINGS = "Readings have changed since the census"


def sent_again(house, annual_return, text=None) -> AnnualReturn:
    """Taken back and sent again, with other words if there are any."""
    workflow.withdraw_return(annual_return, by=house.head)
    if text:
        save(annual_return.parts.get(key="year"), text, by=house.contributor)
    return workflow.submit_return(again(annual_return), by=house.head)


def test_the_office_reads_which_version_the_friend_answered(house, sign_in):
    annual_return = returns.answered(house)
    client = sign_in(house.reviewer)
    pages = [url_of(name, annual_return) for name in ("return_review", "return_accept")]
    for url in pages:
        assert "The critical friend answered version 1." in words_of(client.get(url))
    sent_again(house, annual_return)
    for url in pages:
        page = words_of(client.get(url))
        assert "The critical friend answered version 1; version 2 says the same." in page
        assert CHANGED_WORDS not in page
    sent_again(house, annual_return, "We moved to the other building.")
    for url in pages:
        page = words_of(client.get(url))
        assert CHANGED_WORDS in page
        assert "The answer is about version 1; this is version 3." in page
        assert url_of("return_version", annual_return, 3) in page
    answers = {**returns.ANSWERS, "ideas": "Two lunches."}
    workflow.answer_as_friend(annual_return, by=house.head_elsewhere, answers=answers)
    for url in pages:
        assert "The critical friend answered version 3." in words_of(client.get(url))


@pytest.mark.parametrize("count", [1, 4])
def test_review_answer_and_accept_say_which_readings_changed(
    house, sign_in, django_assert_num_queries, count
):
    kpi = returns.counted_kpi(house)
    for number in range(count - 1):
        other = make_promise(house.library, house.year, by=house.head, title=f"Other {number}").kpi
        record(other, month(house.year.start_year, 0, 93, 100), by=house.head)
    annual_return = returns.answered(house)
    pages = [
        ("return_review", house.reviewer, 23), ("return_accept", house.reviewer, 21),
        ("friend_answer", house.head_elsewhere, 22),
    ]  # fmt: skip
    for name, who, _ in pages:
        assert CHANGED_READINGS not in words_of(sign_in(who).get(url_of(name, annual_return)))
    correct(kpi, to=52, by=house.head)
    for name, who, queries in pages:
        client = sign_in(who)
        with django_assert_num_queries(queries):
            page = words_of(client.get(url_of(name, annual_return)))
        assert CHANGED_READINGS in page
        assert page.count("from 1 final reading, and not 93.0% (met) from 1") == 1
        assert "52.0% (not met)" in page
    assert "52.0%" not in str(again(annual_return).versions.get().content)


def test_the_friend_is_told_by_when_to_answer(house, sign_in):
    annual_return = returns.with_friend(house)
    friend, year = house.head_elsewhere, house.year

    def due():
        [line] = [one for one in todo.items(friend) if "critical friend" in one.what]
        return line.due_on

    fortnight, today = timedelta(weeks=2), timezone.localdate()
    assert due() == year.returns_by + fortnight  # six weeks after the census, and two more
    year.census_on, year.returns_due_on = today - timedelta(days=90), today - timedelta(days=60)
    year.save()
    CriticalFriend.objects.update(asked_at=timezone.now() - timedelta(days=40))
    assert due() == today + fortnight  # it was sent today
    AnnualReturn.objects.update(submitted_at=timezone.now() - timedelta(days=30))
    assert due() == today - timedelta(days=30) + fortnight
    page = words_of(sign_in(friend).get(url_of("friend_answer", annual_return)))
    assert "Was due" in page
    workflow.answer_as_friend(annual_return, by=friend, answers=returns.ANSWERS)
    page = words_of(sign_in(friend).get(url_of("friend_answer", annual_return)))
    assert "Was due" not in page
    assert [one.due_on for one in todo.items(house.reviewer) if "Decide" in one.what] == [None]
