"""Every change to a statement that matters to people, as a verb with `by=`.

A verb locks and re-reads its row, checks the rule, writes, records the event in the same
transaction, and leaves the mail for after the commit. A refusal is NotAllowed with a sentence.
"""

from institution.permissions import NotAllowed, Stale
from sls.workflow.conversation import (
    add_comment,
    answer_advice,
    answer_dependency,
    ask_advice,
    resolve_comment,
    resolve_request,
)
from sls.workflow.lifecycle import (
    TRANSITIONS,
    Incomplete,
    approve,
    begin_edition,
    discard,
    reopen_section,
    return_for_changes,
    start,
    submit,
    take,
    withdraw,
)
from sls.workflow.requirements import confirm_proposals, copy_requirements, decide, volunteer
from sls.workflow.review import drop_request, note_request, save_notes
from sls.workflow.templates import (
    begin_template,
    move_heading,
    publish_template,
    remove_heading,
    save_heading,
    save_template,
)
from sls.workflow.writing import (
    add_kpi,
    add_row,
    add_written_kpi,
    change_kpi,
    change_row,
    move_row,
    remove_kpi,
    remove_row,
    save_text,
)

__all__ = [
    "TRANSITIONS",
    "Incomplete",
    "NotAllowed",
    "Stale",
    "add_comment",
    "add_kpi",
    "add_row",
    "add_written_kpi",
    "answer_advice",
    "answer_dependency",
    "approve",
    "ask_advice",
    "begin_edition",
    "begin_template",
    "change_kpi",
    "change_row",
    "confirm_proposals",
    "copy_requirements",
    "decide",
    "discard",
    "drop_request",
    "move_heading",
    "move_row",
    "note_request",
    "publish_template",
    "remove_heading",
    "remove_kpi",
    "remove_row",
    "reopen_section",
    "resolve_comment",
    "resolve_request",
    "return_for_changes",
    "save_heading",
    "save_notes",
    "save_template",
    "save_text",
    "start",
    "submit",
    "take",
    "volunteer",
    "withdraw",
]
