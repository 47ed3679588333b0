"""By when annual returns are due: on the pages, in "What needs you", and in reminders."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution.models import AcademicYear
from sls import reminders, todo, workflow
from sls.models import AnnualReturn
from tests.sls import returns
from tests.sls.returns import again, url_of
from tests.sls.sending import words_of

HEAD = "head@kept.example"


@pytest.fixture
def asked(house) -> AnnualReturn:
    """The library owes a return for a year that is over; nothing else is due."""
    annual_return = returns.opened(house)
    AcademicYear.objects.update(due_on=None, state="closed")
    return again(annual_return)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """told(days) gives what reminders mail that many days from now, by address."""

    def call(days=0):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            reminders.send(timezone.localdate() + timedelta(days=days))
        return {message.to[0]: message for message in mail.outbox}

    return call


def due_in(days: int) -> date:
    """Returns are due in so many days; the census was before."""
    due = timezone.localdate() + timedelta(days=days)
    AcademicYear.objects.update(returns_due_on=due, census_on=due - timedelta(days=20))
    return due


def test_the_day_stands_on_the_pages_of_a_return(house, asked, sign_in):
    due = date_format(due_in(14), "j F Y")
    client = sign_in(house.contributor)
    pages = [
        url_of("return_edit", asked), url_of("return_part", asked, "year"),
        url_of("return_detail", asked),
    ]  # fmt: skip
    for url in pages:
        assert f">{due}</time>" in words_of(client.get(url))
    listed = words_of(client.get(reverse("sls:return_list")))
    assert f"To be sent by {due}." in listed
    assert "Late" not in listed
    due = date_format(due_in(-1), "j F Y")
    for url in pages:
        page = words_of(client.get(url))
        assert "Was due <time" in page
        assert f">{due}</time>" in page
    assert "Late" in words_of(client.get(reverse("sls:return_list")))


def test_what_was_sent_is_not_late(house, sign_in):
    annual_return = returns.submitted(house)
    due_in(-1)
    assert not again(annual_return).is_overdue
    client = sign_in(house.reviewer)
    assert "Late" not in words_of(client.get(reverse("sls:return_list")))
    assert [item.due_on for item in todo.items(house.reviewer) if "return" in item.what] == [None]


def test_what_needs_you_says_by_when(house, asked, sign_in):
    due = due_in(3)
    for person in (house.head, house.contributor):
        [item] = sign_in(person).get("/").context["todos"]
        assert (item.what, item.due_on, item.is_late) == (
            "Write the return for 2026-27", due, False,
        )  # fmt: skip
    due_in(-1)
    [item] = sign_in(house.head).get("/").context["todos"]
    assert item.is_late


def test_without_a_day_it_is_six_weeks_after_the_census(house, asked):
    [item] = todo.items(house.head)
    assert item.due_on == asked.due_on == timezone.localdate() + timedelta(days=42)
    AcademicYear.objects.update(census_on=None)
    [item] = todo.items(house.head)
    assert item.due_on is again(asked).due_on is None


def test_send_reminders_tells_heads_of_a_return_once_a_stage(asked, told):
    due = due_in(14)
    first = told()
    assert list(first) == [HEAD]
    assert first[HEAD].subject == "Due soon in Kept"
    [(html, _)] = first[HEAD].alternatives
    for words in (first[HEAD].body, html):
        assert "Write the return for 2026-27" in words
        assert date_format(due, "j F Y") in words
    assert told() == told(3) == {}
    assert list(told(8)) == [HEAD]
    due_in(13)
    assert list(told()) == [HEAD]


def test_send_reminders_says_every_week_that_a_return_is_late(asked, told):
    due_in(-1)
    message = told()[HEAD]
    assert message.subject == "Overdue in Kept"
    assert "was due" in message.body
    assert told(6) == {}
    assert list(told(7)) == [HEAD]


def test_send_reminders_is_silent_about_paused_years_and_what_was_sent(house, asked, told):
    due_in(-1)
    AcademicYear.objects.update(state="paused", public_reason="A year to think.")
    assert told() == {}
    AcademicYear.objects.update(state="closed")
    returns.fill_in(asked, by=house.contributor, head=house.head)
    workflow.submit_return(asked, by=house.head)
    assert told() == {}
    AnnualReturn.objects.update(state="returned")
    assert list(told()) == [HEAD]


def test_send_reminders_names_a_department_that_has_nobody_to_write_its_return(house, asked):
    due_in(1)
    house.head.role_grants.all().delete()
    assert reminders.send() == (0, ["Library"])
    assert again(asked).reminded_of is None


def test_who_is_asked_for_a_return_is_told_by_when(
    house, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        annual_return = returns.opened(house)
    by = date_format(annual_return.due_on, "j F Y")
    assert f"to the quality office by {by}." in " ".join(mailoutbox[0].body.split())
