"""Who signs what, and which plan may follow: no way round an answer or a second pair of eyes."""

from datetime import date

import pytest

from actionplans import workflow
from actionplans.assessments import gathering
from actionplans.importing import PlanRow, PlanTable
from actionplans.models import Plan, SelfAssessment
from institution.models import User
from institution.permissions import NotAllowed
from tests import factories
from tests.actionplans import assessments
from tests.actionplans.plans import make_action, make_plan, plan_in_force


def begun(house) -> SelfAssessment:
    """Complete, with a plan that follows and an answer for every action."""
    plan = plan_in_force(house.lead, actions=2, owner=house.contributor)
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(plan, following, by=house.lead)
    plan = Plan.objects.get(pk=plan.pk)
    workflow.dispose(list(plan.actions.all()), by=house.lead, kind="completed", sentence="Done.")
    return assessments.complete(plan, house.lead)


def send(assessment: SelfAssessment, by: User) -> SelfAssessment:
    shown = gathering.of_assessment(assessment).fingerprint()
    return workflow.sign_as_lead(assessment, by=by, shown=shown)


def again(person: User) -> User:
    return User.objects.get(pk=person.pk)


HANDS = ["leads", "helps", "helps with the next", "wrote a part", "counted", "added an action",
         "decided what becomes of one", "noted a measure", "had sent it"]  # fmt: skip


def lend_a_hand(hand: str, assessment: SelfAssessment, head: User, lead: User) -> None:
    """The person does this, and helps no longer."""
    plan, following = assessment.plan, assessment.next_plan
    for one in (plan, following):
        workflow.add_editor(one, head, by=lead)
    head = again(head)
    if hand == "wrote a part":
        assessments.write(assessment, "resources", "Mine.", by=head)
    elif hand == "counted":
        assessments.count_unit(assessment, head, unit="Workshops")
    elif hand == "added an action":
        make_action(following, head, impact="By a survey.")
    elif hand == "noted a measure":
        assessments.measure(following, head)
    elif hand == "decided what becomes of one":
        workflow.dispose([plan.actions.first()], by=head, kind="dropped", sentence="Mine.")
    for one in (plan, following):
        workflow.remove_editor(one, head, by=lead)
    if hand == "had sent it":
        grant = factories.make_grant(head, "lead")
        back = send(SelfAssessment.objects.get(pk=assessment.pk), again(head))
        workflow.take_back(back, by=lead, reason="A colleague shall sign.")
        grant.delete()


@pytest.mark.parametrize("hand", HANDS)
def test_nobody_signs_for_the_institution_what_they_had_a_hand_in(house, hand):
    assessment, head = begun(house), house.signatory
    if hand == "leads":
        factories.make_grant(head, "lead")
    elif hand == "helps with the next":
        workflow.add_editor(assessment.next_plan, head, by=house.lead)
    elif hand == "helps":
        workflow.add_editor(assessment.plan, head, by=house.lead)
    else:
        lend_a_hand(hand, assessment, head, house.lead)
    out, head = send(SelfAssessment.objects.get(pk=assessment.pk), house.lead), again(head)
    document = factories.quick_assessment(out, by=head)
    with pytest.raises(NotAllowed, match="somebody else signs"):
        workflow.sign_as_head(out, by=head, document=document)


def test_a_document_with_the_signature_of_an_earlier_sending_is_not_kept(house):
    out = send(begun(house), house.lead)
    document = factories.quick_assessment(out, by=house.signatory)
    back = workflow.take_back(out, by=house.lead, reason="A colleague shall sign.")
    factories.make_grant(house.outsider, "lead")
    sent_again = send(back, again(house.outsider))
    assert sent_again.sent_content == document.content
    with pytest.raises(NotAllowed, match="changed while you were reading"):
        workflow.sign_as_head(sent_again, by=house.signatory, document=document)


