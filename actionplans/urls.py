"""Addresses of action plans."""

from django.urls import path

from actionplans.views import (
    actions,
    assessment_rows,
    assessments,
    carrying,
    files,
    framing,
    groups,
    meetings,
    mine,
    parts,
    plans,
    publishing,
    questions,
    reopening,
    rounds,
    signing,
    voice,
)

ACTION = "plans/<int:pk>/actions/<str:action>/"
ASSESSMENT = "plans/<int:pk>/assessment/"
TEMPLATES = "plans/assessment-templates/"

app_name = "actionplans"
urlpatterns = [
    # Plans and their actions
    path("plans/", plans.plan_list, name="plan_list"),
    path("plans/add/", framing.plan_add, name="plan_add"),
    path("plans/rules/", framing.scheme_edit, name="scheme_edit"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan_detail"),
    path("plans/<int:pk>/edit/", framing.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/checks/", plans.plan_checks, name="plan_checks"),
    path("plans/<int:pk>/extend/", framing.plan_extend, name="plan_extend"),
    path("plans/<int:pk>/put-in-force/", framing.plan_put_in_force, name="plan_put_in_force"),
    path("plans/<int:pk>/discard/", framing.plan_discard, name="plan_discard"),
    path("plans/<int:pk>/editors/", framing.editor_list, name="editor_list"),
    path(
        "plans/<int:pk>/editors/<int:row_pk>/remove/", framing.editor_remove, name="editor_remove"
    ),
    path("plans/<int:pk>/themes/", framing.theme_list, name="theme_list"),
    path("plans/<int:pk>/themes/<int:row_pk>/", framing.theme_edit, name="theme_edit"),
    path("plans/<int:pk>/add/", actions.action_add, name="action_add"),
    path(ACTION, actions.action_detail, name="action_detail"),
    path(f"{ACTION}edit/", actions.action_edit, name="action_edit"),
    path(f"{ACTION}remove/", actions.action_remove, name="action_remove"),
    path(f"{ACTION}rate/", actions.action_rate, name="action_rate"),
    path(f"{ACTION}owners/", parts.owner_list, name="owner_list"),
    path(f"{ACTION}owners/<int:row_pk>/lead/", parts.owner_lead, name="owner_lead"),
    path(f"{ACTION}owners/<int:row_pk>/remove/", parts.owner_remove, name="owner_remove"),
    path(f"{ACTION}milestones/add/", parts.milestone_add, name="milestone_add"),
    path(f"{ACTION}milestones/<int:row_pk>/", parts.milestone_edit, name="milestone_edit"),
    path(
        f"{ACTION}milestones/<int:row_pk>/remove/", parts.milestone_remove, name="milestone_remove"
    ),
    path(f"{ACTION}evidence/add/", parts.evidence_add, name="evidence_add"),
    path(f"{ACTION}evidence/<int:row_pk>/remove/", parts.evidence_remove, name="evidence_remove"),
    # From one plan to the next
    path("plans/threads/", carrying.thread_list, name="thread_list"),
    path("plans/<int:pk>/next/", carrying.plan_begin_next, name="plan_begin_next"),
    path("plans/<int:pk>/carry-forward/", carrying.carry_forward, name="carry_forward"),
    path(f"{ACTION}carry-forward/", carrying.action_dispose, name="action_dispose"),
    # For everybody
    path("technician-commitment/", publishing.commitment, name="commitment"),
    path("technician-commitment/<int:pk>/", publishing.public_plan, name="public_plan"),
    path(
        "technician-commitment/<int:pk>/plan.csv",
        publishing.public_plan_csv,
        name="public_plan_csv",
    ),
    path(
        "technician-commitment/<int:pk>/plan.json",
        publishing.public_plan_json,
        name="public_plan_json",
    ),
    path("plans/<int:pk>/publish/", publishing.plan_publish, name="plan_publish"),
    path("plans/<int:pk>/withdraw/", publishing.plan_withdraw, name="plan_withdraw"),
    # Files
    path("plans/import/", files.plan_import, name="plan_import"),
    path("plans/import/<int:upload_pk>/", files.plan_preview, name="plan_preview"),
    path(
        "plans/import/<int:upload_pk>/discard/",
        files.plan_import_discard,
        name="plan_import_discard",
    ),
    path("plans/import/<int:upload_pk>/rows/<int:number>/", files.plan_row, name="plan_row"),
    path("plans/<int:pk>/plan.<str:ending>", files.plan_file, name="plan_file"),
    # Groups, meetings, rounds
    path("groups/", groups.group_list, name="group_list"),
    path("groups/add/", groups.group_add, name="group_add"),
    path("groups/<int:pk>/", groups.group_detail, name="group_detail"),
    path("groups/<int:pk>/edit/", groups.group_edit, name="group_edit"),
    path("groups/<int:pk>/members/add/", groups.member_add, name="member_add"),
    path("groups/<int:pk>/members/<int:member_pk>/", groups.member_edit, name="member_edit"),
    path(
        "groups/<int:pk>/members/<int:member_pk>/remove/",
        groups.member_remove,
        name="member_remove",
    ),
    path("groups/<int:pk>/meetings/add/", meetings.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/paper/", meetings.meeting_paper, name="meeting_paper"),
    path("meetings/<int:pk>/fill/", meetings.meeting_fill, name="meeting_fill"),
    path("meetings/<int:pk>/close/", meetings.meeting_close, name="meeting_close"),
    path("meetings/<int:pk>/reopen/", reopening.meeting_reopen, name="meeting_reopen"),
    path("meetings/<int:pk>/items/add/", meetings.item_add, name="item_add"),
    path("meetings/<int:pk>/items/<int:item_pk>/", meetings.item_edit, name="item_edit"),
    path("meetings/<int:pk>/items/<int:item_pk>/move/", meetings.item_move, name="item_move"),
    path("meetings/<int:pk>/items/<int:item_pk>/remove/", meetings.item_remove, name="item_remove"),
    path("plans/<int:pk>/mine/", mine.my_actions, name="my_actions"),
    path("plans/<int:pk>/progress/", rounds.plan_progress, name="plan_progress"),
    path("plans/<int:pk>/rounds/", rounds.round_list, name="round_list"),
    path("plans/<int:pk>/rounds/add/", rounds.round_add, name="round_add"),
    path("plans/<int:pk>/rounds/<int:number>/", rounds.round_detail, name="round_detail"),
    path("plans/<int:pk>/rounds/<int:number>/nudge/", rounds.round_nudge, name="round_nudge"),
    path("plans/<int:pk>/rounds/<int:number>/close/", rounds.round_close, name="round_close"),
    path("plans/<int:pk>/rounds/<int:number>/reopen/", reopening.round_reopen, name="round_reopen"),
    # Self-assessment
    path(ASSESSMENT, assessments.assessment_detail, name="assessment_detail"),
    path(f"{ASSESSMENT}sign/", signing.assessment_sign, name="assessment_sign"),
    path(
        f"{ASSESSMENT}countersign/", signing.assessment_countersign, name="assessment_countersign"
    ),
    path(f"{ASSESSMENT}decline/", signing.assessment_decline, name="assessment_decline"),
    path(f"{ASSESSMENT}take-back/", signing.assessment_take_back, name="assessment_take_back"),
    path(f"{ASSESSMENT}draft.pdf", signing.assessment_pdf, name="assessment_pdf"),
    path(f"{ASSESSMENT}parts/<slug:key>/attach/", signing.attachment_add, name="attachment_add"),
    path(f"{ASSESSMENT}files/<int:row_pk>/", signing.attachment_file, name="attachment_file"),
    path(
        f"{ASSESSMENT}files/<int:row_pk>/remove/",
        signing.attachment_remove,
        name="attachment_remove",
    ),
    path(f"{ASSESSMENT}begin/", assessments.assessment_begin, name="assessment_begin"),
    path(f"{ASSESSMENT}read/", assessments.assessment_read, name="assessment_read"),
    path(f"{ASSESSMENT}next-plan/", assessments.assessment_next_plan, name="assessment_next_plan"),
    path(f"{ASSESSMENT}parts/<slug:key>/", assessments.assessment_part, name="assessment_part"),
    path(
        f"{ASSESSMENT}parts/<slug:key>/comment/",
        assessment_rows.section_comment_add,
        name="section_comment_add",
    ),
    path(
        f"{ASSESSMENT}comments/<int:row_pk>/resolve/",
        assessment_rows.section_comment_resolve,
        name="section_comment_resolve",
    ),
    path(f"{ASSESSMENT}headcounts/add/", assessment_rows.headcount_add, name="headcount_add"),
    path(
        f"{ASSESSMENT}headcounts/<int:row_pk>/",
        assessment_rows.headcount_edit,
        name="headcount_edit",
    ),
    path(
        f"{ASSESSMENT}headcounts/<int:row_pk>/move/",
        assessment_rows.headcount_move,
        name="headcount_move",
    ),
    path(
        f"{ASSESSMENT}headcounts/<int:row_pk>/remove/",
        assessment_rows.headcount_remove,
        name="headcount_remove",
    ),
    path("plans/<int:pk>/consultations/", voice.consultation_list, name="consultation_list"),
    path("plans/<int:pk>/consultations/add/", voice.consultation_add, name="consultation_add"),
    path(
        "plans/<int:pk>/consultations/<int:row_pk>/",
        voice.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "plans/<int:pk>/consultations/<int:row_pk>/remove/",
        voice.consultation_remove,
        name="consultation_remove",
    ),
    path("plans/<int:pk>/measures/", voice.measure_list, name="measure_list"),
    path("plans/<int:pk>/measures/add/", voice.measure_add, name="measure_add"),
    path("plans/<int:pk>/measures/<int:row_pk>/", voice.measure_edit, name="measure_edit"),
    path("plans/<int:pk>/measures/<int:row_pk>/fill/", voice.measure_fill, name="measure_fill"),
    path(
        "plans/<int:pk>/measures/<int:row_pk>/remove/", voice.measure_remove, name="measure_remove"
    ),
    path(TEMPLATES, questions.assessment_template_list, name="assessment_template_list"),
    path(
        f"{TEMPLATES}<int:pk>/",
        questions.assessment_template_detail,
        name="assessment_template_detail",
    ),
    path(
        f"{TEMPLATES}<int:pk>/publish/",
        questions.assessment_template_publish,
        name="assessment_template_publish",
    ),
    path(f"{TEMPLATES}<int:pk>/<int:row_pk>/", questions.question_edit, name="question_edit"),
    path(f"{TEMPLATES}<int:pk>/<int:row_pk>/move/", questions.question_move, name="question_move"),
]
