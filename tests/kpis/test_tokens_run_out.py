"""A program's token that ends: who is told, when, and what settles it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from institution.workflow.departments import merge_department
from kpis import workflow
from kpis.models import Token
from kpis.reminders import tell_of_programs
from sls import reminders
from tests import factories
from tests.kpis.promises import last_year, make_promise

HEAD, OFFICE = "head@kept.example", "quality@kept.example"
TODAY = timezone.localdate


def make_token(house, days, department="library", *, name="Service desk") -> Token:
    """A token that ends in so many days, or ended so many days ago."""
    owner = getattr(house, department) if department else None
    maker = house.head if department else house.reviewer
    ends_on = TODAY() + timedelta(days=30)
    token, _ = workflow.make_token(name, owner, by=maker, ends_on=ends_on)
    Token.objects.filter(pk=token.pk).update(ends_on=TODAY() + timedelta(days=days))
    token.refresh_from_db()
    return token


def needs(client) -> list[tuple[str, str, bool]]:
    """What is asked of the person about programs."""
    todos = client.get("/").context["todos"]
    return [(one.what, one.whose, one.is_late) for one in todos if "program" in one.what]


LINE = "The token of the program “Service desk” ends"


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """told(days) gives what is mailed that many days from now."""

    def call(days=0):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            tell_of_programs(TODAY() + timedelta(days=days))
        return [(message.to[0], message.subject) for message in mail.outbox]

    return call


def test_it_needs_the_head_from_two_weeks_before_until_two_weeks_after(house, sign_in):
    token = make_token(house, 15)
    asked = []
    for days in (15, 14, 0, -1, -14, -15):
        Token.objects.update(ends_on=TODAY() + timedelta(days=days))
        asked.append(needs(sign_in(house.head)))
        assert needs(sign_in(house.contributor)) == needs(sign_in(house.head_elsewhere)) == []
    soon, late = [(LINE, "Library", False)], [(LINE, "Library", True)]
    assert asked == [[], soon, soon, late, late, []]
    assert Token.objects.get() == token


def test_the_line_leads_to_the_programs_of_the_department(house, sign_in):
    token, client = make_token(house, 3), sign_in(house.head)
    [todo] = [one for one in client.get("/").context["todos"] if one.due_on == token.ends_on]
    assert todo.url == reverse("kpis:department_tokens", args=["library"])
    assert client.get(todo.url).status_code == 200


def test_the_heads_are_told_once_before_and_once_after(house, told):
    ends_on = make_token(house, 20).ends_on
    assert told(5) == []
    assert told(6) == [(HEAD, "Let in for a short time yet: Service desk")]
    [(html, _)] = mail.outbox[0].alternatives
    for words in (mail.outbox[0].body, html):
        assert f"ends on {date_format(ends_on, 'j F Y')}" in words
        assert "make a new token of the same name" in words
        assert "send readings of Library" in words
        assert reverse("kpis:department_tokens", args=["library"]) in words
    assert told(6) == told(20) == []
    assert told(21) == [(HEAD, "No longer let in: Service desk")]
    assert f"ended on {date_format(ends_on, 'j F Y')}" in mail.outbox[0].body
    assert told(21) == told(30) == []


def test_one_that_reads_is_told_to_the_quality_office(house, told):
    make_token(house, 14, None, name="Reports")
    assert told() == [(OFFICE, "Let in for a short time yet: Reports")]
    assert "read what is published" in mail.outbox[0].body
    assert told() == []


@pytest.mark.parametrize("settle", ["revoke", "replace", "merge"])
def test_nobody_is_told_of_what_is_settled(house, sign_in, told, settle):
    token = make_token(house, 7)
    assert needs(sign_in(house.head)) == [(LINE, "Library", False)]
    if settle == "revoke":
        workflow.revoke_token(token, by=house.head)
    elif settle == "replace":
        make_token(house, 300, name="service DESK")
    else:
        merge_department(house.library, house.finance, by=house.reviewer)
    assert needs(sign_in(house.head)) == []
    assert told() == told(8) == []


def test_one_of_another_name_or_department_settles_nothing(house, sign_in, told):
    make_token(house, 7)
    make_token(house, 300, name="Another")
    workflow.make_token(
        "Service desk", house.finance, by=house.head_elsewhere, ends_on=TODAY() + timedelta(300)
    )
    make_token(house, 300, None)
    assert needs(sign_in(house.head)) == [(LINE, "Library", False)]
    assert [to for to, _ in told()] == [HEAD]


def test_a_department_without_a_head_is_named_until_there_is_one(house, told):
    make_token(house, 7)
    house.head.role_grants.all().delete()
    assert tell_of_programs(TODAY()) == tell_of_programs(TODAY()) == (0, {"Library"})
    factories.make_grant(house.contributor, "head", house.library)
    assert [to for to, _ in told()] == ["contributor@kept.example"]


def test_send_reminders_tells_of_programs_too(house, capsys):
    house.requirement.delete()
    make_token(house, 7)
    call_command("send_reminders")
    call_command("send_reminders")
    assert capsys.readouterr().out == (
        "Reminded 0 people.\nTold of 1 program.\nReminded 0 people.\n"
    )


def test_a_reminder_of_something_else_lists_the_program(house, django_capture_on_commit_callbacks):
    make_promise(house.library, last_year(), by=house.head)
    make_token(house, 7)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        reminders.send()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert LINE in bodies[HEAD]
    assert LINE not in bodies["contributor@kept.example"]
    assert "Enter the reading" in bodies["contributor@kept.example"]