def test_no_other_plan_follows_where_answers_wait(house):
    plan = plan_in_force(house.lead, actions=2)
    assessment = workflow.begin_assessment(plan, by=house.lead)
    workflow.begin_next(
        plan, Plan(title="The next", starts_on=date(2027, 10, 1), months=36), by=house.lead
    )
    assessment, other = SelfAssessment.objects.get(pk=assessment.pk), make_plan(house.lead)
    with pytest.raises(NotAllowed, match="the plan that follows this one"):
        workflow.choose_next_plan(assessment, other, by=house.lead)
    SelfAssessment.objects.update(next_plan=other)
    make_action(other, house.lead, impact="By a survey.")
    assessment = assessments.complete(Plan.objects.get(pk=plan.pk), house.lead)
    with pytest.raises(NotAllowed, match="the plan that follows this one"):
        send(assessment, house.lead)


def test_a_plan_that_is_chosen_follows_and_asks_for_answers(house):
    plan = plan_in_force(house.lead, actions=2)
    assessment = assessments.complete(plan, house.lead)
    assert Plan.objects.get(pk=plan.pk).successor == assessment.next_plan
    with pytest.raises(NotAllowed, match="2 actions wait for an answer"):
        send(assessment, house.lead)


def test_no_plan_is_put_beside_what_is_out_for_signature_without_one(house):
    plan = plan_in_force(house.lead, actions=2)
    assessment = assessments.complete(plan, house.lead)
    assessment.template.questions.filter(kind="next_plan").update(is_required=False)
    SelfAssessment.objects.update(next_plan=None)
    Plan.objects.update(predecessor=None)
    out = send(SelfAssessment.objects.get(pk=assessment.pk), house.lead)
    following = Plan(title="The next plan", starts_on=date(2027, 10, 1), months=36)
    workflow.begin_next(Plan.objects.get(pk=plan.pk), following, by=house.lead)
    document = factories.quick_assessment(out, by=house.signatory)
    signed = workflow.sign_as_head(out, by=house.signatory, document=document)
    assert (signed.state, signed.next_plan) == ("signed", None)


def test_nothing_is_imported_into_a_plan_that_is_out_for_signature(house):
    plan = plan_in_force(house.lead, actions=1)
    assessment, following = workflow.begin_assessment(plan, by=house.lead), make_plan(house.lead)
    table = PlanTable([PlanRow("Visibility", "V001", "Name a champion", "HR")])
    upload = workflow.keep_plan_file("next.csv", table, by=house.lead, plan=following)
    workflow.choose_next_plan(assessment, following, by=house.lead)
    SelfAssessment.objects.update(state="signed_by_lead", sent_content={})
    stamp = workflow.files.understand(upload, Plan.objects.get(pk=following.pk)).stamp()
    with pytest.raises(NotAllowed, match="out for signature"):
        workflow.confirm_plan_file(upload, by=house.lead, stamp=stamp)
    assert not following.actions.exists()


def test_what_the_next_plan_will_count_stays_as_it_was_sent(house):
    assessment = begun(house)
    measure = assessments.measure(assessment.next_plan, house.lead)
    out = send(SelfAssessment.objects.get(pk=assessment.pk), house.lead)
    for change in (
        lambda: workflow.save_measure(out.next_plan, measure, by=house.lead, actions=[]),
        lambda: workflow.remove_measure(measure, by=house.lead),
        lambda: assessments.hear(out.next_plan, house.lead),
    ):
        with pytest.raises(NotAllowed, match="out for signature"):
            change()
    workflow.take_back(out, by=house.lead, reason="A figure is wrong.")
    workflow.remove_measure(measure, by=house.lead)
    assert not out.next_plan.measures.exists()


def test_a_changed_detail_brings_no_withdrawn_plan_back(house):
    plan = workflow.publish_plan(plan_in_force(house.lead), by=house.lead)
    read_before = Plan.objects.get(pk=plan.pk)
    workflow.withdraw_plan(plan, by=house.lead, reason="A name stands in it.")
    read_before.title = "Another title"
    workflow.change_plan(read_before, by=house.lead)
    now = Plan.objects.get(pk=plan.pk)
    assert (now.title, now.is_published) == ("Another title", False)


def test_a_changed_action_does_not_come_back_after_it_was_taken_out(house):
    action = make_action(make_plan(house.lead), house.lead)
    read_before = type(action).objects.get(pk=action.pk)
    workflow.remove_action(action, by=house.lead)
    read_before.text = "Another text"
    with pytest.raises(NotAllowed, match="took V001 out"):
        workflow.change_action(read_before, by=house.lead)
    assert not action.plan.actions.live().exists()
