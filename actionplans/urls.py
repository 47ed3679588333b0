"""Addresses of action plans."""

from django.urls import path

from actionplans.views import actions, carrying, files, framing, parts, plans, publishing

ACTION = "plans/<int:pk>/actions/<str:action>/"

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
    path("plans/import/<int:upload_pk>/rows/<int:number>/", files.plan_row, name="plan_row"),
    path("plans/<int:pk>/plan.<str:ending>", files.plan_file, name="plan_file"),
    # Groups, meetings, rounds
]
