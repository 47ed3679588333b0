"""Good practice: offered in a return, put on the shelf by the quality office, for all to find."""

import pytest
from django.urls import reverse

from institution.models import User
from institution.permissions import NotAllowed
from sls import workflow
from sls.models import AnnualReturn, GoodPractice
from sls.returns import content as return_content
from sls.returns import permissions
from tests import factories
from tests.factories import quick_return
from tests.sls import returns
from tests.sls.sending import send, words_of

SHELF = "/good-practice/"
TYPED = {"title": "A lunch desk", "what": "We stay at noon.", "why": "Queues are shorter."}


def offer(annual_return, *, by, **other) -> GoodPractice:
    practice = GoodPractice(annual_return=annual_return, **{**TYPED, **other})
    return workflow.save_practice(practice, by=by)


@pytest.fixture
def offered(house):
    """Something that an accepted return offers."""
    returns.counted_kpi(house)
    annual_return = returns.filled(house)
    practice = offer(annual_return, by=house.contributor)
    finish(house, workflow.submit_return(annual_return, by=house.head))
    return practice


def finish(house, annual_return) -> None:
    """The critical friend answers, and the return is accepted."""
    friend = house.head_elsewhere
    workflow.choose_friend(annual_return, by=house.reviewer, person=friend)
    workflow.answer_as_friend(annual_return, by=friend, answers=returns.ANSWERS)
    document = quick_return(annual_return, by=house.reviewer)
    workflow.accept_return(annual_return, by=house.reviewer, document=document)


def test_practice_add_offers_it_in_the_return(house, sign_in):
    annual_return = returns.opened(house)
    url, client = reverse("sls:practice_add", args=[annual_return.pk]), sign_in(house.contributor)
    page = words_of(send(client, url, **{**TYPED, "why": ""}))
    assert "Say why it works." in page
    assert "We stay at noon." in page
    assert send(client, url, **TYPED).url == reverse("sls:return_edit", args=[annual_return.pk])
    said = return_content.of_return(annual_return).practices
    assert [one.title for one in said] == ["A lunch desk"]
    assert "Queues are shorter." in said[0].text
    assert (
        return_content.from_json(return_content.of_return(annual_return).to_json()).practices
        == said
    )


def test_practice_edit_shows_both_when_somebody_else_saved_first(house, sign_in):
    practice = offer(returns.opened(house), by=house.head)
    client, url = sign_in(house.contributor), practice.get_absolute_url()
    typed = {**TYPED, "title": "A desk at noon", "version": 1}
    assert send(client, url, **typed).status_code == 302
    answer = send(sign_in(house.head), url, **{**typed, "title": "A late desk"})
    assert answer.status_code == 409
    assert "A desk at noon" in words_of(answer)
    assert "A late desk" in words_of(answer)


def test_practice_remove_takes_it_out(house, sign_in):
    annual_return = returns.opened(house)
    practice = offer(annual_return, by=house.head)
    url = reverse("sls:practice_remove", args=[annual_return.pk, practice.pk])
    assert send(sign_in(house.contributor), url).status_code == 302
    assert not annual_return.practices.exists()
    assert GoodPractice.history.filter(title="A lunch desk").count() == 2


def test_what_is_sent_stays_as_it_is(house, offered):
    offered.title = "Another"
    with pytest.raises(NotAllowed, match="accepted and does not change"):
        workflow.save_practice(offered, by=house.head, version=1)


def test_practice_shelve_puts_it_where_everybody_finds_it(house, offered, sign_in):
    everybody = sign_in(house.outsider)
    assert "A lunch desk" not in words_of(everybody.get(SHELF))
    office = sign_in(house.reviewer)
    assert "Offered for the shelf" in words_of(office.get(SHELF))
    url = reverse("sls:practice_shelve", args=[offered.pk])
    assert send(office, url, shelf="on").url == SHELF
    page = words_of(everybody.get(SHELF))
    assert "A lunch desk" in page
    assert "Library, 2026-27" in page
    assert send(office, url, shelf="off").url == SHELF
    assert "A lunch desk" not in words_of(everybody.get(SHELF))


def test_practice_list_finds_what_says_every_word(house, offered, sign_in):
    workflow.shelve_practice(offered, by=house.reviewer, is_on=True)
    client = sign_in(house.outsider)
    assert "A lunch desk" in words_of(client.get(f"{SHELF}?text=NOON+library"))
    assert "Nothing says all of this" in words_of(client.get(f"{SHELF}?text=noon+unicorns"))


def test_nobody_shelves_what_their_own_department_offers(house, offered, sign_in):
    assert "Offered for the shelf" not in words_of(sign_in(house.library_reviewer).get(SHELF))
    for person in (house.library_reviewer, house.head, house.administrator):
        with pytest.raises(NotAllowed):
            workflow.shelve_practice(offered, by=person, is_on=True)
    url = reverse("sls:practice_shelve", args=[offered.pk])
    assert send(sign_in(house.head), url, shelf="on").status_code == 404


def test_what_no_accepted_return_offers_stays_off_the_shelf(house, sign_in):
    practice = offer(returns.opened(house), by=house.head)
    assert "A lunch desk" not in words_of(sign_in(house.reviewer).get(SHELF))
    with pytest.raises(NotAllowed, match="once the return is accepted"):
        workflow.shelve_practice(practice, by=house.reviewer, is_on=True)


@pytest.mark.parametrize("count", [1, 30])
def test_practice_list_asks_the_same_of_the_database(
    house, offered, sign_in, count, django_assert_num_queries
):
    workflow.shelve_practice(offered, by=house.reviewer, is_on=True)
    offered.refresh_from_db()
    for number in range(count - 1):
        offered.pk, offered.title = None, f"Practice {number}"
        offered.save(force_insert=True)
    client = sign_in(house.reviewer)
    client.get(SHELF)
    with django_assert_num_queries(7):
        page = client.get(SHELF).content.decode()
    assert page.count('id="practice-') == count


def test_who_offered_something_decides_neither_about_it_nor_about_its_return(house, sign_in):
    """They wrote it for the library, and have moved to the quality office since."""
    mover = factories.make_person("mover")
    grant = factories.make_grant(mover, "contributor", house.library)
    returns.counted_kpi(house)
    annual_return = returns.filled(house)
    practice = offer(annual_return, by=User.objects.get(pk=mover.pk))
    grant.delete()
    factories.make_grant(mover, "reviewer")
    mover = User.objects.get(pk=mover.pk)
    annual_return = workflow.submit_return(annual_return, by=house.head)
    assert AnnualReturn.objects.judgeable_by(house.reviewer).get() == annual_return
    assert not AnnualReturn.objects.judgeable_by(mover).exists()
    assert not permissions.can_review_return(mover, annual_return)
    assert "Mover" in return_content.of_return(annual_return).written_by.title()
    finish(house, annual_return)
    assert "Offered for the shelf" not in words_of(sign_in(mover).get(SHELF))
    with pytest.raises(NotAllowed, match="You wrote or sent part"):
        workflow.shelve_practice(practice, by=mover, is_on=True)


def test_who_put_something_on_the_shelf_has_not_written_it(house, offered):
    workflow.shelve_practice(offered, by=house.reviewer, is_on=True)
    workflow.shelve_practice(offered, by=house.reviewer, is_on=False)
    assert house.reviewer.pk not in AnnualReturn.objects.get().writers
    assert GoodPractice.objects.offered_to(house.reviewer).get() == offered
