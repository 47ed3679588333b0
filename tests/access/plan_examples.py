"""Examples of the routes of action plans: which plan or part they are about, and what is sent."""

from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.assessments import measuring
from tests import factories

DRAFTED = (
    "theme_list", "theme_edit", "action_add", "action_remove", "plan_put_in_force", "plan_discard",
)  # fmt: skip


TEMPLATES = (
    "assessment_template_detail", "assessment_template_publish", "question_edit", "question_move",
)  # fmt: skip
PART = "resources"  # of the self-assessment


def _of_draft(value):
    return {f"actionplans:{name}": value for name in DRAFTED}


def _of_templates(value):
    return {f"actionplans:{name}": value for name in TEMPLATES}


def _rows(*routes: str, of):
    return {f"actionplans:{name}": of for name in routes}


def _question(scene):
    return scene.question_draft.questions.get(key=PART)


def _part(scene):
    return scene.assessment.sections.get(question__key=PART)


# By the name of a part of an address: the routes for which it is not the plan in force.
PARTS = {
    "pk": _of_draft(lambda scene: scene.next_plan.pk)
    | _of_templates(lambda scene: scene.question_draft.pk),
    "key": _rows("assessment_part", "section_comment_add", "attachment_add", of=lambda scene: PART),
    "action": _of_draft(lambda scene: scene.planned_action.reference),
    "row_pk": {
        "actionplans:theme_edit": lambda scene: scene.next_plan.themes.first().pk,
        "actionplans:editor_remove": lambda scene: scene.plan_editor.pk,
        "actionplans:owner_lead": lambda scene: scene.action.owners.first().pk,
        "actionplans:owner_remove": lambda scene: scene.action.owners.first().pk,
        "actionplans:milestone_edit": lambda scene: scene.milestone.pk,
        "actionplans:milestone_remove": lambda scene: scene.milestone.pk,
        "actionplans:evidence_remove": lambda scene: scene.evidence.pk,
        "actionplans:attachment_file": lambda scene: scene.attached.pk,
        "actionplans:attachment_remove": lambda scene: scene.attached.pk,
        "actionplans:section_comment_resolve": lambda scene: scene.remark.pk,
        **_rows(
            "headcount_edit",
            "headcount_move",
            "headcount_remove",
            of=lambda scene: scene.headcount.pk,
        ),
        **_rows("consultation_edit", "consultation_remove", of=lambda scene: scene.consultation.pk),
        **_rows(
            "measure_edit", "measure_fill", "measure_remove", of=lambda scene: scene.measure.pk
        ),
        **_rows("question_edit", "question_move", of=lambda scene: _question(scene).pk),
    },
}


def _plan(plan, **said) -> dict[str, object]:
    return {
        "title": plan.title, "stage": plan.stage, "starts_on": plan.starts_on,
        "months": plan.months, "green_label": plan.green_label, "amber_label": plan.amber_label,
        "red_label": plan.red_label, "contact_email": plan.contact_email, **said,
    }  # fmt: skip


def _action(action, **said) -> dict[str, object]:
    return {
        "theme": action.theme_id, "text": action.text, "owner_words": action.owner_words,
        "timescale_words": action.timescale_words, **said,
    }  # fmt: skip


def _consultation(scene, **said) -> dict[str, object]:
    return {
        "held_on": "2026-03-05", "method": "survey", "who": "Everybody", "said": "More training.",
        "theme": scene.plan.themes.first().pk, "action": scene.action.pk, **said,
    }  # fmt: skip


def _seen(row) -> str:
    return type(row).objects.get(pk=row.pk).as_seen


