"""Writing a self-assessment: who may, what is kept, what is missing, what it says in the end."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from actionplans import workflow
from actionplans.assessments import gathering, measuring
from actionplans.assessments.gaps import missing
from actionplans.models import AssessmentTemplate, Plan, SelfAssessment
from institution.permissions import NotAllowed, Stale
from tests.actionplans import assessments
from tests.actionplans.plans import make_action, make_plan, plan_in_force, rate
from tests.kpis.promises import make_promise, month, record


@pytest.fixture
def plan(house) -> Plan:
    return plan_in_force(house.lead)


@pytest.fixture
def assessment(house, plan) -> SelfAssessment:
    return workflow.begin_assessment(plan, by=house.lead)


def gaps(assessment: SelfAssessment) -> list[str]:
    assessment = SelfAssessment.objects.get(pk=assessment.pk)
    return [gap.sentence for gap in missing(assessment, gathering.of_assessment(assessment))]


def test_it_begins_with_every_part_and_what_is_known(house, plan, assessment):
    assert assessment.template.stage == plan.stage + 1
    assert assessment.sections.count() == assessment.template.questions.count() == 10
    assert (assessment.lead_name, assessment.email) == (house.lead.name, house.lead.email)
    assert workflow.begin_assessment(plan, by=house.lead) == assessment  # twice is once
    assert AssessmentTemplate.objects.count() == 1


def test_it_begins_with_the_plan_that_follows(house, plan):
    following = make_plan(house.lead, title="Next", predecessor=plan)
    assert workflow.begin_assessment(plan, by=house.lead).next_plan == following


def test_the_plan_that_is_begun_after_it_follows(house, plan, assessment):
    said = Plan(title="Next", starts_on=date(2027, 10, 1), months=36)
    following = workflow.begin_next(plan, said, by=house.lead)
    assessment.refresh_from_db()
    assert assessment.next_plan == following


def test_a_draft_is_not_assessed(house):
    with pytest.raises(NotAllowed, match="once it is in force"):
        workflow.begin_assessment(make_plan(house.lead), by=house.lead)


def test_only_the_lead_begins_and_helpers_write(house, plan, assessment):
    workflow.add_editor(plan, house.outsider, by=house.lead)
    assessments.write(assessment, "resources", "Two days a week.", by=house.outsider)
    assert assessments.section(assessment, "resources").updated_by == house.outsider
    for person in (house.signatory, house.head):
        with pytest.raises(NotAllowed, match="people who help"):
            assessments.write(assessment, "resources", "Mine.", by=person)
    before = make_plan(house.lead, title="Before")
    workflow.add_editor(before, house.outsider, by=house.lead)
    Plan.objects.filter(pk=before.pk).update(state="past", in_force_at=timezone.now())
    with pytest.raises(NotAllowed, match="Only the institutional lead"):
        workflow.begin_assessment(before, by=house.outsider)


def test_nobody_changes_it_while_it_is_out_for_signature(house, plan, assessment):
    counted = assessments.count_unit(assessment, house.lead)
    heard = assessments.hear(plan, house.lead)
    SelfAssessment.objects.update(state="signed_by_lead", sent_content={})
    refused = [
        lambda: assessments.write(assessment, "resources", "Late.", by=house.lead),
        lambda: workflow.change_assessment(assessment, ["phone"], by=house.lead),
        lambda: workflow.remove_headcount(assessment, counted, by=house.lead),
        lambda: workflow.remove_consultation(heard, by=house.lead),
        lambda: assessments.measure(plan, house.lead),
        lambda: workflow.choose_next_plan(assessment, make_plan(house.lead), by=house.lead),
    ]
    for verb in refused:
        with pytest.raises(NotAllowed, match=r"signature|signed"):
            verb()


def test_a_text_is_not_saved_over_one_that_was_not_seen(house, assessment):
    part = assessments.section(assessment, "resources")
    assessments.write(assessment, "resources", "Theirs.", by=house.lead)
    with pytest.raises(Stale) as stale:
        workflow.save_section(part, by=house.lead, text="Mine.", as_seen=part.as_seen)
    assert stale.value.current.text == "Theirs."
    # The same words again are no change, so there is nothing to choose.
    workflow.save_section(part, by=house.lead, text="Theirs.", as_seen=part.as_seen)
    now = assessments.section(assessment, "resources")
    assert (now.version, now.history.count()) == (2, 1)


def test_every_change_counts(house, plan, assessment):
    seen = [assessment.version]

    def count() -> None:
        seen.append(SelfAssessment.objects.get(pk=assessment.pk).version)

    assessments.write(assessment, "resources", "Two days.", by=house.lead)
    count()
    unit = assessments.count_unit(assessment, house.lead)
    count()
    workflow.remove_headcount(assessment, unit, by=house.lead)
    count()
    heard = assessments.hear(plan, house.lead)
    count()
    workflow.remove_consultation(heard, by=house.lead)
    count()
    assessments.measure(plan, house.lead)
    count()
    assert seen == list(range(1, 8))


def test_units_are_moved_and_named_once(house, assessment):
    first = assessments.count_unit(assessment, house.lead)
    second = assessments.count_unit(assessment, house.lead, unit="Arts")
    workflow.move_headcount(assessment, second, by=house.lead, up=True)
    workflow.move_headcount(assessment, second, by=house.lead, up=True)
    assert [one.unit for one in assessment.headcounts.all()] == ["Arts", "Natural Sciences"]
    with pytest.raises(NotAllowed, match="Arts has its numbers already"):
        assessments.count_unit(assessment, house.lead, unit="Arts")
    first.refresh_from_db()
    first.technicians, seen = 84, first.as_seen
    workflow.save_headcount(assessment, first, by=house.lead, as_seen=seen)
    with pytest.raises(Stale):
        workflow.save_headcount(assessment, first, by=house.lead, as_seen=seen)


def test_everything_that_is_missing_is_named(house, plan, assessment):
    found = gaps(assessment)
    assert found.count("Write the text.") == 7
    for sentence in [
        "Say how many technicians work in which unit.", "3 actions have no rating yet.",
        "Choose the plan that follows.", "Add when technicians were heard to the ledger.",
        "Give the address at which status and plan are published.",
    ]:  # fmt: skip
        assert sentence in found
    assessments.measure(plan, house.lead)
    following = make_plan(house.lead, title="Next")
    make_action(following, house.lead)
    workflow.choose_next_plan(assessment, following, by=house.lead)
    rated = plan.actions.first()
    rate(rated, "red", by=house.lead)
    type(rated.ratings.get()).objects.update(text="", is_imported=True)
    found = gaps(assessment)
    assert "V001 is red and does not say why." in found
    assert "V001 does not say how the impact will be evidenced." in found
    assert any(one.startswith("“Technicians who feel seen”: count it again") for one in found)


def test_nothing_is_missing_in_a_complete_one(house, plan):
    assert gaps(assessments.complete(plan, house.lead)) == []


def test_what_is_optional_is_not_missing(house, plan, assessment):
    assessment.template.questions.filter(key="resources").update(is_required=False)
    assert gaps(assessment).count("Write the text.") == 6


def test_content_has_the_plans_the_voice_and_the_measures(house, plan):
    assessment = assessments.complete(plan, house.lead)
    action = plan.actions.first()
    assessments.measure(plan, house.lead, [action], repeat_value=55, repeat_on=date(2027, 3, 1))
    said = gathering.of_assessment(SelfAssessment.objects.get(pk=assessment.pk))
    assert said.plan.line == (
        "Total Actions: 3, Completed actions (Green): 2 / 67%, "
        "Started and/or continuing actions (Amber): 0 / 0%, "
        "Did not start and/or redefined (Red): 1 / 33%"
    )
    row = said.plan.actions[0]
    assert (row.reference, row.owner, row.timescale, row.rating, row.status) == (
        "V001", "HR", "Summer 2027", "green", "As planned.",
    )  # fmt: skip
    assert [one.status for one in said.plan.reds] == ["The money came too late."]
    assert said.next_plan.actions[0].impact == "By the survey of 2029."
    assert [(one.change, one.references) for one in said.measures] == [
        ("It rose from 40 to 55%, by 15.", ("V001",))
    ]
    assert [(one.reference, one.outcome) for one in said.you_said] == [
        ("V001", "Completed actions (Green)")
    ]
    assert said.headcounts.percent == "7.23"


def test_the_internal_note_of_a_consultation_is_no_content(house, plan, assessment):
    assessments.hear(plan, house.lead, note="Not for print.")
    said = gathering.of_assessment(assessment).to_json()
    assert said["consultations"][0]["said"] == "Nobody knows what we do."
    assert "Not for print" not in str(said)


def test_an_action_that_was_taken_out_changed_nothing(house, plan, assessment):
    following = make_plan(house.lead, title="Next")
    action = make_action(following, house.lead)
    assessments.hear(plan, house.lead, action=action)
    assert gathering.of_assessment(assessment).you_said[0].outcome == "In “Next”"
    workflow.remove_action(action, by=house.lead)
    assert gathering.of_assessment(assessment).you_said == []


def test_a_final_reading_fills_the_second_count(house, plan):
    kpi = make_promise(house.library, house.year, by=house.head).kpi
    measure = assessments.measure(plan, house.lead, kpi=kpi)
    assert measuring.offer(measure) is None
    record(kpi, month(house.year.start_year, 0, 2, 3), by=house.head)
    offer = measuring.offer(measure)
    filled = workflow.fill_repeat(measure, by=house.lead, as_seen=offer.stamp)
    assert filled.repeat_value == Decimal("66.67")
    assert filled.repeat_on == date(house.year.start_year, 8, 31)
    assert kpi.title in filled.repeat_note
    with pytest.raises(NotAllowed, match="Look again"):  # it is another measure now
        workflow.fill_repeat(measure, by=house.lead, as_seen=offer.stamp)


def test_comments_are_for_those_who_read_it_and_no_change(house, assessment):
    part = assessments.section(assessment, "resources")
    said = workflow.comment_on_section(part, by=house.signatory, text="Which budget?")
    with pytest.raises(NotAllowed):
        workflow.comment_on_section(part, by=house.head, text="Mine too.")
    with pytest.raises(NotAllowed):
        workflow.resolve_comment(said, by=house.signatory)
    workflow.resolve_comment(said, by=house.lead)
    said.refresh_from_db()
    assert said.resolved_by_name == str(house.lead)
    assert SelfAssessment.objects.get().version == assessment.version


def test_an_assessment_keeps_the_template_it_was_begun_on(house, assessment):
    draft = workflow.begin_assessment_template(2, by=house.lead)
    assert workflow.begin_assessment_template(2, by=house.lead) == draft  # one at a time
    question = draft.questions.get(key="resources")
    question.title, seen = "Money and time", question.as_seen
    workflow.save_question(question, by=house.lead, as_seen=seen)
    workflow.move_question(question, by=house.lead, up=True)
    with pytest.raises(Stale):
        workflow.publish_assessment_template(draft, by=house.lead, as_seen="another state")
    workflow.publish_assessment_template(draft, by=house.lead, as_seen=draft.as_seen)
    assert str(assessments.section(assessment, "resources")) == "Resources"
    assert AssessmentTemplate.objects.current(2) == draft
    assert list(draft.questions.values_list("key", flat=True))[2:4] == ["resources", "approach"]
    with pytest.raises(NotAllowed, match="never changes"):
        workflow.save_question(question, by=house.lead)
