"""Reminders of what is due about KPIs: who gets them, how often, and what they say."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from kpis import workflow
from kpis.models import Intervention, Reminder
from sls import reminders
from tests import factories
from tests.kpis.promises import last_year, make_promise, month, record

HEAD, CONTRIBUTOR = "head@kept.example", "contributor@kept.example"


@pytest.fixture
def year(house):
    """Last year; nothing is owed of statements, so all that is sent is about figures."""
    house.requirement.delete()
    return last_year()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """sent(today) gives what is mailed on that day, by address; nobody gets two."""

    def call(today):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            count, _ = reminders.send(today)
        found = {message.to[0]: message for message in mail.outbox}
        assert len(found) == len(mail.outbox) == count
        return found

    return call


def make_kpi(house, year, *, months, title="Answers in time", department=None, by=None):
    by = by or house.head
    kpi = make_promise(department or house.library, year, by=by, title=title).kpi
    for number in range(months):
        record(kpi, month(year.start_year, number, 93, 100), by=by)
    return kpi


def test_one_mail_to_each_with_everything_that_is_due(house, year, sent):
    make_kpi(house, year, months=2)
    make_kpi(house, year, months=3, title="Complaints")
    elsewhere = make_kpi(
        house, year, months=12, department=house.finance, by=house.head_elsewhere, title="Invoices"
    )
    review_on = date(year.start_year, 11, 12)
    workflow.plan_intervention(
        elsewhere,
        Intervention(title="A guide", starts_on=date(year.start_year, 8, 1), review_on=review_on),
        by=house.head_elsewhere,
    )
    told = sent(date(year.start_year, 12, 3))
    assert sorted(told) == [CONTRIBUTOR, "head-elsewhere@kept.example", HEAD]
    library, finance = told[HEAD], told["head-elsewhere@kept.example"]
    [(html, kind)] = library.alternatives
    assert kind == "text/html"
    for words in (library.body, html):
        assert words.count("Enter the reading for") == 2
        assert f"Enter the reading for October {year.start_year}" in words
        assert f"Enter the reading for November {year.start_year}" in words
        assert "Library, “Answers in time”" in words
        assert "A guide" not in words
    assert "1 more reading is waiting" in html
    assert "1 more reading is waiting" in library.body
    assert "http://localhost:8000/\n" in library.body
    assert "Look whether “A guide” worked" in finance.body
    assert "Enter the reading" not in finance.body
    assert told[CONTRIBUTOR].body == library.body


def test_nobody_is_told_the_same_within_a_week(house, year, sent):
    kpi = make_kpi(house, year, months=2)
    assert sent(date(year.start_year, 10, 31)) == {}
    first = date(year.start_year, 11, 2)
    assert sorted(sent(first)) == [CONTRIBUTOR, HEAD]
    for days in range(7):
        assert sent(first + timedelta(days=days)) == {}
    assert sorted(sent(first + timedelta(days=7))) == [CONTRIBUTOR, HEAD]
    record(kpi, month(year.start_year, 2, 93, 100), by=house.head)
    assert sent(first + timedelta(days=14)) == {}


def test_something_else_that_falls_due_is_told_at_once(house, year, sent):
    make_kpi(house, year, months=2)
    first = date(year.start_year, 11, 2)
    sent(first)
    make_kpi(house, year, months=2, title="Complaints")
    told = sent(first + timedelta(days=3))
    assert told[HEAD].body.count("Enter the reading for") == 2
    assert sent(first + timedelta(days=7)) == {}  # both were told of three or four days ago
    assert Reminder.objects.filter(person=house.head).count() == 2


def test_what_has_weeks_left_is_not_mailed_yet(house, year, sent):
    kpi = make_kpi(house, year, months=0)
    kpi.promises.update(frequency="annual")
    end = date(year.start_year + 1, 7, 31)
    assert sent(end + timedelta(days=1)) == {}  # 30 working days are left
    assert sorted(sent(end + timedelta(days=35))) == [CONTRIBUTOR, HEAD]


def test_a_reminder_of_a_statement_tells_of_the_figures_too(house, sent):
    make_kpi(house, last_year(), months=11)
    house.year.due_on = timezone.localdate() + timedelta(days=14)
    house.year.save()
    message = sent(timezone.localdate())[HEAD]
    assert "Begin the statement for 2026-27" in message.body
    assert "Enter the reading for July" in message.body


def test_a_paused_year_reminds_nobody(house, year, sent):
    make_kpi(house, year, months=2)
    day = date(year.start_year, 12, 3)
    year.state, year.public_reason = "paused", "A year to think."
    year.save()
    assert sent(day) == {}
    year.state = "closed"
    year.save()
    assert sorted(sent(day)) == [CONTRIBUTOR, HEAD]


def test_a_department_without_people_is_named(house, year):
    estates = factories.make_department("Estates")
    gone = factories.make_person("gone", role="head", department=estates)
    make_kpi(house, year, months=2, department=estates, by=gone)
    make_kpi(house, year, months=2)
    gone.is_active = False
    gone.save()
    assert reminders.send(date(year.start_year, 12, 3)) == (2, ["Estates"])
