"""The pages of self-assessments, of the ledger of consultations and of impact measures."""

from tests.journeys import acts
from tests.journeys.visits.visit import Visit


def part(key):
    """The address of a part of the self-assessment."""
    return lambda world: [world.plan.pk, key]


def of_plan(world):
    """The plan in force."""
    return [world.plan.pk]


def of_template(world):
    """The draft of what self-assessments ask."""
    return [world.asking.pk]


ASSESSMENT = [
    Visit("actionplans:assessment_template_list", "lead"),
    Visit("actionplans:assessment_detail", "lead", of=of_plan, state="nothing"),
    Visit("actionplans:consultation_list", "lead", of=of_plan, state="nothing"),
    Visit("actionplans:assessment_detail", "lead", of=lambda w: w.assess()),
    Visit("actionplans:assessment_part", "lead", of=part("organisation"), state="fields"),
    Visit("actionplans:assessment_part", "lead", of=part("structures"), state="headcounts"),
    Visit("actionplans:assessment_part", "lead", of=part("rag"), state="plan"),
    Visit("actionplans:assessment_part", "lead", of=part("next-plan"), state="next plan"),
    Visit("actionplans:assessment_part", "signatory", of=part("voice"), state="to be read"),
    Visit(
        "actionplans:assessment_part", "lead", of=part("resources"), state="errors meanwhile",
        meanwhile=lambda w: w.write_meanwhile(), act=acts.write_and_send,
    ),
    Visit("actionplans:assessment_read", "signatory", of=of_plan),
    Visit("actionplans:assessment_next_plan", "lead", of=of_plan),
    Visit("actionplans:section_comment_add", "signatory", of=part("resources")),
    Visit(
        "actionplans:headcount_add", "lead", of=of_plan, state="errors", act=acts.send_empty
    ),
    Visit("actionplans:headcount_edit", "lead", of=lambda w: [w.plan.pk, w.unit.pk]),
    Visit("actionplans:consultation_list", "lead", of=of_plan),
    Visit(
        "actionplans:consultation_add", "lead", of=of_plan, state="errors", act=acts.send_empty
    ),
    Visit("actionplans:consultation_edit", "lead", of=lambda w: [w.plan.pk, w.heard.pk]),
    Visit("actionplans:measure_list", "lead", of=of_plan),
    Visit("actionplans:measure_add", "lead", of=of_plan, state="errors", act=acts.send_empty),
    Visit("actionplans:measure_edit", "lead", of=lambda w: [w.plan.pk, w.measure.pk]),
    Visit("actionplans:assessment_template_detail", "lead", of=of_template),
    Visit(
        "actionplans:question_edit", "lead",
        of=lambda w: [w.asking.pk, w.asking.questions.get(key="resources").pk],
    ),
    Visit("actionplans:assessment_template_publish", "lead", of=of_template),
    Visit("actionplans:attachment_add", "lead", of=lambda w: [w.plan.pk, "structures"]),
    Visit("actionplans:assessment_sign", "lead", of=lambda w: [w.plan.pk], state="missing"),
    Visit("actionplans:assessment_countersign", "signatory", of=lambda w: w.send_out()),
    Visit("actionplans:assessment_decline", "signatory", of=lambda w: [w.plan.pk]),
    Visit("actionplans:assessment_take_back", "lead", of=lambda w: [w.plan.pk]),
    Visit("actionplans:assessment_detail", "signatory", of=lambda w: [w.plan.pk], state="out"),
]  # fmt: skip
