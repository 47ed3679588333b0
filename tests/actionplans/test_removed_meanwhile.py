"""Something is removed while somebody else, who has opened its page, saves it or removes it."""

from uuid import uuid4

import pytest
from django.urls import reverse

from actionplans import workflow
from actionplans.models import Action, AgendaItem, Evidence, Milestone
from actionplans.views import meetings as meeting_views
from actionplans.views import parts
from institution.permissions import NotAllowed
from tests.actionplans import groups
from tests.actionplans.plans import plan_in_force

GONE = "Somebody else has removed this in the meantime."


@pytest.fixture
def action(house) -> Action:
    return plan_in_force(house.lead, actions=1, owner=house.contributor).actions.get()


def in_between(monkeypatch, module, verb: str, first) -> None:
    """Let `first` happen after the page has read what is there, and before its verb does."""
    real = getattr(workflow, verb)

    def late(*given, **named):
        first()
        return real(*given, **named)

    monkeypatch.setattr(module.workflow, verb, late)


def test_a_step_that_is_gone_keeps_what_was_typed(house, sign_in, action, monkeypatch):
    step = workflow.save_milestone(action, Milestone(text="Ask around"), by=house.lead)
    address = reverse("actionplans:milestone_edit", args=[action.plan_id, action, step.pk])
    in_between(
        monkeypatch, parts, "save_milestone",
        lambda: workflow.remove_milestone(action, step, by=house.lead),
    )  # fmt: skip
    typed = {"_once": uuid4(), "text": "Ask all of them", "as_seen": step.as_seen}
    answer = sign_in(house.contributor).post(address, typed)
    assert answer.status_code == 200
    assert GONE in answer.content.decode()
    assert "Ask all of them" in answer.content.decode()


def test_an_item_that_is_gone_keeps_what_was_typed(house, sign_in, monkeypatch):
    group, _ = groups.make_group(house.lead, members=[house.contributor])
    meeting = groups.make_meeting(group, house.lead)
    item = meeting.items.get()
    address = reverse("actionplans:item_edit", args=[meeting.pk, item.pk])
    in_between(
        monkeypatch, meeting_views, "change_item",
        lambda: workflow.remove_item(item, by=house.lead),
    )  # fmt: skip
    typed = {"_once": uuid4(), "title": "The next symposium", "as_seen": item.as_seen}
    answer = sign_in(house.contributor).post(address, typed)
    assert answer.status_code == 200
    assert GONE in answer.content.decode()
    assert "The next symposium" in answer.content.decode()
    read_before = AgendaItem.objects.get(pk=item.pk)
    workflow.remove_item(item, by=house.lead)
    with pytest.raises(NotAllowed, match="in the meantime"):
        workflow.move_item(read_before, by=house.lead, up=True)


def test_what_two_remove_is_removed_and_told_once(house, action):
    step = workflow.save_milestone(action, Milestone(text="Ask around"), by=house.lead)
    proof = workflow.add_evidence(action, Evidence(text="Minutes"), by=house.lead)
    rows = [(workflow.remove_milestone, step), (workflow.remove_evidence, proof),
            (workflow.remove_owner, action.owners.get())]  # fmt: skip
    for verb, row in rows:
        for read_before in [type(row).objects.get(pk=row.pk) for _ in range(2)]:
            verb(action, read_before, by=house.lead)
    assert action.events.filter(text__startswith="took").count() == len(rows)
    assert Milestone.history.filter(history_type="-").count() == 1


def test_nobody_who_is_taken_off_leads(house, action):
    first = action.owners.get()
    gone = type(first).objects.create(action=action, position=1, words="HR")
    read_before = type(first).objects.get(pk=gone.pk)
    workflow.remove_owner(action, gone, by=house.lead)
    with pytest.raises(NotAllowed, match="in the meantime"):
        workflow.lead_with(action, read_before, by=house.lead)
    assert action.owners.get().is_lead
