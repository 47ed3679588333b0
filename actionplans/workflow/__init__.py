"""Every change to an action plan that matters to people, one function each."""

from actionplans.workflow.actions import add_action, change_action, remove_action
from actionplans.workflow.carrying import begin_next, dispose
from actionplans.workflow.files import change_row, confirm_plan_file, keep_plan_file
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

__all__ = [
    "add_action",
    "add_editor",
    "add_evidence",
    "add_owner",
    "add_theme",
    "begin_next",
    "begin_plan",
    "change_action",
    "change_plan",
    "change_row",
    "change_scheme",
    "change_theme",
    "confirm_plan_file",
    "dispose",
    "extend_plan",
    "keep_plan_file",
    "lead_with",
    "publish_plan",
    "put_in_force",
    "rate_action",
    "remove_action",
    "remove_editor",
    "remove_evidence",
    "remove_milestone",
    "remove_owner",
    "save_milestone",
    "withdraw_plan",
]