FORMS = {
    "actionplans:assessment_sign": lambda scene: {
        "password": factories.PASSWORD, "shown": "what was shown",
    },
    "actionplans:assessment_countersign": lambda scene: {
        "password": factories.PASSWORD, "shown": "what was shown",
    },
    "actionplans:assessment_decline": lambda scene: {"reason": "A figure is missing."},
    "actionplans:assessment_take_back": lambda scene: {"reason": "A figure is wrong."},
    "actionplans:attachment_add": lambda scene: {
        "title": "Figures", "file": SimpleUploadedFile("figures.csv", b"Unit,People\n"),
    },
    "actionplans:plan_withdraw": lambda scene: {"reason": "A name stood in it."},
    "actionplans:plan_begin_next": lambda scene: {
        "title": "The next plan", "starts_on": "2027-10-01", "months": 36,
    },
    "actionplans:carry_forward": lambda scene: {
        "actions": [scene.action.pk], "kind": "completed", "sentence": "It is there.",
    },
    "actionplans:action_dispose": lambda scene: {"kind": "same", "sentence": "It goes on."},
    "actionplans:plan_add": lambda scene: _plan(scene.plan, title="A plan to come"),
    "actionplans:plan_edit": lambda scene: _plan(
        scene.plan, title="Our plan", as_seen=_seen(scene.plan)
    ),
    "actionplans:plan_extend": lambda scene: {"until": "2028-03-31", "reason": "It began late."},
    "actionplans:scheme_edit": lambda scene: {
        "first_months": 13, "between_months": 24, "plan_months": 36,
        "spring": "1 March to 31 May", "summer": "1 June to 31 August",
        "autumn": "1 September to 30 November", "winter": "1 December to 28 February",
        "autumn_term": "1 August to 31 December", "spring_term": "1 January to 30 April",
        "summer_term": "1 May to 31 July",
    },
    "actionplans:editor_list": lambda scene: {"person": scene.house.outsider.pk},
    "actionplans:theme_list": lambda scene: {"letter": "T", "name": "Training"},
    "actionplans:theme_edit": lambda scene: {
        "letter": "V", "name": "Being seen", "as_seen": _seen(scene.next_plan.themes.first()),
    },
    "actionplans:action_add": lambda scene: _action(scene.planned_action, text="Hold a day"),
    "actionplans:action_edit": lambda scene: _action(
        scene.action, owner_words="HR and others", as_seen=_seen(scene.action)
    ),
    "actionplans:action_rate": lambda scene: {
        "value": "green", "text": "It is done.", "after": scene.rating.number,
    },
    "actionplans:owner_list": lambda scene: {"words": "Technicians"},
    "actionplans:milestone_add": lambda scene: {"text": "Ask around", "due_on": "2026-12-01"},
    "actionplans:milestone_edit": lambda scene: {
        "text": "Ask everybody", "as_seen": _seen(scene.milestone),
    },
    "actionplans:evidence_add": lambda scene: {"text": "A survey", "url": "https://kept.example"},
    "actionplans:assessment_part": lambda scene: {
        "text": "Two days a week.", "as_seen": _part(scene).as_seen, "then": "next",
    },
    "actionplans:assessment_next_plan": lambda scene: {
        "next_plan": scene.following.pk, "as_seen": _seen(scene.assessment),
    },
    "actionplans:section_comment_add": lambda scene: {"text": "Which budget?"},
    "actionplans:headcount_add": lambda scene: {"unit": "Workshops", "technicians": "7"},
    "actionplans:headcount_edit": lambda scene: {
        "unit": "Natural Sciences", "technicians": "84", "as_seen": _seen(scene.headcount),
    },
    "actionplans:headcount_move": lambda scene: {"direction": "up"},
    "actionplans:consultation_add": lambda scene: _consultation(scene),
    "actionplans:consultation_edit": lambda scene: _consultation(
        scene, as_seen=_seen(scene.consultation)
    ),
    "actionplans:measure_add": lambda scene: {"title": "Views of the page"},
    "actionplans:measure_edit": lambda scene: {
        "title": "Views of the page", "as_seen": _seen(scene.measure),
    },
    "actionplans:measure_fill": lambda scene: {"as_seen": measuring.offer(scene.measure).stamp},
    "actionplans:assessment_template_list": lambda scene: {"stage": "3"},
    "actionplans:assessment_template_publish": lambda scene: {
        "as_seen": scene.question_draft.as_seen,
    },
    "actionplans:question_edit": lambda scene: {
        "title": "Money and time", "is_required": "on", "as_seen": _question(scene).as_seen,
    },
    "actionplans:question_move": lambda scene: {"direction": "down"},
}  # fmt: skip
