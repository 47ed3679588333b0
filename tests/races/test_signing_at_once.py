"""Signing a self-assessment while somebody else signs it, takes it back or rates an action: one
effect, one document, and nothing in two minds."""

from functools import partial
from threading import Event
from uuid import uuid4

import pytest
from django.urls import reverse

from actionplans import signing, workflow
from actionplans.assessments import content, gathering
from actionplans.models import Plan, PlanEvent, Rating, SelfAssessment
from documents.models import SignedDocument
from institution.permissions import NotAllowed
from tests import factories
from tests.actionplans.assessments import ready_to_sign
from tests.actionplans.plans import plan_in_force, rate
from tests.races.together import PATIENCE, at_once

ROUNDS = 20
TIMES = 5
State = SelfAssessment.State

pytestmark = pytest.mark.django_db(transaction=True)


class Round:
    """Two acts at once. The first goes before the second in one round of three, and after it in
    another, so that each order is met; in the others it is left to chance."""

    def __init__(self, number: int) -> None:
        self.order, self.done = number % 3, (Event(), Event())

    def run(self, *acts):
        return at_once(*(partial(self._act, place, act) for place, act in enumerate(acts)))

    def _act(self, place, act):
        if self.order == 1 - place:
            self.done[1 - place].wait(PATIENCE)
        try:
            return act()
        finally:
            self.done[place].set()


def now() -> SelfAssessment:
    return SelfAssessment.objects.get()


def sign_as_lead(house) -> SelfAssessment:
    shown = gathering.of_assessment(now()).fingerprint()
    return workflow.sign_as_lead(now(), by=house.lead, shown=shown)


def signing_by(person):
    """What signs as the head of the institution, with the document made before, as it is there."""
    document = factories.quick_assessment(now(), by=person)
    return partial(workflow.sign_as_head, now(), by=person, document=document)


def send_out(house) -> None:
    """It is out for signature, whatever the round before has made of it; its documents stay."""
    assessment = now()
    if assessment.state == State.SIGNED:
        SelfAssessment.objects.update(document=None, signed_at=None, state=State.SIGNED_BY_LEAD)
        assessment.signatures.filter(capacity="head").delete()
        Plan.objects.filter(pk=assessment.next_plan_id).update(state="draft", in_force_at=None)
        Plan.objects.filter(pk=assessment.plan_id).update(state="current")
    elif assessment.state == State.WRITING:
        sign_as_lead(house)


def expect_in_one_mind(documents: int) -> None:
    """State, signatures, document and plans say the same, and nobody else made a document."""
    assessment = now()
    is_signed = assessment.state == State.SIGNED
    standing = assessment.signatures.standing().values_list("capacity", "person")
    states = [assessment.plan.state, assessment.next_plan.state]
    assert states == (["past", "current"] if is_signed else ["current", "draft"])
    assert (assessment.document is not None) == is_signed
    assert SignedDocument.objects.count() == documents
    heads = [person for capacity, person in standing if capacity == "head"]
    assert heads == ([assessment.document.signed_by_id] if is_signed else [])
    assert [capacity for capacity, _ in standing].count("lead") == (assessment.state != "writing")
    if is_signed:
        assert assessment.document.content == assessment.sent_content


def test_two_signatories_sign_at_once(house):
    ready_to_sign(house.lead)
    other = factories.make_person("second-signatory", role="signatory")
    for number in range(ROUNDS):
        send_out(house)
        answers = Round(number).run(signing_by(house.signatory), signing_by(other))
        assert sorted(isinstance(answer, NotAllowed) for answer in answers) == [False, True]
        expect_in_one_mind(documents=number + 1)


def test_the_lead_takes_back_what_is_being_signed(house):
    ready_to_sign(house.lead)
    states = []
    for number in range(ROUNDS):
        send_out(house)
        signed, back = Round(number).run(
            signing_by(house.signatory),
            partial(workflow.take_back, now(), by=house.lead, reason="A figure is wrong."),
        )
        assert isinstance(signed, NotAllowed) != isinstance(back, NotAllowed)
        states.append(now().state)
        expect_in_one_mind(documents=states.count("signed"))
    assert set(states) == {"signed", "writing"}


def test_an_action_is_rated_while_the_lead_signs(house):
    action = ready_to_sign(house.lead).plan.actions.first()
    states = []
    for number in range(ROUNDS):
        if now().state == State.SIGNED_BY_LEAD:
            workflow.take_back(now(), by=house.lead, reason="Once more.")
        read = gathering.of_assessment(now())
        value = ("amber", "green")[number % 2]
        signed, rated = Round(number).run(
            partial(workflow.sign_as_lead, now(), by=house.lead, shown=read.fingerprint()),
            partial(rate, action, value, by=house.lead),
        )
        assert rated.value == value
        states.append(now().state)
        assert isinstance(signed, NotAllowed) == (states[-1] == State.WRITING)
        if states[-1] == State.SIGNED_BY_LEAD:
            assert content.from_json(now().sent_content) == read
            assert now().signatures.standing().get().fingerprint == read.fingerprint()
        expect_in_one_mind(documents=0)
    assert set(states) == {"signed_by_lead", "writing"}


@pytest.mark.parametrize("tokens", [1, TIMES])
def test_one_form_sent_five_times_signs_once(house, sign_in, monkeypatch, tokens):
    monkeypatch.setattr(signing, "prepare", factories.quick_assessment)
    ready_to_sign(house.lead)
    sign_as_lead(house)
    url = reverse("actionplans:assessment_countersign", args=[now().plan_id])
    form = {"password": factories.PASSWORD, "shown": signing.sent(now()).fingerprint()}
    answers = send(sign_in, house.signatory, url, form, tokens)
    assert [answer.status_code for answer in answers] == TIMES * [302]
    expect_in_one_mind(documents=1)


@pytest.mark.parametrize("tokens", [1, TIMES])
def test_one_rating_sent_five_times_is_one_rating(house, sign_in, tokens):
    """From one form by an impatient hand, or from five windows that had seen the same."""
    action = plan_in_force(house.lead, actions=1, owner=house.contributor).actions.get()
    url = reverse("actionplans:action_rate", args=[action.plan_id, action.reference])
    form = {"value": "amber", "text": "Two of six have answered.", "after": ""}
    answers = send(sign_in, house.contributor, url, form, tokens)
    assert {answer.status_code for answer in answers} <= {200, 302}
    action.refresh_from_db()
    assert Rating.objects.get() == action.latest
    assert PlanEvent.objects.filter(action=action, text__startswith="rated").count() == 1


def send(sign_in, person, url, form, tokens):
    """The form five times at once, from clients of one person, with so many tokens."""
    marks = TIMES // tokens * [uuid4() for _ in range(tokens)]
    clients = [sign_in(person) for _ in marks]
    return at_once(
        *(
            partial(client.post, url, {**form, "_once": mark})
            for client, mark in zip(clients, marks, strict=True)
        )
    )
