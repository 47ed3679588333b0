"""What is internal is told to nobody else: not by threads, drafts, meetings or the document."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from actionplans import signing, workflow
from actionplans.assessments import gathering
from actionplans.importing import PlanRow
from actionplans.models import Action, Disposition, Plan, Rating
from actionplans.understanding import understand
from institution.permissions import Forbidden, NotAllowed
from tests.actionplans import assessments, groups
from tests.actionplans.plans import keep_plan, make_action, make_plan, plan_in_force, rate

SECRET = "Close the old workshop"


@pytest.fixture
def carried(house):
    """An internal action and a public one, each with what becomes of it in the draft that
    follows."""
    plan = make_plan(house.lead)
    make_action(plan, house.lead, text=SECRET, is_public=False)
    make_action(plan, house.lead)
    plan = workflow.put_in_force(plan, by=house.lead)
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=house.lead)
    plan = Plan.objects.get(pk=plan.pk)
    said = {"V001": "The old workshop is noisy.", "V002": "Not worth its money."}
    for action in plan.actions.all():
        sentence = said[action.reference]
        workflow.dispose([action], by=house.lead, kind="same", sentence=sentence)
    return plan


def page(client, action: Action) -> str:
    answer = client.get(action.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_becomes_of_an_action_is_read_with_the_plan_that_follows(house, sign_in, carried):
    action = carried.actions.get(reference="V002")
    assert "Not worth its money." in page(sign_in(house.lead), action)
    assert "Not worth its money." not in page(sign_in(house.outsider), action)


def test_a_public_action_does_not_tell_of_the_internal_one_it_continues(house, sign_in, carried):
    following = carried.successor
    following.actions.update(is_public=True)
    Plan.objects.filter(pk=carried.pk).update(state="past")
    now = following.created_at
    Plan.objects.filter(pk=following.pk).update(state="current", in_force_at=now)
    internal = Disposition.objects.get(action__reference="V001").successor
    public = Disposition.objects.get(action__reference="V002").successor
    assert "The old workshop is noisy." in page(sign_in(house.lead), internal)
    said = page(sign_in(house.outsider), internal)
    assert "The old workshop is noisy." not in said
    assert "Second plan running" in said
    assert "Not worth its money." in page(sign_in(house.outsider), public)


def test_who_helps_with_one_plan_chooses_among_what_they_may_see_of_the_next(
    house, sign_in, carried
):
    workflow.add_editor(carried, house.outsider, by=house.lead)
    address = reverse("actionplans:action_dispose", args=[carried.pk, "V002"])
    assert SECRET in sign_in(house.lead).get(address).content.decode()
    answer = sign_in(house.outsider).get(address)
    assert answer.status_code == 200
    assert SECRET not in answer.content.decode()


def test_the_document_does_not_quote_an_internal_action(house):
    plan = plan_in_force(house.lead, actions=2)
    Action.objects.filter(plan=plan, reference="V001").update(is_public=False, text=SECRET)
    assessment = assessments.complete(plan, house.lead)
    said = gathering.of_assessment(assessment)
    assert said.you_said[0].reference == "V001"
    assert SECRET not in str(said.to_json())
    html = signing._html(said, assessment)
    assert "You said, we did" in html
    assert SECRET not in html


def test_a_refusal_names_no_draft_to_who_may_not_know_of_it(house, sign_in, carried):
    Plan.objects.filter(predecessor=carried).update(title="Fewer technicians")
    address = reverse("actionplans:plan_begin_next", args=[carried.pk])
    assert "“Fewer technicians” follows" in sign_in(house.lead).get(address).content.decode()
    refused = sign_in(house.outsider).get(address)
    assert refused.status_code == 403
    assert "Fewer technicians" not in refused.content.decode()


def test_who_owned_only_an_action_that_was_taken_out_knows_of_no_draft(house):
    plan = make_plan(house.lead)
    kept = make_action(plan, house.lead, owner=house.contributor)
    gone = make_action(plan, house.lead, owner=house.outsider)
    assert plan in Plan.objects.visible_to(house.outsider)
    workflow.remove_action(gone, by=house.lead)
    assert plan not in Plan.objects.visible_to(house.outsider)
    assert plan in Plan.objects.visible_to(house.contributor)
    assert kept.removed_at is None


def test_an_owner_rates_at_no_meeting_of_others(house, sign_in):
    plan = plan_in_force(house.lead, owner=house.outsider)
    group, _ = groups.make_group(house.lead, members=[house.contributor])
    meeting, action = groups.make_meeting(group, house.lead), plan.actions.first()
    address = reverse("actionplans:action_rate", args=[plan.pk, action.reference])
    owner = sign_in(house.outsider)
    said = {"value": "green", "text": "Done.", "after": "", "_once": uuid4()}
    assert owner.get(f"{address}?meeting={meeting.pk}").status_code == 403
    assert owner.post(f"{address}?meeting={meeting.pk}", said).status_code == 403
    with pytest.raises((Forbidden, NotAllowed), match="Only members"):
        workflow.rate_action(
            action, Rating(value="green", text="Done."), by=house.outsider, after=None,
            meeting=meeting,
        )  # fmt: skip
    assert not meeting.ratings.exists()
    assert owner.post(address, said).status_code == 302


def test_nobody_rates_at_a_meeting_that_is_closed_by_now(house):
    plan = plan_in_force(house.lead)
    group, _ = groups.make_group(house.lead)
    meeting = groups.make_meeting(group, house.lead)
    workflow.close_meeting(meeting, by=house.lead)
    assert meeting.is_open  # as it was read before
    with pytest.raises(NotAllowed, match="closed"):
        workflow.rate_action(
            plan.actions.first(), Rating(value="green", text="Done."), by=house.lead, after=None,
            meeting=meeting,
        )  # fmt: skip


def test_a_number_of_a_rating_that_never_was_is_a_page(house, sign_in):
    plan = plan_in_force(house.lead)
    address = reverse("actionplans:action_rate", args=[plan.pk, "V001"])
    said = {"value": "green", "text": "Done.", "after": "7", "_once": uuid4()}
    answer = sign_in(house.lead).post(address, said)
    assert "Nobody has rated it yet." in answer.content.decode()
    assert answer.context["form"]["after"].value() == ""
    rate(plan.actions.first(), "green", by=house.lead)


def test_what_a_round_counted_does_not_count_internal_actions_for_others(house, sign_in):
    plan = plan_in_force(house.lead, actions=3)
    Action.objects.filter(plan=plan, reference="V001").update(is_public=False)
    review_round = groups.make_round(plan, house.lead)
    for action in plan.actions.all():
        rate(action, "amber", by=house.lead)
    workflow.close_round(review_round, by=house.lead)
    addresses = [
        reverse("actionplans:plan_detail", args=[plan.pk]),
        reverse("actionplans:round_list", args=[plan.pk]),
        reverse("actionplans:round_detail", args=[plan.pk, 1]),
    ]
    for person, count in [(house.lead, 3), (house.outsider, 2)]:
        client = sign_in(person)
        shown = [client.get(address) for address in addresses]
        (line,) = shown[0].context["rounds"]
        assert line.totals.amber == count
        lines = [shown[1].context["rounds"][0][1], shown[2].context["totals"]]
        assert all(one.startswith(f"Total Actions: {count},") for one in lines)


def test_an_owner_as_long_as_a_book_is_not_taken_apart(house):
    owner = "/".join(map(str, range(9_000)))
    upload = keep_plan(house.lead, PlanRow("Visibility", "V001", "Name a champion", owner))
    (row,) = understand(upload, None).rows
    assert row.problems
    assert len(row.owners) < 150
