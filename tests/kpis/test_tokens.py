"""Programs are let in by tokens: who makes one, what is stored of it, who shuts it out."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from institution.models import Event
from institution.once import new_token
from institution.permissions import NotAllowed
from kpis import workflow
from kpis.models import Token
from tests import factories
from tests.kpis.programs import in_days, make_token
from tests.kpis.promises import make_promise
from tests.sls.sending import send, words_of

TODAY = timezone.localdate


def add_url(department) -> str:
    return reverse("kpis:department_token_add", args=[department.slug])


def test_a_head_makes_a_token_that_is_shown_once(
    house, sign_in, django_capture_on_commit_callbacks
):
    client, url = sign_in(house.head), add_url(house.library)
    form = {"name": "Service desk", "ends_on": in_days(30).isoformat(), "_once": new_token()}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url, form)
    secret = re.search(r"kept_[\w-]{43}", words_of(answer))[0]
    assert "no-store" in answer["Cache-Control"]
    token = Token.objects.get()
    assert (token.name, token.department, token.made_by) == (
        "Service desk", house.library, house.head,
    )  # fmt: skip
    stored = [str(value) for row in Token.objects.values_list() for value in row]
    assert not any(secret in value for value in stored)
    assert secret.endswith(token.ending)
    again = words_of(client.post(url, form))
    assert "cannot be shown again" in again
    assert secret not in again
    listed = words_of(client.get(reverse("kpis:department_tokens", args=[house.library.slug])))
    assert "Service desk" in listed
    assert secret not in listed
    assert Event.objects.filter(department=house.library, by=house.head).latest("pk").text == (
        f"let the program “Service desk” in to send readings until {in_days(30):%-d %B %Y}"
    )
    assert [m.to for m in mail.outbox] == [[house.head.email]]
    assert "send readings of the KPIs of Library" in mail.outbox[0].body
    assert secret not in mail.outbox[0].body


def test_token_add_begins_with_a_year_and_takes_two_at_most(house, sign_in):
    client, url = sign_in(house.head), add_url(house.library)
    assert f'value="{TODAY().replace(year=TODAY().year + 1)}"' in words_of(client.get(url))
    for days, sentence in [(-1, "has passed already"), (800, "at the latest. Check the date.")]:
        page = words_of(send(client, url, name="Desk", ends_on=in_days(days).isoformat()))
        assert sentence in page
        with pytest.raises(NotAllowed, match="between today and"):
            workflow.make_token("Desk", house.library, by=house.head, ends_on=in_days(days))
    assert "Enter a name" in words_of(send(client, url, name="", ends_on=in_days(1).isoformat()))
    assert Token.objects.count() == 0


@pytest.mark.parametrize(
    "who", ["contributor", "head_elsewhere", "reviewer", "administrator", "outsider"]
)
def test_only_the_head_lets_a_program_send(house, who):
    with pytest.raises(NotAllowed, match="Only the head of Library"):
        make_token(house, by=house.cast[who])


@pytest.mark.parametrize("who", ["head", "administrator", "signatory", "outsider"])
def test_only_the_quality_office_lets_a_program_read(house, who):
    with pytest.raises(NotAllowed, match="Only the quality office lets programs read"):
        make_token(house, None, by=house.cast[who])


def test_a_token_takes_no_kpi_of_another_department(house, sign_in):
    theirs = make_promise(house.finance, house.year, by=house.head_elsewhere).kpi
    own = make_promise(house.library, house.year, by=house.head).kpi
    with pytest.raises(NotAllowed, match="Choose KPIs of Library"):
        make_token(house, kpis=[theirs])
    client, typed = sign_in(house.head), {"name": "Desk", "ends_on": in_days(9).isoformat()}
    refused = send(client, add_url(house.library), **typed, kpis=theirs.pk)
    assert refused.status_code == 200
    assert Token.objects.count() == 0
    send(client, add_url(house.library), **typed, kpis=own.pk)
    assert list(Token.objects.get().kpis.all()) == [own]


def test_a_merged_department_gets_no_token_and_its_kpis_are_chosen_by_name(house):
    """A merger gives no token more than it had; the head chooses what came with the merger."""
    theirs = make_promise(house.finance, house.year, by=house.head_elsewhere).kpi
    own = make_promise(house.library, house.year, by=house.head).kpi
    token, _ = make_token(house)
    house.finance.merged_into, house.finance.merged_on = house.library, TODAY()
    house.finance.save()
    assert list(token.reach()) == [own]
    assert list(make_token(house, kpis=[theirs])[0].reach()) == [theirs]
    with pytest.raises(NotAllowed, match="Finance was merged into Library"):
        make_token(house, "finance", by=house.head)


@pytest.mark.parametrize("who", ["head", "reviewer", "administrator"])
def test_token_revoke_shuts_a_program_out_at_once(
    house, sign_in, who, django_capture_on_commit_callbacks
):
    token, _ = make_token(house)
    client, url = sign_in(house.cast[who]), reverse("kpis:token_revoke", args=[token.pk])
    assert "The program is shut out from its next request on." in words_of(client.get(url))
    with django_capture_on_commit_callbacks(execute=True):
        send(client, url)
        send(client, url)  # twice is once
    token.refresh_from_db()
    assert (token.is_over, token.revoked_by_name) == (True, str(house.cast[who]))
    assert Event.objects.filter(text="shut the program “Service desk” out").count() == 1
    assert [(m.to, m.subject) for m in mail.outbox] == [
        ([house.head.email], "Shut out: Service desk")
    ]


@pytest.mark.parametrize("who", ["contributor", "head_elsewhere", "outsider"])
def test_others_neither_see_nor_revoke_a_token(house, sign_in, who):
    token, _ = make_token(house)
    client = sign_in(house.cast[who])
    assert client.get(reverse("kpis:token_revoke", args=[token.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        workflow.revoke_token(token, by=house.cast[who])
    if who != "contributor":
        page = words_of(client.get(house.library.get_absolute_url()))
        assert "Programs that send readings" not in page


def test_the_quality_office_is_told_of_a_token_that_reads(
    house, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_token(house, None, name="Reports")
    assert [m.to for m in mail.outbox] == [[house.institution.quality_mailbox]]
    assert "read the published promises and figures" in mail.outbox[0].body


def test_token_list_says_why_a_token_has_stopped(house, sign_in):
    make_token(house)
    house.head.role_grants.update(revoked_at=timezone.now())
    page = words_of(sign_in(house.reviewer).get(reverse("kpis:token_list")))
    assert f"Stopped: {house.head} no longer heads Library" in page


@pytest.mark.parametrize("count", [1, 30])
def test_token_list_asks_the_same_however_many_there_are(house, sign_in, count):
    for number in range(count):
        head = factories.make_person(f"head-{number}", role="head", department=house.library)
        make_token(house, by=head, name=f"Desk {number}")
    client = sign_in(house.reviewer)
    client.get(reverse("kpis:token_list"))
    with CaptureQueriesContext(connection) as asked:
        page = words_of(client.get(reverse("kpis:token_list")))
    assert page.count("token ends in") == count
    assert len(asked) == 6


def test_token_list_leads_a_head_to_the_departments_own(house, sign_in):
    answer = sign_in(house.head).get(reverse("kpis:token_list"))
    assert answer.status_code == 403
    own = reverse("kpis:department_tokens", args=[house.library.slug])
    assert f'href="{own}">Programs of Library' in words_of(answer)
    assert "Programs of" not in words_of(sign_in(house.contributor).get(reverse("kpis:token_list")))
