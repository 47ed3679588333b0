"""The public pages of plans: what anybody may read, and what stays inside."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans import workflow
from actionplans.models import Plan, Rating, Scheme
from institution.permissions import NotAllowed
from tests.actionplans.plans import make_action, make_plan, rate


@pytest.fixture
def plan(house) -> Plan:
    plan = make_plan(house.lead)
    make_action(plan, house.lead, text="Name a champion", timescale_words="Spring 2026")
    make_action(plan, house.lead, text="Speak with the unions", is_public=False)
    plan = workflow.put_in_force(plan, by=house.lead)
    rate(plan.actions.get(reference="V001"), "green", by=house.lead, text="There is one.")
    return workflow.publish_plan(plan, by=house.lead)


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def show_progress(plan: Plan, days_ago: int = 0) -> None:
    plan.progress_at = timezone.now() - timedelta(days=days_ago)
    plan.save()


def test_commitment_without_a_plan_says_so(client, house):
    page = client.get(url("commitment")).content.decode()
    assert "No plan is published" in page


def test_commitment_shows_the_signatory_the_plan_and_whom_to_ask(client, plan):
    Scheme.objects.create(signed_on="2017-06-01")
    page = client.get(url("commitment")).content.decode()
    assert "University of Testing has been a signatory since June 2017." in page
    assert str(plan) in page
    assert "technicians@kept.example" in page


def test_public_plan_shows_public_actions_alone(client, plan):
    page = client.get(url("public_plan", plan.pk)).content.decode()
    assert "Name a champion" in page
    assert "Speak with the unions" not in page
    assert "There is one." not in page  # progress is not published


def test_public_plan_shows_progress_as_it_was_when_published(client, house, plan):
    Rating.objects.update(rated_at=timezone.now() - timedelta(days=5))
    show_progress(plan, days_ago=1)
    action = plan.actions.get(reference="V001")
    rate(action, "red", by=house.lead, text="She has left, which nobody knows yet.")
    page = client.get(url("public_plan", plan.pk)).content.decode()
    assert "There is one." in page
    assert "Completed actions (Green): 1 / 100%" in page
    assert "She has left" not in page


def test_open_data_says_the_same(client, plan):
    show_progress(plan)
    table = client.get(url("public_plan_csv", plan.pk))
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [(row["Reference"], row["RAG"], row["Due on"]) for row in rows] == [
        ("V001", "green", "2026-05-31")
    ]
    data = json.loads(client.get(url("public_plan_json", plan.pk)).content)
    assert [one["reference"] for one in data["actions"]] == ["V001"]
    assert data["actions"][0]["status"] == "There is one."


def test_open_data_counts_days_as_the_page_does(client, plan):
    plan.progress_at = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    plan.save()
    assert "2 July 2026" in client.get(url("public_plan", plan.pk)).content.decode()
    table = client.get(url("public_plan_csv", plan.pk)).content.decode("utf-8-sig")
    assert [row["As at"] for row in csv.DictReader(io.StringIO(table))] == ["2026-07-02"]


@pytest.mark.parametrize("name", ["public_plan", "public_plan_csv", "public_plan_json"])
def test_a_plan_that_is_not_published_is_not_there(client, house, plan, name):
    assert client.get(url(name, plan.pk)).status_code == 200
    workflow.withdraw_plan(plan, by=house.lead, reason="A name stood in it.")
    assert client.get(url(name, plan.pk)).status_code == 404


def test_a_past_plan_says_that_another_has_followed_and_leads_on(client, plan):
    Plan.objects.update(state="past")
    page = client.get(url("public_plan", plan.pk)).content.decode()
    assert "This is not the current plan" in page
    assert f'<a href="{url("commitment")}">See all plans</a>' in page


def test_caches_may_keep_the_page_for_visitors_alone(client, plan, house, sign_in):
    address = url("public_plan", plan.pk)
    assert "public" in client.get(address).headers["Cache-Control"]
    assert "no-store" in sign_in(house.lead).get(address).headers["Cache-Control"]


def test_a_draft_is_not_published(house):
    with pytest.raises(NotAllowed, match="once it is in force"):
        workflow.publish_plan(make_plan(house.lead), by=house.lead)


def test_nothing_is_published_without_somebody_to_ask(house, sign_in):
    plan = make_plan(house.lead, contact_email="")
    make_action(plan, house.lead)
    workflow.put_in_force(plan, by=house.lead)
    lead = sign_in(house.lead)
    page = lead.post(url("plan_publish", plan.pk), {"_once": uuid4()}, follow=True)
    assert "Say first who answers questions" in page.content.decode()
    assert not Plan.objects.get(pk=plan.pk).is_published


def test_plan_edit_keeps_somebody_to_ask_on_the_public_page(house, plan, sign_in):
    labels = {f"{one}_label": one for one in ("green", "amber", "red")}
    typed = {"title": "Our plan", "stage": "1", "starts_on": "2026-10-01", "months": "24"}
    address = url("plan_edit", plan.pk)
    said = {"_once": uuid4(), "as_seen": plan.as_seen, **typed, **labels}
    page = sign_in(house.lead).post(address, said).content.decode()
    assert "The plan is published, so its page needs an address for questions." in page
    assert "Our plan" in page


def test_plan_withdraw_asks_why(house, plan, sign_in):
    address = url("plan_withdraw", plan.pk)
    page = sign_in(house.lead).post(address, {"_once": uuid4(), "reason": ""}).content.decode()
    assert "Say why; the reason stays with the decision." in page
    assert Plan.objects.get(pk=plan.pk).is_published


@pytest.mark.parametrize("actions", [1, 30])
def test_public_plan_asks_the_same_of_the_database(
    client, house, actions, django_assert_num_queries
):
    plan = make_plan(house.lead)
    for _ in range(actions):
        make_action(plan, house.lead)
    plan = workflow.publish_plan(workflow.put_in_force(plan, by=house.lead), by=house.lead)
    show_progress(plan)
    client.get(url("public_plan", plan.pk))
    with django_assert_num_queries(5):
        client.get(url("public_plan", plan.pk))
