"""The pages of a self-assessment: what they show, and what forms do with what is typed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans import workflow
from actionplans.models import AssessmentTemplate, Consultation, ImpactMeasure, SelfAssessment
from institution import autosave
from tests.actionplans import assessments
from tests.actionplans.plans import make_plan, plan_in_force, rate
from tests.kpis.promises import make_promise, month, record


def url(name: str, *args) -> str:
    return reverse(f"actionplans:{name}", args=args)


def send(client, address: str, **typed):
    return client.post(address, {"_once": uuid4(), **typed})


def page(client, name: str, *args) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def plan(house):
    return plan_in_force(house.lead)


@pytest.fixture
def assessment(house, plan) -> SelfAssessment:
    return workflow.begin_assessment(plan, by=house.lead)


@pytest.fixture
def lead(house, sign_in):
    return sign_in(house.lead)


def test_assessment_detail_leads_to_the_beginning(house, plan, lead, sign_in):
    address = url("assessment_detail", plan.pk)
    assert address in lead.get(plan.get_absolute_url()).content.decode()
    assert "Begin the self-assessment" in page(lead, "assessment_detail", plan.pk)
    assert "Begin the self-assessment" not in page(
        sign_in(house.signatory), "assessment_detail", plan.pk
    )
    assert send(lead, url("assessment_begin", plan.pk)).status_code == 302
    assert SelfAssessment.objects.get().plan == plan


def test_assessment_detail_says_the_state_of_each_part(house, plan, assessment, lead):
    assessments.write(assessment, "resources", "Two days a week.", by=house.lead)
    assessments.count_unit(assessment, house.lead)
    assessment.template.questions.filter(key="community").update(is_required=False)
    tasks = lead.get(url("assessment_detail", plan.pk)).context["tasks"]
    assert {task.part.key: task.state for task in tasks} == {
        "organisation": "in progress", "structures": "in progress", "approach": "not started",
        "resources": "complete", "community": "optional", "rag": "not started",
        "next-plan": "not started", "voice": "not started", "publication": "not started",
        "signatures": "not started",
    }  # fmt: skip
    assert "3 actions have no rating yet." in page(lead, "assessment_detail", plan.pk)


def test_assessment_part_saves_and_goes_on(house, plan, assessment, lead):
    part = assessments.section(assessment, "resources")
    address = part.get_absolute_url()
    assert "about 400 will usually do" in lead.get(address).content.decode()
    answer = send(lead, address, text="Two  days.\r\n", as_seen=part.as_seen, then="next")
    assert answer["Location"] == url("assessment_part", plan.pk, "community")
    now = assessments.section(assessment, "resources")
    assert (now.text, now.updated_by) == ("Two  days.", house.lead)
    answer = send(lead, address, text="Three.", as_seen=now.as_seen, then="list")
    assert answer["Location"] == assessment.get_absolute_url()


def test_assessment_part_shows_both_texts_and_saves_neither_over_the_other(
    house, plan, assessment, lead
):
    workflow.add_editor(plan, house.outsider, by=house.lead)
    part = assessments.section(assessment, "resources")
    assessments.write(assessment, "resources", "What the helper wrote.", by=house.outsider)
    answer = send(lead, part.get_absolute_url(), text="What I typed.", as_seen=part.as_seen)
    said = answer.content.decode()
    assert "What the helper wrote." in said
    assert "What I typed." in said
    assert f"What {house.outsider} saved" in said
    assert assessments.section(assessment, "resources").text == "What the helper wrote."
    again = answer.context["form"]["as_seen"].value()
    assert send(lead, part.get_absolute_url(), text="Both.", as_seen=again).status_code == 302
    assert assessments.section(assessment, "resources").text == "Both."


def test_assessment_part_offers_what_was_typed_and_not_saved(house, assessment, lead):
    part = assessments.section(assessment, "resources")
    address, fields = part.get_absolute_url(), {"text": ["Typed and not saved."]}
    autosave.keep_sent(house.lead, address, fields)
    assert "Restore it" in lead.get(address).content.decode()
    assert "Typed and not saved." in lead.get(f"{address}?restore=1").content.decode()
    assert send(lead, address, text="Typed and saved.", as_seen=part.as_seen).status_code == 302
    assert "data-autosave" in lead.get(address).content.decode()


def test_assessment_part_has_fields_for_the_organisation(house, plan, assessment, lead):
    address = url("assessment_part", plan.pk, "organisation")
    typed = {"organisation": "Kept University", "lead_name": "Lee", "email": "no address"}
    said = send(lead, address, **typed, as_seen=assessment.as_seen).content.decode()
    assert "no address" in said
    typed |= {"email": "Lee@Kept.example", "phone": "01227 922000"}
    assert send(lead, address, **typed, as_seen=assessment.as_seen).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.email, assessment.phone) == ("lee@kept.example", "01227 922000")
    again = send(lead, address, **typed | {"phone": "1"}, as_seen="old")
    assert "Telephone: somebody saved “01227 922000”." in again.content.decode()


def test_assessment_part_is_read_by_the_signatory_who_may_comment(house, plan, assessment, sign_in):
    assessments.write(assessment, "resources", "Two days a week.", by=house.lead)
    reader = sign_in(house.signatory)
    said = page(reader, "assessment_part", plan.pk, "resources")
    assert "Two days a week." in said
    assert "Save and continue" not in said
    assert 'class="guidance' not in said
    assert 'class="guidance' in page(sign_in(house.lead), "assessment_part", plan.pk, "resources")
    address = url("section_comment_add", plan.pk, "resources")
    assert send(reader, address, text="").status_code == 200
    assert send(reader, address, text="Which budget?").status_code == 302
    assert "Which budget?" in page(reader, "assessment_part", plan.pk, "resources")
    assert "1 comment to look at" in page(reader, "assessment_detail", plan.pk)


def test_assessment_part_is_closed_while_it_is_out_for_signature(
    house, plan, assessment, lead, sign_in
):
    SelfAssessment.objects.update(state="signed_by_lead", sent_content={})
    said = page(lead, "assessment_part", plan.pk, "resources")
    assert "It is out for signature, so nobody changes it. The signatory can decline it." in said
    assert "You can decline it." in page(
        sign_in(house.signatory), "assessment_part", plan.pk, "resources"
    )
    assert "Save and continue" not in said
    assert send(lead, url("assessment_part", plan.pk, "resources"), text="x").status_code == 403


def test_headcounts_are_added_up_and_drawn(house, plan, assessment, lead):
    address = url("headcount_add", plan.pk)
    said = send(lead, address, unit="Arts", technicians="3", apprentices="5").content.decode()
    assert "Apprentices count among the 3 technicians" in said
    assert send(lead, address, unit="Arts", technicians="3").status_code == 302
    said = send(lead, address, unit="Arts", technicians="4").content.decode()
    assert "Arts has its numbers already." in said
    typed = {"unit": "Natural Sciences", "technicians": "80", "apprentices": "6"}
    answer = send(lead, address, **typed, then="another")
    assert answer["Location"] == address
    said = page(lead, "assessment_part", plan.pk, "structures")
    assert "83 technicians in 2 units, 6 of them on an apprenticeship (7.23%)." in said
    assert said.count("<rect") == 3  # two units, and the apprentices of one
    second = assessment.headcounts.get(unit="Natural Sciences")
    send(lead, url("headcount_move", plan.pk, second.pk), direction="up")
    send(lead, url("headcount_remove", plan.pk, assessment.headcounts.get(unit="Arts").pk))
    assert list(assessment.headcounts.all()) == [second]


def test_the_part_on_the_plan_explains_what_is_red(house, plan, assessment, lead):
    rate(plan.actions.first(), "red", by=house.lead, text="The money came too late.",
         cause="funding")  # fmt: skip
    said = page(lead, "assessment_part", plan.pk, "rag")
    assert "The money came too late." in said
    assert "Cause: Funding" in said
    assert "Overall evaluation" in said


def test_assessment_next_plan_takes_a_draft(house, plan, assessment, lead):
    address = url("assessment_next_plan", plan.pk)
    seen = {"as_seen": assessment.as_seen}
    assert "Choose a plan that is still being written." in (
        send(lead, address, next_plan=plan.pk, **seen).content.decode()
    )
    following = make_plan(house.lead, title="The next plan", stage=2)
    assert send(lead, address, next_plan=following.pk, **seen).status_code == 302
    assessment.refresh_from_db()
    assert assessment.next_plan == following


def test_consultation_list_has_coverage_and_what_came_of_it(house, plan, lead, sign_in):
    day = timezone.localdate() - timedelta(days=9)
    action, address = plan.actions.first(), url("consultation_add", plan.pk)
    typed = {
        "held_on": day, "method": "survey", "who": "Everybody", "how_many": "40",
        "said": "Nobody sees us.", "theme": plan.themes.get(letter="V").pk, "action": action.pk,
        "note": "Ask again.",
    }  # fmt: skip
    late = typed | {"held_on": timezone.localdate() + timedelta(days=1)}
    assert "This day is still to come." in send(lead, address, **late).content.decode()
    assert send(lead, address, **typed).status_code == 302
    said = page(lead, "consultation_list", plan.pk)
    assert "We did: Name a champion (V001)" in said
    assert '<th scope="row">Recognition</th><td class="numbers">0</td>' in said
    assert "Change<span" not in page(sign_in(house.signatory), "consultation_list", plan.pk)
    row = Consultation.objects.get()
    edit = url("consultation_edit", plan.pk, row.pk)
    assert "Somebody saved “Everybody”." in (
        send(lead, edit, **typed | {"who": "Some"}, as_seen="old").content.decode()
    )
    assert send(lead, url("consultation_remove", plan.pk, row.pk)).status_code == 302
    assert not Consultation.objects.exists()
    assert Consultation.history.count() == 2


def test_consultation_form_offers_no_action_that_one_may_not_see(house, plan, lead):
    other = plan_in_force_of_another(house, lead)
    said = page(lead, "consultation_add", plan.pk)
    assert f'value="{plan.actions.first().pk}"' in said
    assert other.text not in said


def plan_in_force_of_another(house, lead):
    draft = make_plan(house.lead, title="Another")
    return assessments.make_action(draft, house.lead, text="Of a plan that does not follow")


def test_measure_list_says_what_changed(house, plan, lead):
    address = url("measure_add", plan.pk)
    typed = {"title": "Feel seen", "unit": "%", "baseline_value": "40 %", "repeat_value": "55"}
    days = {"baseline_on": "2026-03-05", "repeat_on": "2026-03-01"}
    said = send(lead, address, **typed, **days).content.decode()
    assert "The second count comes after the first." in said
    said = send(lead, address, **typed, is_insufficient="on").content.decode()
    assert "Say why there is too little to say." in said
    actions = [plan.actions.first().pk]
    assert send(lead, address, **typed, actions=actions).status_code == 302
    assert "It rose from 40 to 55%, by 15." in page(lead, "measure_list", plan.pk)
    measure = ImpactMeasure.objects.get()
    assert [one.pk for one in measure.actions.all()] == actions
    assert send(lead, url("measure_remove", plan.pk, measure.pk)).status_code == 302
    assert "Nothing is counted yet" in page(lead, "measure_list", plan.pk)


def test_measure_fill_takes_the_latest_final_reading_by_a_press(house, plan, lead):
    kpi = make_promise(house.library, house.year, by=house.head).kpi
    record(kpi, month(house.year.start_year, 0, 2, 3), by=house.head)
    measure = assessments.measure(plan, house.lead, kpi=kpi)
    answer = lead.get(url("measure_edit", plan.pk, measure.pk))
    assert "66.67% on 31 August" in answer.content.decode()
    stamp = answer.context["offer"].stamp
    fill = url("measure_fill", plan.pk, measure.pk)
    assert send(lead, fill, as_seen="old").status_code == 409
    assert send(lead, fill, as_seen=stamp).status_code == 302
    assert "It rose from 40 to 66.67%" in page(lead, "measure_list", plan.pk)


def test_assessment_read_has_everything(house, plan, sign_in):
    assessment = assessments.complete(plan, house.lead)
    assessments.measure(plan, house.lead, is_insufficient=True, insufficient_reason="Nobody came.")
    said = page(sign_in(house.signatory), "assessment_read", plan.pk)
    for words in [
        "Draft: this is not signed.", "Head of Technical Services", "(7.23%)",
        "What there is to say about resources.", "Total Actions: 3,", "The money came too late.",
        "By the survey of 2029.", "You said, we did", "There is too little to say: Nobody came.",
        assessment.published_url,
    ]:  # fmt: skip
        assert words in said
    assert said.count(">Name a champion<") + said.count("<p>Name a champion") >= 1


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_ask_the_same_of_the_database(house, lead, rows, django_assert_num_queries):
    plan = plan_in_force(house.lead, actions=rows)
    assessment = assessments.complete(plan, house.lead)
    for number in range(1, rows):
        assessments.count_unit(assessment, house.lead, unit=f"Unit {number}")
        assessments.hear(plan, house.lead, action=plan.actions.first())
    for _ in range(rows):
        assessments.measure(plan, house.lead, list(plan.actions.all()))
    expected = {
        "consultation_list": 9, "measure_list": 10, "assessment_read": 19, "assessment_detail": 22,
    }  # fmt: skip
    for name, queries in expected.items():
        lead.get(url(name, plan.pk))
        with django_assert_num_queries(queries):
            lead.get(url(name, plan.pk))


def test_assessment_templates_are_changed_as_a_draft_and_published(lead):
    listed = url("assessment_template_list")
    assert "the wording that comes with Kept" in lead.get(listed).content.decode()
    assert send(lead, listed, stage="none").status_code == 200
    assert send(lead, listed, stage="2").status_code == 302
    draft = AssessmentTemplate.objects.get(state="draft")
    question = draft.questions.get(key="resources")
    edit = url("question_edit", draft.pk, question.pk)
    typed = {"title": "Money and time", "guidance": "Say how much.", "is_required": "on"}
    assert send(lead, edit, **typed, as_seen=question.as_seen).status_code == 302
    send(lead, url("question_move", draft.pk, question.pk), direction="up")
    said = page(lead, "assessment_template_detail", draft.pk)
    assert said.index("Money and time") < said.index("Approach, governance")
    publish = url("assessment_template_publish", draft.pk)
    assert "Publish this version?" in lead.get(publish).content.decode()
    assert send(lead, publish, as_seen="old").status_code == 409
    assert send(lead, publish, as_seen=draft.as_seen).status_code == 302
    assert AssessmentTemplate.objects.current(2) == draft
    assert lead.get(edit).status_code == 403
