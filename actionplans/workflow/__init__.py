"""Every change to an action plan that matters to people, one function each."""

from actionplans.workflow.actions import add_action, change_action, remove_action
from actionplans.workflow.carrying import begin_next, dispose
from actionplans.workflow.files import change_row, confirm_plan_file, keep_plan_file
from actionplans.workflow.groups import add_group, add_member, change_group, change_member
from actionplans.workflow.meetings import (
    add_due_items,
    add_item,
    change_item,
    change_meeting,
    close_meeting,
    move_item,
    plan_meeting,
    remove_item,
)
from actionplans.workflow.parts import (
    add_evidence,
    add_owner,
    lead_with,
    remove_evidence,
    remove_milestone,
    remove_owner,
    save_milestone,
)
from actionplans.workflow.plans import (
    add_editor,
    add_theme,
    begin_plan,
    change_plan,
    change_scheme,
    change_theme,
    extend_plan,
    put_in_force,
    remove_editor,
)
from actionplans.workflow.publishing import publish_plan, withdraw_plan
from actionplans.workflow.ratings import rate_action
from actionplans.workflow.rounds import (
    Refused,
    close_round,
    nudge_round,
    open_round,
    publish_progress,
    rate_several,
)

__all__ = [
    "Refused",
    "add_action",
    "add_due_items",
    "add_editor",
    "add_evidence",
    "add_group",
    "add_item",
    "add_member",
    "add_owner",
    "add_theme",
    "begin_next",
    "begin_plan",
    "change_action",
    "change_group",
    "change_item",
    "change_meeting",
    "change_member",
    "change_plan",
    "change_row",
    "change_scheme",
    "change_theme",
    "close_meeting",
    "close_round",
    "confirm_plan_file",
    "dispose",
    "extend_plan",
    "keep_plan_file",
    "lead_with",
    "move_item",
    "nudge_round",
    "open_round",
    "plan_meeting",
    "publish_plan",
    "publish_progress",
    "put_in_force",
    "rate_action",
    "rate_several",
    "remove_action",
    "remove_editor",
    "remove_evidence",
    "remove_item",
    "remove_milestone",
    "remove_owner",
    "save_milestone",
    "withdraw_plan",
]
